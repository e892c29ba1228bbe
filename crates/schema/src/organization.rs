//! The organization: its roles and locations, and which of them a batch of people gets.

use std::collections::BTreeMap;

use crate::batch::{Timeout, WorkingWeek};

/// A role that users can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its short name in files and reports: `[a-z0-9-]+`, no `--`.
    pub id: String,
    /// Its name exactly as the target calls it.
    pub name: String,
    /// Whether those who have it treat patients.
    pub provider: bool,
}

/// A place at which users work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Its short name in files and reports: `[a-z0-9-]+`, no `--`.
    pub id: String,
    /// Its name exactly as the target calls it.
    pub name: String,
}

/// Who there is to be and where there is to work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organization {
    /// In the order of `roster.toml`.
    pub roles: Vec<Role>,
    /// In the order of `roster.toml`.
    pub locations: Vec<Location>,
}

impl Organization {
    /// The role with this id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The location with this id.
    pub fn location(&self, id: &str) -> Option<&Location> {
        self.locations.iter().find(|location| location.id == id)
    }

    /// Roles at locations by their names: `Provider at Lehi, Receptionist at Provo`. An id that is not known stays.
    pub fn in_words<'a>(&self, assignments: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let names = assignments.into_iter().map(|(location, role)| {
            let role = self.role(role).map_or(role, |role| &role.name);
            let location = self
                .location(location)
                .map_or(location, |location| &location.name);
            format!("{role} at {location}")
        });
        names.collect::<Vec<_>>().join(", ")
    }
}

/// What all the people of one file get.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// The role at each location, by ids of the organization. One role per location.
    pub assignments: BTreeMap<String, String>,
    /// Whether the people are providers; `None` where the roles disagree or are not known.
    pub provider: Option<bool>,
    /// The working hours, by location id.
    pub hours: BTreeMap<String, WorkingWeek>,
    /// The inactivity timeout; `None` is the target's default.
    pub inactivity_timeout: Option<Timeout>,
}

impl Batch {
    /// Whether the two have a location in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.common_location(other).is_some()
    }

    /// The id of the first location that the two have in common.
    pub fn common_location(&self, other: &Self) -> Option<&str> {
        let mut locations = self.assignments.keys();
        locations
            .find(|location| other.assignments.contains_key(*location))
            .map(String::as_str)
    }
}

/// Whether a text can be the id of a role, a location, a column or a task: lower-case ASCII letters, digits and
/// single hyphens, beginning with a letter or digit. Two hyphens separate role and location in a file name.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && !text.contains("--")
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_clear_of_the_separator_in_file_names() {
        for id in ["dentist", "front-desk-2", "2nd"] {
            assert!(is_id(id), "{id}");
        }
        for id in ["", "-", "a--b", "Dentist", "a_b", "é", "a-", "-a"] {
            assert!(!is_id(id), "{id}");
        }
    }

    #[test]
    fn batches_overlap_where_they_share_a_location() {
        let batch = |locations: &[&str]| Batch {
            assignments: locations
                .iter()
                .map(|id| ((*id).to_owned(), "role".to_owned()))
                .collect(),
            ..Batch::default()
        };
        assert!(batch(&["a", "b"]).overlaps(&batch(&["b", "c"])));
        assert!(!batch(&["a"]).overlaps(&batch(&["b"])));
    }
}
