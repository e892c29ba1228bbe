//! Yes or no, in the two words of the target.

use schemars::JsonSchema;
use serde::Deserialize;

use super::choice::ChoiceError;

/// The words of a target for yes and for no. A column that asks the contrary of its attribute names them crosswise: the
/// column "Block sign in" says `No` of an account that is active.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BooleanLaw {
    /// The word that means that the attribute holds, spelled exactly as the target wants it.
    #[serde(rename = "true")]
    pub yes: String,
    /// The word that means that it does not.
    #[serde(rename = "false")]
    pub no: String,
}

impl BooleanLaw {
    /// The word for a value.
    pub(super) fn word(&self, value: bool) -> &str {
        if value { &self.yes } else { &self.no }
    }

    /// The words, that for yes first.
    pub(super) fn words(&self) -> [&str; 2] {
        [&self.yes, &self.no]
    }

    pub(super) fn parse(&self, text: &str) -> Result<bool, ChoiceError> {
        if text == self.yes {
            return Ok(true);
        }
        if text == self.no {
            return Ok(false);
        }
        let folded = text.to_lowercase();
        match self.words().iter().position(|word| word.to_lowercase() == folded) {
            Some(index) => Err(ChoiceError::Capitals { index }),
            None => Err(ChoiceError::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BooleanLaw, ChoiceError};

    #[test]
    fn the_words_may_be_crossed() {
        let blocked = BooleanLaw {
            yes: "No".to_owned(),
            no: "Yes".to_owned(),
        };
        let cases = [
            ("No", Ok(true)),
            ("Yes", Ok(false)),
            ("yes", Err(ChoiceError::Capitals { index: 1 })),
            ("true", Err(ChoiceError::Unknown)),
            ("", Err(ChoiceError::Unknown)),
        ];
        for (text, value) in cases {
            assert_eq!(blocked.parse(text), value, "{text}");
        }
        assert_eq!(blocked.word(true), "No");
    }
}
