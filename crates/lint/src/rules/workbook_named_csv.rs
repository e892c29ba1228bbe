//! A workbook whose name says that it is a CSV.

use rosterkit_sheet::Fault;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("workbook_named_csv.md")]
    pub(super) static WORKBOOK_NAMED_CSV = "workbook-named-csv" {
        summary: "an Excel workbook is named .csv",
        level: Level::Error,
        stops: Stops::Upload,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if sheet.sheet().faults().contains(&Fault::WorkbookNamedCsv) {
        cx.raise(&WORKBOOK_NAMED_CSV, sheet.at(Place::File), Detail::None);
    }
}

fn words(_: &Scene<'_>, _: &Diagnostic) -> Words {
    Words::new("this is an Excel workbook, although its name ends in .csv".to_owned(), "the whole file".to_owned())
        .help("a CSV is not made by renaming: in Excel, save it with File, Save As, type `CSV UTF-8 (Comma delimited)`")
}

#[cfg(test)]
mod tests {
    use crate::testing::{found_in, workbook};

    #[test]
    fn the_name_decides_and_the_rows_are_judged_all_the_same() {
        let bytes = workbook(&[&["First Name", "Last Name", "Username"], &["Ana", "", "achen"]]);
        assert_eq!(
            found_in(&[("staff.csv", &bytes)]),
            [
                "staff.csv  error[workbook-named-csv]",
                "staff.csv B2 error[missing-value]"
            ]
        );
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            ["staff.xlsx B2 error[missing-value]"]
        );
    }
}
