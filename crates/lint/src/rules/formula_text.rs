//! A text that a spreadsheet would take for a formula.

use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Detail, Diagnostic, Location};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("formula_text.md")]
    pub(super) static FORMULA_TEXT = "formula-text" {
        summary: "a value begins like a formula",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::Formula) {
        cx.raise(&FORMULA_TEXT, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let text = scene.text(at);
    if is_dash(&text) {
        return says_none(scene, at, &text);
    }
    let message = format!("{} begins like a formula", scene.quote(at));
    Words::new(message, "= + - and @ begin a formula".to_owned())
        .help("type the value that belongs here; a formula in a roster is run by whoever opens the file in a spreadsheet, so never repair one unread")
}

/// Whether somebody typed a dash who had no value.
fn is_dash(text: &str) -> bool {
    text.trim().chars().all(|c| matches!(c, '-' | '\u{FF0D}'))
}

fn says_none(scene: &Scene<'_>, at: Location, text: &str) -> Words {
    let on = scene.sheet(at.file);
    let cell = at.place.cell();
    let column = cell.and_then(|cell| on.layout().read_from(cell.column));
    let row = at.place.row().and_then(|row| on.row(row));
    let is_needed = row.zip(column).filter(|(row, column)| row.needs(*column));
    let place = scene.place_name(at);
    let help = match is_needed {
        Some((_, column)) => format!(
            "{} must have a value in {place}: {}",
            scene.header(at),
            on.schema().column(column).hint
        ),
        None => format!("clear cell {place}: blank says that there is none"),
    };
    Words::new(
        format!(
            "{} says that there is none, and begins like a formula",
            quote(text)
        ),
        "no value".to_owned(),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use super::FORMULA_TEXT;
    use crate::testing::{check_rule, roster, sample};
    use crate::{Levels, Values, check};

    #[test]
    fn signs_that_begin_a_formula_count_where_no_value_begins_so() {
        check_rule(
            &FORMULA_TEXT,
            "
First Name,Last Name,Username,Phone Number
=A3,-Chen,@achen,+1 801-555-2368
^^^ error: `=A3` begins like a formula
    ^^^^^ error: `-Chen` begins like a formula
          ^^^^^^ error: `@achen` begins like a formula
＝A3,Smith-Ode,bode,801-555-2368
^^^ error: `＝A3` begins like a formula
",
        );
    }

    #[test]
    fn a_dash_that_stands_for_none_is_told_as_such() {
        let text = b"First Name,Last Name,Username,Shortname\nAna,-,achen,--\n";
        let report = check(sample(), vec![roster("a.csv", text)], &Levels::default());
        let scene = report.scene(Values::Shown);
        let found = report
            .diagnostics()
            .iter()
            .filter(|found| found.rule == &FORMULA_TEXT);
        let said: Vec<_> = found.map(|found| scene.words(found)).collect();
        let said: Vec<_> = said
            .iter()
            .map(|words| (words.message.as_str(), words.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(
            said,
            [
                (
                    "`-` says that there is none, and begins like a formula",
                    "Last Name must have a value in B2: The person's last name"
                ),
                (
                    "`--` says that there is none, and begins like a formula",
                    "clear cell D2: blank says that there is none"
                ),
            ]
        );
    }
}
