//! CSV: the only place that takes a text file apart into rows and cells.

use std::borrow::Cow;

use crate::dialect::{Dialect, Opening};
use crate::sheet::{RowSlot, Sheet, Slot};
use crate::{Cell, CellRef, Fault, ReadOptions};

use self::record::Lexer;
pub(crate) use self::record::{after_line_end, line_end};

mod record;
mod recover;

/// Reads UTF-8 text whose delimiter its header decides. Lines may end in LF, CR LF or CR, each in its own way.
///
/// The caller has seen to it that offsets fit `u32`. Nothing is refused: what is out of order becomes a [`Fault`].
pub(crate) fn read(text: Vec<u8>, options: &ReadOptions<'_>) -> (Sheet, Dialect) {
    let opening = Opening::of(&text, options);
    let mut lexer = Lexer::new(&text, opening.dialect.delimiter.byte());
    lexer.read(&opening);
    let Lexer {
        rows,
        slots,
        mut faults,
        ..
    } = lexer;
    if std::str::from_utf8(&text).is_err() {
        faults.extend(not_utf8(&text, &rows, &slots));
        faults.sort_by_key(|fault| fault.span().map(|at| at.start));
    }
    let sheet = Sheet {
        name: None,
        text,
        rows,
        slots,
        places: None,
        faults,
    };
    (sheet, opening.dialect)
}

/// The texts of the header that begins at `start`, were this byte the delimiter.
pub(crate) fn header_cells(text: &[u8], start: usize, separator: u8) -> Vec<Cow<'_, str>> {
    let cells = Lexer::new(text, separator).rest_of_line(start, line_end(text, start));
    let text_of = |slot: Slot| {
        let field = &text[slot.start as usize..slot.end as usize];
        Cell::of_csv(CellRef::new(0, 0), field, slot.start).text()
    };
    cells.into_iter().map(text_of).collect()
}

/// One fault for each cell that holds something else than UTF-8.
fn not_utf8(text: &[u8], rows: &[RowSlot], slots: &[Slot]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let ends = rows
        .iter()
        .skip(1)
        .map(|next| next.first as usize)
        .chain([slots.len()]);
    for (row, end) in rows.iter().zip(ends) {
        for (column, slot) in (0..).zip(&slots[row.first as usize..end]) {
            let Err(error) = std::str::from_utf8(&text[slot.start as usize..slot.end as usize]) else {
                continue;
            };
            let start = slot.start as usize + error.valid_up_to();
            let end = error.error_len().map_or(slot.end as usize, |len| start + len);
            faults.push(Fault::NotUtf8 {
                cell: CellRef::new(row.index, column),
                at: record::span(start, end),
            });
        }
    }
    faults
}

#[cfg(test)]
mod tests;
