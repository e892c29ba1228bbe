//! A cell of a DEA column that holds no DEA number.

use rosterkit_schema::{DeaError, FieldError};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_dea.md")]
    pub(super) static INVALID_DEA = "invalid-dea" {
        summary: "a cell holds no DEA number",
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
    if let Some(error @ FieldError::Dea(reason)) = cell.error()
        && !matches!(reason, DeaError::CheckDigit { .. })
    {
        cx.raise(&INVALID_DEA, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "a DEA number",
        "type the nine characters as they stand on the DEA certificate; clear the cell if the provider has no DEA number",
    )
}

#[cfg(test)]
mod tests {
    use super::INVALID_DEA;
    use crate::testing::check_rule;

    #[test]
    fn two_letters_and_seven_digits() {
        check_rule(
            &INVALID_DEA,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,None
               ^^^^ error: `None` is not a DEA number: it has 4 characters, a DEA number has 9
Ben,Ode,bode,AB1234563
",
        );
    }
}
