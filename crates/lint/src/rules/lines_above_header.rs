//! A title above the header.

use rosterkit_sheet::{DocumentKind, Fault, RowIndex};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("lines_above_header.md")]
    pub(super) static LINES_ABOVE_HEADER = "lines-above-header" {
        summary: "a title or another line stands above the headers",
        level: Level::Error,
        stops: Stops::Upload,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if header(sheet).is_some() {
        cx.raise(&LINES_ABOVE_HEADER, sheet.at(Place::File), Detail::None);
    }
}

/// The row that the reader took for the header although it is not where it should be.
fn header(sheet: &SheetView<'_>) -> Option<RowIndex> {
    sheet.sheet().faults().iter().find_map(|fault| match fault {
        Fault::LinesAboveHeader { header } => Some(*header),
        _ => None,
    })
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let on = scene.sheet(diagnostic.at.file);
    let found = header(&on).map_or(1, RowIndex::number);
    // Opening a CSV in Excel costs leading zeros.
    let (declared, program) = match on.document().kind() {
        DocumentKind::Csv => (on.schema().file.preamble.len(), "a text editor"),
        DocumentKind::Workbook => (0, "Excel"),
    };
    let wanted = declared + 1;
    let target = &on.schema().target;
    Words::new(
        format!("the headers are in row {found}, below something else"),
        format!("row {wanted} should have the headers"),
    )
    .help(format!(
        "delete the rows above the headers in {program}: {target} takes row {wanted} for the headers, whatever it says"
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::{found_in, workbook};

    #[test]
    fn the_rows_below_the_headers_are_judged_all_the_same() {
        assert_eq!(
            found_in(&[(
                "staff.csv",
                b"Staff of Lehi\n\nFirst Name,Last Name,Username\nAna,,achen\n"
            )]),
            [
                "staff.csv  error[lines-above-header]",
                "staff.csv B4 error[missing-value]"
            ]
        );
        let bytes = workbook(&[
            &["Staff of Lehi"],
            &["First Name", "Last Name", "Username"],
            &["Ana", "", "achen"],
        ]);
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            [
                "staff.xlsx  error[lines-above-header]",
                "staff.xlsx B3 error[missing-value]"
            ]
        );
    }

    #[test]
    fn blank_lines_above_the_headers_are_no_title() {
        assert_eq!(
            found_in(&[(
                "staff.csv",
                b"\n\nFirst Name,Last Name,Username\nAna,Chen,achen\n"
            )]),
            Vec::<String>::new()
        );
    }
}
