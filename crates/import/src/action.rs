//! What is to be done with one row: the one decision that planning and applying share.

use std::collections::BTreeMap;
use std::fmt;

use rosterkit_lint::Values;
use rosterkit_schema::{Attribute, Batch, Timeout, WorkingWeek};

use crate::account::{Account, Assignment};
use crate::record::{Identifier, Person, Reader};
use crate::store::Known;

/// What is to be done with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Nobody has the username: the account is created, with the assignments of the batch and the follow-up tasks.
    Create,
    /// The account exists as the row has it and gets these roles: location id to role id.
    AddAssignments(BTreeMap<String, String>),
    /// The account exists and is made to say what the row says. Only where that was asked for.
    Update {
        /// What the row and the store disagree about, and the row wins.
        differences: Vec<Difference>,
        /// The roles that it gets besides: location id to role id.
        added: BTreeMap<String, String>,
    },
    /// The account exists as the row has it, with all that the batch gives.
    Unchanged,
    /// The row and the store cannot both be right.
    Conflict(Vec<Difference>),
}

impl Action {
    /// Whether it writes anything.
    pub(crate) fn changes_something(&self) -> bool {
        !matches!(self, Self::Unchanged | Self::Conflict(_))
    }
}

/// What happens where a row and the store say different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnDifference {
    /// The row is in conflict.
    #[default]
    Refuse,
    /// The row wins, field by field. A blank cell says nothing and so wins over nothing.
    Update,
}

/// What a row and the store disagree about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
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

impl Difference {
    /// Whether it is another account that stands in the way.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Taken { .. })
    }
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
    known: &Known,
    reader: Reader<'_>,
    person: &Person<'_>,
    (batch, on_difference): (&Batch, OnDifference),
) -> Action {
    let mut differences = Vec::new();
    if let Some(account) = &known.account {
        disagreements(account, reader, person, batch, &mut differences);
    }
    // Nobody can decide for another account that it should lose a value.
    let update = on_difference == OnDifference::Update && known.holders.is_empty();
    for (place, holder) in &known.holders {
        differences.extend(
            person
                .identifiers
                .get(*place)
                .map(|identifier| taken(reader, person, identifier, holder)),
        );
    }
    if !differences.is_empty() && !update {
        return Action::Conflict(differences);
    }
    let Some(account) = &known.account else {
        return Action::Create;
    };
    let new = batch
        .assignments
        .iter()
        .filter(|(location, _)| !account.assignments.contains_key(*location));
    let added: BTreeMap<String, String> = new
        .map(|(location, role)| (location.clone(), role.clone()))
        .collect();
    match (differences.is_empty(), added.is_empty()) {
        (false, _) => Action::Update { differences, added },
        (true, false) => Action::AddAssignments(added),
        (true, true) => Action::Unchanged,
    }
}

/// Where a stored account and a row with its username say different things.
fn disagreements(
    account: &Account,
    reader: Reader<'_>,
    person: &Person<'_>,
    batch: &Batch,
    differences: &mut Vec<Difference>,
) {
    for (attribute, given) in &person.record.values {
        let stored = account.record.values.get(attribute);
        if stored != Some(given) {
            let held = |text: &String| Held {
                text: text.clone(),
                sensitive: reader.is_sensitive(attribute),
            };
            differences.push(Difference::OtherValue {
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
            differences.push(Difference::OtherRole {
                location: location(),
                stored: stored.role.clone(),
                given: given.role,
            });
        }
        if !given.hours.is_empty() && stored.hours != given.hours {
            differences.push(Difference::OtherHours {
                location: location(),
                stored: stored.hours.clone(),
                given: given.hours,
            });
        }
        if let Some(timeout) = given.inactivity_timeout
            && stored.inactivity_timeout != Some(timeout)
        {
            differences.push(Difference::OtherTimeout {
                location: location(),
                stored: stored.inactivity_timeout,
                given: timeout,
            });
        }
    }
}

fn taken(reader: Reader<'_>, person: &Person<'_>, identifier: &Identifier, holder: &str) -> Difference {
    let attribute = &identifier.attribute;
    let text = person.record.values.get(attribute).unwrap_or(&identifier.value);
    Difference::Taken {
        attribute: attribute.clone(),
        value: Held {
            text: text.clone(),
            sensitive: reader.is_sensitive(attribute),
        },
        holder: holder.to_owned(),
    }
}
