//! `schema.toml` as written, before names are resolved and options answered.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::batch::TimeoutLaw;
use crate::column::{Presence, Written};
use crate::condition::ConditionSource;
use crate::field_type::FieldType;
use crate::file_law::FileLaw;
use crate::option::OptionSource;
use crate::task::TaskSource;

/// The schema of one kind of roster: what a file for this target must look like.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "schema.toml")]
pub struct SchemaSource {
    /// The pack's name, which is its folder's: lower-case letters, digits, hyphens.
    #[schemars(with = "String")]
    pub(crate) name: Spanned<String>,
    /// The target, as its users call it in a sentence.
    pub(crate) target: String,
    /// What a roster of this kind is for, as a heading.
    pub(crate) title: String,
    /// The version of this schema: `major.minor.patch`.
    pub(crate) version: String,
    /// Where its facts come from.
    pub(crate) sources: Vec<String>,
    /// What the target accepts as a file.
    pub(crate) file: FileLaw,
    /// What all the people of one file share.
    #[schemars(with = "BatchSource")]
    pub(crate) batch: Spanned<BatchSource>,
    /// The columns, in the order in which the target's template has them.
    pub(crate) column: Vec<ColumnSource>,
    /// What is left to do after an import.
    #[serde(default)]
    pub(crate) task: Vec<TaskSource>,
    /// What is not known for certain.
    #[serde(default)]
    pub(crate) option: Vec<OptionSource>,
}

/// What all the people of one file share.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BatchSource {
    /// Whether they get a role at a location. Where the target asks for neither, `false`.
    #[serde(default = "yes")]
    pub(crate) assigned: bool,
    /// Whether one file may be imported for several locations, with a role for each.
    #[serde(default)]
    pub(crate) several_locations: bool,
    /// Whether a batch of providers carries working hours.
    #[serde(default)]
    pub(crate) hours: bool,
    /// The column that tells providers from others.
    pub(crate) provider: Option<ProviderSource>,
    /// The inactivity timeouts that the target offers.
    #[schemars(with = "Option<TimeoutLaw>")]
    pub(crate) inactivity_timeout: Option<Spanned<TimeoutLaw>>,
}

fn yes() -> bool {
    true
}

/// The column that tells providers from others.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProviderSource {
    /// The id of the column, which must be a choice.
    #[schemars(with = "String")]
    pub(crate) column: Spanned<String>,
    /// What it says of a provider.
    #[schemars(with = "String")]
    pub(crate) provider: Spanned<String>,
    /// What it says of anyone else.
    #[schemars(with = "String")]
    pub(crate) other: Spanned<String>,
}

/// One column.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ColumnSource {
    /// Its name in conditions and in reports for machines: lower-case letters, digits, hyphens.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// The header exactly as the target expects it.
    #[schemars(with = "String")]
    pub(crate) header: Spanned<String>,
    /// Other spellings of the header. Letter case, spaces and punctuation never matter.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) aliases: Vec<Spanned<String>>,
    /// What a cell that is not blank must hold.
    #[serde(rename = "type")]
    pub(crate) field_type: FieldType,
    /// Whether every row must fill it.
    #[serde(default)]
    pub(crate) presence: Presence,
    /// When a row must fill it although not every row must.
    pub(crate) required_when: Option<ConditionSource>,
    /// When a row must leave it blank.
    pub(crate) blank_when: Option<ConditionSource>,
    /// The id of the column of the same row with which its values must agree: of a ZIP Code the state, of a DEA number the last
    /// name.
    #[schemars(with = "Option<String>")]
    pub(crate) agrees_with: Option<Spanned<String>>,
    /// Whether no two people of the organization may share a value; letter case does not matter.
    #[serde(default)]
    pub(crate) unique: bool,
    /// Whether two rows in which it differs are two people.
    #[serde(default)]
    pub(crate) identity: bool,
    /// Whether a CSV must hold the value in quotation marks.
    #[serde(default)]
    pub(crate) quoted: bool,
    /// How the target wants the value written.
    #[serde(default)]
    pub(crate) written: Written,
    /// Whether the values are masked everywhere but on a terminal, in the editor and in the workbook itself.
    #[serde(default)]
    pub(crate) sensitive: bool,
    /// The SCIM 2.0 attribute that it holds, or one of the provider extension's.
    #[schemars(with = "String")]
    pub(crate) attribute: Spanned<String>,
    /// Attributes that fill it as well when a roster of another schema is written for this target, the best first.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) also_from: Vec<Spanned<String>>,
    /// One sentence that tells the person at the spreadsheet what to type.
    pub(crate) hint: String,
    /// Why the target wants it, where that is not plain.
    pub(crate) why: Option<String>,
    /// A value that would be right, invented.
    #[schemars(with = "String")]
    pub(crate) example: Spanned<String>,
}

/// The JSON Schema of `schema.toml`, by which editors complete and check it.
pub fn json_schema() -> schemars::Schema {
    schemars::schema_for!(SchemaSource)
}
