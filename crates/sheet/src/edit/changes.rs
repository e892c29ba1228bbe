//! What is written in the place of which bytes.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

use super::wishes::{CellWish, Wishes};
use crate::encoding::BYTE_ORDER_MARK;
use crate::{ByteSpan, Cell, CellRef, Document, EditError, Encoding, Quoting, Row, RowIndex, csv};

/// The changes of one file, in its order.
#[derive(Debug)]
pub(super) struct Changes<'a> {
    list: Vec<Change<'a>>,
    /// Whether the rest of the text is written in UTF-8 too, whatever the encoding of the file.
    in_utf8: bool,
}

/// Some bytes of the text, which may be decoded, and what takes their place.
#[derive(Debug)]
struct Change<'a> {
    span: Range<usize>,
    written: Cow<'a, str>,
    /// The cell that an error names.
    cell: CellRef,
}

impl<'a> Changes<'a> {
    pub(super) fn of(document: &'a Document, wishes: &Wishes<'a>) -> Result<Self, EditError> {
        let mut changes = Changes {
            list: Vec::new(),
            in_utf8: wishes.in_utf8,
        };
        changes.above_header(document, wishes);
        let sheet = document.sheet();
        if let Some(cell) = wishes.cells.keys().find(|cell| sheet.cell(**cell).is_none()) {
            return Err(EditError::MissingCell { cell: *cell });
        }
        let rows: Vec<RowIndex> = if wishes.is_about_every_row() {
            (0..sheet.rows_len())
                .map(|row| CellRef::new(csv::offset(row), 0).row)
                .collect()
        } else {
            wishes.rows().into_iter().collect()
        };
        for row in rows.into_iter().filter_map(|row| sheet.row(row)) {
            changes.row(document, row, wishes);
        }
        Ok(changes)
    }

    fn push(&mut self, span: Range<usize>, written: impl Into<Cow<'a, str>>, cell: CellRef) {
        let written = written.into();
        self.list.push(Change { span, written, cell });
    }

    /// The byte order mark, the `sep=` line and the lines that the target wants.
    fn above_header(&mut self, document: &'a Document, wishes: &Wishes<'a>) {
        let (text, first) = (document.text(), CellRef::new(0, 0));
        let in_utf8 = wishes.in_utf8 || document.encoding() == Some(Encoding::Utf8);
        if wishes.without_byte_order_mark && in_utf8 && text.starts_with(BYTE_ORDER_MARK) {
            self.push(0..BYTE_ORDER_MARK.len(), "", first);
        }
        if let Some(line) = document.sep_line() {
            if wishes.without_sep_line {
                self.push(line, "", first);
            } else {
                let end = csv::line_end(text, line.start);
                if let Some(delimiter) = wishes.delimiter {
                    self.push(end - 1..end, delimiter.as_char().to_string(), first);
                }
                self.line_end(text, end..line.end, wishes, first);
            }
        }
        if let Some(lines) = wishes.preamble
            && let Some(above) = document.lines_above(lines.len())
        {
            let end = wishes.line_end.unwrap_or(document.line_end()).as_str();
            self.push(above, lines.join(end) + end, first);
        }
    }

    fn row(&mut self, document: &'a Document, row: Row<'a>, wishes: &Wishes<'a>) {
        let (text, all) = (document.text(), row.text_range());
        let first = CellRef {
            row: row.index(),
            column: CellRef::new(0, 0).column,
        };
        if wishes.removed_rows.contains(&row.index()) {
            self.push(all, "", first);
            return;
        }
        let dialect = document.dialect().unwrap_or_default();
        let delimiter = wishes.delimiter.unwrap_or(dialect.delimiter);
        let kept = wishes
            .ends
            .get(&row.index())
            .map_or(usize::MAX, |column| column.0 as usize);
        let nothing = CellWish::default();
        let around = Surroundings {
            is_alone: row.len() == 1,
            delimiter: delimiter.byte(),
            is_new: delimiter != dialect.delimiter,
        };
        // A row without cells is a line above the header, or a blank one.
        let mut end = csv::line_end(text, all.start);
        for (column, cell) in row.cells().enumerate() {
            let Some(span) = cell.text_span() else { continue };
            // A row keeps its first cell: without any it would be none.
            if column >= kept.max(1) {
                let last = row.cells().filter_map(|cell| cell.text_span()).last();
                let rest = end..last.map_or(span.end, |last| last.end);
                end = rest.end;
                self.push(rest, "", cell.reference());
                break;
            }
            if column > 0 && around.is_new {
                self.push(end..span.start, delimiter.as_char().to_string(), cell.reference());
            }
            let wish = wishes.cells.get(&cell.reference()).unwrap_or(&nothing);
            end = span.end;
            self.cell(cell, span, wish, &around);
        }
        self.line_end(text, end..all.end, wishes, first);
    }

    fn cell(&mut self, cell: Cell<'a>, span: Range<usize>, wish: &CellWish<'a>, around: &Surroundings) {
        let at = cell.reference();
        let new = wish.text.filter(|text| cell.text() != *text);
        match (new, cell.quoting()) {
            (None, Quoting::Quoted) => {}
            (None, Quoting::Bare) => {
                if wish.quoted || around.is_new && cell.bytes().contains(&around.delimiter) {
                    self.quote(cell, span);
                }
            }
            (Some(text), Quoting::Quoted) => self.push(span, quoted(text), at),
            (Some(text), Quoting::Bare) if wish.quoted || around.need_quotes(text) => {
                self.push(span, quoted(text), at);
            }
            (Some(text), Quoting::Bare) => self.push(span, text, at),
        }
    }

    /// Puts quotation marks around what stands there, which need not be text.
    fn quote(&mut self, cell: Cell<'a>, span: Range<usize>) {
        let at = cell.reference();
        if span.is_empty() {
            self.push(span, "\"\"", at);
            return;
        }
        self.push(span.start..span.start, "\"", at);
        for mark in memchr_iter(b'"', cell.bytes()) {
            let mark = span.start + mark;
            self.push(mark..mark, "\"", at);
        }
        self.push(span.end..span.end, "\"", at);
    }

    fn line_end(&mut self, text: &[u8], span: Range<usize>, wishes: &Wishes<'a>, cell: CellRef) {
        if let Some(end) = wishes.line_end
            && !span.is_empty()
            && text[span.clone()] != *end.as_str().as_bytes()
        {
            self.push(span, end.as_str(), cell);
        }
    }

    /// The bytes of the file after the changes.
    pub(super) fn written(&self, document: &Document) -> Result<Vec<u8>, EditError> {
        let encoding = document.encoding().unwrap_or(Encoding::Utf8);
        let (text, bytes) = (document.text(), document.bytes());
        let decoded = self.in_utf8 && encoding != Encoding::Utf8;
        if decoded && let Some(cell) = undecodable(document) {
            return Err(EditError::Undecodable { cell });
        }
        let mut written = Vec::with_capacity(bytes.len());
        let copy = |written: &mut Vec<u8>, span: Range<usize>| {
            if decoded {
                written.extend_from_slice(&text[span]);
            } else {
                let origin = document.sheet().origin(ByteSpan {
                    start: csv::offset(span.start),
                    end: csv::offset(span.end),
                });
                written.extend_from_slice(&bytes[origin.range()]);
            }
        };
        let target = if decoded { Encoding::Utf8 } else { encoding };
        let mut from = 0;
        // What stands inside a piece that is gone is gone with it.
        for change in &self.list {
            if change.span.start < from {
                continue;
            }
            copy(&mut written, from..change.span.start);
            let cell = change.cell;
            written.extend(
                target
                    .encode(&change.written)
                    .ok_or(EditError::Encoding { cell, encoding })?,
            );
            from = change.span.end;
        }
        copy(&mut written, from..text.len());
        Ok(written)
    }
}

/// What decides whether a bare cell can stay one.
struct Surroundings {
    is_alone: bool,
    delimiter: u8,
    /// Whether the delimiter is not the one by which the file was read, so that a bare cell may hold it.
    is_new: bool,
}

impl Surroundings {
    /// Nothing at all on a line would be a blank line and no row.
    fn need_quotes(&self, text: &str) -> bool {
        text.is_empty() && self.is_alone || text.contains([char::from(self.delimiter), '"', '\n', '\r'])
    }
}

fn quoted<'a>(text: &str) -> Cow<'a, str> {
    Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
}

/// The first cell with bytes that mean nothing in the encoding of the file.
fn undecodable(document: &Document) -> Option<CellRef> {
    let is_none = |cell: &Cell<'_>| {
        std::str::from_utf8(cell.bytes()).map_or(true, |text| text.contains(char::REPLACEMENT_CHARACTER))
    };
    let sheet = document.sheet();
    let rows = (0..sheet.rows_len()).filter_map(|row| sheet.row(CellRef::new(csv::offset(row), 0).row));
    rows.flat_map(|row| row.cells())
        .find(is_none)
        .map(|cell| cell.reference())
}
