//! A row of a workbook as a drawn line: the marked cells, their neighbours and the first cell, each under its name.
//!
//! A header line of its own would have to carry a line number, and miette numbers the lines it shows together one
//! after another, so each cell says the name of its column instead.

use std::collections::BTreeMap;
use std::ops::Range;

use miette::SourceSpan;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::visible::visible;
use crate::{CellRef, ColumnIndex, Document, RowIndex, Sheet};

use super::{Drawing, Mark, Window};

/// The width of a drawn line in columns; neighbours are left out when the line would be wider.
const COLUMNS: usize = 92;
const HEADER_COLUMNS: usize = 20;
const CELL_COLUMNS: usize = 24;
const MARKED_COLUMNS: usize = 48;

/// What stands for a value that is not to be shown; not even its length is told.
const MASK: &str = "***";

/// Draws the rows of the marks into the window, in the order of the sheet.
pub(super) fn draw(
    document: &Document,
    marks: &[Mark],
    shows: &dyn Fn(CellRef) -> bool,
    window: &mut Window,
) {
    let sheet = document.sheet();
    let mut rows: BTreeMap<RowIndex, Vec<(ColumnIndex, usize)>> = BTreeMap::new();
    for (place, mark) in marks.iter().enumerate() {
        let reference = match *mark {
            Mark::Cell(reference) => reference,
            Mark::Span(_) => CellRef::new(0, 0),
        };
        let sheet_name = quoted_name(sheet.name().unwrap_or_default());
        window
            .titles
            .push(format!("{} {sheet_name}!{reference}", visible(document.name())));
        window.spans.push(SourceSpan::from(0..0));
        rows.entry(reference.row)
            .or_default()
            .push((reference.column, place));
    }
    for (row, mut marked) in rows {
        marked.sort_unstable();
        let columns: Vec<_> = marked.iter().map(|&(column, _)| column).collect();
        let places: Vec<_> = marked.iter().map(|&(_, place)| place).collect();
        let mut drawing = draw_row(sheet, row, &columns, 1, shows);
        if drawing.text.width() > COLUMNS {
            drawing = draw_row(sheet, row, &columns, 0, shows);
        }
        window.push(row.number(), &drawing, &places);
    }
}

/// Draws the first cell, the marked ones, and this many neighbours on each side of them.
fn draw_row(
    sheet: &Sheet,
    row: RowIndex,
    marked: &[ColumnIndex],
    neighbours: u32,
    shows: &dyn Fn(CellRef) -> bool,
) -> Drawing {
    let len = sheet.row(row).map_or(0, |row| row.len());
    let header = sheet.header();
    let mut drawn: Vec<u32> = marked
        .iter()
        .flat_map(|mark| mark.0.saturating_sub(neighbours)..=mark.0.saturating_add(neighbours))
        .chain([0])
        .filter(|&column| marked.contains(&ColumnIndex(column)) || (column as usize) < len)
        .collect();
    drawn.sort_unstable();
    drawn.dedup();
    let mut text = String::new();
    let mut spans: BTreeMap<ColumnIndex, Range<usize>> = BTreeMap::new();
    let mut next = 0;
    for &column in &drawn {
        if column > next {
            text.push_str(if text.is_empty() { "… │ " } else { " │ …" });
        }
        if !text.is_empty() && !text.ends_with("│ ") {
            text.push_str(" │ ");
        }
        next = column + 1;
        let column = ColumnIndex(column);
        if header.is_none_or(|header| header.index() != row) {
            let name = header
                .and_then(|header| header.cell(column))
                .filter(|cell| !cell.is_empty());
            let name = name.map_or_else(|| column.letters(), |cell| cut(&cell.text(), HEADER_COLUMNS));
            text.push_str(&name);
            text.push_str(": ");
        }
        let start = text.len();
        let columns = if marked.contains(&column) {
            MARKED_COLUMNS
        } else {
            CELL_COLUMNS
        };
        let reference = CellRef { row, column };
        match sheet.cell(reference) {
            Some(cell) if cell.is_empty() || shows(reference) => text.push_str(&cut(&cell.text(), columns)),
            Some(_) => text.push_str(MASK),
            None => {}
        }
        spans.insert(column, start..text.len());
    }
    if (next as usize) < len {
        text.push_str(" │ …");
    }
    let marks = marked
        .iter()
        .filter_map(|column| spans.get(column).cloned())
        .collect();
    Drawing { text, marks }
}

/// The text made visible, and cut when it is wider than this.
fn cut(text: &str, columns: usize) -> String {
    let text = visible(text);
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += character.width().unwrap_or_default().max(1);
        if used > columns {
            return format!("{}…", &text[..at]);
        }
    }
    text.into_owned()
}

/// A sheet's name as Excel writes it before an exclamation mark: quoted unless it is one plain word.
fn quoted_name(name: &str) -> String {
    if !name.is_empty()
        && name
            .chars()
            .all(|character| character.is_alphanumeric() || character == '_')
    {
        return name.to_owned();
    }
    format!("'{}'", visible(&name.replace('\'', "''")))
}
