//! A store as it would be in the middle of a plan.

use std::collections::{HashMap, HashSet};

use rosterkit_lint::{CleanFile, CleanRow, CleanRows};
use rosterkit_schema::Batch;

use super::{PlanError, PlannedRow};
use crate::account::{Account, Assignment};
use crate::action::{Action, decide};
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier, Person, Reader};
use crate::store::{AppliedAt, Lookup};
use crate::store_error::StoreError;

/// A store as it would be with the batches planned so far.
///
/// Only the people who stand in more than one file are kept: nobody else is asked about twice. Identifiers need no
/// keeping, since no two people of clean rows share one.
pub(super) struct Pending<'s> {
    store: &'s dyn Lookup,
    accounts: HashMap<AccountKey, Option<Account>>,
}

impl<'s> Pending<'s> {
    pub(super) fn new(store: &'s dyn Lookup, reader: Reader<'_>, clean: CleanRows<'_>) -> Self {
        let mut accounts = HashMap::new();
        if clean.files().nth(1).is_some() {
            let mut seen = HashSet::new();
            let rows = clean.files().flat_map(|file| file.rows());
            for key in rows.filter_map(|row| reader.key(&row)) {
                if !seen.insert(key.clone()) {
                    accounts.insert(key, None);
                }
            }
        }
        Self { store, accounts }
    }

    /// Plans the rows of one file on top of those planned before.
    pub(super) fn plan(
        &mut self,
        reader: Reader<'_>,
        file: &CleanFile<'_>,
    ) -> Result<Vec<PlannedRow>, PlanError> {
        file.rows().map(|row| self.plan_row(reader, file, &row)).collect()
    }

    fn plan_row(
        &mut self,
        reader: Reader<'_>,
        file: &CleanFile<'_>,
        row: &CleanRow,
    ) -> Result<PlannedRow, PlanError> {
        let person = reader.person(row).ok_or_else(|| PlanError::NoUsername {
            file: file.document().name().to_owned(),
            row: row.index().number(),
        })?;
        let action = decide(self, reader, &person, file.batch())?;
        self.note(&person, &action, file.batch())?;
        Ok(PlannedRow {
            row: row.index(),
            username: person.record.username,
            action,
        })
    }

    /// Keeps what the action would make of an account that is asked about again.
    fn note(&mut self, person: &Person<'_>, action: &Action, batch: &Batch) -> Result<(), StoreError> {
        let key = person.record.key();
        if !self.accounts.contains_key(&key) {
            return Ok(());
        }
        let (mut account, added) = match action {
            Action::Create => (
                Account {
                    version: 1,
                    record: person.record.clone(),
                    assignments: [].into(),
                },
                &batch.assignments,
            ),
            Action::AddAssignments(added) => match self.account(&key)? {
                Some(account) => (account, added),
                None => return Ok(()),
            },
            Action::Unchanged | Action::Conflict(_) => return Ok(()),
        };
        for location in added.keys() {
            let assignment = Assignment::of(batch, location);
            account
                .assignments
                .extend(assignment.map(|assignment| (location.clone(), assignment)));
        }
        self.accounts.insert(key, Some(account));
        Ok(())
    }
}

impl Lookup for Pending<'_> {
    fn account(&self, key: &AccountKey) -> Result<Option<Account>, StoreError> {
        match self.accounts.get(key) {
            Some(Some(account)) => Ok(Some(account.clone())),
            _ => self.store.account(key),
        }
    }

    fn holder(&self, identifier: &Identifier) -> Result<Option<String>, StoreError> {
        self.store.holder(identifier)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        self.store.applied(digest)
    }
}
