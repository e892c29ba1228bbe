//! The store in one SQLite file, which is made when the first batch is applied and not before.

mod fault;
mod file;
mod list;
mod lookup;
mod undo;
mod write;

use std::path::Path;

use rosterkit_sheet::RowIndex;
use rusqlite::{Connection, Transaction as Begun, TransactionBehavior};

use crate::digest::Digest;
use crate::record::AccountKey;
use crate::store::{
    AccountEntry, AppliedAt, Asked, BatchEntry, BatchId, Change, JournalEntry, Journalled, Known, Lookup,
    OpenTask, Store, TaskEntry, TaskState, Transaction,
};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;
use fault::At;

/// A store in one SQLite file.
///
/// The file is the user's alone (mode 0600) from the moment it exists, and the files that SQLite keeps beside it are too.
/// A store that does not exist is one without anybody in it: asking and planning make no file.
#[derive(Debug)]
pub struct SqliteStore {
    at: At,
    /// `None` until the file exists and holds the tables.
    connection: Option<Connection>,
}

impl SqliteStore {
    /// Opens the store in this file, which need not exist. Nothing is written.
    ///
    /// # Errors
    /// When the file is not a store, or one of a later version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let at = At::new(path);
        let connection = file::open(&at)?;
        Ok(Self { at, connection })
    }
}

impl Lookup for SqliteStore {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        let Some(connection) = &self.connection else {
            return Ok(vec![Known::default(); asked.len()]);
        };
        lookup::known(&self.at, connection, asked)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        let Some(connection) = &self.connection else {
            return Ok(None);
        };
        lookup::applied(&self.at, connection, digest)
    }
}

impl Store for SqliteStore {
    fn name(&self) -> String {
        self.at.path().display().to_string()
    }

    fn exists(&self) -> bool {
        self.connection.is_some()
    }

    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(file::create(&self.at)?),
        };
        let begun = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| self.at.fault(&error))?;
        Ok(Box::new(SqliteTransaction { at: &self.at, begun }))
    }

    fn accounts(&self) -> Result<Vec<AccountEntry>, StoreError> {
        let connection = self.connection.as_ref();
        connection.map_or(Ok(Vec::new()), |connection| list::accounts(&self.at, connection))
    }

    fn batches(&self) -> Result<Vec<BatchEntry>, StoreError> {
        let connection = self.connection.as_ref();
        connection.map_or(Ok(Vec::new()), |connection| list::batches(&self.at, connection))
    }

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        let connection = self.connection.as_ref();
        connection.map_or(Ok(Vec::new()), |connection| {
            undo::changes(&self.at, connection, batch)
        })
    }

    fn tasks(&self) -> Result<Vec<TaskEntry>, StoreError> {
        let connection = self.connection.as_ref();
        connection.map_or(Ok(Vec::new()), |connection| list::tasks(&self.at, connection))
    }

    fn open_tasks(&self) -> Result<Vec<OpenTask>, StoreError> {
        let connection = self.connection.as_ref();
        connection.map_or(Ok(Vec::new()), |connection| {
            list::open_tasks(&self.at, connection)
        })
    }

    fn set_task_state(
        &mut self,
        key: &AccountKey,
        task: &str,
        state: TaskState,
    ) -> Result<Option<TaskState>, StoreError> {
        let Some(connection) = &mut self.connection else {
            return Ok(None);
        };
        write::set_task_state(connection, key, task, state).map_err(|error| self.at.fault(&error))
    }
}

/// A transaction that holds the write lock from its beginning.
struct SqliteTransaction<'a> {
    at: &'a At,
    begun: Begun<'a>,
}

impl Lookup for SqliteTransaction<'_> {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        lookup::known(self.at, &self.begun, asked)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        lookup::applied(self.at, &self.begun, digest)
    }
}

impl Transaction for SqliteTransaction<'_> {
    fn journal(&mut self, entry: &JournalEntry<'_>) -> Result<BatchId, StoreError> {
        write::journal(&self.begun, entry).map_err(|error| self.at.fault(&error))
    }

    fn write(&mut self, batch: BatchId, changes: &[Change<'_>]) -> Result<(), StoreError> {
        let mut each = changes.iter();
        each.try_for_each(|change| write::change(&self.begun, batch, change))
            .map_err(|error| self.at.fault(&error))
    }

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        undo::changes(self.at, &self.begun, batch)
    }

    fn take_back(&mut self, batch: BatchId, rows: &[RowIndex], when: Timestamp) -> Result<(), StoreError> {
        undo::take_back(self.at, &self.begun, batch, (rows, when))
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let Self { at, begun } = *self;
        begun.commit().map_err(|error| at.fault(&error))
    }
}
