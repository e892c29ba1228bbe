//! Lines and columns counted once along a text, so that none is counted from the beginning of a long row each time: a row
//! of a million columns may have a diagnostic in every cell.

use memchr::memchr2_iter;

/// How many bytes lie between two milestones, about.
pub(crate) const STEP: usize = 8 << 10;

/// A place in a text, and what has been counted up to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Milestone {
    pub(crate) at: usize,
    /// One-based.
    pub(crate) line: u32,
    /// The characters of the line before the place.
    pub(crate) characters: u32,
}

/// The milestones of a text, the first one at its beginning. A byte order mark is no character of the first line.
pub(crate) fn of(text: &[u8]) -> Vec<Milestone> {
    let mark = crate::encoding::BYTE_ORDER_MARK;
    let at = if text.starts_with(mark) { mark.len() } else { 0 };
    let mut place = Milestone {
        at,
        line: 1,
        characters: 0,
    };
    let mut milestones = Vec::with_capacity(text.len() / STEP + 1);
    while place.at < text.len() {
        milestones.push(place);
        let end = text.len().min(place.at + STEP);
        // Not inside a character: its bytes would be counted as several that are not UTF-8.
        let continues = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
        let rest = text[end..].iter().take(3).take_while(continues).count();
        place.go_on(text, end + rest);
    }
    milestones
}

/// The last milestone that is not past a place.
pub(crate) fn before(milestones: &[Milestone], at: usize) -> Option<Milestone> {
    let after = milestones.partition_point(|milestone| milestone.at <= at);
    after.checked_sub(1).map(|last| milestones[last])
}

impl Milestone {
    /// Counts on to a place that is not before this one.
    pub(crate) fn go_on(&mut self, text: &[u8], to: usize) {
        let mut line_start = self.at;
        for at in memchr2_iter(b'\n', b'\r', &text[self.at..to]).map(|at| self.at + at) {
            if text[at] == b'\n' || text.get(at + 1) != Some(&b'\n') {
                self.line = self.line.saturating_add(1);
                self.characters = 0;
                line_start = at + 1;
            }
        }
        let characters = count_characters(&text[line_start..to]);
        self.characters = self
            .characters
            .saturating_add(u32::try_from(characters).unwrap_or(u32::MAX));
        self.at = to;
    }
}

/// The number of characters, U+FFFD for what is not UTF-8. Valid UTF-8 is counted by its first bytes, which is many times
/// faster.
fn count_characters(text: &[u8]) -> usize {
    match std::str::from_utf8(text) {
        Ok(text) => text
            .bytes()
            .filter(|byte| byte & 0b1100_0000 != 0b1000_0000)
            .count(),
        Err(_) => String::from_utf8_lossy(text).chars().count(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_place_is_the_same_from_every_milestone(
            piece in prop::collection::vec(prop_oneof!["[a,\r\n\u{e9}\u{1f9b7}]{1,40}", Just("\u{feff}".to_owned())], 1..6),
            at: prop::sample::Index,
        ) {
            let text = piece.concat().repeat(2_000);
            let milestones = of(text.as_bytes());
            let at = text.floor_char_boundary(at.index(text.len())).max(3);
            let mut counted = milestones[0];
            counted.go_on(text.as_bytes(), at.max(counted.at));
            let mut near = before(&milestones, at).unwrap();
            prop_assert!(milestones.len() < 2 || at - near.at < STEP + 4);
            near.go_on(text.as_bytes(), at);
            prop_assert_eq!(near, counted);
        }
    }
}
