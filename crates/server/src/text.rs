//! Places in a text as an editor names them, and the edits that turn one text into another.

use std::ops::Range;

use lsp_types::{Position, PositionEncodingKind, TextEdit};
use memchr::{memchr2, memrchr2};
use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

mod draft;

pub(crate) use draft::Draft;

/// In which units an editor counts the characters of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Units {
    /// Bytes of UTF-8.
    Utf8,
    /// What UTF-16 takes for each character, one or two: what every editor knows.
    Utf16,
}

impl Units {
    /// Bytes where they are among the encodings that an editor offers, else what every editor knows.
    pub(crate) fn of(offered: Option<&Value>) -> Self {
        let kinds = offered.and_then(Value::as_array);
        let knows = kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "utf-8"));
        if knows { Self::Utf8 } else { Self::Utf16 }
    }

    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// How many units these bytes of a line take; a byte that is no text counts as one character.
    pub(crate) fn width(self, text: &[u8]) -> u32 {
        let width = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 if text.is_ascii() => text.len(),
            Self::Utf16 => {
                let chunks = text.utf8_chunks();
                chunks
                    .map(|chunk| {
                        chunk.valid().chars().map(char::len_utf16).sum::<usize>()
                            + usize::from(!chunk.invalid().is_empty())
                    })
                    .sum()
            }
        };
        u32::try_from(width).unwrap_or(u32::MAX)
    }

    /// How many bytes of the line these units take. Inside a character counts as before it, past the line as its end.
    fn bytes(self, line: &str, units: u32) -> usize {
        let mut left = units as usize;
        for (at, character) in line.char_indices() {
            let width = match self {
                Self::Utf8 => character.len_utf8(),
                Self::Utf16 => character.len_utf16(),
            };
            if left < width {
                return at;
            }
            left -= width;
        }
        line.len()
    }

    /// The byte of a place, by a walk from the beginning. A line past the last counts as the end of the text.
    #[cfg(test)]
    pub(crate) fn offset(self, text: &str, at: Position) -> usize {
        match line_start(text.as_bytes(), at.line) {
            Some(start) => self.offset_in_line(text, start, at.character),
            None => text.len(),
        }
    }

    /// The byte of a place in the line that begins at `start`.
    fn offset_in_line(self, text: &str, start: usize, character: u32) -> usize {
        let rest = &text[start..];
        let end = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        start + self.bytes(&rest[..end], character)
    }

    /// The place of a byte of the text, whose line somebody knows already. Zero-based.
    pub(crate) fn position_in(self, text: &[u8], line: u32, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let start = memrchr2(b'\n', b'\r', &text[..offset]).map_or(0, |end| end + 1);
        Position::new(line, self.width(&text[start..offset]))
    }

    /// The place of a byte of the text.
    pub(crate) fn position(self, text: &[u8], offset: usize) -> Position {
        Walk::through(text, self).position(offset)
    }

    /// The place of a character of a line. Both zero-based.
    pub(crate) fn position_of_character(self, text: &str, line: u32, character: u32) -> Position {
        let rest = line_start(text.as_bytes(), line).map_or("", |start| &text[start..]);
        let line_end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let before = rest[..line_end].char_indices().nth(character as usize);
        let before = &rest[..before.map_or(line_end, |(at, _)| at)];
        Position::new(line, self.width(before.as_bytes()))
    }

    /// The edits that make the one text the other, each of them as short as a line lets it be.
    pub(crate) fn edits(self, before: &str, after: &str) -> Vec<TextEdit> {
        let same = same_lines(before, after);
        let old = lines(&before[same.start..before.len() - same.end]);
        let new = lines(&after[same.start..after.len() - same.end]);
        let pairs = if old.len() == new.len() {
            let all = (0..old.len()).map(|at| (at..at + 1, at..at + 1));
            all.filter(|(one, other)| old[one.start] != new[other.start])
                .collect()
        } else {
            differing(&old, &new)
        };
        let mut edits = Vec::new();
        let mut walk = Walk::through(before.as_bytes(), self);
        let (mut at, mut offset) = (0, same.start);
        for (one, other) in pairs {
            offset += old[at..one.start].iter().map(|line| line.len()).sum::<usize>();
            at = one.start;
            let (gone, come) = (old[one].concat(), new[other].concat());
            let kept = common(&gone, &come);
            let replaced = kept.start..gone.len() - kept.end;
            let text = &come[kept.start..come.len() - kept.end];
            let start = walk.position(offset + replaced.start);
            let end = walk.position(offset + replaced.end);
            edits.push(TextEdit::new(lsp_types::Range::new(start, end), text.to_owned()));
        }
        edits
    }
}

/// A walk through a text, for places that are asked for in their order: no line is walked through twice.
struct Walk<'t> {
    text: &'t [u8],
    units: Units,
    /// The line that was reached, and where it begins.
    line: u32,
    start: usize,
}

impl<'t> Walk<'t> {
    fn through(text: &'t [u8], units: Units) -> Self {
        Self {
            text,
            units,
            line: 0,
            start: 0,
        }
    }

    /// The place of a byte of the line that was reached, or of one after it.
    fn position(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        while let Some(next) = after_line(self.text, self.start).filter(|next| *next <= offset) {
            self.line += 1;
            self.start = next;
        }
        Position::new(self.line, self.units.width(&self.text[self.start..offset]))
    }
}

/// How many bytes the whole lines take that are the same at the beginning and at the end.
fn same_lines(one: &str, other: &str) -> Range<usize> {
    let same = common(one, other);
    let start = memrchr2(b'\n', b'\r', &one.as_bytes()[..same.start]).map_or(0, |end| end + 1);
    let tail = one.len() - same.end;
    let end = after_line(one.as_bytes(), tail).map_or(0, |next| one.len() - next);
    start..end
}

/// The lines that differ: which of the old ones become which of the new ones, in order and with others between.
fn differing(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let same = ops.into_iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
    let same = same.map(|op| (op.old_range(), op.new_range()));
    let ends = (old.len()..old.len(), new.len()..new.len());
    let mut reached = (0, 0);
    let mut differing = Vec::new();
    for (one, other) in same.chain([ends]) {
        let between = (reached.0..one.start, reached.1..other.start);
        if !between.0.is_empty() || !between.1.is_empty() {
            differing.push(between);
        }
        reached = (one.end, other.end);
    }
    differing
}

/// How many bytes are the same at the beginning and at the end, in whole characters; a CR LF is not parted.
fn common(one: &str, other: &str) -> Range<usize> {
    let same = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let splits =
        |text: &str, at: usize| text.as_bytes().get(at) == Some(&b'\n') && text[..at].ends_with('\r');
    let mut start = same(one, other);
    while !one.is_char_boundary(start)
        || !other.is_char_boundary(start)
        || splits(one, start)
        || splits(other, start)
    {
        start -= 1;
    }
    let (a, b) = (&one[start..], &other[start..]);
    let backwards = a.bytes().rev().zip(b.bytes().rev());
    let mut end = backwards.take_while(|(a, b)| a == b).count();
    while !a.is_char_boundary(a.len() - end)
        || !b.is_char_boundary(b.len() - end)
        || splits(a, a.len() - end)
        || splits(b, b.len() - end)
    {
        end -= 1;
    }
    start..end
}

/// The lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    while let Some(next) = after_line(text.as_bytes(), start) {
        lines.push(&text[start..next]);
        start = next;
    }
    lines.push(&text[start..]);
    lines
}

/// Where the line after the one that holds this byte begins.
fn after_line(text: &[u8], start: usize) -> Option<usize> {
    let end = start + memchr2(b'\n', b'\r', text.get(start..)?)?;
    let is_pair = text[end] == b'\r' && text.get(end + 1) == Some(&b'\n');
    Some(end + 1 + usize::from(is_pair))
}

/// Where a line begins. Zero-based.
fn line_start(text: &[u8], line: u32) -> Option<usize> {
    let mut start = 0;
    for _ in 0..line {
        start = after_line(text, start)?;
    }
    Some(start)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use lsp_types::Position;
    use proptest::prelude::*;

    use super::Units;

    const TEXT: &str = "Name,Role\r\nZoë,🦷 Dentist\rBo,x\n";

    #[test]
    fn characters_are_counted_as_the_editor_counts_them() {
        let tooth = TEXT.find(" Dentist").unwrap();
        assert_eq!(Units::Utf8.position(TEXT.as_bytes(), tooth), Position::new(1, 9));
        assert_eq!(Units::Utf16.position(TEXT.as_bytes(), tooth), Position::new(1, 6));
        for units in [Units::Utf8, Units::Utf16] {
            for (offset, _) in TEXT.char_indices().filter(|(_, c)| *c != '\n') {
                let place = units.position(TEXT.as_bytes(), offset);
                assert_eq!(units.offset(TEXT, place), offset);
            }
        }
    }

    #[test]
    fn places_that_are_not_there_are_the_nearest_before() {
        assert_eq!(Units::Utf16.offset(TEXT, Position::new(0, 99)), 9);
        assert_eq!(Units::Utf16.offset(TEXT, Position::new(99, 0)), TEXT.len());
        // In the middle of the tooth.
        assert_eq!(
            Units::Utf16.offset(TEXT, Position::new(1, 5)),
            TEXT.find('🦷').unwrap()
        );
        assert_eq!(
            Units::Utf8.offset(TEXT, Position::new(1, 3)),
            TEXT.find('ë').unwrap()
        );
    }

    #[test]
    fn a_change_in_every_line_is_found_in_one_walk() {
        let before = "Zoë,no\n".repeat(30_000);
        let since = Instant::now();
        let edits = Units::Utf16.edits(&before, &before.replace("no", "NO"));
        assert_eq!(edits.len(), 30_000);
        assert_eq!(edits[29_999].range.end, Position::new(29_999, 6));
        // A walk from the beginning for each edit takes minutes.
        assert!(since.elapsed() < Duration::from_secs(10));
    }

    proptest! {
        #[test]
        fn the_edits_make_the_one_text_the_other(
            before in "([aë🦷,]{0,3}(\r\n|\n|\r)){0,5}[a🦷]{0,2}",
            after in "([aë🦷,]{0,3}(\r\n|\n|\r)){0,5}[a🦷]{0,2}",
            in_bytes: bool,
        ) {
            let units = if in_bytes { Units::Utf8 } else { Units::Utf16 };
            let mut text = before.clone();
            // From the last to the first: all are stated in the text as it was.
            for edit in units.edits(&before, &after).into_iter().rev() {
                let place = |at| units.offset(&before, at);
                text.replace_range(place(edit.range.start)..place(edit.range.end), &edit.new_text);
            }
            prop_assert_eq!(text, after);
        }
    }
}
