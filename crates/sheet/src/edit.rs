//! Edits, stated in cells and lowered to the smallest change of the file's bytes.

use std::borrow::Cow;

use miette::Diagnostic;
use thiserror::Error;

use crate::encoding::BYTE_ORDER_MARK;
use crate::{CellRef, Document, DocumentKind, Encoding, Quoting};

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
    /// The cell says what it said, between quotation marks. A quoted one stays as it is.
    Quote {
        /// The cell.
        cell: CellRef,
    },
    /// The byte order mark at the front of UTF-8 goes. Without one there is nothing to do.
    RemoveByteOrderMark,
    /// The first line goes when it is `sep=` and a delimiter. Without one there is nothing to do.
    RemoveSepLine,
    /// These lines stand above the header from now on, in the place of as many others where others stand there. Where
    /// they stand there already, there is nothing to do.
    SetPreamble(Vec<String>),
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
    /// The encoding of the file lacks a letter of the text, or what the cell holds is no text in it.
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
    /// Every byte outside the edited cells stays as it is, and so do the cells that already say what they should. What is
    /// written anew is in the encoding of the file.
    pub fn edited(&self, edits: &[Edit]) -> Result<Vec<u8>, EditError> {
        if self.kind() == DocumentKind::Workbook {
            return Err(EditError::Workbook);
        }
        let encoding = self.encoding().unwrap_or(Encoding::Utf8);
        let delimiter = self.dialect().unwrap_or_default().delimiter.as_char();
        let bytes = self.bytes();
        let mut from = 0;
        let mut keeps_sep_line = true;
        let mut preamble: Option<&[String]> = None;
        // What a cell is to say; `None` keeps its text and quotes it.
        let mut replacements: Vec<(CellRef, Option<&str>)> = Vec::new();
        for edit in edits {
            match edit {
                Edit::Replace { cell, text } => replacements.push((*cell, Some(text))),
                Edit::Quote { cell } => replacements.push((*cell, None)),
                Edit::RemoveByteOrderMark if self.has_byte_order_mark() => from = BYTE_ORDER_MARK.len(),
                Edit::RemoveByteOrderMark => {}
                Edit::RemoveSepLine => keeps_sep_line = false,
                Edit::SetPreamble(lines) => preamble = Some(lines),
            }
        }
        replacements.sort_unstable();
        replacements.dedup();
        if let Some(pair) = replacements.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(EditError::Conflict { cell: pair[0].0 });
        }
        let mut edited = Vec::with_capacity(bytes.len());
        if !keeps_sep_line && let Some(line) = self.sep_line() {
            edited.extend_from_slice(&bytes[from..line.start as usize]);
            from = line.end as usize;
        }
        if let Some(lines) = preamble
            && let Some(above) = self.lines_above(lines.len())
        {
            edited.extend_from_slice(&bytes[from..above.start as usize]);
            let first = CellRef::new(0, 0);
            let end = self.line_end();
            let written = encoding.encode(&(lines.join(end) + end));
            edited.extend(written.ok_or(EditError::Encoding {
                cell: first,
                encoding,
            })?);
            from = above.end as usize;
        }
        for (reference, text) in replacements {
            let missing = EditError::MissingCell { cell: reference };
            let unwritable = EditError::Encoding {
                cell: reference,
                encoding,
            };
            let Some(row) = self.sheet().row(reference.row) else {
                return Err(missing);
            };
            let Some(cell) = row.cell(reference.column) else {
                return Err(missing);
            };
            let Some(span) = cell.span() else {
                return Err(missing);
            };
            let written = match (text, cell.quoting()) {
                (Some(text), _) if cell.text() == text => continue,
                (None, Quoting::Quoted) => continue,
                (Some(text), Quoting::Quoted) => quoted(text),
                // To write the cell again would write U+FFFD for what it holds.
                (None, Quoting::Bare) if std::str::from_utf8(cell.bytes()).is_err() => {
                    return Err(unwritable);
                }
                (None, Quoting::Bare) => quoted(&cell.text()),
                // Nothing at all on a line would be a blank line and no row.
                (Some(text), Quoting::Bare) if text.is_empty() && row.len() == 1 => quoted(text),
                (Some(text), Quoting::Bare) if text.contains([delimiter, '"', '\n', '\r']) => quoted(text),
                (Some(text), Quoting::Bare) => Cow::Borrowed(text),
            };
            edited.extend_from_slice(&bytes[from..span.start as usize]);
            edited.extend(encoding.encode(&written).ok_or(unwritable)?);
            from = span.end as usize;
        }
        edited.extend_from_slice(&bytes[from..]);
        Ok(edited)
    }
}

fn quoted<'a>(text: &str) -> Cow<'a, str> {
    Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn replace(row: u32, column: u32, text: &str) -> Edit {
        Edit::Replace {
            cell: CellRef::new(row, column),
            text: text.to_owned(),
        }
    }

    fn edited(text: &str, edits: &[Edit]) -> Result<String, EditError> {
        let document = Document::read("staff.csv", text.into()).unwrap();
        document
            .edited(edits)
            .map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn only_the_cell_changes() {
        let text = "\u{FEFF}Name,\"Role\"\r\n Ana ,\"Front \"\"desk\"\"\"\nBo,x\r";
        let edits = [
            replace(1, 1, "Dentist"),
            replace(1, 0, "Ana"),
            replace(1, 0, "Ana"),
            replace(2, 1, "a, b"),
        ];
        let after = edited(text, &edits).unwrap();
        assert_eq!(after, "\u{FEFF}Name,\"Role\"\r\nAna,\"Dentist\"\nBo,\"a, b\"\r");
        assert_eq!(edited(text, &[Edit::RemoveByteOrderMark]).unwrap(), text[3..]);
        assert_eq!(edited(text, &[replace(1, 1, "Front \"desk\"")]).unwrap(), text);
    }

    #[test]
    fn the_line_for_excel_goes_with_its_line_end() {
        let text = "\u{FEFF}sep=;\r\nName;Role\r\nAna;x\r\n";
        let edits = [Edit::RemoveSepLine, replace(1, 1, "a;b")];
        assert_eq!(
            edited(text, &edits).unwrap(),
            "\u{FEFF}Name;Role\r\nAna;\"a;b\"\r\n"
        );
        assert_eq!(
            edited(text, &[Edit::RemoveSepLine, Edit::RemoveByteOrderMark]).unwrap(),
            "Name;Role\r\nAna;x\r\n"
        );
        assert_eq!(
            edited("Name\nAna\n", &[Edit::RemoveSepLine]).unwrap(),
            "Name\nAna\n"
        );
    }

    #[test]
    fn a_file_stays_in_its_encoding() {
        for encoding in [
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            Encoding::Windows1252,
            Encoding::MacRoman,
        ] {
            let before = encoding.encode("Name,Role\nZoë,\"José\"\nBo,\n").unwrap();
            let document = Document::read("staff.csv", before).unwrap();
            let after = document
                .edited(&[replace(1, 1, "Núñez"), replace(2, 1, "a, ü")])
                .unwrap();
            assert_eq!(
                encoding.encode("Name,Role\nZoë,\"Núñez\"\nBo,\"a, ü\"\n"),
                Some(after)
            );
            if let Encoding::Windows1252 | Encoding::MacRoman = encoding {
                let cell = CellRef::new(1, 0);
                let refused = document.edited(&[replace(1, 0, "王")]);
                let encoding = document.encoding().unwrap();
                assert_eq!(refused, Err(EditError::Encoding { cell, encoding }));
            }
        }
        let document = Document::read("staff.csv", b"N\xC3\xA9,Role\nZo\xEB,x\n".to_vec()).unwrap();
        let cell = CellRef::new(1, 0);
        let encoding = Encoding::Utf8;
        assert_eq!(
            document.edited(&[Edit::Quote { cell }]),
            Err(EditError::Encoding { cell, encoding })
        );
    }

    #[test]
    fn a_cell_is_quoted_as_it_stands() {
        let quote = |row, column| Edit::Quote {
            cell: CellRef::new(row, column),
        };
        assert_eq!(
            edited("Name,Id\nAna,12\nBo,\"13\"\n", &[quote(1, 1), quote(2, 1)]).unwrap(),
            "Name,Id\nAna,\"12\"\nBo,\"13\"\n"
        );
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let missing = EditError::MissingCell {
            cell: CellRef::new(1, 2),
        };
        assert_eq!(edited("Name,Role\nAna,x\n", &[replace(1, 2, "")]), Err(missing));
        let conflict = EditError::Conflict {
            cell: CellRef::new(1, 1),
        };
        assert_eq!(
            edited("Name,Role\nAna,x\n", &[replace(1, 1, "y"), replace(1, 1, "z")]),
            Err(conflict)
        );
    }

    #[test]
    fn a_row_of_one_emptied_cell_stays_a_row() {
        assert_eq!(
            edited("Name\nAna\nBo\n", &[replace(1, 0, "")]).unwrap(),
            "Name\n\"\"\nBo\n"
        );
    }

    proptest! {
        #[test]
        fn an_edited_cell_reads_as_what_was_written(text in "[a,\"\r\n é]{0,12}", row in 1_u32..3, column in 0_u32..3) {
            let before = "A,B,C\n1,\"2\",3\n\"4\",5,6\n";
            let document = Document::read("staff.csv", before.into()).unwrap();
            let bytes = document.edited(&[replace(row, column, &text)]).unwrap();
            let after = Document::read("staff.csv", bytes).unwrap();
            for (old, new) in document.sheet().rows().zip(after.sheet().rows()) {
                for (old, new) in old.cells().zip(new.cells()) {
                    let edited = new.reference() == CellRef::new(row, column);
                    prop_assert_eq!(new.text(), if edited { text.as_str().into() } else { old.text() });
                }
            }
            prop_assert_eq!(after.sheet().faults(), &[]);
        }
    }
}
