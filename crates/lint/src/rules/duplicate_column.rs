//! Two headers that name one column.

use rosterkit_sheet::{CellRef, Row};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("duplicate_column.md")]
    pub(super) static DUPLICATE_COLUMN = "duplicate-column" {
        summary: "two headers name the same column",
        level: Level::Error,
        stops: Stops::Sheet,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    for cell in sheet.sheet().header().iter().flat_map(Row::cells) {
        let at = cell.reference();
        let Some(id) = sheet.layout().named(at.column) else {
            continue;
        };
        if let Some(column) = sheet.layout().place(id).filter(|first| *first != at.column) {
            let first = sheet.at(Place::Cell(CellRef { row: at.row, column }));
            cx.raise_because(
                &DUPLICATE_COLUMN,
                sheet.at(Place::Cell(at)),
                Detail::Column(id),
                first,
            );
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Column(id) = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let header = quote(&scene.sheet(diagnostic.at.file).schema().column(id).header);
    let first = diagnostic
        .related
        .map_or_else(String::new, |first| scene.place_name(first));
    let place = scene.place_name(diagnostic.at);
    Words::new(
        format!("{place} names the column {header} a second time"),
        "the second".to_owned(),
    )
    .related("the first".to_owned())
    .help(format!(
        "keep one of the columns {first} and {place} and delete the other"
    ))
}

#[cfg(test)]
mod tests {
    use super::DUPLICATE_COLUMN;
    use crate::testing::check_rule;

    #[test]
    fn an_alias_and_the_header_are_one_column() {
        check_rule(
            &DUPLICATE_COLUMN,
            "
First Name,Last Name,Username,user name
                     -------- the first
                              ^^^^^^^^^ error: D1 names the column `Username` a second time
Ana,Chen,achen,ana
",
        );
    }
}
