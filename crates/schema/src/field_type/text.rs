//! Text of one line.

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use super::character::{Shown, is_blank};

/// What a text column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TextLaw {
    /// The least length, in characters. Without it, any.
    pub min_length: Option<usize>,
    /// The greatest length, in characters. Without it, any.
    pub max_length: Option<usize>,
    /// Which characters may occur.
    #[serde(default)]
    pub charset: Charset,
}

/// Which characters may occur in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Charset {
    /// Everything that can be printed on one line.
    #[default]
    Any,
    /// The letters `A` to `Z` and `a` to `z` and the digits `0` to `9`.
    Alphanumeric,
}

impl TextLaw {
    pub(super) fn check(&self, text: &str) -> Result<(), TextError> {
        if let Some(error) = text.chars().find_map(|c| self.charset.error(c)) {
            return Err(error);
        }
        let found = text.chars().count();
        match (self.min_length, self.max_length) {
            (Some(min), _) if found < min => Err(TextError::TooShort { found, min }),
            (_, Some(max)) if found > max => Err(TextError::TooLong { found, max }),
            _ => Ok(()),
        }
    }

    pub(super) fn accepts(&self, text: &[u8]) -> bool {
        let fits = self.min_length.is_none_or(|min| text.len() >= min)
            && self.max_length.is_none_or(|max| text.len() <= max);
        let is_printable = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'"';
        fits && match self.charset {
            // Without a way out early, many bytes are looked at in one go.
            Charset::Any => text.iter().fold(true, |all, byte| all & is_printable(byte)),
            Charset::Alphanumeric => text.iter().all(u8::is_ascii_alphanumeric),
        }
    }
}

impl Charset {
    fn error(self, c: char) -> Option<TextError> {
        match self {
            Self::Any
                if matches!(
                    c,
                    '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
                ) =>
            {
                Some(TextError::LineBreak)
            }
            // A joiner is blank on its own and yet part of the spelling of some scripts.
            Self::Any
                if c.is_control()
                    || (is_blank(c) && !c.is_whitespace() && !matches!(c, '\u{200C}' | '\u{200D}')) =>
            {
                Some(TextError::Invisible(c))
            }
            Self::Alphanumeric if !c.is_ascii_alphanumeric() => Some(TextError::NotAlphanumeric(c)),
            Self::Any | Self::Alphanumeric => None,
        }
    }
}

/// Why a text is not one that the column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// It has more than one line.
    #[error("it has more than one line")]
    LineBreak,
    /// It holds this control character, or one without width.
    #[error("it holds {}, which cannot be seen", Shown(*.0))]
    Invisible(char),
    /// It holds this character where only ASCII letters and digits may stand.
    #[error("it holds {}, only letters and digits are allowed", Shown(*.0))]
    NotAlphanumeric(char),
    /// It is too short.
    #[error("it is {found} characters long, at least {min} are wanted")]
    TooShort {
        /// How many characters it has.
        found: usize,
        /// How many it must have.
        min: usize,
    },
    /// It is too long.
    #[error("it is {found} characters long, at most {max} are allowed")]
    TooLong {
        /// How many characters it has.
        found: usize,
        /// How many it may have.
        max: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::{Charset, TextError, TextLaw};

    #[test]
    fn a_short_name_is_four_to_six_letters_or_digits() {
        let law = TextLaw {
            min_length: Some(4),
            max_length: Some(6),
            charset: Charset::Alphanumeric,
        };
        let cases = [
            ("DRSM", Ok(())),
            ("DRSMTH", Ok(())),
            ("DR1234", Ok(())),
            ("ABC", Err(TextError::TooShort { found: 3, min: 4 })),
            ("ABCDEFG", Err(TextError::TooLong { found: 7, max: 6 })),
            ("DR-1", Err(TextError::NotAlphanumeric('-'))),
            ("DRÉM", Err(TextError::NotAlphanumeric('É'))),
            ("ＤＲＳＭ", Err(TextError::NotAlphanumeric('Ｄ'))),
        ];
        for (text, judgement) in cases {
            assert_eq!(law.check(text), judgement, "{text}");
            assert_eq!(law.accepts(text.as_bytes()), judgement.is_ok(), "{text}");
        }
    }

    #[test]
    fn any_text_is_one_line_that_can_be_seen() {
        let law = TextLaw {
            max_length: Some(20),
            ..TextLaw::default()
        };
        let cases = [
            ("12 O’Connell St, #4", Ok(())),
            ("Größe-Straße 7 🦷", Ok(())),
            ("12 Main St\nSuite 4", Err(TextError::LineBreak)),
            ("12 Main\u{2028}4", Err(TextError::LineBreak)),
            ("12\tMain", Err(TextError::Invisible('\t'))),
            ("12\u{200B}Main", Err(TextError::Invisible('\u{200B}'))),
            (
                "1234567890 1234567890",
                Err(TextError::TooLong { found: 21, max: 20 }),
            ),
        ];
        for (text, judgement) in cases {
            assert_eq!(law.check(text), judgement, "{text}");
        }
        assert!(law.accepts(b"12 Main St, #4"));
        assert!(!law.accepts("12 Größe St".as_bytes()));
    }
}
