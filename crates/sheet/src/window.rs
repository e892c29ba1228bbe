//! The few lines of a document around the marked places, drawn for a terminal.
//!
//! miette's own sources walk the whole file for each label and panic on very long lines. A window holds only what
//! is shown: it costs the same for the last row of a large file as for the first.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::{ByteSpan, CellRef, Document, DocumentKind};

mod cells;
mod line;

/// A place to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A cell; one that the row does not have is shown as the end of the row.
    Cell(CellRef),
    /// Bytes of a CSV file. A workbook has none, so there it stands for cell A1.
    Span(ByteSpan),
}

impl From<CellRef> for Mark {
    fn from(cell: CellRef) -> Mark {
        Mark::Cell(cell)
    }
}

impl From<ByteSpan> for Mark {
    fn from(span: ByteSpan) -> Mark {
        Mark::Span(span)
    }
}

/// The lines on which the marks are, cut to the width of a terminal, as a source for miette.
///
/// Put a label on each of [`Window::spans`]. The name that miette prints above the lines is complete
/// (`staff.csv:3:12`, `staff.xlsx Users!K7`), so switch its own line and column off:
/// `GraphicalReportHandler::without_primary_span_start`.
#[derive(Clone, Debug)]
pub struct Window {
    text: String,
    lines: Vec<Line>,
    spans: Vec<SourceSpan>,
    titles: Vec<String>,
}

/// One drawn line.
#[derive(Clone, Debug)]
struct Line {
    /// Where it begins in the window's text. It ends, with a line feed, where the next one begins.
    start: usize,
    /// The number to be shown before it. One-based.
    number: u32,
}

/// A line as it will be drawn, and where the marks are in it. Both in bytes of `text`.
struct Drawing {
    text: String,
    marks: Vec<std::ops::Range<usize>>,
}

impl Document {
    /// Draws the lines on which the marks are.
    ///
    /// Every line is cut to about 100 columns around its marks, and no control or direction character is left in it.
    pub fn window(&self, marks: &[Mark]) -> Window {
        self.window_showing(marks, &|_| true)
    }

    /// Draws the lines on which the marks are, with asterisks for the values of the cells that are not to be shown.
    pub fn window_showing(&self, marks: &[Mark], shows: &dyn Fn(CellRef) -> bool) -> Window {
        let mut window = Window {
            text: String::new(),
            lines: Vec::new(),
            spans: Vec::new(),
            titles: Vec::new(),
        };
        match self.kind() {
            DocumentKind::Csv => line::draw(self, marks, shows, &mut window),
            DocumentKind::Workbook => cells::draw(self, marks, shows, &mut window),
        }
        window
    }
}

impl Window {
    /// Where the marks are in the window, in the order in which they were given. Offsets mean nothing outside the window.
    pub fn spans(&self) -> &[SourceSpan] {
        &self.spans
    }

    /// Adds a line below the others, and the spans of the marks on it at their places.
    fn push(&mut self, number: u32, drawing: &Drawing, places: &[usize]) {
        let start = self.text.len();
        self.lines.push(Line { start, number });
        self.text.push_str(&drawing.text);
        self.text.push('\n');
        for (mark, &place) in drawing.marks.iter().zip(places) {
            self.spans[place] = SourceSpan::from(start + mark.start..start + mark.end);
        }
    }

    /// The index of the line that holds this byte of the window.
    fn line_at(&self, offset: usize) -> Option<usize> {
        self.lines
            .partition_point(|line| line.start <= offset)
            .checked_sub(1)
    }

    fn line_end(&self, index: usize) -> usize {
        self.lines
            .get(index + 1)
            .map_or(self.text.len(), |next| next.start)
    }
}

impl SourceCode for Window {
    /// Only the lines of the span itself, whatever context is asked for: the lines around are not in the window.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _context_lines_before: usize,
        _context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let first = self.line_at(span.offset()).ok_or(MietteError::OutOfBounds)?;
        // No mark takes in the line feed at the end of its line, so its end is still on that line.
        let last = self.line_at(end).ok_or(MietteError::OutOfBounds)?;
        let lines = &self.lines[first..=last];
        // Lines that do not follow each other in the file are not shown as if they did.
        if end >= self.text.len() || lines.windows(2).any(|pair| pair[1].number != pair[0].number + 1) {
            return Err(MietteError::OutOfBounds);
        }
        let (start, end) = (lines[0].start, self.line_end(last));
        let title = self
            .spans
            .iter()
            .position(|mark| mark == span)
            .map_or("", |place| &self.titles[place]);
        let column = self.text[start..]
            .get(..span.offset() - start)
            .map_or(0, |before| before.chars().count());
        Ok(Box::new(MietteSpanContents::new_named(
            title.to_owned(),
            &self.text.as_bytes()[start..end],
            SourceSpan::from(start..end),
            lines[0].number.saturating_sub(1) as usize,
            column,
            lines.len(),
        )))
    }
}

#[cfg(test)]
mod tests;
