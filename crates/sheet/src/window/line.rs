//! A row of a CSV file as a drawn line, cut to its marks.

use std::borrow::Cow;
use std::ops::Range;

use miette::SourceSpan;
use unicode_width::UnicodeWidthStr;

use crate::visible::{push_visible, visible};
use crate::{ByteSpan, CellRef, Document, Row};

use super::{Drawing, Mark, Window};

/// The width of a drawn line in columns, the line number before it not counted.
const COLUMNS: usize = 92;

/// How many bytes on each side of the marks are looked at: many more than can be drawn.
const AROUND: u32 = 4 << 10;

/// What a mark and its surroundings get at least when many share a line.
const LEAST_COLUMNS: usize = 12;

/// Draws the rows of the marks into the window, in the order of the file.
pub(super) fn draw(
    document: &Document,
    marks: &[Mark],
    shows: &dyn Fn(CellRef) -> bool,
    window: &mut Window,
) {
    let sheet = document.sheet();
    let mut places = Vec::new();
    for (place, &mark) in marks.iter().enumerate() {
        let span = span_of(document, mark);
        let at = document.position(span.start);
        window
            .titles
            .push(format!("{}:{}:{}", visible(document.name()), at.line, at.col));
        window.spans.push(SourceSpan::from(0..0));
        let decoded = sheet.decoded(span);
        let row = sheet.row_at(decoded.start);
        places.extend(row.map(|row| (row.index(), row, decoded, span, place)));
    }
    places.sort_by_key(|&(index, _, span, _, place)| (index, span, place));
    for same_row in places.chunk_by(|left, right| left.0 == right.0) {
        let row = same_row[0].1;
        let Some(line) = row.span().map(|line| sheet.decoded(line)) else {
            continue;
        };
        let line = near(line, same_row.iter().map(|&(_, _, span, ..)| span));
        let spans: Vec<_> = same_row
            .iter()
            .map(|&(_, _, span, ..)| inside(span, line))
            .collect();
        let places: Vec<_> = same_row.iter().map(|&(.., place)| place).collect();
        let drawing = cut(&masked(document, row, line, shows), &spans);
        // A row that goes over several lines is drawn as one, under the number of the line of its first mark.
        window.push(document.position(same_row[0].3.start).line, &drawing, &places);
    }
}

/// The part of a line that can be drawn for these marks: of a long one not all is looked at for each of its marks.
fn near(line: ByteSpan, marks: impl Iterator<Item = ByteSpan> + Clone) -> ByteSpan {
    let first = marks.clone().map(|mark| mark.start).min().unwrap_or(line.start);
    let last = marks.map(|mark| mark.end).max().unwrap_or(line.end);
    ByteSpan {
        start: first.saturating_sub(AROUND).clamp(line.start, line.end),
        end: last.saturating_add(AROUND).clamp(line.start, line.end),
    }
}

/// The text of the row, with an asterisk for each byte of a cell that is not to be shown: so the spans stay true.
fn masked<'a>(
    document: &'a Document,
    row: Row<'_>,
    line: ByteSpan,
    shows: &dyn Fn(CellRef) -> bool,
) -> Cow<'a, [u8]> {
    let sheet = document.sheet();
    let mut text = Cow::Borrowed(&sheet.text[line.range()]);
    for cell in row.cells_in(line.range()).filter(|cell| !shows(cell.reference())) {
        if let Some(span) = cell.content_span() {
            text.to_mut()[inside(sheet.decoded(span), line)].fill(b'*');
        }
    }
    text
}

/// The bytes of the file that a mark is on; the end of the row for a cell that the row does not have.
fn span_of(document: &Document, mark: Mark) -> ByteSpan {
    let sheet = document.sheet();
    let reference = match mark {
        Mark::Span(span) => return span,
        Mark::Cell(reference) => reference,
    };
    let cell = sheet.cell(reference).and_then(|cell| cell.span());
    let end = |row: Row<'_>| {
        row.span().map(|span| ByteSpan {
            start: span.end,
            end: span.end,
        })
    };
    let last = u32::try_from(document.bytes().len()).unwrap_or(u32::MAX);
    cell.or_else(|| end(sheet.row(reference.row)?))
        .unwrap_or(ByteSpan {
            start: last,
            end: last,
        })
}

/// The part of `span` that lies in `line`, counted from the line's first byte.
fn inside(span: ByteSpan, line: ByteSpan) -> Range<usize> {
    let within = |at: u32| (at.clamp(line.start, line.end) - line.start) as usize;
    within(span.start)..within(span.end).max(within(span.start))
}

/// Draws as much of `text` as fits, so that every mark is in it. The marks are sorted by where they start.
fn cut(text: &[u8], marks: &[Range<usize>]) -> Drawing {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let all = 0..text.len();
    if text.len() <= 4 * COLUMNS && forward(text, 0, COLUMNS) == text.len() {
        parts.push(all);
    } else {
        let share = (COLUMNS / marks.len().max(1)).max(LEAST_COLUMNS);
        for mark in marks {
            let part = around(text, mark, share);
            match parts.last_mut() {
                Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
                _ => parts.push(part),
            }
        }
    }
    let mut drawn = String::new();
    let mut places = Vec::new();
    for part in &parts {
        if part.start > 0 {
            drawn.push('…');
        }
        let base = drawn.len();
        for mark in marks
            .iter()
            .skip(places.len())
            .take_while(|mark| mark.start <= part.end)
        {
            let inside = mark.start - part.start..mark.end.min(part.end) - part.start;
            let place = drawn_range(&text[part.clone()], inside);
            places.push(base + place.start..base + place.end);
        }
        drawn.push_str(&visible(&String::from_utf8_lossy(&text[part.clone()])));
    }
    if parts.last().is_some_and(|last| last.end < text.len()) {
        drawn.push('…');
    }
    Drawing {
        text: drawn,
        marks: places,
    }
}

/// The mark with as much around it as `columns` allow; of a mark that is wider itself, its beginning.
fn around(text: &[u8], mark: &Range<usize>, columns: usize) -> Range<usize> {
    let end = forward(text, mark.start, columns).min(mark.end);
    if end < mark.end {
        let start = back(text, mark.start, LEAST_COLUMNS / 2);
        return start..forward(text, mark.start, columns - LEAST_COLUMNS / 2);
    }
    // Half of what is free goes to each side; what one side cannot use, the other gets.
    let free = columns.saturating_sub(width(&text[mark.start..end]));
    let after = width(&text[end..forward(text, end, free / 2)]);
    let start = back(text, mark.start, free - after);
    let before = width(&text[start..mark.start]);
    start..forward(text, end, free.saturating_sub(before))
}

/// The offset at most `columns` to the right of `from`.
fn forward(text: &[u8], from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut at = from;
    // No character takes fewer than a quarter of a column a byte, so no more than this can fit.
    for (character, len) in characters(&text[from..text.len().min(from + 4 * columns + 4)]) {
        match left.checked_sub(columns_of(character)) {
            None => return at,
            Some(rest) => left = rest,
        }
        at += len;
    }
    at
}

/// The offset at most `columns` to the left of `from`.
fn back(text: &[u8], from: usize, columns: usize) -> usize {
    let mut start = from.saturating_sub(4 * columns);
    while start > 0 && start < from && text[start] & 0b1100_0000 == 0b1000_0000 {
        start += 1;
    }
    let before: Vec<_> = characters(&text[start..from]).collect();
    let mut left = columns;
    let mut at = from;
    for &(character, len) in before.iter().rev() {
        match left.checked_sub(columns_of(character)) {
            None => return at,
            Some(rest) => left = rest,
        }
        at -= len;
    }
    at
}

/// The characters and how many bytes each takes; U+FFFD for what is not UTF-8.
fn characters(text: &[u8]) -> impl Iterator<Item = (char, usize)> {
    text.utf8_chunks().flat_map(|chunk| {
        let bad =
            (!chunk.invalid().is_empty()).then_some((char::REPLACEMENT_CHARACTER, chunk.invalid().len()));
        chunk
            .valid()
            .chars()
            .map(|character| (character, character.len_utf8()))
            .chain(bad)
    })
}

/// The columns one character takes when it is drawn. At least one, so that a flood of combining characters ends.
fn columns_of(character: char) -> usize {
    let mut shown = String::new();
    push_visible(&mut shown, character);
    shown.width().max(1)
}

fn width(text: &[u8]) -> usize {
    characters(text).map(|(character, _)| columns_of(character)).sum()
}

/// Where these bytes of `text` are once it is drawn: whole characters, also where the range cuts one.
fn drawn_range(text: &[u8], range: Range<usize>) -> Range<usize> {
    let mut drawn = String::new();
    let mut at = 0;
    let mut start = None;
    for (character, len) in characters(text) {
        if at + len > range.start && start.is_none() {
            start = Some(drawn.len());
        }
        if at >= range.end {
            break;
        }
        push_visible(&mut drawn, character);
        at += len;
    }
    let start = start.unwrap_or(drawn.len());
    start..if range.is_empty() { start } else { drawn.len() }
}
