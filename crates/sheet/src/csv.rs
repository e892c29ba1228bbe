//! CSV: the only place that takes a text file apart into rows and cells.

use crate::sheet::{RowSlot, Sheet, Slot};
use crate::{CellRef, Fault};

use self::record::Lexer;

mod record;
mod recover;

/// Reads UTF-8 text in which commas separate cells. Lines may end in LF, CR LF or CR, each in its own way.
///
/// The caller has seen to it that offsets fit `u32`. Nothing is refused: what is out of order becomes a [`Fault`].
pub(crate) fn read(text: Vec<u8>) -> Sheet {
    let mut lexer = Lexer::new(&text);
    lexer.read();
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
    Sheet {
        name: None,
        text,
        rows,
        slots,
        places: None,
        faults,
    }
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
