//! What an action leaves of an account.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rosterkit_schema::Batch;
use rosterkit_sheet::RowIndex;

use crate::account::{Account, Assignment};
use crate::action::Action;
use crate::record::{Person, Record};
use crate::store::{Change, ChangeKind};

/// The record after a row wins over what there was: a blank cell takes nothing away.
pub(crate) fn record_after<'r>(given: &'r Record, before: Option<&Account>) -> Cow<'r, Record> {
    let Some(before) = before else {
        return Cow::Borrowed(given);
    };
    let mut record = before.record.clone();
    let given = given
        .values
        .iter()
        .map(|(attribute, text)| (attribute.clone(), text.clone()));
    record.values.extend(given);
    Cow::Owned(record)
}

/// What the action gives, by location id.
pub(crate) fn assignments_after(
    action: &Action,
    batch: &Batch,
    before: Option<&Account>,
) -> BTreeMap<String, Assignment> {
    let all = Assignment::all_of(batch).into_iter();
    match action {
        Action::Create => all.collect(),
        Action::AddAssignments(added) => all.filter(|(location, _)| added.contains_key(location)).collect(),
        Action::Update { .. } => all
            .filter_map(|(location, given)| {
                let stored = before.and_then(|account| account.assignments.get(&location));
                let given = match stored {
                    Some(stored) => Some(given.over(stored)).filter(|after| after != stored),
                    None => Some(given),
                };
                Some((location, given?))
            })
            .collect(),
        Action::Unchanged | Action::Conflict(_) => BTreeMap::new(),
    }
}

/// The change that a store is to make for an action; `None` when it is nothing. The record is that of
/// [`record_after`].
pub(crate) fn change<'a>(
    (row, action): (RowIndex, &Action),
    batch: &Batch,
    person: &'a Person<'a>,
    (before, record): (Option<&Account>, &'a Record),
) -> Option<Change<'a>> {
    let kind = match action {
        Action::Create => ChangeKind::Create {
            identifiers: &person.identifiers,
            tasks: &person.tasks,
        },
        Action::AddAssignments(_) => ChangeKind::AddAssignments,
        Action::Update { .. } => ChangeKind::Update {
            identifiers: &person.identifiers,
        },
        Action::Unchanged | Action::Conflict(_) => return None,
    };
    Some(Change {
        row,
        record,
        assignments: assignments_after(action, batch, before),
        kind,
    })
}
