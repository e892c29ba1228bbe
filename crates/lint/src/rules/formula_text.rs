//! A text that a spreadsheet would take for a formula.

use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

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
    let message = format!("{} begins like a formula", scene.quote(at));
    Words::new(message, "= + - and @ begin a formula".to_owned())
        .help("type the value that belongs here; a formula in a roster is run by whoever opens the file in a spreadsheet, so never repair one unread")
}

#[cfg(test)]
mod tests {
    use super::FORMULA_TEXT;
    use crate::testing::check_rule;

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
}
