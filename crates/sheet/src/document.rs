//! A file as it was read.

use std::ops::Range;
use std::sync::OnceLock;

use crate::csv::Share;
use crate::dialect::{Preamble, after_lines};
use crate::encoding::{BYTE_ORDER_MARK, Encoding, EncodingEvidence, Survey, detect as detect_encoding};
use crate::format::{Format, check_len, check_name, check_text, detect};
use crate::milestones::{self, Milestone};
use crate::origins::Origins;
use crate::{ByteSpan, CellRef, Dialect, Fault, LineEnd, Position, ReadError, ReadOptions, Sheet, csv, xlsx};

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
    /// The bytes of the file. Those of a CSV file in UTF-8 are the text of its sheet.
    original: Option<Vec<u8>>,
    /// How the text of a CSV file is written.
    writing: Option<Writing>,
    sheet: Sheet,
    /// Made when first a place far inside a row is asked for.
    milestones: OnceLock<Vec<Milestone>>,
}

/// How a text file is written.
#[derive(Clone, Copy, Debug)]
struct Writing {
    encoding: Encoding,
    evidence: EncodingEvidence,
    dialect: Dialect,
}

impl Document {
    /// Reads a file of which nothing is known: see [`Document::read_with`].
    pub fn read(name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
        Document::read_with(name, bytes, &ReadOptions::default())
    }

    /// Reads a file. What it is, its bytes say; `name` is only for messages, and to notice a workbook
    /// named `.csv` and text named as a workbook.
    pub fn read_with(name: &str, bytes: Vec<u8>, options: &ReadOptions<'_>) -> Result<Document, ReadError> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(ReadError::TooLarge {
                reason: "it is larger than 4 GiB".to_owned(),
            });
        }
        let name = name.to_owned();
        match detect(&bytes)? {
            Format::Text => read_text(name, bytes, options),
            Format::Zip => {
                let mut sheet = xlsx::read(&bytes, options)?;
                if name.to_ascii_lowercase().ends_with(".csv") {
                    sheet.faults.insert(0, Fault::WorkbookNamedCsv);
                }
                Ok(Document {
                    name,
                    original: Some(bytes),
                    writing: None,
                    sheet,
                    milestones: OnceLock::new(),
                })
            }
        }
    }

    /// The same with the properties of the document of which it is a copy: a text has no place for them.
    #[must_use]
    pub fn with_properties_of(mut self, other: &Self) -> Self {
        self.sheet.properties.clone_from(&other.sheet.properties);
        self
    }

    /// The name it was read under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which kind of file it is.
    pub fn kind(&self) -> DocumentKind {
        match self.writing {
            Some(_) => DocumentKind::Csv,
            None => DocumentKind::Workbook,
        }
    }

    /// The file's own bytes, in whatever encoding; of a workbook too.
    pub fn bytes(&self) -> &[u8] {
        self.original.as_ref().unwrap_or(&self.sheet.text)
    }

    /// The encoding of the text; `None` of a workbook.
    pub fn encoding(&self) -> Option<Encoding> {
        self.writing.map(|writing| writing.encoding)
    }

    /// What the encoding was told by; `None` of a workbook.
    pub fn encoding_evidence(&self) -> Option<EncodingEvidence> {
        self.writing.map(|writing| writing.evidence)
    }

    /// How the text puts its cells apart; `None` of a workbook.
    pub fn dialect(&self) -> Option<Dialect> {
        self.writing.map(|writing| writing.dialect)
    }

    /// The text of a CSV file, decoded where the file is not in UTF-8.
    pub(crate) fn text(&self) -> &[u8] {
        &self.sheet.text
    }

    /// The `sep=` line with its line end, in bytes of the text.
    pub(crate) fn sep_line(&self) -> Option<Range<usize>> {
        self.dialect().filter(|dialect| dialect.has_sep_line)?;
        let start = self.text_start();
        Some(start..after_lines(self.text(), start, 1))
    }

    /// The lines in whose place the wanted ones come, in bytes of the text, empty where nothing stands above the header;
    /// `None` where they stand there already.
    pub(crate) fn lines_above(&self, count: usize) -> Option<Range<usize>> {
        let dialect = self.dialect()?;
        let sep_line = usize::from(dialect.has_sep_line);
        let start = after_lines(self.text(), self.text_start(), sep_line);
        match dialect.preamble {
            Preamble::Absent => Some(start..start),
            Preamble::Other => Some(start..after_lines(self.text(), start, count)),
            Preamble::Wanted => None,
        }
    }

    /// How the header of a CSV file ends; a file of one line counts as one of Excel's.
    pub fn line_end(&self) -> LineEnd {
        let header = self.sheet.header().map(|header| header.text_range());
        let (text, line) = (self.text(), header.unwrap_or(0..0));
        match &text[line] {
            [.., b'\r', b'\n'] => LineEnd::CrLf,
            [.., b'\n'] => LineEnd::Lf,
            [.., b'\r'] => LineEnd::Cr,
            _ => LineEnd::CrLf,
        }
    }

    /// Where the text begins, after a byte order mark.
    fn text_start(&self) -> usize {
        if self.sheet.text.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len()
        } else {
            0
        }
    }

    /// Its sheet.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The text of the file, with an asterisk for each byte of the cells that are not to be shown; empty for a workbook.
    /// It has as many lines whatever is shown.
    pub fn text_showing(&self, shows: &dyn Fn(CellRef) -> bool) -> String {
        if self.kind() == DocumentKind::Workbook {
            return String::new();
        }
        let mut text = self.sheet.text.clone();
        let cells = self.sheet.rows().flat_map(|row| row.cells());
        for cell in cells.filter(|cell| !shows(cell.reference())) {
            if let Some(span) = cell.content_span() {
                let hidden = text[self.sheet.decoded(span).range()].iter_mut();
                hidden
                    .filter(|byte| !matches!(byte, b'\r' | b'\n'))
                    .for_each(|byte| *byte = b'*');
            }
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Whether it is text in UTF-8 that begins with a byte order mark.
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
        let offset = self.sheet.decoded(ByteSpan {
            start: offset,
            end: offset,
        });
        let text = &self.sheet.text;
        let offset = text.len().min(offset.start as usize);
        let row = self.sheet.row_at(u32::try_from(offset).unwrap_or(u32::MAX));
        let start = row.map_or(BYTE_ORDER_MARK.len().min(offset), |row| row.start());
        let milestone = if offset - start > milestones::STEP {
            let milestones = self.milestones.get_or_init(|| milestones::of(text));
            milestones::before(milestones, offset)
        } else {
            None
        };
        let mut place = milestone.unwrap_or(Milestone {
            at: start,
            line: row.map_or(1, |row| row.line()),
            characters: 0,
        });
        place.go_on(text, offset);
        Position {
            line: place.line,
            col: place.characters.saturating_add(1),
        }
    }
}

fn read_text(name: String, bytes: Vec<u8>, options: &ReadOptions<'_>) -> Result<Document, ReadError> {
    let share = Share::of(bytes.len());
    let survey = Survey::of(&bytes, share.threads);
    let (encoding, evidence) = detect_encoding(&bytes, survey);
    let (survey, text, original) = match encoding.decode(&bytes) {
        Some(text) => (Survey::of(&text, share.threads), text, Some(bytes)),
        None => (survey, bytes, None),
    };
    check_text(&text, survey)?;
    check_name(&name)?;
    check_len(&text)?;
    let (mut sheet, dialect) = csv::read(text, options, share);
    match encoding {
        Encoding::Windows1252 | Encoding::MacRoman => {
            csv::note_cells(&mut sheet, outside_ascii, |cell, at| Fault::LegacyEncoding {
                cell,
                at,
            });
        }
        _ if !survey.is_utf8 => {
            csv::note_cells(&mut sheet, not_utf8, |cell, at| Fault::NotUtf8 { cell, at });
        }
        _ => {}
    }
    if let Some(original) = &original {
        let len = u32::try_from(original.len()).unwrap_or(u32::MAX);
        let origins = Origins::new(encoding, &sheet.text, len);
        for fault in &mut sheet.faults {
            fault.move_span(|span| origins.of_span(&sheet.text, span));
        }
        sheet.origins = Some(origins);
    }
    Ok(Document {
        name,
        original,
        writing: Some(Writing {
            encoding,
            evidence,
            dialect,
        }),
        sheet,
        milestones: OnceLock::new(),
    })
}

/// The first bytes that are not UTF-8.
fn not_utf8(field: &[u8]) -> Option<Range<usize>> {
    let error = std::str::from_utf8(field).err()?;
    let start = error.valid_up_to();
    Some(start..error.error_len().map_or(field.len(), |len| start + len))
}

/// The first character outside ASCII.
fn outside_ascii(field: &[u8]) -> Option<Range<usize>> {
    let start = field.iter().position(|byte| !byte.is_ascii())?;
    let more = field[start + 1..].iter().take_while(|&&byte| byte & 0xC0 == 0x80);
    Some(start..start + 1 + more.count())
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
    fn hidden_cells_leave_every_line_where_it_is() {
        let document = Document::read("staff.csv", "Name,Id\nZo\u{EB},\"1\n2\"\n".into()).unwrap();
        let text = document.text_showing(&|cell| cell.row.0 == 0 || cell.column.0 == 0);
        assert_eq!(text, "Name,Id\nZo\u{EB},\"*\n*\"\n");
        assert_eq!(document.text_showing(&|_| true), "Name,Id\nZo\u{EB},\"1\n2\"\n");
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
