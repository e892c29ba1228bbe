//! One of a few given words.

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

/// What a choice column asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChoiceLaw {
    /// The words, spelled exactly as the target wants them.
    pub values: Vec<String>,
}

impl ChoiceLaw {
    pub(super) fn check(&self, text: &str) -> Result<(), ChoiceError> {
        if self.accepts(text.as_bytes()) {
            return Ok(());
        }
        let folded = text.to_lowercase();
        match self
            .values
            .iter()
            .position(|value| value.to_lowercase() == folded)
        {
            Some(index) => Err(ChoiceError::Capitals { index }),
            None => Err(ChoiceError::Unknown),
        }
    }

    pub(super) fn accepts(&self, text: &[u8]) -> bool {
        self.values.iter().any(|value| value.as_bytes() == text)
    }
}

/// Why a text is none of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ChoiceError {
    /// It is one of the words but for its capitals.
    #[error("its capitals are not those of the allowed word")]
    Capitals {
        /// Which of [`ChoiceLaw::values`] is meant. Zero-based.
        index: usize,
    },
    /// It is none of the words.
    #[error("it is none of the allowed words")]
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::{ChoiceError, ChoiceLaw};

    #[test]
    fn only_the_exact_spelling_will_do() {
        let law = ChoiceLaw {
            values: vec!["YES".into(), "NO".into()],
        };
        let cases = [
            ("YES", Ok(())),
            ("NO", Ok(())),
            ("no", Err(ChoiceError::Capitals { index: 1 })),
            ("Y", Err(ChoiceError::Unknown)),
            ("YES NO", Err(ChoiceError::Unknown)),
            ("", Err(ChoiceError::Unknown)),
        ];
        for (text, judgement) in cases {
            assert_eq!(law.check(text), judgement, "{text}");
        }
    }
}
