//! The rows and cells of a text file, in one bit a byte and four bytes a row.
//!
//! The rows of a text file follow each other without a gap, and so do the cells of a row, one byte apart. So it is
//! enough to keep where each row begins, and to mark the bytes at which cells end.

use std::ops::Range;

use crate::sheet::Slot;

use super::marks::{Iter, Marks};
use super::record::offset;

/// Rows of a text file, from the first to any.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Rows {
    /// Where each row begins; at last, once all are there, where another one would.
    starts: Vec<u32>,
    /// The bytes at which cells end: delimiters, line ends, or the end of the text.
    ends: Marks,
    /// Where counting lines along with rows begins anew. There is always one when there are rows.
    jumps: Vec<Jump>,
}

/// A row and its line, where the row before is not exactly one line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Jump {
    row: u32,
    line: u32,
}

impl Rows {
    /// No rows yet, of these bytes of a text; the first will be this line.
    pub(super) fn of(bytes: Range<usize>, line: u32) -> Rows {
        Rows {
            starts: Vec::new(),
            ends: Marks::over(bytes),
            jumps: vec![Jump { row: 0, line }],
        }
    }

    /// Adds a row. `cells` are its cells; the next row is `lines` lines further down.
    pub(super) fn push(&mut self, start: usize, cells: &[Slot], lines: u32) {
        let row = offset(self.starts.len());
        self.begin_row(start);
        for cell in cells {
            self.ends.set(cell.end as usize);
        }
        if lines != 1 {
            let line = self.line(row as usize).saturating_add(lines);
            self.jumps.push(Jump { row: row + 1, line });
        }
    }

    /// Adds a row that is one line.
    pub(super) fn begin_row(&mut self, start: usize) {
        self.starts.push(offset(start));
    }

    /// Notes ends of cells among the 64 bytes from `base` on, of rows that may be begun later.
    pub(super) fn end_cells(&mut self, base: usize, bits: u64) {
        self.ends.set_word(base, bits);
    }

    /// Forgets the ends of cells in these bytes, which belong to no row that has been begun.
    pub(super) fn forget_cells(&mut self, bytes: Range<usize>) {
        self.ends.clear(bytes);
    }

    /// Ends the last row where the text ends.
    pub(super) fn finish(&mut self, len: usize) {
        self.begin_row(len);
        self.starts.shrink_to_fit();
        let lengths = self.starts.windows(2).map(|row| row[1] - row[0]);
        self.ends.finish(lengths.max().unwrap_or_default() as usize);
    }

    /// Adds rows of another part of the text, each of them one line, up to where the next begins.
    pub(super) fn append(&mut self, part: &Rows, rows: Range<usize>, next: usize) {
        let Some(&first) = part.starts[rows.clone()].first() else {
            return;
        };
        self.starts.extend_from_slice(&part.starts[rows]);
        // The last cell of a text may end right after it; a row that begins there has none of its own yet.
        self.ends.add(&part.ends, first as usize..next + 1);
    }

    /// How many rows have been begun.
    pub(super) fn begun(&self) -> usize {
        self.starts.len()
    }

    /// Which row begins at this byte.
    pub(super) fn beginning_at(&self, at: usize) -> Option<usize> {
        self.starts.binary_search(&offset(at)).ok()
    }

    /// How many bytes all of it takes.
    #[cfg(test)]
    pub(super) fn memory(&self) -> usize {
        self.starts.capacity() * size_of::<u32>()
            + self.ends.memory()
            + self.jumps.capacity() * size_of::<Jump>()
    }

    /// The number of rows, blank ones included.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The row that holds this byte, or the last one before it.
    pub(crate) fn at(&self, offset: u32) -> Option<usize> {
        let rows = &self.starts[..self.len()];
        rows.partition_point(|&row| row <= offset).checked_sub(1)
    }

    /// Where a row begins.
    pub(crate) fn start(&self, row: usize) -> u32 {
        self.starts[row]
    }

    /// The line of a row. One-based.
    pub(crate) fn line(&self, row: usize) -> u32 {
        let row = offset(row);
        let after = self.jumps.partition_point(|jump| jump.row <= row);
        let jump = after.checked_sub(1).map(|at| self.jumps[at]);
        jump.map_or(row, |jump| jump.line.saturating_add(row - jump.row))
    }

    /// How many cells a row has.
    pub(crate) fn width(&self, row: usize) -> usize {
        self.ends.count(self.reach(row))
    }

    /// Whether a row has any cell.
    pub(crate) fn has_cells(&self, row: usize) -> bool {
        self.ends.iter(self.reach(row)).next().is_some()
    }

    /// The bytes of a cell and of those after it in the row; `None` where the row ends before it.
    pub(crate) fn cells_from(&self, row: usize, column: usize) -> Option<Slots<'_>> {
        let reach = self.reach(row);
        let start = reach.start;
        let mut ends = self.ends.iter_from(reach, column.saturating_sub(1));
        let start = if column == 0 { start } else { ends.next()? + 1 };
        Some(Slots { start, ends })
    }

    /// The bytes of the cells of a row.
    pub(crate) fn cells(&self, row: usize) -> Slots<'_> {
        let reach = self.reach(row);
        Slots {
            start: reach.start,
            ends: self.ends.iter(reach),
        }
    }

    /// The cells of a row that these bytes touch, and the column of the first.
    pub(crate) fn cells_in(&self, row: usize, bytes: Range<usize>) -> (usize, impl Iterator<Item = Slot>) {
        let reach = self.reach(row);
        let from = bytes.start.clamp(reach.start, reach.end);
        let column = self.ends.count(reach.start..from);
        let before = column
            .checked_sub(1)
            .and_then(|before| self.ends.iter_from(reach.clone(), before).next());
        let mut start = before.map_or(reach.start, |end| end + 1);
        let cells = self.ends.iter(from..reach.end).map(move |end| {
            let cell = slot(start, end);
            start = end + 1;
            cell
        });
        (
            column,
            cells.take_while(move |cell| (cell.start as usize) < bytes.end),
        )
    }

    /// Where the last cell of a row ends.
    pub(crate) fn end(&self, row: usize) -> Option<u32> {
        self.ends.last(self.reach(row)).map(offset)
    }

    /// Where the ends of the cells of a row may be: in its bytes, or right after the last of the text.
    fn reach(&self, row: usize) -> Range<usize> {
        let (start, next) = (self.starts[row] as usize, self.starts[row + 1] as usize);
        start..next + usize::from(row + 2 == self.starts.len())
    }
}

/// Cells of which the first begins at `start`, each one byte behind the end of the one before it.
#[derive(Clone, Debug)]
pub(crate) struct Slots<'a> {
    start: usize,
    ends: Iter<'a>,
}

impl Iterator for Slots<'_> {
    type Item = Slot;

    #[inline]
    fn next(&mut self) -> Option<Slot> {
        let end = self.ends.next()?;
        Some(slot(std::mem::replace(&mut self.start, end + 1), end))
    }
}

fn slot(start: usize, end: usize) -> Slot {
    Slot {
        start: offset(start),
        end: offset(end),
    }
}
