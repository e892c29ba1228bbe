//! A store as it would be in the middle of a plan.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use rosterkit_lint::{CleanFile, CleanRows};
use rosterkit_schema::Batch;
use rosterkit_sheet::RowIndex;

use super::PlanError;
use super::rows::Rows;
use crate::account::Account;
use crate::action::{Action, OnDifference, decide};
use crate::change::{assignments_after, record_after};
use crate::record::{AccountKey, Person, Reader};
use crate::store::{Asked, Known, Lookup};
use crate::store_error::StoreError;

/// How many people a store is asked about at once.
pub(crate) const AT_ONCE: usize = 500;

/// A store as it would be with the batches planned so far.
///
/// Only the people who stand in more than one file are kept: nobody else is asked about twice. Identifiers need no
/// keeping, since no two people of clean rows share one.
pub(super) struct Pending<'s> {
    store: &'s dyn Lookup,
    on_difference: OnDifference,
    accounts: HashMap<AccountKey, Option<Account>>,
}

impl<'s> Pending<'s> {
    pub(super) fn new(
        store: &'s dyn Lookup,
        reader: Reader<'_>,
        clean: CleanRows<'_>,
        on_difference: OnDifference,
    ) -> Self {
        let mut accounts = HashMap::new();
        if clean.may_repeat() {
            // Hashes take little space, and whoever is kept for the sake of another's hash does no harm.
            let hasher = RandomState::new();
            let mut seen = HashSet::new();
            let rows = clean.files().flat_map(|file| file.rows());
            for key in rows.filter_map(|row| reader.key(&row)) {
                if !seen.insert(hasher.hash_one(&key)) {
                    accounts.insert(key, None);
                }
            }
        }
        Self {
            store,
            on_difference,
            accounts,
        }
    }

    /// Plans the rows of one file on top of those planned before, and tells how many rows more are planned.
    pub(super) fn plan(
        &mut self,
        reader: Reader<'_>,
        file: &CleanFile<'_>,
        watch: &mut dyn FnMut(usize),
    ) -> Result<Rows, PlanError> {
        let mut rows = Rows::default();
        let mut people = file.rows().map(|row| {
            let person = reader.person(&row).ok_or_else(|| PlanError::NoUsername {
                file: file.document().name().to_owned(),
                row: row.index().number(),
            })?;
            Ok::<_, PlanError>((row.index(), person))
        });
        loop {
            let some: Vec<(RowIndex, Person<'_>)> =
                people.by_ref().take(AT_ONCE).collect::<Result<_, _>>()?;
            if some.is_empty() {
                return Ok(rows);
            }
            let number = some.len();
            self.plan_some(reader, file.batch(), some, &mut rows)?;
            watch(number);
        }
    }

    fn plan_some(
        &mut self,
        reader: Reader<'_>,
        batch: &Batch,
        people: Vec<(RowIndex, Person<'_>)>,
        rows: &mut Rows,
    ) -> Result<(), StoreError> {
        let likenesses: Vec<Option<String>> = people
            .iter()
            .map(|(_, person)| person.record.likeness())
            .collect();
        let asked = people
            .iter()
            .zip(&likenesses)
            .map(|((_, person), likeness)| Asked {
                key: &person.key,
                identifiers: &person.identifiers,
                likeness: likeness.as_deref(),
            });
        let known = self.store.known(&asked.collect::<Vec<_>>())?;
        for ((row, person), mut known) in people.into_iter().zip(known) {
            if let Some(Some(account)) = self.accounts.get(&person.key) {
                known.account = Some(account.clone());
            }
            let action = decide(&known, reader, &person, (batch, self.on_difference));
            self.note(&person, &action, batch, &known);
            let alike = known.alike.filter(|_| action == Action::Create);
            rows.push(row, action, alike);
        }
        Ok(())
    }

    /// Keeps what the action would make of an account that is asked about again.
    fn note(&mut self, person: &Person<'_>, action: &Action, batch: &Batch, known: &Known) {
        if let Some(kept) = self.accounts.get_mut(&person.key)
            && action.changes_something()
        {
            let before = known.account.as_ref();
            let mut assignments = before
                .map(|account| account.assignments.clone())
                .unwrap_or_default();
            assignments.extend(assignments_after(action, batch, before));
            *kept = Some(Account {
                version: 1,
                record: record_after(&person.record, before).into_owned(),
                assignments,
            });
        }
    }
}
