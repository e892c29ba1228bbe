//! A row with more or fewer cells than the header.

use rosterkit_sheet::{Cell, CellRef, DocumentKind, Edit};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::{RowView, is_blank};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("ragged_row.md")]
    pub(super) static RAGGED_ROW = "ragged-row" {
        summary: "a row has more or fewer cells than the header",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
        fixes: fixes,
        waivable: false,
    }
}

/// A row with a misplaced quotation mark is ragged because of the mark, which has its own diagnostic.
fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    if row.fits() || row.has_quote_fault() {
        return;
    }
    let detail = Detail::Count {
        found: row.row().len() as u64,
        wanted: row.on.layout().width() as u64,
    };
    cx.raise(&RAGGED_ROW, row.on.at(Place::Row(row.row().index())), detail);
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Count { found, wanted } = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let row = scene.place_name(diagnostic.at);
    let message = format!(
        "{row} has {found} {}, the header has {wanted}",
        if found == 1 { "cell" } else { "cells" }
    );
    if found < wanted {
        let missing = wanted - found;
        let label = format!(
            "{missing} {} too few",
            if missing == 1 { "cell" } else { "cells" }
        );
        return Words::new(message, label)
            .help("a blank cell needs its comma too: add the commas that are missing in a text editor such as Notepad, or export the file again from where it was made");
    }
    let surplus = found - wanted;
    let label = format!(
        "{surplus} {} too many",
        if surplus == 1 { "cell" } else { "cells" }
    );
    if scene.sheet(diagnostic.at.file).sheet().name().is_some() {
        return Words::new(message, label)
            .help("clear the cells to the right of the last header, or give them a header");
    }
    Words::new(message, label).help(
        "a value that holds a comma must stand in quotation marks, as in \"100 Example Street, Suite 4\"",
    )
}

/// Blank cells past the last header can go. But a blank cell too many in the middle pushes such a one past the end as well,
/// so it is a guess.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let on = scene.sheet(diagnostic.at.file);
    let row = diagnostic.at.place.row().and_then(|row| on.sheet().row(row));
    let Some(row) = row.filter(|_| on.document().kind() == DocumentKind::Csv) else {
        return Vec::new();
    };
    let mut surplus = row.cells().skip(on.layout().width()).peekable();
    let from: Option<CellRef> = surplus.peek().map(Cell::reference);
    match from {
        Some(from) if surplus.all(|cell| is_blank(&cell)) => vec![Fix {
            title: "delete the blank cells at the end of the row".to_owned(),
            applicability: Applicability::Unsafe,
            edits: vec![Edit::RemoveCells { from }],
        }],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::RAGGED_ROW;
    use crate::testing::{check_rule, found_in, workbook};

    #[test]
    fn both_ways_are_reported_and_nothing_else_is_said_about_the_row() {
        check_rule(
            &RAGGED_ROW,
            "
First Name,Last Name,Username
Ana,Chen
^^^^^^^^ error: row 2 has 2 cells, the header has 3
Ben,Ode,bode,
^^^^^^^^^^^^^ error: row 3 has 4 cells, the header has 3
Cy,Rill,crill
",
        );
        assert_eq!(
            found_in(&[(
                "staff.csv",
                b"First Name,Last Name,Username,NPI\nAna,Suite 4,achen,123,12\n"
            )]),
            ["staff.csv row 2 error[ragged-row]"]
        );
    }

    #[test]
    fn a_workbook_stores_no_blank_cells_at_the_end_of_a_row() {
        let bytes = workbook(&[
            &["First Name", "Last Name", "Username", "NPI"],
            &["Ana", "Chen", "achen"],
        ]);
        assert_eq!(found_in(&[("staff.xlsx", &bytes)]), Vec::<String>::new());
    }
}
