//! Characters that nobody sees, or that look like others.

use std::fmt::Write;

use rosterkit_schema::trim_blanks;

/// What ends a line, inside a cell too.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The text on one line.
pub(super) fn on_one_line(text: &str) -> String {
    let lines = text.split(is_line_end).map(trim_blanks);
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What stands in the place of an invisible character: a space for one that takes room, nothing for one that does not.
fn instead(c: char, is_ascii_only: bool) -> Option<&'static str> {
    match c {
        '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Some(" ")
        }
        // A joiner is part of the spelling of some scripts.
        '\u{200C}' | '\u{200D}' => is_ascii_only.then_some(""),
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => Some(""),
        _ => None,
    }
}

/// The text with spaces that can be seen, and without what takes no room; `None` where it is so already or would be
/// nothing at all.
pub(super) fn seen(text: &str, is_ascii_only: bool) -> Option<String> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let seen = rewritten(text, |c| instead(c, is_ascii_only));
    (seen != text && !trim_blanks(&seen).is_empty()).then(|| trim_blanks(&seen).to_owned())
}

/// The text without its invisible characters, those that take room included.
pub(super) fn joined(text: &str, is_ascii_only: bool) -> String {
    rewritten(text, |c| instead(c, is_ascii_only).map(|_| ""))
}

fn rewritten(text: &str, instead: impl Fn(char) -> Option<&'static str>) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match instead(c) {
            Some(instead) => written.push_str(instead),
            None => written.push(c),
        }
    }
    written
}

/// The code points of the invisible characters of a text, as `U+00A0 and U+200B`.
pub(crate) fn invisible(text: &str) -> String {
    let mut named: Vec<String> = Vec::new();
    for c in text.chars().filter(|c| instead(*c, true).is_some()) {
        let name = format!("U+{:04X}", u32::from(c));
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named.join(" and ")
}

/// The text with its full-width letters, digits and signs as ASCII has them; `None` where it has none.
///
/// Source: Unicode, NFKC of U+FF01 to U+FF5E.
pub(super) fn narrow(text: &str) -> Option<String> {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let narrowed: String = text.chars().map(narrow).collect();
    (narrowed != text).then_some(narrowed)
}

/// Letters of other scripts, each before the Latin one that it looks like.
///
/// Source: Unicode Technical Standard 39, confusables, of Cyrillic, Greek and Latin letters those that a username may
/// catch; a capital that looks like I is given as that and not as the small l.
const LOOKALIKES: &str = "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwѵvАAВBЕEКKМMНHОOРPСCТTУYХXІIЅSЈJҮY\
                          οoαaνvρpιiγyΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXıiɑaɡg";

fn latin_of(c: char) -> Option<char> {
    let letters = || LOOKALIKES.chars();
    let mut pairs = letters().step_by(2).zip(letters().skip(1).step_by(2));
    pairs.find(|(other, _)| *other == c).map(|(_, latin)| latin)
}

/// The text in Latin letters, where all that keeps it from ASCII are letters that look like these.
pub(super) fn latin(text: &str) -> Option<String> {
    let latin: String = text.chars().map(|c| latin_of(c).unwrap_or(c)).collect();
    (latin != text && latin.is_ascii()).then_some(latin)
}

/// The letters of a text that only look like Latin ones: `U+0430 looks like a`.
pub(crate) fn lookalike(text: &str) -> String {
    let mut named = String::new();
    for (c, latin) in text.chars().filter_map(|c| Some((c, latin_of(c)?))) {
        let name = format!("U+{:04X} looks like `{latin}`", u32::from(c));
        if !named.contains(&name) {
            let separator = if named.is_empty() { "" } else { ", " };
            // Writing to a text cannot fail.
            let _ = write!(named, "{separator}{name}");
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_go_and_spaces_stay_spaces() {
        let cases = [
            ("Ana\u{A0}Maria", Some("Ana Maria")),
            ("Mar\u{AD}tin\u{200B}ez", Some("Martinez")),
            ("Ana\tMaria", Some("Ana Maria")),
            ("Ana Maria", None),
            ("Zo\u{EB}", None),
            ("\u{AD}", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(seen(text, false).as_deref(), wanted, "{text:?}");
        }
        assert_eq!(seen("a\u{200D}b", false), None);
        assert_eq!(seen("a\u{200D}b", true).as_deref(), Some("ab"));
        assert_eq!(invisible("a\u{A0}b\u{200B}c\u{A0}"), "U+00A0 and U+200B");
    }

    #[test]
    fn lines_are_joined_by_one_space() {
        assert_eq!(
            on_one_line("100 Example St\r\n Suite 4\n"),
            "100 Example St Suite 4"
        );
    }

    #[test]
    fn what_looks_like_ascii_is_told() {
        assert_eq!(narrow("８０１－５").as_deref(), Some("801-5"));
        assert_eq!(narrow("801"), None);
        assert_eq!(latin("\u{430}chen").as_deref(), Some("achen"));
        assert_eq!(latin("анна"), None, "a word of another script");
        assert_eq!(latin("jos\u{E9}"), None);
        assert_eq!(
            lookalike("\u{430}ch\u{435}n\u{430}"),
            "U+0430 looks like `a`, U+0435 looks like `e`"
        );
    }

    #[test]
    fn every_lookalike_has_its_letter() {
        let letters: Vec<char> = LOOKALIKES.chars().collect();
        for pair in letters.chunks(2) {
            assert!(!pair[0].is_ascii() && pair[1].is_ascii_alphabetic(), "{pair:?}");
        }
    }
}
