//! Which rows an edit has left alone: those before it and those after it, by their bytes.

use crate::sheet::Grid;
use crate::{Document, Encoding, Fault};

/// The rows at the beginning and at the end of two text files that are the same in both, byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SameRows {
    /// How many rows at the beginning, the header among them.
    pub first: usize,
    /// How many rows at the end, of those that are left.
    pub last: usize,
}

impl Document {
    /// The rows that this file has in common with an earlier one of the same name, of which everything that can be said
    /// from their bytes and the header is the same in both.
    ///
    /// `None` where that cannot be told from the bytes alone: of workbooks, of text in another encoding than UTF-8 or with
    /// another delimiter, with a quotation mark out of place anywhere, and where the header or what stands above it changed.
    pub fn same_rows(&self, earlier: &Document) -> Option<SameRows> {
        let is_plain = |document: &Document| {
            let faults = document.sheet().faults().iter();
            document.encoding() == Some(Encoding::Utf8)
                && document.bytes().len() == document.text().len()
                && faults
                    .filter(|fault| matches!(fault, Fault::UnclosedQuote { .. } | Fault::StrayQuote { .. }))
                    .count()
                    == 0
        };
        if !is_plain(self) || !is_plain(earlier) || self.dialect() != earlier.dialect() {
            return None;
        }
        let (Grid::Csv(now), Grid::Csv(before)) = (&self.sheet().grid, &earlier.sheet().grid) else {
            return None;
        };
        let (text, other) = (self.text(), earlier.text());
        let most = now.len().min(before.len());
        let same = common_prefix(text, other);
        let first = (0..most)
            .take_while(|&row| {
                now.start(row) == before.start(row)
                    && now.start(row + 1) == before.start(row + 1)
                    && now.start(row + 1) as usize <= same
            })
            .count();
        let header = |document: &Document| document.sheet().header().map(|header| header.index());
        let is_below = |row: usize| header(self).is_some_and(|header| (header.0 as usize) < row);
        if header(self) != header(earlier) || !is_below(first) {
            return None;
        }
        let same = common_suffix(text, other);
        let (end, other_end) = (text.len(), other.len());
        let last = (1..=most - first)
            .take_while(|&row| {
                let from_end = end - now.start(now.len() - row) as usize;
                from_end == other_end - before.start(before.len() - row) as usize && from_end <= same
            })
            .count();
        Some(SameRows { first, last })
    }
}

/// Compared in blocks, of which the machine takes each at once.
const BLOCK: usize = 4096;

/// How many bytes are the same at the beginning.
fn common_prefix(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK));
    let same = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    let rest = one[same..].iter().zip(&other[same..]);
    same + rest.take_while(|(one, other)| one == other).count()
}

/// How many bytes are the same at the end.
fn common_suffix(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK));
    let same = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    let rest = one[..one.len() - same]
        .iter()
        .rev()
        .zip(other[..other.len() - same].iter().rev());
    same + rest.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::SameRows;
    use crate::Document;

    fn same(before: &str, now: &str) -> Option<SameRows> {
        let read = |text: &str| Document::read("staff.csv", text.into()).unwrap();
        read(now).same_rows(&read(before))
    }

    #[test]
    fn the_rows_round_an_edit_are_the_same() {
        let before = "Name,Id\nZoë,1\nBo,2\nCy,3\n";
        let rows = |first, last| Some(SameRows { first, last });
        assert_eq!(same(before, "Name,Id\nZoë,1\nBob,2\nCy,3\n"), rows(2, 1));
        assert_eq!(same(before, "Name,Id\nZoë,1\nBo,2\n🦷,9\nCy,3\n"), rows(3, 1));
        assert_eq!(same(before, "Name,Id\nZoë,1\nCy,3\n"), rows(2, 1));
        assert_eq!(same(before, before), rows(4, 0));
        // The end of the last row is gone, the row remains.
        assert_eq!(same(before, before.trim_end()), rows(3, 0));
    }

    #[test]
    fn what_changes_every_row_leaves_none() {
        let before = "Name,Id\nZoë,1\nBo,2\n";
        assert_eq!(same(before, "Name,Ids\nZoë,1\nBo,2\n"), None);
        assert_eq!(same(before, "Name;Id\nZoë;1\nBo;2\n"), None);
        assert_eq!(same(before, "Name,Id\nZo\"ë,1\nBo,2\n"), None);
    }

    proptest! {
        /// Their cells are the same too, which nothing compares.
        #[test]
        fn the_same_rows_have_the_same_cells(
            rows in prop::collection::vec("[aë🦷 \"]{0,2}(,[aë\"]{0,2}){0,2}(\r\n|\n|\r)", 0..6),
            at in 0..40_usize,
            len in 0..9_usize,
            new in "[aë🦷,\"\r\n]{0,3}",
        ) {
            let before = format!("Name,Id\n{}", rows.concat());
            let boundary = |at: usize| (0..=at.min(before.len())).rev().find(|at| before.is_char_boundary(*at)).unwrap();
            let mut now = before.clone();
            now.replace_range(boundary(at)..boundary(at + len), &new);
            let read = |text: &str| Document::read("staff.csv", text.into()).unwrap();
            let (before, now) = (read(&before), read(&now));
            let Some(SameRows { first, last }) = now.same_rows(&before) else { return Ok(()) };
            let cells = |document: &Document, row: usize| -> Vec<Vec<u8>> {
                let row = document.sheet().row(crate::RowIndex(u32::try_from(row).unwrap())).unwrap();
                row.cells().map(|cell| cell.bytes().to_vec()).collect()
            };
            let (len, other) = (now.sheet().rows_len(), before.sheet().rows_len());
            prop_assert!(first + last <= len.min(other));
            for row in 0..first {
                prop_assert_eq!(cells(&now, row), cells(&before, row));
            }
            for row in 1..=last {
                prop_assert_eq!(cells(&now, len - row), cells(&before, other - row));
            }
        }
    }
}
