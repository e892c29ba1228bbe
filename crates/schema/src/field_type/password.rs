//! The first password of an account, which no message ever repeats.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

/// What a password column asks for. Nothing here knows whether a password is easily guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PasswordLaw {
    /// The least length, in characters. Without it, any.
    pub min_length: Option<usize>,
    /// The greatest length, in characters. Without it, any.
    pub max_length: Option<usize>,
    /// How many of these four kinds must occur: capitals, small letters, digits, anything else. Without it, none.
    #[serde(default)]
    pub kinds: usize,
    /// Whether only characters of ASCII may occur.
    #[serde(default)]
    pub ascii: bool,
    /// A text that is no password and says that the account keeps the one that it has.
    pub keeps: Option<String>,
}

impl PasswordLaw {
    pub(super) fn check(&self, text: &str) -> Result<(), PasswordError> {
        if self.keeps.as_deref() == Some(text) {
            return Ok(());
        }
        if text.chars().any(char::is_control) {
            return Err(PasswordError::Control);
        }
        if self.ascii && !text.is_ascii() {
            return Err(PasswordError::NotAscii);
        }
        let length = text.chars().count();
        match (self.min_length, self.max_length) {
            (Some(min), _) if length < min => return Err(PasswordError::TooShort { min }),
            (_, Some(max)) if length > max => return Err(PasswordError::TooLong { max }),
            _ => {}
        }
        if kinds(text) < self.kinds {
            return Err(PasswordError::Kinds { wanted: self.kinds });
        }
        Ok(())
    }
}

/// How many of the four kinds of characters occur.
fn kinds(text: &str) -> usize {
    let is_other = |c: char| !c.is_uppercase() && !c.is_lowercase() && !c.is_numeric();
    let kinds: [&dyn Fn(char) -> bool; 4] = [
        &char::is_uppercase,
        &char::is_lowercase,
        &char::is_numeric,
        &is_other,
    ];
    kinds.iter().filter(|kind| text.chars().any(**kind)).count()
}

/// A password. Its debug form does not show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Password(String);

impl Password {
    pub(super) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

/// Why a text is not a password that the column takes. It says nothing about the text that is not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// It holds a control character.
    #[error("it holds a character that cannot be typed")]
    Control,
    /// It holds a character outside ASCII.
    #[error("it holds a character that is none of the letters A to Z, the digits and the usual signs")]
    NotAscii,
    /// It is too short.
    #[error("it has fewer than {min} characters")]
    TooShort {
        /// How many it must have.
        min: usize,
    },
    /// It is too long.
    #[error("it has more than {max} characters")]
    TooLong {
        /// How many it may have.
        max: usize,
    },
    /// It has too few kinds of characters.
    #[error("it has fewer than {wanted} of these: capitals, small letters, digits, signs")]
    Kinds {
        /// How many kinds it must have.
        wanted: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::{Password, PasswordError, PasswordLaw};

    #[test]
    fn length_kinds_and_letters() {
        let law = PasswordLaw {
            min_length: Some(8),
            max_length: Some(12),
            kinds: 3,
            ascii: true,
            keeps: Some("****".to_owned()),
        };
        let cases = [
            ("Example-1", Ok(())),
            ("example 1A", Ok(())),
            ("****", Ok(())),
            ("*****", Err(PasswordError::TooShort { min: 8 })),
            ("Exa-1", Err(PasswordError::TooShort { min: 8 })),
            ("Example-12345", Err(PasswordError::TooLong { max: 12 })),
            ("example1", Err(PasswordError::Kinds { wanted: 3 })),
            ("Éxample-1", Err(PasswordError::NotAscii)),
            ("Exam\tple-1", Err(PasswordError::Control)),
        ];
        for (text, judgement) in cases {
            assert_eq!(law.check(text), judgement, "{text}");
        }
        assert_eq!(PasswordLaw::default().check("é"), Ok(()));
    }

    #[test]
    fn its_debug_form_is_hidden() {
        assert_eq!(format!("{:?}", Password::new("Example-1")), "Password(hidden)");
    }
}
