//! A file as it was read.

use crate::encoding::{BYTE_ORDER_MARK, Format, detect};
use crate::{Dialect, Fault, Position, ReadError, ReadOptions, Sheet, csv, xlsx};

/// Which of the two kinds of files a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// Text: cells have bytes, lines and spans, and can be edited in place.
    Csv,
    /// An Excel workbook: cells have references only, and nothing is ever written to it.
    Workbook,
}

/// A file as it was read: its name, its bytes and its one sheet.
#[derive(Debug)]
pub struct Document {
    name: String,
    /// The bytes of a workbook. Those of a CSV file are the text of its sheet.
    workbook: Option<Vec<u8>>,
    dialect: Option<Dialect>,
    sheet: Sheet,
}

impl Document {
    /// Reads a file of which nothing is known: see [`Document::read_with`].
    pub fn read(name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
        Document::read_with(name, bytes, &ReadOptions::default())
    }

    /// Reads a file. What it is, its bytes say; `name` is only for messages, and to notice a workbook named `.csv`.
    pub fn read_with(name: &str, bytes: Vec<u8>, options: &ReadOptions<'_>) -> Result<Document, ReadError> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(ReadError::TooLarge {
                reason: "it is larger than 4 GiB".to_owned(),
            });
        }
        let name = name.to_owned();
        match detect(&bytes)? {
            Format::Csv => {
                let (sheet, dialect) = csv::read(bytes, options);
                Ok(Document {
                    name,
                    workbook: None,
                    dialect: Some(dialect),
                    sheet,
                })
            }
            Format::Zip => {
                let mut sheet = xlsx::read(&bytes, options)?;
                if name.to_ascii_lowercase().ends_with(".csv") {
                    sheet.faults.insert(0, Fault::WorkbookNamedCsv);
                }
                Ok(Document {
                    name,
                    workbook: Some(bytes),
                    dialect: None,
                    sheet,
                })
            }
        }
    }

    /// The name it was read under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which kind of file it is.
    pub fn kind(&self) -> DocumentKind {
        match self.workbook {
            None => DocumentKind::Csv,
            Some(_) => DocumentKind::Workbook,
        }
    }

    /// The file's own bytes, of a workbook too.
    pub fn bytes(&self) -> &[u8] {
        self.workbook.as_ref().unwrap_or(&self.sheet.text)
    }

    /// How the text is written; `None` of a workbook.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    /// Its sheet.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Whether it is text that begins with a byte order mark.
    pub fn has_byte_order_mark(&self) -> bool {
        self.kind() == DocumentKind::Csv && self.bytes().starts_with(BYTE_ORDER_MARK)
    }

    /// The line and column of a byte offset (zero-based, byte order mark included). Offsets past the end count as the end.
    ///
    /// A workbook has no lines: every offset of it is line 1, column 1.
    pub fn position(&self, offset: u32) -> Position {
        if self.kind() == DocumentKind::Workbook {
            return Position { line: 1, col: 1 };
        }
        let text = self.bytes();
        let offset = text.len().min(offset as usize);
        let row = self.sheet.row_at(u32::try_from(offset).unwrap_or(u32::MAX));
        let (mut line, start) = row
            .and_then(|row| Some((row.line(), row.span()?.start as usize)))
            .unwrap_or((1, BYTE_ORDER_MARK.len().min(offset)));
        let mut line_start = start;
        for at in start..offset {
            if text[at] == b'\n' || text[at] == b'\r' && text.get(at + 1) != Some(&b'\n') {
                line += 1;
                line_start = at + 1;
            }
        }
        let before = String::from_utf8_lossy(&text[line_start..offset]).chars().count();
        Position {
            line,
            col: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: u32) -> (u32, u32) {
        let Position { line, col } = Document::read("staff.csv", text.into()).unwrap().position(offset);
        (line, col)
    }

    #[test]
    fn columns_count_characters() {
        let text = "Name,Role\nZoë,🦷 Dentist\n";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 10), (2, 1));
        assert_eq!(position(text, 15), (2, 5));
        assert_eq!(position(text, 19), (2, 6));
        assert_eq!(position(text, 9_999), (3, 1));
    }

    #[test]
    fn a_byte_order_mark_is_an_offset_but_no_column() {
        assert_eq!(position("\u{FEFF}Name\nAna\n", 3), (1, 1));
        assert_eq!(position("\u{FEFF}Name\nAna\n", 5), (1, 3));
        assert_eq!(position("\u{FEFF}Name\nAna\n", 8), (2, 1));
        assert_eq!(position("\u{FEFF}Name\nAna\n", 0), (1, 1));
    }

    #[test]
    fn every_kind_of_line_end_counts_inside_quotes_too() {
        let text = "Name,Address\rAna,\"1 Elm St\r\nLehi\"\nBo,x\r\n";
        assert_eq!(position(text, 13), (2, 1));
        assert_eq!(position(text, 28), (3, 1));
        assert_eq!(position(text, 34), (4, 1));
        assert_eq!(position(text, 40), (5, 1));
    }
}
