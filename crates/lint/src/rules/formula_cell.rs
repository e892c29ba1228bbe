//! A cell that a workbook computes.

use crate::context::Context;
use crate::damage::holds_no_value;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("formula_cell.md")]
    pub(super) static FORMULA_CELL = "formula-cell" {
        summary: "a cell of a workbook is a formula",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.cell().is_formula() && !holds_no_value(&cell.cell()) {
        cx.raise(&FORMULA_CELL, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    Words::new(
        format!(
            "{} in {} is a formula; {}, which was computed last, is taken for its value",
            scene.header(at),
            scene.place_name(at),
            scene.quote(at)
        ),
        "computed".to_owned(),
    )
    .help("in Excel, copy the column and paste it in place with Paste Special, Values")
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Formula;

    use crate::testing::{found_in, workbook_with};

    #[test]
    fn the_value_is_judged_as_well_unless_it_is_an_error() {
        let rows: [&[&str]; 2] = [&["First Name", "Last Name", "Username", "NPI", "Notes"], &["Ana"]];
        let bytes = workbook_with(&rows, |sheet| {
            let formula = |result: &str| Formula::new("=A2").set_result(result);
            sheet.write(1, 1, formula("Chen")).unwrap();
            sheet.write(1, 2, formula("a chen")).unwrap();
            sheet.write(1, 3, formula("#N/A")).unwrap();
            sheet.write(1, 4, formula("in no column of the schema")).unwrap();
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            [
                "staff.xlsx E1 error[unknown-column]",
                "staff.xlsx B2 warning[formula-cell]",
                "staff.xlsx C2 warning[formula-cell]",
                "staff.xlsx C2 error[invalid-username]",
                "staff.xlsx D2 error[error-value]",
            ]
        );
    }
}
