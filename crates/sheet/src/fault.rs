//! What the reader noticed on its way that is not as it should be.

use crate::{ByteSpan, CellRef, ColumnIndex, RowIndex};

/// Something the reader noticed. A fact with its place, not a judgement: whether it matters is for others to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A quotation mark opens a cell and none closes it where the cell could end.
    UnclosedQuote {
        /// The cell that it opens.
        cell: CellRef,
        /// The opening quotation mark.
        at: ByteSpan,
    },
    /// A quotation mark inside a cell that is not quoted, or text after the quotation mark that closes one.
    StrayQuote {
        /// The cell that holds it.
        cell: CellRef,
        /// The first quotation mark that is out of place.
        at: ByteSpan,
    },
    /// A cell holds bytes that are not UTF-8, or no text in the UTF-16 of its file; its text has U+FFFD in their place.
    /// One fault a cell.
    NotUtf8 {
        /// The cell that holds them.
        cell: CellRef,
        /// The first such bytes.
        at: ByteSpan,
    },
    /// A cell holds a letter in Windows-1252 or MacRoman, which no byte of the file tells apart with certainty. One
    /// fault a cell.
    LegacyEncoding {
        /// The cell that holds it.
        cell: CellRef,
        /// The first byte outside ASCII.
        at: ByteSpan,
    },
    /// The header is not the first row, although the caller declared no lines above it: the first one is blank in a text
    /// file, or holds no name that the caller knows. The rows above are not among the rows of the sheet.
    LinesAboveHeader {
        /// The row that is the header.
        header: RowIndex,
    },
    /// The file is a workbook although its name ends in `.csv`.
    WorkbookNamedCsv,
    /// A cell of a workbook whose value does not fit its declared type; it is read as an empty cell.
    BadCell {
        /// The cell.
        cell: CellRef,
    },
    /// A formula of a workbook that no program has computed yet; it is read as an empty cell.
    UncomputedFormula {
        /// The cell.
        cell: CellRef,
    },
    /// Cells of a workbook that are merged into one. Only the first of them can hold anything.
    MergedCells {
        /// The cell at the top left.
        first: CellRef,
        /// The cell at the bottom right.
        last: CellRef,
    },
    /// Rows with filled cells, one after another, that Excel does not show: hidden by hand, by a filter or in a group.
    HiddenRows {
        /// The first.
        first: RowIndex,
        /// The last.
        last: RowIndex,
    },
    /// Columns, one after another, that Excel does not show.
    HiddenColumns {
        /// The first.
        first: ColumnIndex,
        /// The last.
        last: ColumnIndex,
    },
}

impl Fault {
    /// The cell in which it was noticed; `None` when it concerns more than cells.
    pub fn cell(&self) -> Option<CellRef> {
        match *self {
            Fault::UnclosedQuote { cell, .. }
            | Fault::StrayQuote { cell, .. }
            | Fault::NotUtf8 { cell, .. }
            | Fault::LegacyEncoding { cell, .. }
            | Fault::BadCell { cell }
            | Fault::UncomputedFormula { cell }
            | Fault::MergedCells { first: cell, .. } => Some(cell),
            Fault::LinesAboveHeader { .. }
            | Fault::WorkbookNamedCsv
            | Fault::HiddenRows { .. }
            | Fault::HiddenColumns { .. } => None,
        }
    }

    /// The bytes it is about; `None` in a workbook.
    pub fn span(&self) -> Option<ByteSpan> {
        match *self {
            Fault::UnclosedQuote { at, .. }
            | Fault::StrayQuote { at, .. }
            | Fault::NotUtf8 { at, .. }
            | Fault::LegacyEncoding { at, .. } => Some(at),
            Fault::LinesAboveHeader { .. }
            | Fault::WorkbookNamedCsv
            | Fault::BadCell { .. }
            | Fault::UncomputedFormula { .. }
            | Fault::MergedCells { .. }
            | Fault::HiddenRows { .. }
            | Fault::HiddenColumns { .. } => None,
        }
    }

    /// Puts it at other bytes, where the first are those of decoded text.
    pub(crate) fn move_span(&mut self, origin: impl Fn(ByteSpan) -> ByteSpan) {
        if let Fault::UnclosedQuote { at, .. }
        | Fault::StrayQuote { at, .. }
        | Fault::NotUtf8 { at, .. }
        | Fault::LegacyEncoding { at, .. } = self
        {
            *at = origin(*at);
        }
    }
}
