//! A cell of a workbook that the reader could not make out.

use rosterkit_sheet::Fault;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unreadable_cell.md")]
    pub(super) static UNREADABLE_CELL = "unreadable-cell" {
        summary: "a cell of a workbook cannot be read",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    for fault in sheet.sheet().faults() {
        if let Fault::BadCell { cell } = *fault {
            cx.raise(&UNREADABLE_CELL, sheet.at(Place::Cell(cell)), Detail::None);
        }
    }
}

fn words(_: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let place = Scene::place_name(diagnostic.at.place);
    Words::new(
        format!("cell {place} of the workbook cannot be read"),
        "damaged".to_owned(),
    )
    .help("open the workbook in Excel, type the cell again and save; Excel mends the rest")
}
