//! A store that lasts as long as the program: for tests, and for a plan against nothing.

mod transaction;

use std::collections::BTreeMap;

use rosterkit_sheet::RowIndex;

use crate::account::Account;
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier};
use crate::store::{
    AccountEntry, AppliedAt, Asked, BatchEntry, BatchId, Journalled, JournalledKind, Known, Lookup, OpenTask,
    Store, TaskEntry, TaskState, Transaction,
};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;
use transaction::MemoryTransaction;

/// A store in memory. It does what every store does but last.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    accounts: BTreeMap<AccountKey, Account>,
    /// The number of each account, never used again.
    numbers: BTreeMap<AccountKey, u64>,
    next_number: u64,
    identifiers: BTreeMap<Identifier, AccountKey>,
    tasks: BTreeMap<AccountKey, Vec<TaskEntry>>,
    batches: Vec<BatchEntry>,
    changes: BTreeMap<(BatchId, RowIndex), MemoryChange>,
}

/// A change, and the account as it was before.
#[derive(Debug, Clone)]
struct MemoryChange {
    number: u64,
    username: String,
    kind: JournalledKind,
    version: u32,
    before: Option<(Account, Vec<Identifier>)>,
    undone: Option<Timestamp>,
}

impl MemoryStore {
    /// A store without anybody in it.
    pub fn new() -> Self {
        Self::default()
    }

    fn identifiers_of(&self, key: &AccountKey) -> Vec<Identifier> {
        let held = self.identifiers.iter().filter(|(_, holder)| *holder == key);
        held.map(|(identifier, _)| identifier.clone()).collect()
    }

    fn known_one(&self, asked: &Asked<'_>) -> Known {
        let name = |key: &AccountKey| Some(self.accounts.get(key)?.record.username.clone());
        let holder = |(place, identifier): (usize, &Identifier)| {
            let key = self.identifiers.get(identifier).filter(|key| *key != asked.key)?;
            Some((place, name(key)?))
        };
        let alike = asked.likeness.and_then(|likeness| {
            self.accounts
                .iter()
                .find(|(key, account)| {
                    *key != asked.key && account.record.likeness().as_deref() == Some(likeness)
                })
                .and_then(|(key, _)| name(key))
        });
        Known {
            account: self.accounts.get(asked.key).cloned(),
            holders: asked.identifiers.iter().enumerate().filter_map(holder).collect(),
            alike,
        }
    }

    fn changes_of(&self, batch: BatchId) -> Vec<Journalled> {
        let of_batch = self.changes.iter().filter(|((id, _), _)| *id == batch);
        of_batch
            .map(|((_, row), change)| self.journalled(*row, change))
            .collect()
    }

    fn journalled(&self, row: RowIndex, change: &MemoryChange) -> Journalled {
        let key = AccountKey::of(&change.username);
        let account = self
            .accounts
            .get(&key)
            .filter(|_| self.numbers.get(&key) == Some(&change.number));
        let done = |tasks: &Vec<TaskEntry>| tasks.iter().filter(|task| task.state == TaskState::Done).count();
        let done = account.and_then(|_| self.tasks.get(&key)).map_or(0, done);
        let before = change.before.iter().flat_map(|(_, identifiers)| identifiers);
        let taken = |identifier: &Identifier| {
            self.identifiers
                .get(identifier)
                .is_some_and(|holder| *holder != key)
        };
        Journalled {
            row,
            username: account
                .map_or(&change.username, |account| &account.record.username)
                .clone(),
            kind: change.kind,
            version: change.version,
            undone: change.undone,
            version_now: account.map(|account| account.version),
            done_tasks: u32::try_from(done).unwrap_or(u32::MAX),
            taken: before.into_iter().any(taken),
        }
    }
}

impl Lookup for MemoryStore {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        Ok(asked.iter().map(|asked| self.known_one(asked)).collect())
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        let mut batches = self.batches.iter();
        let entry = batches.find(|entry| entry.digest == *digest && entry.undone.is_none());
        Ok(entry.map(|entry| AppliedAt {
            id: entry.id,
            when: entry.applied,
        }))
    }
}

impl Store for MemoryStore {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn exists(&self) -> bool {
        !self.batches.is_empty()
    }

    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        Ok(Box::new(MemoryTransaction::new(self)))
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

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        Ok(self.changes_of(batch))
    }

    fn tasks(&self) -> Result<Vec<TaskEntry>, StoreError> {
        Ok(self.tasks.values().flatten().cloned().collect())
    }

    fn open_tasks(&self) -> Result<Vec<OpenTask>, StoreError> {
        let mut open = BTreeMap::<(&str, BatchId), (usize, u32)>::new();
        for tasks in self.tasks.values() {
            for (place, task) in tasks.iter().enumerate() {
                if task.state == TaskState::Open {
                    let (first, accounts) = open.entry((&task.title, task.batch)).or_insert((place, 0));
                    *first = place.min(*first);
                    *accounts += 1;
                }
            }
        }
        let mut open: Vec<_> = open.into_iter().collect();
        open.sort_by_key(|(_, (first, _))| *first);
        let open = open.into_iter().map(|((title, batch), (_, accounts))| OpenTask {
            title: title.to_owned(),
            batch,
            accounts,
        });
        Ok(open.collect())
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
