//! The part of a cell that a completion replaces, and how a text is written into it.

use std::ops::Range;

use rosterkit_sheet::{ByteSpan, Quoting};

use super::Spot;

/// What stands between the locations of one cell.
const BETWEEN: [char; 4] = [';', '|', '\n', '\r'];

/// A part of a cell.
#[derive(Debug)]
pub(crate) struct Gap<'a> {
    /// What the cell says, as it is written between its quotation marks.
    content: &'a str,
    /// Where that is in the file.
    span: ByteSpan,
    is_quoted: bool,
    delimiter: char,
    /// The place in the content at which somebody types.
    at: usize,
    /// The part of the content that is replaced.
    part: Range<usize>,
}

impl<'a> Gap<'a> {
    /// The whole cell.
    pub(crate) fn whole(spot: &Spot<'a>) -> Option<Self> {
        let content = str::from_utf8(spot.cell.bytes()).ok()?;
        let span = spot.cell.content_span()?;
        let at = spot.offset.saturating_sub(span.start) as usize;
        let at = at.min(content.len());
        content.get(at..)?;
        Some(Self {
            content,
            span,
            is_quoted: spot.cell.quoting() == Quoting::Quoted,
            delimiter: spot.document.dialect()?.delimiter.as_char(),
            at,
            part: 0..content.len(),
        })
    }

    /// The one of several names at which somebody types. A comma stands between two where the other side of it is names.
    pub(crate) fn narrow(&mut self, is_names: impl Fn(&str) -> bool) {
        let (before, after) = self.content.split_at(self.at);
        let mut start = before.rfind(BETWEEN).map_or(0, |at| at + 1);
        if let Some(comma) = before[start..].rfind(',')
            && is_names(&before[start..start + comma])
        {
            start += comma + 1;
        }
        let mut end = after.find(BETWEEN).unwrap_or(after.len());
        if let Some(comma) = after[..end].find(',')
            && is_names(&after[comma + 1..end])
        {
            end = comma;
        }
        let typed = before[start..].trim_start();
        self.part = before.len() - typed.len()..self.at + after[..end].trim_end().len();
    }

    /// What is replaced by what so that the text stands in the part, and what an editor compares with what is typed.
    pub(crate) fn filled(&self, text: &str) -> (ByteSpan, String, String) {
        if self.is_quoted {
            let written = text.replace('"', "\"\"");
            return (self.span_of(&self.part), written, text.to_owned());
        }
        if !self.must_be_quoted(text) {
            return (self.span_of(&self.part), text.to_owned(), text.to_owned());
        }
        // Quotation marks go around the whole cell.
        let (before, after) = (&self.content[..self.part.start], &self.content[self.part.end..]);
        let cell = format!("{before}{text}{after}");
        let written = format!("\"{}\"", cell.replace('"', "\"\""));
        (self.span_of(&(0..self.content.len())), written, cell)
    }

    fn must_be_quoted(&self, text: &str) -> bool {
        text.contains([self.delimiter, '"', '\n', '\r']) || text.trim() != text
    }

    fn span_of(&self, part: &Range<usize>) -> ByteSpan {
        let byte = |at: usize| self.span.start + u32::try_from(at).unwrap_or(u32::MAX);
        ByteSpan {
            start: byte(part.start),
            end: byte(part.end),
        }
    }
}
