//! Where something is: rows, columns, cells, bytes and lines, each a type of its own so that none is taken for another.

use std::fmt;

/// A row's place among the rows that Excel shows.
///
/// Zero-based: the header is usually 0. Blank rows count, so that [`RowIndex::number`] is what Excel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIndex(pub u32);

impl RowIndex {
    /// The row number that Excel shows. One-based.
    pub fn number(self) -> u32 {
        self.0.saturating_add(1)
    }
}

/// A column's place in its row. Zero-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnIndex(pub u32);

impl ColumnIndex {
    /// The letters that Excel shows above the column: `A`, `Z`, `AA`.
    pub fn letters(self) -> String {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.0) + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.into_iter().rev().collect()
    }
}

/// One cell's place in its sheet. Displayed as Excel names it: `G3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// The row of the cell.
    pub row: RowIndex,
    /// The column of the cell.
    pub column: ColumnIndex,
}

impl CellRef {
    /// The cell in this row (zero-based) and this column (zero-based).
    pub fn new(row: u32, column: u32) -> CellRef {
        CellRef {
            row: RowIndex(row),
            column: ColumnIndex(column),
        }
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column.letters(), self.row.number())
    }
}

/// A range of bytes in a file.
///
/// Zero-based byte offsets from the start of the file, whatever its encoding, a byte order mark included; half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    /// The first byte.
    pub start: u32,
    /// One past the last byte. Never before `start`.
    pub end: u32,
}

impl ByteSpan {
    /// The number of bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte and so only points between two.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The span as a range that can index a slice.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place in a text file as editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line. One-based; LF, CR LF and a lone CR each end a line, inside quotes too.
    pub line: u32,
    /// The column. One-based, counted in characters (Unicode scalar values); a byte order mark is not counted.
    pub col: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_excel_does() {
        let letters = |index| ColumnIndex(index).letters();
        assert_eq!(
            (letters(0), letters(25), letters(26)),
            ("A".into(), "Z".into(), "AA".into())
        );
        assert_eq!(
            (letters(701), letters(702), letters(16_383)),
            ("ZZ".into(), "AAA".into(), "XFD".into())
        );
        assert_eq!(letters(u32::MAX), "MWLQKWV");
    }

    #[test]
    fn cells_are_named_as_excel_does() {
        assert_eq!(CellRef::new(2, 6).to_string(), "G3");
        assert_eq!(CellRef::new(1_048_575, 16_383).to_string(), "XFD1048576");
    }
}
