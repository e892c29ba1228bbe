//! A cell that holds no licence number.

use rosterkit_schema::FieldError;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_id_number.md")]
    pub(super) static INVALID_ID_NUMBER = "invalid-id-number" {
        summary: "a cell holds no licence number",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::IdNumber(_)) = cell.error() {
        cx.raise(&INVALID_ID_NUMBER, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let help =
        "type the number as it stands on the licence; where letters belong to it, roster.toml can allow them";
    scene.not_a(diagnostic, "a licence number", help)
}

#[cfg(test)]
mod tests {
    use super::INVALID_ID_NUMBER;
    use crate::testing::check_rule;

    #[test]
    fn digits_only_unless_the_schema_allows_letters() {
        check_rule(
            &INVALID_ID_NUMBER,
            "
First Name,Last Name,Username,State ID
Ana,Chen,achen,DN12345
               ^^^^^^^ error: `DN12345` is not a licence number: it holds something other than digits
Ben,Ode,bode,\"12345\"
",
        );
    }
}
