//! A DEA number whose check digit is wrong.

use rosterkit_schema::{DeaError, FieldError};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("dea_check_digit.md")]
    pub(super) static DEA_CHECK_DIGIT = "dea-check-digit" {
        summary: "the check digit of a DEA number is wrong",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::Dea(DeaError::CheckDigit { .. })) = cell.error() {
        cx.raise(&DEA_CHECK_DIGIT, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "a DEA number",
        "one of the digits is mistyped, most likely; compare it with the DEA certificate and type it again",
    )
}

#[cfg(test)]
mod tests {
    use super::DEA_CHECK_DIGIT;
    use crate::testing::check_rule;

    #[test]
    fn a_mistyped_digit_is_noticed() {
        check_rule(
            &DEA_CHECK_DIGIT,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,AB1234567
               ^^^^^^^^^ error: `AB1234567` is not a DEA number: its check digit is wrong, so at least one digit was mistyped
Ben,Ode,bode,AB1234563
",
        );
    }
}
