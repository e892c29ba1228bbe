//! `####` where a number was.

use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("number_not_shown.md")]
    pub(super) static NUMBER_NOT_SHOWN = "number-not-shown" {
        summary: "a cell holds the number signs that a narrow column shows",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::NotShown) {
        cx.raise(&NUMBER_NOT_SHOWN, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    // Nothing of a person is in it, so it is shown in sensitive columns too.
    let message = format!(
        "{} is what a spreadsheet shows where a column is too narrow for its number",
        quote(&scene.text(at))
    );
    Words::new(message, format!("{} in {}", scene.header(at), scene.place_name(at)))
        .help("the number is not in this file: widen the column in the workbook from which the CSV was made, and save it again")
}

#[cfg(test)]
mod tests {
    use super::NUMBER_NOT_SHOWN;
    use crate::testing::check_rule;

    #[test]
    fn number_signs_alone_are_no_value() {
        check_rule(
            &NUMBER_NOT_SHOWN,
            "
First Name,Last Name,Username,NPI
Ana,Chen,achen,####
               ^^^^ error: `####` is what a spreadsheet shows where a column is too narrow for its number
Ben,#,bode,1234567893
    ^ error: `#` is what a spreadsheet shows where a column is too narrow for its number
",
        );
    }
}
