//! The organization: its roles and locations, and which of them a batch of people gets.

use std::collections::BTreeMap;

use crate::batch::{Timeout, WorkingWeek};
use crate::schema::header_key;

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

    /// The role that a person calls so: by id or name, whatever the case, spaces and punctuation. What is written exactly so
    /// comes first.
    pub fn role_named(&self, text: &str) -> Option<&Role> {
        let pick = |id: fn(&Role) -> &str| self.roles.iter().find(move |role| id(role) == text.trim());
        let key = header_key(text);
        let alike = || {
            let keys = |role: &&Role| [&role.id, &role.name].iter().any(|name| header_key(name) == key);
            self.roles.iter().find(keys).filter(|_| !key.is_empty())
        };
        pick(|role| &role.name)
            .or_else(|| pick(|role| &role.id))
            .or_else(alike)
    }

    /// The locations that a cell names, one or several: between them stand semicolons, bars or line ends, or commas where
    /// none belongs to a name.
    ///
    /// # Errors
    /// The first piece of the text that names none; blank where the text is.
    pub fn locations_named<'t>(&self, text: &'t str) -> Result<Vec<&Location>, &'t str> {
        let mut found = Vec::new();
        let pieces = |text: &'t str| text.split([';', '|', '\n', '\r']).map(str::trim);
        for piece in pieces(text).filter(|piece| !piece.is_empty()) {
            if let Some(location) = self.location_named(piece) {
                found.push(location);
                continue;
            }
            for part in piece.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                found.push(self.location_named(part).ok_or(part)?);
            }
        }
        if found.is_empty() { Err("") } else { Ok(found) }
    }

    fn location_named(&self, text: &str) -> Option<&Location> {
        let key = header_key(text);
        let mut locations = self.locations.iter();
        locations
            .find(|location| location.name == text || location.id == text)
            .or_else(|| {
                let keys = |location: &&Location| {
                    [&location.id, &location.name]
                        .iter()
                        .any(|name| header_key(name) == key)
                };
                self.locations.iter().find(keys).filter(|_| !key.is_empty())
            })
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
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

    /// What somebody gets who gets both, which have no location in common: of two inactivity timeouts the shorter.
    #[must_use]
    pub fn together(mut self, other: Self) -> Self {
        self.assignments.extend(other.assignments);
        self.hours.extend(other.hours);
        self.provider = self.provider.filter(|provider| other.provider == Some(*provider));
        let timeouts = [self.inactivity_timeout, other.inactivity_timeout];
        self.inactivity_timeout = timeouts.into_iter().flatten().min();
        self
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
    fn roles_and_locations_are_known_by_what_people_call_them() {
        let role = |id: &str, name: &str| Role {
            id: id.to_owned(),
            name: name.to_owned(),
            provider: false,
        };
        let location = |id: &str, name: &str| Location {
            id: id.to_owned(),
            name: name.to_owned(),
        };
        let organization = Organization {
            roles: vec![role("dentist", "Provider"), role("front-desk", "Receptionist")],
            locations: vec![
                location("slc", "Salt Lake City, UT"),
                location("lehi", "Lehi"),
                location("orem", "Orem"),
            ],
        };
        for text in ["front-desk", " Front Desk", "RECEPTIONIST"] {
            assert_eq!(
                organization.role_named(text).map(|role| role.id.as_str()),
                Some("front-desk"),
                "{text}"
            );
        }
        assert_eq!(organization.role_named("reception"), None);
        assert_eq!(organization.role_named(" - "), None);
        let ids = |text| {
            organization.locations_named(text).map(|found| {
                found
                    .iter()
                    .map(|location| location.id.clone())
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(ids("Lehi"), Ok(vec!["lehi".to_owned()]));
        assert_eq!(
            ids("Salt Lake City, UT; lehi ;"),
            Ok(vec!["slc".to_owned(), "lehi".to_owned()])
        );
        assert_eq!(ids("OREM, Lehi"), Ok(vec!["orem".to_owned(), "lehi".to_owned()]));
        assert_eq!(ids("Lehi\nLehy"), Err("Lehy"));
        assert_eq!(ids(" ; "), Err(""));
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
