//! The rows that keep to the rules, found many bytes at a time; every other one is left to `record` and `recover`.
//!
//! A row is read here when it is one line, and each of its quotation marks opens a cell, closes one or is half of a
//! doubled one. Such a row reads the same whatever stands before and after it, which is why parts of a file can be read
//! at the same time. No row is looked at past the end of its first line, so that looking in vain costs no more than
//! reading it.

use super::block::{BLOCK, Block, parity};
use super::rows::Rows;

/// Reads rows from `start` on, up to the end of the text or to the first that is to be left to others. Says where that is.
pub(super) fn rows(text: &[u8], start: usize, separator: u8, rows: &mut Rows) -> usize {
    // Blocks begin where words of marks do.
    let mut base = start / BLOCK * BLOCK;
    let mut row = start;
    let mut state = State::at_row(start % BLOCK);
    while row < text.len() {
        let block = Block::at(text, base, separator).skipping(start.saturating_sub(base));
        let found = state.go_on(&block, text.get(base + BLOCK));
        rows.end_cells(base, found.cell_ends);
        let mut row_ends = found.row_ends;
        while row_ends != 0 {
            rows.begin_row(row);
            row = base + row_ends.trailing_zeros() as usize + 1;
            row_ends &= row_ends - 1;
        }
        base += BLOCK;
        if found.is_faulty {
            rows.forget_cells(row..base);
            break;
        }
    }
    row.min(text.len())
}

/// What the bytes before a block mean for it: all but the first are one bit, or nothing.
struct State {
    /// Whether they leave a cell open: all bits are set, or none.
    within: u64,
    /// Where a quoted cell may begin.
    may_open: u64,
    /// Whether a quoted cell has just ended.
    has_closed: u64,
    /// Whether the last byte is a CR, to which a LF may belong.
    cr: u64,
    /// Where a row begins.
    row: u64,
}

/// What was found in a block, up to the first fault.
struct Found {
    /// The byte after each cell.
    cell_ends: u64,
    /// The last byte of each row: its LF, or a CR without one.
    row_ends: u64,
    is_faulty: bool,
}

impl State {
    /// A row begins at this bit of the block.
    fn at_row(bit: usize) -> State {
        State {
            within: 0,
            may_open: 1 << bit,
            has_closed: 0,
            cr: 0,
            row: 1 << bit,
        }
    }

    /// Goes on by a block, which `next` follows.
    fn go_on(&mut self, block: &Block, next: Option<&u8>) -> Found {
        let quoted = parity(block.quotes) ^ self.within;
        let (opening, closing) = (block.quotes & quoted, block.quotes & !quoted);
        let marks = (block.separators | block.line_ends) & !quoted;
        let faulty = opening & !((marks | closing) << 1 | self.may_open)
            | (closing << 1 | self.has_closed) & !(marks | block.quotes)
            | block.line_ends & quoted;
        // The bits below the first faulty one; all of them when there is none.
        let sound = (faulty & faulty.wrapping_neg()).wrapping_sub(1);
        let mut found = Found {
            cell_ends: marks & sound,
            row_ends: block.line_ends & sound,
            is_faulty: faulty != 0,
        };
        if block.crs | self.cr != 0 {
            let lfs = block.line_ends & !block.crs;
            found.cell_ends &= !(lfs & (block.crs << 1 | self.cr));
            let next_is_lf = u64::from(next == Some(&b'\n'));
            found.row_ends &= !(block.crs & (lfs >> 1 | next_is_lf << (BLOCK - 1)));
        }
        // A row of nothing but its line end has no cells.
        found.cell_ends &= !(block.line_ends & (found.row_ends << 1 | self.row));
        *self = State {
            within: if quoted >> (BLOCK - 1) == 1 { u64::MAX } else { 0 },
            may_open: (marks | closing) >> (BLOCK - 1),
            has_closed: closing >> (BLOCK - 1),
            cr: block.crs >> (BLOCK - 1),
            row: found.row_ends >> (BLOCK - 1),
        };
        found
    }
}
