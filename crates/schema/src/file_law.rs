//! What the target accepts as a file.

use schemars::JsonSchema;
use serde::Deserialize;

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
