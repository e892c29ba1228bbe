//! A cell that is too short, too long or holds a character that its column does not take.

use rosterkit_schema::FieldError;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_text.md")]
    pub(super) static INVALID_TEXT = "invalid-text" {
        summary: "a cell is too short, too long or holds a forbidden character",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::Text(_)) = cell.error() {
        cx.raise(&INVALID_TEXT, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let hint = scene.column(diagnostic.at).map_or("", |column| &column.hint);
    let header = scene.header(diagnostic.at);
    scene.unfit(diagnostic, &format!("does not fit the column {header}"), hint)
}

#[cfg(test)]
mod tests {
    use super::INVALID_TEXT;
    use crate::testing::check_rule;

    #[test]
    fn length_and_characters_are_the_columns() {
        check_rule(
            &INVALID_TEXT,
            "
First Name,Last Name,Username,Provider (YES/NO),Shortname
Ana,Chen,achen,YES,ACH
                   ^^^ error: `ACH` does not fit the column Shortname: it is 3 characters long, at least 4 are wanted
Ben,Ode,bode,YES,BODE
",
        );
    }
}
