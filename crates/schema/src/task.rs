//! Follow-up tasks: what the target leaves to a person after an import.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::condition::{Condition, ConditionSource};

/// Something that a person must still do in the target once the accounts exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its name: `[a-z0-9-]+`.
    pub id: String,
    /// What to do, as a short imperative.
    pub title: String,
    /// How and why, in a sentence or two.
    pub detail: String,
    /// Which accounts it is for; `None` is every account.
    pub when: Option<Condition>,
}

/// A task as `schema.toml` writes it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskSource {
    /// Its name: lower-case letters, digits, hyphens.
    #[schemars(with = "String")]
    pub(crate) id: toml::Spanned<String>,
    /// What to do, as a short imperative.
    pub(crate) title: String,
    /// How and why, in a sentence or two.
    pub(crate) detail: String,
    /// Which accounts it is for; without it every account.
    pub(crate) when: Option<ConditionSource>,
}
