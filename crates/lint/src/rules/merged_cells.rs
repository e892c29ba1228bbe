//! Merged cells among the people of a workbook.

use rosterkit_sheet::{CellRef, Fault};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("merged_cells.md")]
    pub(super) static MERGED_CELLS = "merged-cells" {
        summary: "cells of a workbook are merged into one",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        waivable: false,
    }
}

/// Every row that merged cells reach is told, because each is wrong: of one row the first merged cells, and all that
/// begin in it.
fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    let Some(header) = sheet.sheet().header() else {
        return;
    };
    let width = sheet.layout().width();
    let mut merged = sheet
        .sheet()
        .faults()
        .iter()
        .filter_map(|fault| match *fault {
            Fault::MergedCells { first, last } => Some((first, last)),
            _ => None,
        })
        .filter(|(first, last)| last.row > header.index() && (first.column.0 as usize) < width)
        .peekable();
    if merged.peek().is_none() {
        return;
    }
    // The merged cells that reach furthest down: where they begin and their last row.
    let mut above: Option<(CellRef, _)> = None;
    for row in sheet.sheet().rows().filter(|row| !row.is_blank()) {
        let mut is_told = false;
        while let Some((first, last)) = merged.next_if(|(first, _)| first.row <= row.index()) {
            if last.row < row.index() {
                continue;
            }
            let cell = CellRef {
                row: row.index(),
                column: first.column,
            };
            cx.raise(&MERGED_CELLS, sheet.at(Place::Cell(cell)), Detail::None);
            is_told = true;
            if above.is_none_or(|(_, end)| last.row > end) {
                above = Some((cell, last.row));
            }
        }
        if let Some((first, end)) = above
            && !is_told
            && end >= row.index()
        {
            let cell = CellRef {
                row: row.index(),
                ..first
            };
            let because = sheet.at(Place::Cell(first));
            cx.raise_because(&MERGED_CELLS, sheet.at(Place::Cell(cell)), Detail::None, because);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let place = scene.place_name(at);
    let help =
        "in Excel, select the cells, choose Home, Merge & Center, Unmerge Cells, and fill in every cell";
    if let Some(because) = diagnostic.related {
        let first = scene.place_name(because);
        return Words::new(
            format!("{place} is merged with {first} above it, so nobody knows its own value"),
            "merged".to_owned(),
        )
        .help(help)
        .related("the value is here");
    }
    let area = at.place.cell().and_then(|cell| {
        let sheet = scene.sheet(at.file).sheet();
        sheet.faults().iter().find_map(|fault| match *fault {
            Fault::MergedCells { first, last }
                if first.column == cell.column && first.row <= cell.row && cell.row <= last.row =>
            {
                Some((first, last))
            }
            _ => None,
        })
    });
    let area = area.map_or(place, |(first, last)| format!("{first} to {last}"));
    Words::new(
        format!("the cells {area} are merged, so only the first of them has a value"),
        "merged".to_owned(),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Format;

    use crate::testing::{found_in, workbook_with};

    #[test]
    fn every_row_that_merged_cells_reach_is_told() {
        let rows: [&[&str]; 7] = [
            &["First Name", "Last Name", "Username", "State"],
            &["Ana", "Chen", "achen", "UT"],
            &["Ben", "Ode", "bode", "UT"],
            &["Cy", "Ek", "cek"],
            &["Di", "Fox", "dfox"],
            &["Ed", "Gee", "egee", "UT"],
            &["Flo", "Hay", "fhay"],
        ];
        let format = Format::new();
        let bytes = workbook_with(&rows, |sheet| {
            sheet.merge_range(0, 4, 0, 6, "over the header", &format).unwrap();
            sheet.merge_range(2, 3, 4, 3, "UT", &format).unwrap();
            sheet.merge_range(6, 3, 6, 4, "UT", &format).unwrap();
            sheet.merge_range(8, 0, 9, 1, "", &format).unwrap();
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            [
                "staff.xlsx E1 error[unknown-column]",
                "staff.xlsx D3 error[merged-cells]",
                "staff.xlsx D4 error[merged-cells] <- staff.xlsx D3",
                "staff.xlsx D5 error[merged-cells] <- staff.xlsx D3",
                "staff.xlsx D7 error[merged-cells]",
            ]
        );
    }
}
