//! A text that somebody is writing, in which a line is found without a walk from the beginning.

use std::ops::Range;

use lsp_types::{Position, TextDocumentContentChangeEvent};

use super::{Units, after_line};

/// How many lines there are at most from one mark to the next, where nothing was typed.
const EVERY: u32 = 256;

/// A text, with marks at some of its lines.
#[derive(Debug)]
pub(crate) struct Draft {
    text: String,
    /// In their order, the first at the beginning.
    marks: Vec<Mark>,
}

/// Where a line begins. Zero-based.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Mark {
    line: u32,
    byte: usize,
}

impl Draft {
    pub(crate) fn new(text: String) -> Self {
        let first = Mark { line: 0, byte: 0 };
        let (marks, _) = marks(&text, first, text.len());
        Self {
            marks: [vec![first], marks].concat(),
            text,
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The byte of a place. A line past the last counts as the end of the text.
    pub(crate) fn offset(&self, units: Units, at: Position) -> usize {
        match self.line_start(at.line) {
            Some(start) => units.offset_in_line(&self.text, start, at.character),
            None => self.text.len(),
        }
    }

    /// Makes the changes that an editor tells, one after another.
    pub(crate) fn apply(&mut self, units: Units, changes: Vec<TextDocumentContentChangeEvent>) {
        for change in changes {
            let Some(range) = change.range else {
                *self = Self::new(change.text);
                continue;
            };
            let start = self.offset(units, range.start);
            let end = self.offset(units, range.end).max(start);
            self.replace(start..end, &change.text);
        }
    }

    /// Puts other text in the place of these bytes. The marks before and after them stay where they are in their lines: a
    /// line that begins before the first of the bytes, or after the last, begins there still.
    fn replace(&mut self, bytes: Range<usize>, new: &str) {
        let kept = self.marks.partition_point(|mark| mark.byte < bytes.start).max(1);
        let next = self
            .marks
            .partition_point(|mark| mark.byte <= bytes.end)
            .max(kept);
        self.text.replace_range(bytes.clone(), new);
        let moved = |byte: usize| byte - bytes.len() + new.len();
        let end = self.marks.get(next).map(|mark| moved(mark.byte));
        let (between, line) = marks(&self.text, self.marks[kept - 1], end.unwrap_or(self.text.len()));
        if let Some(Mark { line: before, .. }) = self.marks.get(next).copied() {
            for mark in &mut self.marks[next..] {
                mark.byte = moved(mark.byte);
                mark.line = mark.line - before + line;
            }
        }
        self.marks.splice(kept..next, between);
    }

    /// Where a line begins. Zero-based.
    fn line_start(&self, line: u32) -> Option<usize> {
        let before = self
            .marks
            .partition_point(|mark| mark.line <= line)
            .checked_sub(1)?;
        let mark = self.marks[before];
        let mut start = mark.byte;
        for _ in mark.line..line {
            start = after_line(self.text.as_bytes(), start)?;
        }
        Some(start)
    }
}

/// The marks between one and a byte, and the line that was reached there.
fn marks(text: &str, from: Mark, end: usize) -> (Vec<Mark>, u32) {
    let mut marks = Vec::new();
    let Mark { mut line, mut byte } = from;
    while let Some(next) = after_line(text.as_bytes(), byte).filter(|next| *next <= end) {
        byte = next;
        line += 1;
        if line - marks.last().map_or(from.line, |last: &Mark| last.line) == EVERY && byte < end {
            marks.push(Mark { line, byte });
        }
    }
    (marks, line)
}

#[cfg(test)]
mod tests {
    use lsp_types::{Position, Range, TextDocumentContentChangeEvent};
    use proptest::prelude::*;

    use super::{Draft, EVERY};
    use crate::text::{Units, after_line};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Every line is found where a walk from the beginning finds it, whatever was typed and deleted before.
        #[test]
        fn a_line_is_found_where_it_is(
            edits in prop::collection::vec((0..1_000_usize, 0..1_000_usize, "[aë🦷\r\n]{0,4}", 0..900_usize), 1..30),
        ) {
            let mut draft = Draft::new("Zoë\r\n\r".repeat(EVERY as usize * 2));
            for (from, len, new, times) in edits {
                let text = draft.text();
                let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                let start = boundary(from * text.len() / 1_000);
                // Mostly a little, sometimes much.
                let end = boundary(start + if len < 900 { len % 4 } else { len * 3 });
                let times = if times < 800 { 1 } else { times };
                draft.replace(start..end, &new.repeat(times));
            }
            let text = draft.text().as_bytes();
            let starts = std::iter::successors(Some(0), |start| after_line(text, *start));
            let starts: Vec<usize> = starts.collect();
            for (line, start) in (0..).zip(&starts).step_by(17) {
                prop_assert_eq!(draft.line_start(line), Some(*start));
            }
            prop_assert_eq!(draft.line_start(u32::try_from(starts.len()).unwrap()), None);
            let far = draft.marks.windows(2).map(|pair| pair[1].line - pair[0].line).max();
            prop_assert!(far.is_none_or(|far| far <= 2 * EVERY), "{:?}", far);
        }

        #[test]
        fn no_change_is_a_panic(line in 0_u32..5, start in 0_u32..12, end in 0_u32..12, in_bytes: bool) {
            let units = if in_bytes { Units::Utf8 } else { Units::Utf16 };
            let mut draft = Draft::new("Name,Role\r\nZoë,🦷 Dentist\rBo,x\n".to_owned());
            let range = Range::new(Position::new(line, start), Position::new(line, end));
            draft.apply(units, vec![TextDocumentContentChangeEvent {
                range: Some(range),
                range_length: None,
                text: "é".to_owned(),
            }]);
            prop_assert!(draft.text().contains('é'));
        }
    }
}
