//! What people type into a cell that must be filled when they have nothing to say.

/// The words, whatever their capitals.
const WORDS: [&str; 11] = [
    "n/a",
    "n.a.",
    "na",
    "nil",
    "none",
    "not applicable",
    "not available",
    "null",
    "tba",
    "tbd",
    "unknown",
];

/// Whether a text is a word for none, or is made of marks alone: `N/A`, `?`.
pub fn is_placeholder_text(text: &[u8]) -> bool {
    match text.first() {
        Some(b'n' | b'N' | b't' | b'T' | b'u' | b'U') => WORDS
            .iter()
            .any(|word| word.as_bytes().eq_ignore_ascii_case(text)),
        Some(first) if first.is_ascii_punctuation() => text
            .iter()
            .all(|byte| byte.is_ascii_punctuation() || *byte == b' '),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_placeholder_text;
    use crate::field_type::{FieldType, TextLaw};

    #[test]
    fn words_and_marks_are_told_from_what_is_somewhere() {
        let any = FieldType::Text(TextLaw::default());
        for text in ["N/A", "none", "TBD", "?", "? ?", "...", "Unknown"] {
            assert!(is_placeholder_text(text.as_bytes()), "{text}");
            assert!(!any.accepts(text.as_bytes()), "{text}");
        }
        for text in ["Nome", "Nashville", "Tbilisi", "(Suite) 4", "", "Union"] {
            assert!(!is_placeholder_text(text.as_bytes()), "{text}");
        }
    }
}
