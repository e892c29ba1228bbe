//! A form to fill in: whose law, for which batch.

use std::collections::BTreeMap;

use rosterkit_schema::{Batch, Column, ColumnId, Condition, Organization, Schema};

/// A form to fill in: whose law, for which batch.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// The law.
    pub schema: &'a Schema,
    /// Where the names of roles and locations stand.
    pub organization: &'a Organization,
    /// The people for whom the form is. Without assignments it is for anybody.
    pub batch: &'a Batch,
}

impl<'a> Form<'a> {
    /// The name of the form's file without its ending: `<role>--<location>`, by ids.
    ///
    /// Several locations of a role are joined by `+`, several roles as well, each sorted by id: `dentist--lehi+orem`,
    /// `desk--provo+dentist--lehi+orem`. An id holds neither `+` nor `--`, so the name reads back in one way: what
    /// follows a `+` is another role where it holds `--`, else another location. A batch without assignments is named
    /// after the schema.
    pub fn file_stem(&self) -> String {
        let mut locations_by_role = BTreeMap::<&str, Vec<&str>>::new();
        for (location, role) in &self.batch.assignments {
            locations_by_role.entry(role).or_default().push(location);
        }
        if locations_by_role.is_empty() {
            return self.schema.name.clone();
        }
        let parts = locations_by_role
            .iter()
            .map(|(role, locations)| format!("{role}--{}", locations.join("+")));
        parts.collect::<Vec<_>>().join("+")
    }

    /// The role at each location by their names: `Provider at Lehi`. An id that the organization does not know stands
    /// for itself.
    pub(crate) fn assignments(&self) -> Vec<String> {
        let assignments = self.batch.assignments.iter().map(|(location, role)| {
            let role = self.organization.role(role).map_or(role, |role| &role.name);
            let location = self
                .organization
                .location(location)
                .map_or(location, |location| &location.name);
            format!("{role} at {location}")
        });
        assignments.collect()
    }

    /// What the column says of everyone in this batch, if the batch decides it.
    pub(crate) fn settled(&self, column: ColumnId) -> Option<&'a str> {
        let law = self
            .schema
            .batch
            .provider
            .as_ref()
            .filter(|law| law.column == column)?;
        Some(if self.batch.provider? {
            &law.provider
        } else {
            &law.other
        })
    }

    /// Whether a condition holds for everyone in this batch; `None` where each row decides for itself.
    pub(crate) fn holds(&self, condition: &Condition) -> Option<bool> {
        self.settled(condition.column).map(|value| value == condition.is)
    }

    /// Whether everyone in this batch must leave the column blank.
    pub fn stays_blank(&self, column: &Column) -> bool {
        column
            .blank_when
            .as_ref()
            .and_then(|condition| self.holds(condition))
            == Some(true)
    }

    /// A condition in words: `Provider (YES/NO) is YES`.
    pub(crate) fn condition_in_words(&self, condition: &Condition) -> String {
        format!(
            "{} is {}",
            self.schema.column(condition.column).header,
            condition.is
        )
    }
}
