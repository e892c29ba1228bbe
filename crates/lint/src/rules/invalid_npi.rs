//! A cell of an NPI column that holds no NPI.

use rosterkit_schema::{FieldError, NpiError};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_npi.md")]
    pub(super) static INVALID_NPI = "invalid-npi" {
        summary: "a cell holds no National Provider Identifier",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    // The check digit has a rule of its own: nothing about the shape of the text is wrong there.
    if let Some(error @ FieldError::Npi(reason)) = cell.error()
        && !matches!(reason, NpiError::CheckDigit { .. })
    {
        cx.raise(&INVALID_NPI, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "an NPI",
        "type the ten digits of the provider's own NPI, as the NPPES registry shows it",
    )
}

#[cfg(test)]
mod tests {
    use super::INVALID_NPI;
    use crate::testing::check_rule;

    #[test]
    fn ten_digits_that_begin_with_1_or_2() {
        check_rule(
            &INVALID_NPI,
            "
First Name,Last Name,Username,NPI
Ana,Chen,achen,123456789
               ^^^^^^^^^ error: `123456789` is not an NPI: it has 9 digits, an NPI has 10
Ben,Ode,bode,1234567893
",
        );
    }
}
