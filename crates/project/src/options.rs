//! `roster.toml` as written: everything may be left out.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

/// An organization: its roles and locations, which file is which batch, and what is known better than the schema.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "roster.toml")]
pub struct Options {
    /// The schema: a built-in pack's name, or the path of a `schema.toml` beside this file.
    #[schemars(with = "Option<String>")]
    pub(crate) schema: Option<Spanned<String>>,
    /// The account store into which rosters are imported: `sqlite:` and a path beside this file, or
    /// `postgres://user@host:port/database`.
    #[schemars(with = "Option<String>")]
    pub(crate) store: Option<Spanned<String>>,
    /// Answers to the options of the schema.
    #[serde(default, rename = "options")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub(crate) answers: BTreeMap<Spanned<String>, String>,
    /// The roles that users can have.
    #[serde(default)]
    pub(crate) role: Vec<RoleOptions>,
    /// The places at which users work.
    #[serde(default)]
    pub(crate) location: Vec<LocationOptions>,
    /// Which file is which batch. A file named `<role>--<location>.csv` needs no entry.
    #[serde(default)]
    pub(crate) batch: Vec<BatchOptions>,
    /// Rules that are shown at another level than their own, each with a reason.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RuleOptions>")]
    pub(crate) rules: BTreeMap<Spanned<String>, RuleOptions>,
    /// Rules that are shown at another level in some files.
    #[serde(default, rename = "override")]
    pub(crate) overrides: Vec<OverrideOptions>,
    /// Rules that are not raised about one person, each with a reason.
    #[serde(default)]
    #[schemars(with = "Vec<SuppressOptions>")]
    pub(crate) suppress: Vec<Spanned<SuppressOptions>>,
}

/// A role that users can have.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table such as { id = \"dentist\", name = \"Provider\" }"
)]
pub(crate) struct RoleOptions {
    /// Its short name in file names: lower-case letters, digits, hyphens.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// Its name exactly as the target calls it.
    pub(crate) name: String,
    /// Whether those who have it treat patients.
    #[serde(default)]
    pub(crate) provider: bool,
}

/// A place at which users work.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table such as { id = \"lehi\", name = \"Lehi\" }"
)]
pub(crate) struct LocationOptions {
    /// Its short name in file names: lower-case letters, digits, hyphens.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// Its name exactly as the target calls it.
    pub(crate) name: String,
}

/// What all the people of some files get.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    rename_all = "kebab-case",
    expecting = "a table such as { files = \"dentist--*.csv\", assign = { lehi = \"dentist\" } }"
)]
pub(crate) struct BatchOptions {
    /// The files: a path or a pattern such as `dentist--*.csv`, from the folder of this file.
    #[schemars(with = "String")]
    pub(crate) files: Spanned<String>,
    /// The role at each location, by their ids: `{ lehi = "dentist" }`. Without it the names of the files say it.
    #[schemars(with = "Option<BTreeMap<String, String>>")]
    pub(crate) assign: Option<BTreeMap<Spanned<String>, Spanned<String>>>,
    /// The working hours of providers by day, `{ mon = "08:00-17:00" }`, or by location and day where they differ.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, HoursOptions>")]
    pub(crate) hours: BTreeMap<Spanned<String>, HoursOptions>,
    /// The inactivity timeout: one of the schema's choices.
    #[schemars(with = "Option<String>")]
    pub(crate) inactivity_timeout: Option<Spanned<String>>,
}

/// The hours of a day at every location, or the days of one location.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "hours are written as \"08:00-17:00\", or by day as { mon = \"08:00-17:00\" }"
)]
pub(crate) enum HoursOptions {
    /// `08:00-17:00`
    Day(String),
    /// `{ mon = "08:00-17:00" }`
    Location(BTreeMap<String, String>),
}

/// At which level a rule is shown, and why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table such as { level = \"off\", reason = \"why\" }"
)]
pub(crate) struct RuleOptions {
    /// `off`, `note`, `warning` or `error`. A rule whose own level is error still keeps its rows from being imported.
    #[schemars(with = "String")]
    pub(crate) level: Spanned<String>,
    /// Why, for whoever reads this next.
    #[schemars(with = "String")]
    pub(crate) reason: Spanned<String>,
}

/// At which levels rules are shown in some files.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table such as { files = \"archive/*\", rules = {} }"
)]
pub(crate) struct OverrideOptions {
    /// The files: a path or a pattern such as `archive/*`, from the folder of this file.
    #[schemars(with = "String")]
    pub(crate) files: Spanned<String>,
    /// The rules, as in `[rules]`, each with a reason.
    #[schemars(with = "BTreeMap<String, RuleOptions>")]
    pub(crate) rules: BTreeMap<Spanned<String>, RuleOptions>,
}

/// A rule that is not raised about one person. Of an error it is a waiver: the row is imported.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table such as { rule = \"invalid-phone\", person = \"zberg\", reason = \"why\" }"
)]
pub(crate) struct SuppressOptions {
    /// The name of the rule. Keys, required cells and the structure of a file cannot be waived.
    #[schemars(with = "String")]
    pub(crate) rule: Spanned<String>,
    /// The person's username, in letters of any case. Either this or `npi`.
    #[schemars(with = "Option<String>")]
    pub(crate) person: Option<Spanned<String>>,
    /// The person's NPI. Either this or `person`.
    #[schemars(with = "Option<String>")]
    pub(crate) npi: Option<Spanned<String>>,
    /// Why, for whoever reads this next.
    #[schemars(with = "String")]
    pub(crate) reason: Spanned<String>,
    /// The last day on which it holds: a date without quotation marks, `2027-06-30`. Without it, it holds for good.
    #[schemars(with = "Option<String>")]
    pub(crate) until: Option<Spanned<Datetime>>,
}

/// The JSON Schema of `roster.toml`, by which editors complete and check it.
pub fn json_schema() -> schemars::Schema {
    schemars::schema_for!(Options)
}
