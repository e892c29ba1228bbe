//! The little of `roster.toml` that the pages of rules show: enough to judge their examples by.

use toml::{Table, Value};

use crate::testing::suppression;
use crate::{Day, Roster, Suppression, Whose};

/// The `toml` blocks of one section, together.
pub(super) struct RosterToml(Table);

impl RosterToml {
    pub(super) fn of(section: &str) -> Self {
        let blocks = section.split("```toml\n").skip(1);
        let text: String = blocks.filter_map(|block| block.split("```").next()).collect();
        Self(text.parse().unwrap())
    }

    /// What it says about one file.
    pub(super) fn govern(&self, _file: &mut Roster) {}

    pub(super) fn suppressions(&self) -> Vec<Suppression> {
        let text = |entry: &Value, key: &str| Some(entry.get(key)?.as_str()?.to_owned());
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
