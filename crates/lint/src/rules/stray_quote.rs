//! A quotation mark in the middle of a cell.

use rosterkit_sheet::Fault;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("stray_quote.md")]
    pub(super) static STRAY_QUOTE = "stray-quote" {
        summary: "a quotation mark stands in the middle of a cell",
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
        if let Fault::StrayQuote { cell, at } = *fault {
            cx.raise(&STRAY_QUOTE, sheet.at(Place::Bytes(cell, at)), Detail::None);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let place = scene.place_name(diagnostic.at);
    let message = format!(
        "a quotation mark stands in the middle of {} in {place}",
        scene.header(diagnostic.at)
    );
    Words::new(message, "programs disagree on what this means".to_owned()).help(
        "delete the mark; or, where it belongs to the text, enclose the cell in quotation marks and write this one twice",
    )
}

#[cfg(test)]
mod tests {
    use super::STRAY_QUOTE;
    use crate::testing::check_rule;

    #[test]
    fn a_mark_inside_a_bare_cell_is_reported() {
        check_rule(
            &STRAY_QUOTE,
            r#"
First Name,Last Name,Username
An"a,Chen,achen
  ^ error: a quotation mark stands in the middle of First Name in A2
"#,
        );
    }
}
