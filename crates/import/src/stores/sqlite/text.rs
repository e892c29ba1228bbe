//! What stands in the columns of JSON: records, assignments, working hours.

use std::collections::BTreeMap;

use rosterkit_schema::{Attribute, Timeout, WorkingWeek};
use serde_json::Value;

/// `{"name.givenName":"Ana"}`.
pub(super) fn of_values(values: &BTreeMap<Attribute, String>) -> String {
    let object: Value = values
        .iter()
        .map(|(attribute, text)| (attribute.as_str(), text.as_str()))
        .collect();
    object.to_string()
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
    let object: Value = assignments
        .iter()
        .map(|(location, role)| (location.as_str(), role.as_str()))
        .collect();
    object.to_string()
}

/// `None` when it is no object of texts.
pub(super) fn to_assignments(json: &str) -> Option<BTreeMap<String, String>> {
    serde_json::from_str(json).ok()
}

/// `{"lehi":{"mon":"08:00-17:00"}}`.
pub(super) fn of_hours(hours: &BTreeMap<String, WorkingWeek>) -> String {
    let week = |week: &WorkingWeek| -> Value {
        week.iter()
            .map(|(day, hours)| (day.as_str(), hours.to_string()))
            .collect()
    };
    let object: Value = hours
        .iter()
        .map(|(location, worked)| (location.as_str(), week(worked)))
        .collect();
    object.to_string()
}

/// `None` when it is no object of weeks.
pub(super) fn to_hours(json: &str) -> Option<BTreeMap<String, WorkingWeek>> {
    let object: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(json).ok()?;
    let week = |week: BTreeMap<String, String>| -> Option<WorkingWeek> {
        week.into_iter()
            .map(|(day, hours)| Some((day.parse().ok()?, hours.parse().ok()?)))
            .collect()
    };
    object
        .into_iter()
        .map(|(location, worked)| Some((location, week(worked)?)))
        .collect()
}

/// `None` when it is no whole number of minutes that a timeout can have.
pub(super) fn to_timeout(minutes: u32) -> Option<Timeout> {
    format!("{minutes}m").parse().ok()
}
