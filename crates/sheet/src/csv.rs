//! CSV: the only place that takes a text file apart into rows and cells.

use std::borrow::Cow;
use std::ops::Range;

use crate::dialect::{Dialect, Opening};
use crate::sheet::{Grid, Sheet, Slot};
use crate::{ByteSpan, Cell, CellRef, Fault, ReadOptions};

use self::record::Lexer;
pub(crate) use self::record::{after_line_end, line_end, offset};
pub(crate) use self::rows::{Rows, Slots};
pub(crate) use self::share::Share;

mod marks;
mod rows;

mod share;

mod block;
mod scan;

mod record;
mod recover;

#[cfg(test)]
mod work;

/// Reads UTF-8 text whose delimiter its header decides. Lines may end in LF, CR LF or CR, each in its own way.
///
/// The caller has seen to it that offsets fit `u32`. Nothing is refused: what is out of order becomes a [`Fault`].
pub(crate) fn read(text: Vec<u8>, options: &ReadOptions<'_>, share: Share) -> (Sheet, Dialect) {
    let opening = Opening::of(&text, options);
    let mut lexer = Lexer::new(&text, opening.dialect.delimiter.byte());
    let at = lexer.open(&opening);
    lexer.read_shared(at, share);
    let Lexer { mut rows, faults, .. } = lexer;
    rows.finish(text.len());
    let mut sheet = Sheet {
        name: None,
        text,
        grid: Grid::Csv(rows),
        origins: None,
        faults,
        properties: Vec::new(),
    };
    if opening.is_below_title
        && let Some(header) = sheet.header().map(|header| header.index())
    {
        sheet.faults.insert(0, Fault::LinesAboveHeader { header });
    }
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

/// Notes one fault for each cell in which `find` finds bytes.
pub(crate) fn note_cells(
    sheet: &mut Sheet,
    find: impl Fn(&[u8]) -> Option<Range<usize>>,
    fault: fn(CellRef, ByteSpan) -> Fault,
) {
    let Grid::Csv(rows) = &sheet.grid else { return };
    for row in 0..rows.len() {
        for (column, slot) in rows.cells(row).enumerate() {
            let Some(found) = find(&sheet.text[slot.start as usize..slot.end as usize]) else {
                continue;
            };
            let start = slot.start as usize;
            let at = record::span(start + found.start, start + found.end);
            let cell = CellRef::new(record::offset(row), record::offset(column));
            sheet.faults.push(fault(cell, at));
        }
    }
    sheet.faults.sort_by_key(|fault| fault.span().map(|at| at.start));
}

#[cfg(test)]
mod tests;
