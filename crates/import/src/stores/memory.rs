//! A store that lasts as long as the program: for tests, and for a plan against nothing.

use std::collections::BTreeMap;

use crate::account::{Account, Assignment};
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier};
use crate::store::{
    AccountEntry, AppliedAt, BatchEntry, BatchId, Change, ChangeKind, JournalEntry, Lookup, Store, TaskEntry,
    TaskState, Transaction,
};
use crate::store_error::StoreError;

/// A store in memory. It does what every store does but last.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    accounts: BTreeMap<AccountKey, Account>,
    identifiers: BTreeMap<Identifier, AccountKey>,
    tasks: BTreeMap<AccountKey, Vec<TaskEntry>>,
    batches: Vec<BatchEntry>,
}

impl MemoryStore {
    /// A store without anybody in it.
    pub fn new() -> Self {
        Self::default()
    }

    fn create(
        &mut self,
        batch: BatchId,
        change: &Change<'_>,
        identifiers: &[Identifier],
    ) -> Result<(), StoreError> {
        let key = change.record.key();
        let account = Account {
            version: 1,
            record: change.record.clone(),
            assignments: self.assignments(batch, change)?,
        };
        if self.accounts.insert(key.clone(), account).is_some() {
            return Err(StoreError::Refused);
        }
        for identifier in identifiers {
            if self.identifiers.insert(identifier.clone(), key.clone()).is_some() {
                return Err(StoreError::Refused);
            }
        }
        self.entry(batch)?.created += 1;
        Ok(())
    }

    fn extend(&mut self, batch: BatchId, change: &Change<'_>) -> Result<(), StoreError> {
        let added = self.assignments(batch, change)?;
        let account = self
            .accounts
            .get_mut(&change.record.key())
            .ok_or(StoreError::Refused)?;
        account.version += 1;
        for (location, assignment) in added {
            if account.assignments.insert(location, assignment).is_some() {
                return Err(StoreError::Refused);
            }
        }
        self.entry(batch)?.extended += 1;
        Ok(())
    }

    fn entry(&mut self, batch: BatchId) -> Result<&mut BatchEntry, StoreError> {
        let found = self.batches.iter_mut().find(|entry| entry.id == batch);
        found.ok_or(StoreError::Refused)
    }

    /// What the change gives, with the terms of its batch.
    fn assignments(
        &mut self,
        batch: BatchId,
        change: &Change<'_>,
    ) -> Result<BTreeMap<String, Assignment>, StoreError> {
        let entry = self.entry(batch)?;
        let given = change.assignments.iter().map(|(location, role)| {
            let assignment = Assignment {
                role: role.clone(),
                hours: entry.hours.get(location).cloned().unwrap_or_default(),
                inactivity_timeout: entry.inactivity_timeout,
            };
            (location.clone(), assignment)
        });
        Ok(given.collect())
    }
}

impl Lookup for MemoryStore {
    fn account(&self, key: &AccountKey) -> Result<Option<Account>, StoreError> {
        Ok(self.accounts.get(key).cloned())
    }

    fn holder(&self, identifier: &Identifier) -> Result<Option<String>, StoreError> {
        let account = self
            .identifiers
            .get(identifier)
            .and_then(|key| self.accounts.get(key));
        Ok(account.map(|account| account.record.username.clone()))
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        let entry = self.batches.iter().find(|entry| entry.digest == *digest);
        Ok(entry.map(|entry| AppliedAt {
            id: entry.id,
            when: entry.applied,
        }))
    }
}

impl Store for MemoryStore {
    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        let next = self.clone();
        Ok(Box::new(MemoryTransaction { store: self, next }))
    }

    fn accounts(&self) -> Result<Vec<AccountEntry>, StoreError> {
        let entry = |(key, account): (&AccountKey, &Account)| {
            let tasks = self.tasks.get(key).into_iter().flatten();
            let open = tasks.filter(|task| task.state == TaskState::Open).count();
            AccountEntry {
                account: account.clone(),
                open_tasks: u32::try_from(open).unwrap_or(u32::MAX),
            }
        };
        Ok(self.accounts.iter().map(entry).collect())
    }

    fn batches(&self) -> Result<Vec<BatchEntry>, StoreError> {
        Ok(self.batches.clone())
    }

    fn tasks(&self) -> Result<Vec<TaskEntry>, StoreError> {
        Ok(self.tasks.values().flatten().cloned().collect())
    }

    fn set_task_state(
        &mut self,
        key: &AccountKey,
        task: &str,
        state: TaskState,
    ) -> Result<Option<TaskState>, StoreError> {
        let mut tasks = self.tasks.get_mut(key).into_iter().flatten();
        let found = tasks.find(|entry| entry.task == task);
        Ok(found.map(|entry| std::mem::replace(&mut entry.state, state)))
    }
}

/// A copy of the store that takes its place in the end.
struct MemoryTransaction<'a> {
    store: &'a mut MemoryStore,
    next: MemoryStore,
}

impl Lookup for MemoryTransaction<'_> {
    fn account(&self, key: &AccountKey) -> Result<Option<Account>, StoreError> {
        self.next.account(key)
    }

    fn holder(&self, identifier: &Identifier) -> Result<Option<String>, StoreError> {
        self.next.holder(identifier)
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
            assignments: entry.batch.assignments.clone(),
            hours: entry.batch.hours.clone(),
            inactivity_timeout: entry.batch.inactivity_timeout,
            created: 0,
            extended: 0,
        });
        Ok(id)
    }

    fn write(&mut self, batch: BatchId, change: &Change<'_>) -> Result<(), StoreError> {
        let ChangeKind::Create { identifiers, tasks } = change.kind else {
            return self.next.extend(batch, change);
        };
        self.next.create(batch, change, identifiers)?;
        let tasks = tasks.iter().map(|task| TaskEntry {
            username: change.record.username.clone(),
            task: task.id.clone(),
            title: task.title.clone(),
            detail: task.detail.clone(),
            state: TaskState::Open,
            batch,
        });
        self.next.tasks.insert(change.record.key(), tasks.collect());
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        *self.store = self.next;
        Ok(())
    }
}
