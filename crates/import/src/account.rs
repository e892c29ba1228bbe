//! Accounts: people as a store has them.

use std::collections::BTreeMap;

use rosterkit_schema::{Batch, Timeout, WorkingWeek};

use crate::record::Record;

/// A person whom a store has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Counts the changes to the account, from 1.
    pub version: u32,
    /// The person's details.
    pub record: Record,
    /// What the person has at each location, by location id.
    pub assignments: BTreeMap<String, Assignment>,
}

/// What a person has at one location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The role, by its id in the organization.
    pub role: String,
    /// The working hours of the batch at this location; without days when none were given.
    pub hours: WorkingWeek,
    /// The inactivity timeout of the batch; `None` is the target's default.
    pub inactivity_timeout: Option<Timeout>,
}

impl Assignment {
    /// What the batch gives at this location, if anything.
    pub(crate) fn of(batch: &Batch, location: &str) -> Option<Self> {
        Some(Self {
            role: batch.assignments.get(location)?.clone(),
            hours: batch.hours.get(location).cloned().unwrap_or_default(),
            inactivity_timeout: batch.inactivity_timeout,
        })
    }
    /// What the batch gives at each of its locations.
    pub(crate) fn all_of(batch: &Batch) -> BTreeMap<String, Self> {
        let of = |location: &String| Some((location.clone(), Self::of(batch, location)?));
        batch.assignments.keys().filter_map(of).collect()
    }

    /// The same where it says something, and what was there before where it says nothing.
    pub(crate) fn over(mut self, before: &Self) -> Self {
        if self.hours.is_empty() {
            self.hours.clone_from(&before.hours);
        }
        self.inactivity_timeout = self.inactivity_timeout.or(before.inactivity_timeout);
        self
    }
}
