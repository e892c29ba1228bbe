//! A title above the header, or a blank line.

use rosterkit_sheet::{DocumentKind, Edit, Fault, Preamble, Row, RowIndex};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("lines_above_header.md")]
    pub(super) static LINES_ABOVE_HEADER = "lines-above-header" {
        summary: "a title, a blank line or another stands above the headers",
        level: Level::Error,
        stops: Stops::Upload,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
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

/// The rows above the header that nobody wants, where all of them are blank lines of a text file or hold only delimiters.
fn blank_lines<'a>(on: &SheetView<'a>) -> Vec<Row<'a>> {
    let Some(dialect) = on.document().dialect() else {
        return Vec::new();
    };
    let declared = match dialect.preamble {
        Preamble::Absent => 0,
        Preamble::Other | Preamble::Wanted => on.schema().file.preamble.len(),
    };
    let found = header(on).map_or(0, |header| header.0 as usize);
    let rows = (declared..found).filter_map(|at| on.sheet().row(RowIndex(u32::try_from(at).ok()?)));
    let rows: Vec<Row<'a>> = rows.collect();
    let are_blank = rows.iter().all(Row::is_blank_line);
    if are_blank { rows } else { Vec::new() }
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
    let above = match blank_lines(&on).len() {
        0 => "something else",
        1 => "a blank line",
        _ => "blank lines",
    };
    Words::new(
        format!("the headers are in row {found}, below {above}"),
        format!("row {wanted} should have the headers"),
    )
    .help(format!(
        "delete the rows above the headers in {program}: {target} takes row {wanted} for the headers, whatever it says"
    ))
}

/// A blank line says nothing that could be missed; a title is somebody's words.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let rows = blank_lines(&scene.sheet(diagnostic.at.file));
    let title = match rows.len() {
        0 => return Vec::new(),
        1 => "delete the blank line above the headers",
        _ => "delete the blank lines above the headers",
    };
    vec![Fix {
        title: title.to_owned(),
        applicability: Applicability::Safe,
        edits: rows
            .iter()
            .map(|row| Edit::RemoveRow { row: row.index() })
            .collect(),
    }]
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
    fn a_blank_line_in_the_first_row_is_told_too() {
        for above in ["\n", "\r\n\r\n", ",,,\n", " \n;;\n"] {
            let file = format!("{above}First Name,Last Name,Username\nAna,Chen,achen\n");
            assert_eq!(
                found_in(&[("staff.csv", file.as_bytes())]),
                ["staff.csv  error[lines-above-header]"],
                "{above:?}"
            );
        }
    }
}
