//! The rows that keep to the rules, found many bytes at a time; every other one is left to `record` and `recover`.
//!
//! A row is read here when it is one line, not wide, and each of its quotation marks opens a cell, closes one or is
//! half of a doubled one. Such a row reads the same whatever stands before and after it, which is why parts of a file
//! can be read at the same time. No row is looked at past the end of its first line, so that looking in vain costs no
//! more than reading it.

use super::block::{BLOCK, Block, parity};
use super::record::after_line_end;
use super::rows::{NARROW, Rows};

/// How many ends are collected before they are added to the rows.
const BATCH: usize = 1024;

/// Reads rows from `start` on, up to the end of the text or to the first that is to be left to others. Says where that is.
pub(super) fn rows(text: &[u8], start: usize, separator: u8, rows: &mut Rows) -> usize {
    let mut ends = Ends {
        batch: [0; BATCH + 2 * BLOCK],
        len: 0,
    };
    let (mut row, mut base) = (start, start);
    let mut first = rows.ends_len();
    // Whether the bytes before the block leave a cell open: all bits are set, or none.
    let mut within = 0;
    // Whether a quoted cell may begin with the block, and whether one ended right before it: the first bit.
    let (mut may_open, mut has_closed) = (1, 0);
    while row < text.len() {
        if base + BLOCK + 2 > row + NARROW {
            break;
        }
        let rest = text.get(base..).unwrap_or_default();
        let block = match rest.first_chunk() {
            Some(bytes) => Block::of(bytes, separator),
            None => Block::of(&filled_up(rest), separator),
        };
        let quoted = parity(block.quotes) ^ within;
        let (opening, closing) = (block.quotes & quoted, block.quotes & !quoted);
        let marks = (block.separators | block.line_ends) & !quoted;
        let faulty = opening & !((marks | closing) << 1 | may_open)
            | (closing << 1 | has_closed) & !(marks | block.quotes)
            | block.line_ends & quoted;
        // The bits below the first faulty one; all of them when there is none.
        let sound = (faulty & faulty.wrapping_neg()).wrapping_sub(1);
        // The LF of a CR LF that the block before ended.
        let mut marks_left = marks & sound & (u64::MAX << row.saturating_sub(base).min(1));
        let mut line_ends = block.line_ends & marks_left;
        while line_ends != 0 && row < text.len() {
            let bit = line_ends.trailing_zeros();
            let mut done = u64::MAX >> (63 - bit);
            let end = base + bit as usize;
            if end > row {
                ends.push(marks_left & done, base.wrapping_sub(row));
            }
            rows.begin_row(row, first);
            first = rows.ends_len() + ends.len;
            row = after_line_end(text, end);
            done |= done << (row - end).saturating_sub(1).min(1);
            marks_left &= !done;
            line_ends &= !done;
        }
        if faulty != 0 {
            break;
        }
        ends.push(marks_left, base.wrapping_sub(row));
        if ends.len >= BATCH {
            rows.extend_ends(&ends.batch[..ends.len], text.len() - row.min(text.len()));
            ends.len = 0;
        }
        within = if quoted >> 63 == 1 { u64::MAX } else { 0 };
        may_open = (marks | closing) >> 63;
        has_closed = closing >> 63;
        base += BLOCK;
    }
    rows.extend_ends(&ends.batch[..ends.len], text.len() - row.min(text.len()));
    rows.truncate_ends(first);
    row
}

/// The last bytes of the text, and line ends after them, which end the last row.
fn filled_up(rest: &[u8]) -> [u8; BLOCK] {
    let mut bytes = [b'\n'; BLOCK];
    bytes[..rest.len()].copy_from_slice(rest);
    bytes
}

/// Ends of cells on their way into the rows: nearly a batch, the ends of one more block, and room for a whole block at
/// each of the additions in which a block comes.
struct Ends {
    batch: [u16; BATCH + 2 * BLOCK],
    len: usize,
}

impl Ends {
    /// Adds an end for each bit. `before` is how far the first bit's byte is from the beginning of the row; it is less than
    /// nothing when the row begins inside the block.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the row is narrow, so that what is cut off cancels out"
    )]
    fn push(&mut self, mut bits: u64, before: usize) {
        let len = self.len;
        let Some(room) = self
            .batch
            .get_mut(len..)
            .and_then(|rest| rest.first_chunk_mut::<BLOCK>())
        else {
            return;
        };
        let mut count = 0;
        while bits != 0 {
            // The mask changes nothing, and says so to the compiler.
            room[count % BLOCK] = (before as u16).wrapping_add(bits.trailing_zeros() as u16);
            bits &= bits - 1;
            count += 1;
        }
        self.len = len + count;
    }
}
