//! A quotation mark that opens a cell and is never closed.

use rosterkit_sheet::Fault;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unclosed_quote.md")]
    pub(super) static UNCLOSED_QUOTE = "unclosed-quote" {
        summary: "a quotation mark opens a cell and is never closed",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    for fault in sheet.sheet().faults() {
        if let Fault::UnclosedQuote { cell, at } = *fault {
            cx.raise(&UNCLOSED_QUOTE, sheet.at(Place::Bytes(cell, at)), Detail::None);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let place = scene.place_name(diagnostic.at);
    let message = format!(
        "the quotation mark that opens {} in {place} is never closed",
        scene.header(diagnostic.at)
    );
    Words::new(message, "opened here".to_owned()).help(
        "delete the mark, or put a second one at the end of the cell; a mark that belongs to the text is written twice",
    )
}

#[cfg(test)]
mod tests {
    use super::UNCLOSED_QUOTE;
    use crate::testing::check_rule;

    #[test]
    fn the_mark_is_reported_where_it_opens_and_the_rows_after_it_are_read() {
        check_rule(
            &UNCLOSED_QUOTE,
            r#"
First Name,Last Name,Username
Ana,"Chen,achen
    ^ error: the quotation mark that opens Last Name in B2 is never closed
Ben,Ode,bode
Cy,"Rill,crill
   ^ error: the quotation mark that opens Last Name in B4 is never closed
"#,
        );
    }

    #[test]
    fn a_closed_quotation_may_hold_commas_marks_and_line_ends() {
        check_rule(
            &UNCLOSED_QUOTE,
            "
First Name,Last Name,Username
\"Ana, \"\"A\"\"\",Chen,achen
",
        );
    }
}
