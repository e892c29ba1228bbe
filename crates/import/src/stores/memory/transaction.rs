//! One batch on its way into a store in memory: a copy of the store that takes its place in the end.

use rosterkit_sheet::RowIndex;

use super::{MemoryChange, MemoryStore};
use crate::account::Account;
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier};
use crate::store::{
    AppliedAt, Asked, BatchCounts, BatchEntry, BatchId, Change, ChangeKind, JournalEntry, Journalled,
    JournalledKind, Known, Lookup, TaskEntry, TaskState, Transaction,
};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;

/// A copy of the store that takes its place in the end.
pub(super) struct MemoryTransaction<'a> {
    store: &'a mut MemoryStore,
    next: MemoryStore,
}

impl<'a> MemoryTransaction<'a> {
    pub(super) fn new(store: &'a mut MemoryStore) -> Self {
        let next = store.clone();
        Self { store, next }
    }
}

impl Lookup for MemoryTransaction<'_> {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        self.next.known(asked)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        self.next.applied(digest)
    }
}

impl Transaction for MemoryTransaction<'_> {
    fn journal(&mut self, entry: &JournalEntry<'_>) -> Result<BatchId, StoreError> {
        let count = i64::try_from(self.next.batches.len()).unwrap_or(i64::MAX);
        let id = BatchId(count.saturating_add(1));
        self.next.batches.push(BatchEntry {
            id,
            file: entry.file.to_owned(),
            digest: entry.digest,
            schema: entry.schema.to_owned(),
            schema_version: entry.schema_version.to_owned(),
            applied: entry.when,
            undone: None,
            assignments: entry.batch.assignments.clone(),
            hours: entry.batch.hours.clone(),
            inactivity_timeout: entry.batch.inactivity_timeout,
            counts: BatchCounts::default(),
        });
        Ok(id)
    }

    fn write(&mut self, batch: BatchId, changes: &[Change<'_>]) -> Result<(), StoreError> {
        changes
            .iter()
            .try_for_each(|change| self.next.change(batch, change))
    }

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        Ok(self.next.changes_of(batch))
    }

    fn take_back(&mut self, batch: BatchId, rows: &[RowIndex], when: Timestamp) -> Result<(), StoreError> {
        for row in rows {
            self.next.take_back_one((batch, *row), when)?;
        }
        let entry = self.next.entry(batch)?;
        entry.undone.get_or_insert(when);
        entry.counts.taken_back += u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        *self.store = self.next;
        Ok(())
    }
}

impl MemoryStore {
    fn entry(&mut self, batch: BatchId) -> Result<&mut BatchEntry, StoreError> {
        let found = self.batches.iter_mut().find(|entry| entry.id == batch);
        found.ok_or(StoreError::Refused)
    }

    fn change(&mut self, batch: BatchId, change: &Change<'_>) -> Result<(), StoreError> {
        let key = change.record.key();
        let before = self.accounts.get(&key).cloned();
        let before = before.map(|account| (account, self.identifiers_of(&key)));
        let entry = self.entry(batch)?;
        let kind = match &change.kind {
            ChangeKind::Create { identifiers, tasks } => {
                entry.counts.created += 1;
                self.create(&key, change, identifiers)?;
                let task = |task: &&rosterkit_schema::Task| TaskEntry {
                    username: change.record.username.clone(),
                    task: task.id.clone(),
                    title: task.title.clone(),
                    detail: task.detail.clone(),
                    state: TaskState::Open,
                    batch,
                };
                self.tasks.insert(key.clone(), tasks.iter().map(task).collect());
                JournalledKind::Create
            }
            ChangeKind::AddAssignments => {
                entry.counts.extended += 1;
                self.extend(&key, change)?;
                JournalledKind::AddAssignments
            }
            ChangeKind::Update { identifiers } => {
                entry.counts.updated += 1;
                self.update(&key, change, identifiers)?;
                JournalledKind::Update
            }
        };
        let change_made = MemoryChange {
            number: self.numbers.get(&key).copied().unwrap_or_default(),
            username: change.record.username.clone(),
            kind,
            version: self.accounts.get(&key).map_or(0, |account| account.version),
            before,
            undone: None,
        };
        self.changes.insert((batch, change.row), change_made);
        Ok(())
    }

    fn create(
        &mut self,
        key: &AccountKey,
        change: &Change<'_>,
        identifiers: &[Identifier],
    ) -> Result<(), StoreError> {
        let account = Account {
            version: 1,
            record: change.record.clone(),
            assignments: change.assignments.clone(),
        };
        if self.accounts.insert(key.clone(), account).is_some() {
            return Err(StoreError::Refused);
        }
        self.next_number += 1;
        self.numbers.insert(key.clone(), self.next_number);
        self.identify(key, identifiers)
    }

    fn identify(&mut self, key: &AccountKey, identifiers: &[Identifier]) -> Result<(), StoreError> {
        for identifier in identifiers {
            if self.identifiers.insert(identifier.clone(), key.clone()).is_some() {
                return Err(StoreError::Refused);
            }
        }
        Ok(())
    }

    fn extend(&mut self, key: &AccountKey, change: &Change<'_>) -> Result<(), StoreError> {
        let account = self.accounts.get_mut(key).ok_or(StoreError::Refused)?;
        account.version += 1;
        for (location, assignment) in &change.assignments {
            if account
                .assignments
                .insert(location.clone(), assignment.clone())
                .is_some()
            {
                return Err(StoreError::Refused);
            }
        }
        Ok(())
    }

    fn update(
        &mut self,
        key: &AccountKey,
        change: &Change<'_>,
        identifiers: &[Identifier],
    ) -> Result<(), StoreError> {
        let account = self.accounts.get_mut(key).ok_or(StoreError::Refused)?;
        account.version += 1;
        account.record = change.record.clone();
        account.assignments.extend(change.assignments.clone());
        let replaced = |attribute| identifiers.iter().any(|new| new.attribute == attribute);
        self.identifiers
            .retain(|held, holder| holder != key || !replaced(held.attribute.clone()));
        self.identify(key, identifiers)
    }

    fn take_back_one(&mut self, at: (BatchId, RowIndex), when: Timestamp) -> Result<(), StoreError> {
        let change = self.changes.get_mut(&at).ok_or(StoreError::Refused)?;
        change.undone = Some(when);
        let (key, before) = (AccountKey::of(&change.username), change.before.clone());
        self.identifiers.retain(|_, holder| *holder != key);
        if let Some((account, identifiers)) = before {
            self.accounts.insert(key.clone(), account);
            self.identify(&key, &identifiers)
        } else {
            self.accounts.remove(&key);
            self.numbers.remove(&key);
            self.tasks.remove(&key);
            Ok(())
        }
    }
}
