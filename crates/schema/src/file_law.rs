//! What the target accepts as a file.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

/// The limits and the form of a file for the target. They bind what is uploaded, not what is imported into a store.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileLaw {
    /// The largest file that the target takes, in bytes.
    pub max_bytes: Option<u64>,
    /// How the target's line ends are written.
    pub newline: Newline,
    /// Whether a written file begins with a byte order mark.
    pub byte_order_mark: bool,
    /// Lines that must stand above the header, exactly so.
    #[serde(default, deserialize_with = "lines")]
    pub preamble: Vec<String>,
}

/// Lines of text. One without anything on it would be nothing to compare.
fn lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(try_from = "String")]
    struct Line(String);

    impl TryFrom<String> for Line {
        type Error = &'static str;

        fn try_from(text: String) -> Result<Self, Self::Error> {
            if text.contains(char::is_control) || text.trim() != text || text.is_empty() {
                return Err("a line above the header is one line of text, without spaces at its ends");
            }
            Ok(Self(text))
        }
    }
    let lines = Vec::<Line>::deserialize(deserializer)?;
    Ok(lines.into_iter().map(|Line(text)| text).collect())
}

/// The end of a line in a written file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Newline {
    /// CR LF, as Excel writes.
    Crlf,
    /// LF.
    Lf,
}
