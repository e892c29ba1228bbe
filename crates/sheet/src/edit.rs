//! Edits, stated in cells and lowered to the smallest change of the file's bytes.

use miette::Diagnostic;
use thiserror::Error;

use self::changes::Changes;
use self::wishes::Wishes;
use crate::{CellRef, Delimiter, Document, DocumentKind, Encoding, LineEnd, RowIndex};

mod changes;
mod wishes;

/// One change to a CSV file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// The cell says `text` from now on. A quoted cell stays quoted; a bare one is quoted only when the text needs it.
    Replace {
        /// The cell.
        cell: CellRef,
        /// What a person should read in it: without quotation marks around it, and with none doubled.
        text: String,
    },
    /// The cell stands between quotation marks, and says what it said or what another edit has it say. A quoted one stays
    /// as it is.
    Quote {
        /// The cell.
        cell: CellRef,
    },
    /// The row goes with its line end. Other edits in it have nothing more to do.
    RemoveRow {
        /// The row.
        row: RowIndex,
    },
    /// This cell and those after it in its row go, with the delimiter before them. The first cell of a
    /// row stays; where the row ends before this one, there is nothing to do.
    RemoveCells {
        /// The first that goes.
        from: CellRef,
    },
    /// The byte order mark at the front of UTF-8 goes. Without one there is nothing to do.
    RemoveByteOrderMark,
    /// The first line goes when it is `sep=` and a delimiter. Without one there is nothing to do.
    RemoveSepLine,
    /// These lines stand above the header from now on, in the place of as many others where others stand there. Where
    /// they stand there already, there is nothing to do.
    SetPreamble(Vec<String>),
    /// This stands between the cells, and in a `sep=` line. A bare cell that holds it is quoted.
    SetDelimiter(Delimiter),
    /// Every line ends so, save those inside cells.
    SetLineEnds(LineEnd),
    /// The file is written in UTF-8 instead of the encoding that it has. What was read stays what it says.
    WriteUtf8,
}

/// Why edits cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
pub enum EditError {
    /// A workbook is never written to.
    #[error("a workbook cannot be edited in place")]
    #[diagnostic(
        code(sheet::edit_workbook),
        help("make the change in Excel, or save the roster as CSV UTF-8 first")
    )]
    Workbook,
    /// The edit is for a cell that the file does not have.
    #[error("there is no cell {cell}")]
    #[diagnostic(
        code(sheet::edit_missing_cell),
        help("read the file again: it has changed, or its row is too short")
    )]
    MissingCell {
        /// The cell that is missing.
        cell: CellRef,
    },
    /// Two edits say different things about one cell.
    #[error("two edits disagree about cell {cell}")]
    #[diagnostic(
        code(sheet::edit_conflict),
        help("make one change, read the file again, then make the other")
    )]
    Conflict {
        /// The cell both are for.
        cell: CellRef,
    },
    /// The file holds bytes that mean nothing in its encoding, so that they cannot be written in another.
    #[error("cell {cell} holds bytes that are no text, which cannot be written in UTF-8")]
    #[diagnostic(
        code(sheet::edit_undecodable),
        help("type the cell again, or save the roster from the workbook from which it was made")
    )]
    Undecodable {
        /// The first such cell.
        cell: CellRef,
    },
    /// The encoding of the file lacks a letter of the text.
    #[error("cell {cell} cannot be written in {encoding}")]
    #[diagnostic(
        code(sheet::edit_encoding),
        help(
            "open the file in Excel and save it with File, Save As, type CSV UTF-8 (Comma delimited) first"
        )
    )]
    Encoding {
        /// The cell.
        cell: CellRef,
        /// The encoding of the file.
        encoding: Encoding,
    },
}

impl Document {
    /// The bytes of the file after the edits, in whatever order they are given.
    ///
    /// Every byte that no edit is about stays as it is, and so do the cells that already say what they should. What is
    /// written anew is in the encoding of the file, unless [`Edit::WriteUtf8`] changes that.
    pub fn edited(&self, edits: &[Edit]) -> Result<Vec<u8>, EditError> {
        if self.kind() == DocumentKind::Workbook {
            return Err(EditError::Workbook);
        }
        let wishes = Wishes::of(edits)?;
        Changes::of(self, &wishes)?.written(self)
    }
}

#[cfg(test)]
mod tests;
