//! The little of `roster.toml` that the pages of rules show: enough to judge their examples by.

use toml::{Table, Value};

use crate::testing::suppression;
use crate::{Claim, Day, Roster, Suppression, Unknown, Whose};

/// The `toml` blocks of one section, together.
pub(super) struct RosterToml(Table);

impl RosterToml {
    pub(super) fn of(section: &str) -> Self {
        let blocks = section.split("```toml\n").skip(1);
        let text: String = blocks.filter_map(|block| block.split("```").next()).collect();
        Self(text.parse().unwrap())
    }

    /// What it says about one file.
    pub(super) fn govern(&self, file: &mut Roster) {
        let stem = file.document.name().split('.').next().unwrap_or_default();
        let Some((role, location)) = stem.split_once("--") else {
            return;
        };
        for (kind, part) in [("role", role), ("location", location)] {
            let known: Vec<String> = self
                .list(kind)
                .iter()
                .filter_map(|entry| text(entry, "id"))
                .collect();
            if !known.is_empty() && !known.iter().any(|id| id == part) {
                let part = part.to_owned();
                file.standing.unknown.push(Unknown {
                    kind,
                    part,
                    known,
                    meant: None,
                });
            }
        }
        for entry in self.list("batch") {
            let assign = entry.get("assign").and_then(Value::as_table);
            let says = assign
                .into_iter()
                .flatten()
                .map(|(location, role)| format!("{} at {location}", role.as_str().unwrap_or_default()));
            let says = says.collect::<Vec<_>>().join(", ");
            if let Some(hours) = entry.get("hours").and_then(Value::as_table) {
                let day = |(day, hours): (&String, &Value)| {
                    Some((day.parse().ok()?, hours.as_str()?.parse().ok()?))
                };
                let week = hours.iter().filter_map(day).collect();
                file.batch.hours.insert(location.to_owned(), week);
            }
            let name = format!("{role} at {location}");
            if text(&entry, "files").as_deref() == Some(file.document.name()) && says != name {
                file.standing.claims = vec![
                    Claim {
                        by: "roster.toml",
                        says,
                    },
                    Claim {
                        by: "its name",
                        says: name,
                    },
                ];
            }
        }
    }

    pub(super) fn suppressions(&self) -> Vec<Suppression> {
        let read = |entry: &Value| {
            let whose = text(entry, "person").map(Whose::Username);
            let whose = whose.or_else(|| text(entry, "npi").map(Whose::Npi)).unwrap();
            let date = |until: &Value| until.as_datetime()?.date;
            let until = entry.get("until").and_then(date).map(|until| Day {
                year: until.year,
                month: until.month,
                day: until.day,
            });
            Suppression {
                until,
                ..suppression(&text(entry, "rule").unwrap(), whose)
            }
        };
        self.list("suppress").iter().map(read).collect()
    }

    fn list(&self, key: &str) -> Vec<Value> {
        let list = self.0.get(key).and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    }
}

fn text(entry: &Value, key: &str) -> Option<String> {
    Some(entry.get(key)?.as_str()?.to_owned())
}
