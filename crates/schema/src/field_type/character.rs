//! Which characters are invisible, and how a message shows one that may be.

use std::fmt;

/// Whether `c` is white space or takes no room: the no-break space, zero-width characters, the byte order mark and
/// the marks of text direction, all of which come along unseen when a value is pasted.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FEFF}'
        )
}

/// A character as a message shows it: between back-ticks where it can be seen, else by its code point.
pub(super) struct Shown(pub(super) char);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `escape_debug` knows what cannot be seen on its own; it escapes quotes and the backslash as well.
        let visible = self.0.is_ascii_graphic() || self.0.escape_debug().count() == 1;
        if visible && !is_blank(self.0) && self.0 != '`' {
            write!(f, "`{}`", self.0)
        } else if self.0 == ' ' {
            f.write_str("a space")
        } else {
            write!(f, "the character U+{:04X}", u32::from(self.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, is_blank};

    #[test]
    fn pasted_invisible_characters_are_blank_and_letters_are_not() {
        for c in [
            ' ', '\t', '\u{A0}', '\u{200B}', '\u{FEFF}', '\u{202C}', '\u{3000}',
        ] {
            assert!(is_blank(c), "{c:?}");
        }
        for c in ['a', '0', '-', '\u{301}', '\u{AD}'] {
            assert!(!is_blank(c), "{c:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_code_point() {
        assert_eq!(Shown('.').to_string(), "`.`");
        assert_eq!(Shown('é').to_string(), "`é`");
        assert_eq!(Shown('"').to_string(), "`\"`");
        assert_eq!(Shown(' ').to_string(), "a space");
        assert_eq!(Shown('\u{200B}').to_string(), "the character U+200B");
        assert_eq!(Shown('\u{1B}').to_string(), "the character U+001B");
        assert_eq!(Shown('\u{301}').to_string(), "the character U+0301");
        assert_eq!(Shown('`').to_string(), "the character U+0060");
    }
}
