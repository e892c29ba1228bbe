//! What stands in the columns of JSON: records, assignments, working hours, and what a change took the place of.

use std::collections::BTreeMap;

use rosterkit_schema::{Attribute, Timeout, WorkingWeek};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a change that can be taken back took the place of. Ids are those of the store.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Before {
    /// The record, where it was replaced: JSON of [`of_values`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) record: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) likeness: Option<String>,
    /// The identifiers that were replaced, and those that were not there before, without a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) identifiers: Vec<(String, Option<String>)>,
    /// The assignments that were replaced: location, role, terms, batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) assignments: Vec<(String, String, i64, i64)>,
}

impl Before {
    /// JSON; `None` when nothing was replaced.
    pub(super) fn to_json(&self) -> Option<String> {
        (*self != Self::default()).then(|| serde_json::to_string(self).unwrap_or_default())
    }

    /// `None` when it is not what [`to_json`](Self::to_json) writes.
    pub(super) fn from_json(json: Option<&str>) -> Option<Self> {
        json.map_or_else(|| Some(Self::default()), |json| serde_json::from_str(json).ok())
    }
}

/// `{"name.givenName":"Ana"}`.
pub(super) fn of_values(values: &BTreeMap<Attribute, String>) -> String {
    let object: BTreeMap<&str, &str> = values
        .iter()
        .map(|(attribute, text)| (attribute.as_str(), text.as_str()))
        .collect();
    serde_json::to_string(&object).unwrap_or_default()
}

/// `None` when it is no object of texts by attribute.
pub(super) fn to_values(json: &str) -> Option<BTreeMap<Attribute, String>> {
    let object: BTreeMap<String, String> = serde_json::from_str(json).ok()?;
    object
        .into_iter()
        .map(|(path, text)| Some((Attribute::parse(&path)?, text)))
        .collect()
}

/// `{"lehi":"dentist"}`.
pub(super) fn of_assignments(assignments: &BTreeMap<String, String>) -> String {
    serde_json::to_string(assignments).unwrap_or_default()
}

/// `None` when it is no object of texts.
pub(super) fn to_assignments(json: &str) -> Option<BTreeMap<String, String>> {
    serde_json::from_str(json).ok()
}

/// `{"mon":"08:00-17:00"}`.
pub(super) fn of_week(week: &WorkingWeek) -> Value {
    let days = week.iter();
    days.map(|(day, hours)| (day.as_str(), hours.to_string()))
        .collect()
}

/// `None` when it is no object of hours by day.
pub(super) fn to_week(json: &str) -> Option<WorkingWeek> {
    week_of(serde_json::from_str(json).ok()?)
}

/// `{"lehi":{"mon":"08:00-17:00"}}`.
pub(super) fn of_hours(hours: &BTreeMap<String, WorkingWeek>) -> String {
    let object: Value = hours
        .iter()
        .map(|(location, worked)| (location.as_str(), of_week(worked)))
        .collect();
    object.to_string()
}

/// `None` when it is no object of weeks.
pub(super) fn to_hours(json: &str) -> Option<BTreeMap<String, WorkingWeek>> {
    let object: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(json).ok()?;
    object
        .into_iter()
        .map(|(location, worked)| Some((location, week_of(worked)?)))
        .collect()
}

fn week_of(week: BTreeMap<String, String>) -> Option<WorkingWeek> {
    week.into_iter()
        .map(|(day, hours)| Some((day.parse().ok()?, hours.parse().ok()?)))
        .collect()
}

/// `None` when it is no whole number of minutes that a timeout can have.
pub(super) fn to_timeout(minutes: u32) -> Option<Timeout> {
    format!("{minutes}m").parse().ok()
}
