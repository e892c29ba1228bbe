//! Options of a schema: what nobody outside the vendor knows for certain, as a choice with a documented default.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::column::{Presence, Written};
use crate::condition::ConditionSource;
use crate::field_type::FieldType;

/// A question about the target to which a user may know a better answer than the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaOption {
    /// Its key in `roster.toml`.
    pub id: String,
    /// The question.
    pub question: String,
    /// What is known, and what the default rests on.
    pub because: String,
    /// The answer that holds when none is given.
    pub default: String,
    /// The possible answers, the default among them.
    pub choices: Vec<String>,
}

/// An option as `schema.toml` writes it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionSource {
    /// The key by which `roster.toml` answers: lower-case letters, digits, hyphens.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// The question, as a sentence.
    pub(crate) question: String,
    /// What is known, and what the default rests on.
    pub(crate) because: String,
    /// The answer that holds when none is given: one of the choices.
    #[schemars(with = "String")]
    pub(crate) default: Spanned<String>,
    /// The possible answers.
    pub(crate) choice: Vec<ChoiceSource>,
}

/// One answer to an option, and what follows from it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoiceSource {
    /// The answer.
    #[schemars(with = "String")]
    pub(crate) is: Spanned<String>,
    /// What it changes in the schema as written.
    #[serde(default)]
    pub(crate) change: Vec<Change>,
}

/// A change that an answer makes to the schema as written. What is not named stays.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Change {
    /// The id of the column that changes; without it the change is to the file.
    #[schemars(with = "Option<String>")]
    pub(crate) column: Option<Spanned<String>>,
    /// The column's presence.
    pub(crate) presence: Option<Presence>,
    /// The column's field type.
    #[serde(rename = "type")]
    pub(crate) field_type: Option<FieldType>,
    /// When a row needs the column.
    pub(crate) required_when: Option<ConditionSource>,
    /// Whether a row never needs the column because of a condition.
    pub(crate) never_required: Option<bool>,
    /// Whether two people may share a value of the column.
    pub(crate) unique: Option<bool>,
    /// Whether a CSV must hold the column's values in quotation marks.
    pub(crate) quoted: Option<bool>,
    /// How the target wants the column's values written.
    pub(crate) written: Option<Written>,
    /// The file's size limit in bytes.
    pub(crate) max_bytes: Option<u64>,
    /// Whether a written file begins with a byte order mark.
    pub(crate) byte_order_mark: Option<bool>,
}
