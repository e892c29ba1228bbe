//! The rows and cells of a text file, in two bytes a cell and eight a row.
//!
//! The rows of a text file follow each other without a gap, and so do the cells of a row, one byte apart. So it is
//! enough to keep where each row begins and where each cell ends, and the end is counted from the beginning of its row.

use std::ops::Range;

use crate::sheet::Slot;

use super::record::offset;

/// Rows of a text file, from the first to any.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Rows {
    /// Where each row begins; at last, once all are there, where another one would.
    starts: Vec<Start>,
    /// Where the cells end, in bytes from the beginning of their row. Those of wide rows are not among them.
    ends: Vec<u16>,
    /// The rows of more than [`NARROW`] bytes that have cells. There are few: each takes so much of the file.
    wide: Vec<Wide>,
    /// Where counting lines along with rows begins anew. There is always one when there are rows.
    jumps: Vec<Jump>,
}

/// The most bytes of a row, its line end included, whose cells are kept in two bytes each.
pub(super) const NARROW: usize = u16::MAX as usize;

/// Where a row begins in the text, and its cells among the ends.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Start {
    at: u32,
    first: u32,
}

/// The cells of a row that is too long for two bytes.
#[derive(Debug, PartialEq)]
struct Wide {
    row: u32,
    ends: Vec<u32>,
}

/// A row and its line, where the row before is not exactly one line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Jump {
    row: u32,
    line: u32,
}

/// The ends of the cells of one row.
enum Ends<'a> {
    Narrow(&'a [u16]),
    Wide(&'a [u32]),
}

impl Rows {
    /// No rows yet; the first will be this line.
    pub(super) fn from_line(line: u32) -> Rows {
        Rows {
            jumps: vec![Jump { row: 0, line }],
            ..Rows::default()
        }
    }

    /// Adds a row. `cells` are its cells; the next row begins at `next`, `lines` lines further down.
    pub(super) fn push(&mut self, start: usize, cells: &[Slot], next: usize, lines: u32) {
        let row = offset(self.starts.len());
        self.begin_row(start, self.ends.len());
        let ends = cells.iter().map(|cell| cell.end - offset(start));
        if next - start <= NARROW {
            self.ends
                .extend(ends.map(|end| u16::try_from(end).unwrap_or(u16::MAX)));
        } else if !cells.is_empty() {
            let ends = ends.collect();
            self.wide.push(Wide { row, ends });
        }
        if lines != 1 {
            let line = self.line(row as usize).saturating_add(lines);
            self.jumps.push(Jump { row: row + 1, line });
        }
    }

    /// Adds a row that is one line and not wide, whose cells are the ends from `first` on.
    pub(super) fn begin_row(&mut self, start: usize, first: usize) {
        self.starts.push(Start {
            at: offset(start),
            first: offset(first),
        });
    }

    /// How many ends there are.
    pub(super) fn ends_len(&self) -> usize {
        self.ends.len()
    }

    /// Adds ends, of a row that is begun only when all of it has been seen.
    pub(super) fn extend_ends(&mut self, ends: &[u16], rest: usize) {
        if self.ends.len() + ends.len() > self.ends.capacity() {
            self.reserve(rest);
        }
        self.ends.extend_from_slice(ends);
    }

    /// Keeps only so many ends.
    pub(super) fn truncate_ends(&mut self, len: usize) {
        self.ends.truncate(len);
    }

    /// Makes room for the rest of a text, were all of it like the rows that are there.
    fn reserve(&mut self, rest: usize) {
        let (Some(first), Some(last)) = (self.starts.first(), self.starts.last()) else {
            return;
        };
        let seen = (last.at - first.at) as usize;
        let more = |len: usize| (rest / seen.max(1)).saturating_add(1).saturating_mul(len) / 64 * 65;
        let (rows, ends) = (more(self.starts.len()), more(self.ends.len()));
        // Fewer than the text has bytes, whatever the first rows are like.
        self.starts.reserve(rows.min(rest));
        self.ends.reserve(ends.min(rest));
    }

    /// Ends the last row where the text ends.
    pub(super) fn finish(&mut self, len: usize) {
        self.begin_row(len, self.ends.len());
        self.starts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Adds rows of another part of the text, none of them wide and each one line.
    pub(super) fn append(&mut self, part: &Rows, rows: Range<usize>) {
        let first = |at: usize| {
            part.starts
                .get(at)
                .map_or(part.ends.len(), |row| row.first as usize)
        };
        let cells = first(rows.start)..first(rows.end);
        let (from, to) = (offset(cells.start), offset(self.ends.len()));
        let rebased = part.starts[rows].iter().map(|row| Start {
            at: row.at,
            first: row.first - from + to,
        });
        self.starts.extend(rebased);
        self.ends.extend_from_slice(&part.ends[cells]);
    }

    /// How many rows have been begun.
    pub(super) fn begun(&self) -> usize {
        self.starts.len()
    }

    /// Which row begins at this byte.
    pub(super) fn beginning_at(&self, at: usize) -> Option<usize> {
        self.starts.binary_search_by_key(&at, |row| row.at as usize).ok()
    }

    /// How many bytes all of it takes.
    #[cfg(test)]
    pub(super) fn memory(&self) -> usize {
        let wide = self
            .wide
            .iter()
            .map(|wide| size_of::<Wide>() + size_of_val(wide.ends.as_slice()));
        self.starts.capacity() * size_of::<Start>()
            + self.ends.capacity() * size_of::<u16>()
            + self.jumps.capacity() * size_of::<Jump>()
            + wide.sum::<usize>()
    }

    /// The number of rows, blank ones included.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The row that holds this byte, or the last one before it.
    pub(crate) fn at(&self, offset: u32) -> Option<usize> {
        let rows = &self.starts[..self.len()];
        rows.partition_point(|row| row.at <= offset).checked_sub(1)
    }

    /// Where a row begins.
    pub(crate) fn start(&self, row: usize) -> u32 {
        self.starts[row].at
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
        match self.ends(row) {
            Ends::Narrow(ends) => ends.len(),
            Ends::Wide(ends) => ends.len(),
        }
    }

    /// The bytes of a cell.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<Slot> {
        let (end, before) = match self.ends(row) {
            Ends::Narrow(ends) => neighbours(ends, column)?,
            Ends::Wide(ends) => neighbours(ends, column)?,
        };
        let start = self.start(row);
        Some(Slot {
            start: before.map_or(start, |before| start + before + 1),
            end: start + end,
        })
    }

    fn ends(&self, row: usize) -> Ends<'_> {
        let (this, next) = (self.starts[row], self.starts[row + 1]);
        if (next.at - this.at) as usize <= NARROW {
            return Ends::Narrow(&self.ends[this.first as usize..next.first as usize]);
        }
        let found = self.wide.binary_search_by_key(&offset(row), |wide| wide.row);
        Ends::Wide(found.map_or(&[], |at| &self.wide[at].ends))
    }
}

/// Where the cell of this column ends, and the one before it.
fn neighbours<T: Copy + Into<u32>>(ends: &[T], column: usize) -> Option<(u32, Option<u32>)> {
    let end = ends.get(column).copied()?;
    let before = column.checked_sub(1).map(|before| ends[before]);
    Some((end.into(), before.map(Into::into)))
}
