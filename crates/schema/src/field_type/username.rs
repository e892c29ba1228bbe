//! The name a person logs in with.

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use super::character::Shown;

/// What a username column asks for, beside ASCII letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct UsernameLaw {
    /// The greatest length, in characters.
    pub max_length: usize,
    /// Words that nobody may have as a username, whatever their capitals.
    #[serde(default)]
    pub reserved: Vec<String>,
}

impl UsernameLaw {
    pub(super) fn check(&self, text: &str) -> Result<(), UsernameError> {
        if let Some(c) = text.chars().find(|c| !c.is_ascii_alphanumeric()) {
            return Err(if c.is_alphabetic() {
                UsernameError::Letter(c)
            } else {
                UsernameError::Character(c)
            });
        }
        if text.is_empty() {
            return Err(UsernameError::Empty);
        }
        // Only ASCII is left, so bytes are characters and folding ASCII folds all.
        if text.len() > self.max_length {
            return Err(UsernameError::Length {
                found: text.len(),
                max: self.max_length,
            });
        }
        if self.reserved.iter().any(|word| word.eq_ignore_ascii_case(text)) {
            return Err(UsernameError::Reserved);
        }
        Ok(())
    }

    pub(super) fn accepts(&self, text: &[u8]) -> bool {
        !text.is_empty()
            && text.len() <= self.max_length
            && text.iter().all(u8::is_ascii_alphanumeric)
            && !self
                .reserved
                .iter()
                .any(|word| word.as_bytes().eq_ignore_ascii_case(text))
    }
}

/// Why a text is not a username.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UsernameError {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// It holds this letter, which is none of `A` to `Z` and perhaps only looks like one.
    #[error("it holds {}, only the letters a to z and digits are allowed", Shown(*.0))]
    Letter(char),
    /// It holds this character, which is no letter or ASCII digit.
    #[error("it holds {}, only letters and digits are allowed", Shown(*.0))]
    Character(char),
    /// It is too long.
    #[error("it is {found} characters long, at most {max} are allowed")]
    Length {
        /// How many characters it has.
        found: usize,
        /// How many it may have.
        max: usize,
    },
    /// The target keeps this word for itself.
    #[error("the word is reserved")]
    Reserved,
}

#[cfg(test)]
mod tests {
    use super::{UsernameError, UsernameLaw};

    #[test]
    fn examples_are_judged_as_the_law_says() {
        let law = UsernameLaw {
            max_length: 56,
            reserved: vec!["Admin".into(), "Administrator".into()],
        };
        let (longest, too_long) = ("a".repeat(56), "a".repeat(57));
        let cases = [
            ("jdoe1", Ok(())),
            ("JDoe", Ok(())),
            ("admins", Ok(())),
            (longest.as_str(), Ok(())),
            (
                too_long.as_str(),
                Err(UsernameError::Length { found: 57, max: 56 }),
            ),
            ("admin", Err(UsernameError::Reserved)),
            ("ADMINISTRATOR", Err(UsernameError::Reserved)),
            ("j.doe", Err(UsernameError::Character('.'))),
            ("j doe", Err(UsernameError::Character(' '))),
            ("josé", Err(UsernameError::Letter('é'))),
            ("jdоe", Err(UsernameError::Letter('\u{43E}'))),
            ("jdoe１", Err(UsernameError::Character('１'))),
            ("", Err(UsernameError::Empty)),
        ];
        for (text, judgement) in cases {
            assert_eq!(law.check(text), judgement, "{text}");
            assert_eq!(law.accepts(text.as_bytes()), judgement.is_ok(), "{text}");
        }
    }

    #[test]
    fn a_control_character_is_not_printed() {
        let message = UsernameError::Character('\u{1B}').to_string();
        assert_eq!(
            message,
            "it holds the character U+001B, only letters and digits are allowed"
        );
    }
}
