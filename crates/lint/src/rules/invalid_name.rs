//! A name cell that holds no name.

use rosterkit_schema::FieldError;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_name.md")]
    pub(super) static INVALID_NAME = "invalid-name" {
        summary: "a cell holds no person's name",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::PersonName(_)) = cell.error() {
        cx.raise(&INVALID_NAME, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(diagnostic, "a person's name", "a name is letters, spaces, hyphens, apostrophes and full stops; type the name as it should stand on the account")
}

#[cfg(test)]
mod tests {
    use super::INVALID_NAME;
    use crate::testing::check_rule;

    #[test]
    fn digits_and_symbols_are_no_name() {
        check_rule(
            &INVALID_NAME,
            "
First Name,Last Name,Username
An4,O'Neil,aoneil
^^^ error: `An4` is not a person's name: it holds a digit
Zoë,van der Berg-Ruiz,zruiz
",
        );
    }
}
