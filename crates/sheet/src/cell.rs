//! One cell: its text, how it was quoted, and where it is.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use crate::{ByteSpan, CellRef, Sheet};

/// Whether a cell was written between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// Written as it is. A cell whose quotation marks are faulty counts as bare too, and so do a workbook's cells.
    Bare,
    /// Written between quotation marks, each quotation mark inside doubled.
    Quoted,
}

/// What a workbook says a cell is. The cells of a CSV file are always [`CellKind::Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// Text; also an empty cell.
    Text,
    /// A number, so that leading zeros and digits past the fifteenth are already lost.
    Number,
    /// A number under a format that is nothing but zeros and dashes (`00000`, `00000-0000`). The text is what Excel
    /// shows, so that no leading zero is lost.
    PaddedNumber,
    /// `TRUE` or `FALSE`.
    Boolean,
    /// A date or a time, shown in ISO 8601.
    Date,
    /// An error value such as `#N/A`.
    Error,
}

/// One cell of a [`Sheet`](crate::Sheet).
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    reference: CellRef,
    field: &'a [u8],
    start: Option<u32>,
    /// Where the file was decoded, what knows where the text comes from.
    decoded_in: Option<&'a Sheet>,
    quoting: Quoting,
    kind: CellKind,
    is_formula: bool,
}

impl<'a> Cell<'a> {
    /// A CSV file's cell: `field` is all of it, quotation marks included, and lies at byte `start` of the text.
    pub(crate) fn of_csv(reference: CellRef, field: &'a [u8], start: u32) -> Cell<'a> {
        let quoting = if is_well_quoted(field) {
            Quoting::Quoted
        } else {
            Quoting::Bare
        };
        Cell {
            reference,
            field,
            start: Some(start),
            decoded_in: None,
            quoting,
            kind: CellKind::Text,
            is_formula: false,
        }
    }

    /// A workbook's cell with this text.
    pub(crate) fn of_workbook(
        reference: CellRef,
        text: &'a [u8],
        kind: CellKind,
        is_formula: bool,
    ) -> Cell<'a> {
        Cell {
            reference,
            field: text,
            start: None,
            decoded_in: None,
            quoting: Quoting::Bare,
            kind,
            is_formula,
        }
    }

    /// The cell as one of this sheet, whose file may not be in UTF-8.
    pub(crate) fn read_from(self, sheet: &'a Sheet) -> Cell<'a> {
        Cell {
            decoded_in: Some(sheet).filter(|sheet| sheet.origins.is_some()),
            ..self
        }
    }

    /// Where the cell is in its sheet.
    pub fn reference(&self) -> CellRef {
        self.reference
    }

    /// The text a person sees: without the outer quotation marks, inner ones undoubled, U+FFFD for bytes that are
    /// no text.
    pub fn text(&self) -> Cow<'a, str> {
        let text = String::from_utf8_lossy(self.bytes());
        match self.quoting {
            Quoting::Quoted if text.contains('"') => Cow::Owned(text.replace("\"\"", "\"")),
            _ => text,
        }
    }

    /// What stands between the outer quotation marks, in UTF-8 and with inner quotation marks still doubled. Bytes that
    /// are no text are something else than UTF-8 here too.
    pub fn bytes(&self) -> &'a [u8] {
        match self.quoting {
            Quoting::Bare => self.field,
            Quoting::Quoted => &self.field[1..self.field.len() - 1],
        }
    }

    /// Whether there is nothing in the cell, quotation marks apart.
    pub fn is_empty(&self) -> bool {
        self.bytes().is_empty()
    }

    /// The whole cell in the file, outer quotation marks included; `None` in a workbook.
    pub fn span(&self) -> Option<ByteSpan> {
        self.span_of(self.field.len(), 0)
    }

    /// The bytes of the file that [`Cell::bytes`] were read from, outer quotation marks left out; `None` in a workbook.
    pub fn content_span(&self) -> Option<ByteSpan> {
        let before = match self.quoting {
            Quoting::Bare => 0,
            Quoting::Quoted => 1,
        };
        self.span_of(self.bytes().len(), before)
    }

    /// Whether the cell was written between quotation marks.
    pub fn quoting(&self) -> Quoting {
        self.quoting
    }

    /// What the workbook says the cell is; of a formula, what its value is.
    pub fn kind(&self) -> CellKind {
        self.kind
    }

    /// Whether a workbook computes the cell, so that the text is the value that Excel found last.
    pub fn is_formula(&self) -> bool {
        self.is_formula
    }

    /// The whole cell in the text, outer quotation marks included; `None` in a workbook.
    pub(crate) fn text_span(&self) -> Option<Range<usize>> {
        let start = self.start? as usize;
        Some(start..start + self.field.len())
    }

    fn span_of(&self, len: usize, before: u32) -> Option<ByteSpan> {
        let start = self.start? + before;
        let span = ByteSpan {
            start,
            end: start + u32::try_from(len).ok()?,
        };
        Some(self.decoded_in.map_or(span, |sheet| sheet.origin(span)))
    }
}

/// Whether a field begins and ends with a quotation mark and has only doubled ones between.
fn is_well_quoted(field: &[u8]) -> bool {
    let [b'"', inner @ .., b'"'] = field else {
        return false;
    };
    let mut rest = inner;
    while let Some(at) = memchr(b'"', rest) {
        if rest.get(at + 1) != Some(&b'"') {
            return false;
        }
        rest = &rest[at + 2..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(field: &str) -> Cell<'_> {
        Cell::of_csv(CellRef::new(1, 0), field.as_bytes(), 10)
    }

    #[test]
    fn quotation_marks_are_undoubled() {
        let nick = cell(r#""Ana ""Annie"" Chen""#);
        assert_eq!(
            (nick.text().as_ref(), nick.quoting()),
            (r#"Ana "Annie" Chen"#, Quoting::Quoted)
        );
        assert_eq!(nick.bytes(), br#"Ana ""Annie"" Chen"#);
        assert_eq!(nick.span(), Some(ByteSpan { start: 10, end: 30 }));
        assert_eq!(nick.content_span(), Some(ByteSpan { start: 11, end: 29 }));
    }

    #[test]
    fn faulty_quotation_marks_stay_in_the_text() {
        for field in [r#"""#, r#""Bo"b"#, r#""Bo"b""#, r#"Bo""#, r#"""Bo"#, r#"""""#] {
            assert_eq!(
                (cell(field).text().as_ref(), cell(field).quoting()),
                (field, Quoting::Bare),
                "{field}"
            );
        }
        assert_eq!(
            (cell(r#""""#).text().as_ref(), cell(r#""""#).is_empty()),
            ("", true)
        );
        assert_eq!(cell(r#""""""#).text(), "\"");
    }
}
