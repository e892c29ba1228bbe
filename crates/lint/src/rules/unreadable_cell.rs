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
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    for fault in sheet.sheet().faults() {
        if let Fault::BadCell { cell } | Fault::UncomputedFormula { cell } = *fault {
            cx.raise(&UNREADABLE_CELL, sheet.at(Place::Cell(cell)), Detail::None);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let place = scene.place_name(at);
    let faults = scene.sheet(at.file).sheet().faults();
    let is = |cell| faults.contains(&Fault::UncomputedFormula { cell });
    if at.place.cell().is_some_and(is) {
        return Words::new(
            format!("the formula in {place} has not been computed, so its value is not known"),
            "a formula without a value".to_owned(),
        )
        .help("open the workbook in Excel, which computes it, and save it again");
    }
    Words::new(
        format!("cell {place} of the workbook cannot be read"),
        "damaged".to_owned(),
    )
    .help("open the workbook in Excel, type the cell again and save; Excel mends the rest")
}

#[cfg(test)]
mod tests {
    use crate::testing::{found_in, rewritten, workbook};

    #[test]
    fn a_formula_without_a_value_is_not_taken_for_a_blank_cell() {
        let rows: [&[&str]; 2] = [
            &["First Name", "Last Name", "Username"],
            &["Ana", "Chen", "achen"],
        ];
        let bytes = rewritten(&workbook(&rows), |xml| {
            xml.replace("<c r=\"C2\" t=\"s\"><v>5</v></c>", "<c r=\"C2\"><f>A2</f></c>")
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            ["staff.xlsx C2 error[unreadable-cell]"]
        );
    }
}
