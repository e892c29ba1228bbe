//! What a list of edits asks for, put together: one wish for each cell, row and property of the file.

use std::collections::{BTreeMap, BTreeSet};

use crate::{CellRef, ColumnIndex, Delimiter, Edit, EditError, LineEnd, RowIndex};

/// What a file is to become.
#[derive(Debug, Default)]
pub(super) struct Wishes<'a> {
    pub(super) cells: BTreeMap<CellRef, CellWish<'a>>,
    pub(super) removed_rows: BTreeSet<RowIndex>,
    /// The first cell that goes of a row.
    pub(super) ends: BTreeMap<RowIndex, ColumnIndex>,
    pub(super) without_byte_order_mark: bool,
    pub(super) without_sep_line: bool,
    pub(super) preamble: Option<&'a [String]>,
    pub(super) delimiter: Option<Delimiter>,
    pub(super) line_end: Option<LineEnd>,
    pub(super) in_utf8: bool,
}

/// What a cell is to become.
#[derive(Debug, Default)]
pub(super) struct CellWish<'a> {
    /// What it is to say; `None` keeps its text.
    pub(super) text: Option<&'a str>,
    /// Whether it is to stand between quotation marks whatever it says.
    pub(super) quoted: bool,
}

impl<'a> Wishes<'a> {
    pub(super) fn of(edits: &'a [Edit]) -> Result<Self, EditError> {
        let mut wishes = Self::default();
        for edit in edits {
            match edit {
                Edit::Replace { cell, text } => {
                    let wish = wishes.cells.entry(*cell).or_default();
                    if wish.text.replace(text).is_some_and(|other| other != text) {
                        return Err(EditError::Conflict { cell: *cell });
                    }
                }
                Edit::Quote { cell } => wishes.cells.entry(*cell).or_default().quoted = true,
                Edit::RemoveRow { row } => {
                    wishes.removed_rows.insert(*row);
                }
                Edit::RemoveCells { from } => {
                    let end = wishes.ends.entry(from.row).or_insert(from.column);
                    *end = from.column.min(*end);
                }
                Edit::RemoveByteOrderMark => wishes.without_byte_order_mark = true,
                Edit::RemoveSepLine => wishes.without_sep_line = true,
                Edit::SetPreamble(lines) => wishes.preamble = Some(lines),
                Edit::SetDelimiter(delimiter) => wishes.delimiter = Some(*delimiter),
                Edit::SetLineEnds(end) => wishes.line_end = Some(*end),
                Edit::WriteUtf8 => wishes.in_utf8 = true,
            }
        }
        Ok(wishes)
    }

    /// The rows that are to change, in order.
    pub(super) fn rows(&self) -> BTreeSet<RowIndex> {
        let cells = self.cells.keys().map(|cell| cell.row);
        let removed = self.removed_rows.iter().copied();
        cells.chain(removed).chain(self.ends.keys().copied()).collect()
    }

    /// Whether every row may have to change.
    pub(super) fn is_about_every_row(&self) -> bool {
        self.delimiter.is_some() || self.line_end.is_some()
    }
}
