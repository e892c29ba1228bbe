//! An NPI whose check digit is wrong.

use rosterkit_schema::{FieldError, NpiError};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("npi_check_digit.md")]
    pub(super) static NPI_CHECK_DIGIT = "npi-check-digit" {
        summary: "the check digit of an NPI is wrong",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::Npi(NpiError::CheckDigit { .. })) = cell.error() {
        cx.raise(&NPI_CHECK_DIGIT, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "an NPI",
        "one of the digits is mistyped; compare it with the NPPES registry and type it again",
    )
}

#[cfg(test)]
mod tests {
    use super::NPI_CHECK_DIGIT;
    use crate::testing::check_rule;

    #[test]
    fn a_mistyped_digit_is_noticed() {
        check_rule(
            &NPI_CHECK_DIGIT,
            "
First Name,Last Name,Username,NPI
Ana,Chen,achen,1234567890
               ^^^^^^^^^^ error: `1234567890` is not an NPI: its check digit is wrong, so at least one digit was mistyped
Ben,Ode,bode,1234567893
",
        );
    }
}
