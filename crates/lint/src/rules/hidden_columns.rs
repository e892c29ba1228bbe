//! Columns of a workbook that Excel does not show.

use rosterkit_sheet::{CellRef, ColumnIndex, Fault};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("hidden_columns.md")]
    pub(super) static HIDDEN_COLUMNS = "hidden-columns" {
        summary: "a column of a workbook is hidden",
        level: Level::Warning,
        stops: Stops::Sheet,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

/// Only columns that are read matter.
fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    let Some(header) = sheet.sheet().header() else {
        return;
    };
    for fault in sheet.sheet().faults() {
        let Fault::HiddenColumns { first, last } = *fault else {
            continue;
        };
        for column in (first.0..=last.0).map(ColumnIndex) {
            if sheet.layout().read_from(column).is_some() {
                let row = header.index();
                cx.raise(
                    &HIDDEN_COLUMNS,
                    sheet.at(Place::Cell(CellRef { row, column })),
                    Detail::None,
                );
            }
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let column = diagnostic.at.place.cell().map(|cell| cell.column.letters());
    Words::new(
        format!(
            "the column {} is hidden, and is read like the others",
            scene.header(diagnostic.at)
        ),
        format!("column {}", column.unwrap_or_default()),
    )
    .help("in Excel, select all cells (Ctrl+A), then choose Home, Format, Hide & Unhide, Unhide Columns")
}

#[cfg(test)]
mod tests {
    use crate::testing::{found_in, workbook_with};

    #[test]
    fn only_columns_that_are_read_are_told() {
        let rows: [&[&str]; 2] = [
            &["First Name", "Last Name", "Username", "Notes"],
            &["Ana", "Chen", "achen", "x"],
        ];
        let bytes = workbook_with(&rows, |sheet| {
            sheet.set_column_range_hidden(2, 8).unwrap();
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            [
                "staff.xlsx C1 warning[hidden-columns]",
                "staff.xlsx D1 error[unknown-column]"
            ]
        );
    }
}
