//! Repairs: all that is safe is made at once, and another parser sees nothing changed but what was named.

use std::collections::BTreeSet;

use csv::ReaderBuilder;
use rosterkit_lint::{Applicability, Values};
use rosterkit_sheet::{CellRef, Document, DocumentKind, Edit, Encoding, Fault};

use crate::packs::{judged, read, schema_of};

/// Judges the bytes as a roster, makes every safe fix that does not contradict an earlier one, and reads the file again.
///
/// # Panics
/// Where the edits cannot be made, or change another cell than they name.
pub fn fix(bytes: &[u8]) {
    let Some(schema) = schema_of(bytes) else { return };
    let Some(report) = judged(schema, bytes) else {
        return;
    };
    let Some(document) = report.rosters().last().map(|roster| &roster.document) else {
        return;
    };
    if document.kind() == DocumentKind::Workbook {
        return;
    }
    let scene = report.scene(Values::Shown);
    let mut edits: Vec<Edit> = Vec::new();
    let mut named = BTreeSet::new();
    for found in report.diagnostics() {
        let fixes = scene.fixes(found);
        let Some(fix) = fixes
            .into_iter()
            .find(|fix| fix.applicability == Applicability::Safe)
        else {
            continue;
        };
        let cells: Vec<CellRef> = fix.edits.iter().filter_map(cell_of).collect();
        if cells.iter().any(|cell| named.contains(cell)) {
            continue;
        }
        named.extend(cells);
        edits.extend(fix.edits);
    }
    let edited = document.edited(&edits);
    assert!(edited.is_ok(), "{edits:?}: {edited:?}");
    let Ok(edited) = edited else { return };
    let Some(after) = read(schema, &edited) else {
        panic!("what was read before cannot be read after {edits:?}")
    };
    if !edits.iter().any(takes_away) && is_well_formed(document) && is_well_formed(&after) {
        only_these_cells_changed(document, &after, &named);
    }
}

fn cell_of(edit: &Edit) -> Option<CellRef> {
    match edit {
        Edit::Replace { cell, .. } | Edit::Quote { cell } => Some(*cell),
        _ => None,
    }
}

/// Whether rows or cells go, so that what stands behind them has another place.
fn takes_away(edit: &Edit) -> bool {
    matches!(edit, Edit::RemoveRow { .. } | Edit::RemoveCells { .. })
}

/// Whether every parser reads the table alike: what stands above it is the rules' own matter.
fn is_well_formed(document: &Document) -> bool {
    let quotes = |fault: &Fault| matches!(fault, Fault::UnclosedQuote { .. } | Fault::StrayQuote { .. });
    let dialect = document.dialect().unwrap_or_default();
    document.encoding() == Some(Encoding::Utf8)
        && !dialect.has_sep_line
        && document
            .sheet()
            .header()
            .is_some_and(|header| header.index().0 == 0)
        && !document.sheet().faults().iter().any(quotes)
}

fn only_these_cells_changed(before: &Document, after: &Document, named: &BTreeSet<CellRef>) {
    let (cells_before, cells_after) = (by_csv(before), by_csv(after));
    assert_eq!(cells_before.len(), cells_after.len(), "a row more or less");
    // csv leaves out blank lines, and says nothing of them.
    let sheet = before.sheet();
    let rows = sheet
        .header()
        .into_iter()
        .chain(sheet.rows())
        .map(|row| row.index().0);
    for ((row, before), after) in rows.zip(&cells_before).zip(&cells_after) {
        assert_eq!(before.len(), after.len(), "a cell more or less in row {row}");
        for (column, (before, after)) in (0..).zip(before.iter().zip(after)) {
            let cell = CellRef::new(row, column);
            assert!(
                before == after || named.contains(&cell),
                "{cell} is {after:?} and was {before:?}"
            );
        }
    }
}

/// The cells as csv reads them.
fn by_csv(document: &Document) -> Vec<Vec<Vec<u8>>> {
    let delimiter = document.dialect().unwrap_or_default().delimiter.as_char();
    let mut reader = ReaderBuilder::new();
    reader
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','));
    // csv passes over one byte order mark, and takes a second for text of the first cell. A fix takes one away at a time.
    let mut bytes = document.bytes();
    while let Some(rest) = bytes.strip_prefix("\u{FEFF}".as_bytes()) {
        bytes = rest;
    }
    let records = reader.from_reader(bytes).into_byte_records();
    records
        .map_while(Result::ok)
        .map(|record| record.iter().map(<[u8]>::to_vec).collect())
        .collect()
}
