//! What is to be done with one row: the one decision that planning and applying share.

use std::collections::BTreeMap;
use std::fmt;

use rosterkit_lint::Values;
use rosterkit_schema::{Attribute, Batch, Timeout, WorkingWeek};

use crate::account::{Account, Assignment};
use crate::record::{AccountKey, Identifier, Person, Reader};
use crate::store::Lookup;
use crate::store_error::StoreError;

/// What is to be done with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Nobody has the username: the account is created, with the assignments of the batch and the follow-up tasks.
    Create,
    /// The account exists as the row has it and gets these roles: location id to role id.
    AddAssignments(BTreeMap<String, String>),
    /// The account exists as the row has it, with all that the batch gives.
    Unchanged,
    /// The row and the store cannot both be right.
    Conflict(Vec<ConflictReason>),
}

/// What a row and the store disagree about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConflictReason {
    /// The account holds something else, or nothing, where the row is filled. A blank cell says nothing and disagrees with
    /// nothing.
    OtherValue {
        /// What it is about.
        attribute: Attribute,
        /// What the store holds; `None` is nothing.
        stored: Option<Held>,
        /// What the row says.
        given: Held,
    },
    /// The account has another role at a location of the batch.
    OtherRole {
        /// The location's id.
        location: String,
        /// The id of the role that the account has.
        stored: String,
        /// The id of the role that the batch gives.
        given: String,
    },
    /// The account was given other working hours at a location of the batch.
    OtherHours {
        /// The location's id.
        location: String,
        /// The hours that the account has; without days when it was given none.
        stored: WorkingWeek,
        /// The hours that the batch gives.
        given: WorkingWeek,
    },
    /// The account was given another inactivity timeout at a location of the batch.
    OtherTimeout {
        /// The location's id.
        location: String,
        /// The timeout that the account has; `None` is the target's default.
        stored: Option<Timeout>,
        /// The timeout that the batch gives.
        given: Timeout,
    },
    /// Another account has a value that only one may have.
    Taken {
        /// What it is about.
        attribute: Attribute,
        /// The value.
        value: Held,
        /// The username of the account that has it.
        holder: String,
    },
}

/// A value of a record that may be sensitive. Its debug form shows no sensitive value.
#[derive(Clone, PartialEq, Eq)]
pub struct Held {
    text: String,
    sensitive: bool,
}

impl Held {
    /// The canonical text; `None` when it is sensitive and the listener may not see such values.
    pub fn text(&self, values: Values) -> Option<&str> {
        (!self.sensitive || values == Values::Shown).then_some(&self.text)
    }

    /// Whether the schema calls the column sensitive.
    pub fn is_sensitive(&self) -> bool {
        self.sensitive
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text(Values::Masked) {
            Some(text) => fmt::Debug::fmt(text, f),
            None => f.write_str("(sensitive)"),
        }
    }
}

/// Decides what is to be done with a person of this batch, as things stand in the store.
pub(crate) fn decide(
    store: &dyn Lookup,
    reader: Reader<'_>,
    person: &Person<'_>,
    batch: &Batch,
) -> Result<Action, StoreError> {
    let key = person.record.key();
    let account = store.account(&key)?;
    let mut conflicts = Vec::new();
    if let Some(account) = &account {
        disagreements(account, reader, person, batch, &mut conflicts);
    }
    for identifier in &person.identifiers {
        if let Some(holder) = store.holder(identifier)?
            && AccountKey::of(&holder) != key
        {
            conflicts.push(taken(reader, person, identifier, holder));
        }
    }
    if !conflicts.is_empty() {
        return Ok(Action::Conflict(conflicts));
    }
    let Some(account) = account else {
        return Ok(Action::Create);
    };
    let new = batch
        .assignments
        .iter()
        .filter(|(location, _)| !account.assignments.contains_key(*location));
    let new: BTreeMap<String, String> = new
        .map(|(location, role)| (location.clone(), role.clone()))
        .collect();
    Ok(if new.is_empty() {
        Action::Unchanged
    } else {
        Action::AddAssignments(new)
    })
}

/// Where a stored account and a row with its username say different things.
fn disagreements(
    account: &Account,
    reader: Reader<'_>,
    person: &Person<'_>,
    batch: &Batch,
    conflicts: &mut Vec<ConflictReason>,
) {
    for (attribute, given) in &person.record.values {
        let stored = account.record.values.get(attribute);
        if stored != Some(given) {
            let held = |text: &String| Held {
                text: text.clone(),
                sensitive: reader.is_sensitive(attribute),
            };
            conflicts.push(ConflictReason::OtherValue {
                attribute: attribute.clone(),
                stored: stored.map(held),
                given: held(given),
            });
        }
    }
    for (location, stored) in &account.assignments {
        let Some(given) = Assignment::of(batch, location) else {
            continue;
        };
        let location = || location.clone();
        if stored.role != given.role {
            conflicts.push(ConflictReason::OtherRole {
                location: location(),
                stored: stored.role.clone(),
                given: given.role,
            });
        }
        if !given.hours.is_empty() && stored.hours != given.hours {
            conflicts.push(ConflictReason::OtherHours {
                location: location(),
                stored: stored.hours.clone(),
                given: given.hours,
            });
        }
        if let Some(timeout) = given.inactivity_timeout
            && stored.inactivity_timeout != Some(timeout)
        {
            conflicts.push(ConflictReason::OtherTimeout {
                location: location(),
                stored: stored.inactivity_timeout,
                given: timeout,
            });
        }
    }
}

fn taken(reader: Reader<'_>, person: &Person<'_>, identifier: &Identifier, holder: String) -> ConflictReason {
    let attribute = &identifier.attribute;
    let text = person.record.values.get(attribute).unwrap_or(&identifier.value);
    ConflictReason::Taken {
        attribute: attribute.clone(),
        value: Held {
            text: text.clone(),
            sensitive: reader.is_sensitive(attribute),
        },
        holder,
    }
}
