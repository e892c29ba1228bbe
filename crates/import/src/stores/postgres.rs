//! The store in a PostgreSQL database, for importers on several machines.
//!
//! Whoever writes holds the one row of the table `store` until the transaction ends, so that no other writer comes between;
//! nothing is asked of the database that those lack which only speak PostgreSQL's language.

mod address;
mod fault;
mod list;
mod lookup;
mod new_rows;
mod session;
mod tables;
mod undo;
mod write;

use rosterkit_sheet::RowIndex;

use crate::again::until_it_lasts;
use crate::digest::Digest;
use crate::record::AccountKey;
use crate::store::{
    AccountEntry, AppliedAt, Asked, BatchEntry, BatchId, Change, JournalEntry, Journalled, Known, Lookup,
    OpenTask, Store, TaskEntry, TaskState, Transaction,
};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;
use session::Session;
use write::Pen;

pub use address::Passwords;

/// A store in a PostgreSQL database: the tables are in a schema of their own, `rosterkit`, which is made when the first batch
/// is applied and not before.
#[derive(Debug)]
pub struct PostgresStore {
    session: Session,
    /// Whether the tables are there.
    made: bool,
}

impl PostgresStore {
    /// Connects to the database of a URL, `postgres://user@host:port/database`. Nothing is written.
    ///
    /// The connection is encrypted and the certificate of the server checked, unless the server is this machine or the URL
    /// says `sslmode=disable`.
    ///
    /// # Errors
    /// When the URL is none, the database cannot be reached, or holds a store of a later version.
    pub fn open(url: &str, passwords: &Passwords) -> Result<Self, StoreError> {
        let session = address::connect(url, passwords)?;
        let made = tables::are_made(&session)?;
        Ok(Self { session, made })
    }
}

impl Lookup for PostgresStore {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        if !self.made {
            return Ok(vec![Known::default(); asked.len()]);
        }
        lookup::known(&self.session, asked)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        if !self.made {
            return Ok(None);
        }
        lookup::applied(&self.session, digest)
    }
}

impl Store for PostgresStore {
    fn name(&self) -> String {
        self.session.name().to_owned()
    }

    fn exists(&self) -> bool {
        self.made
    }

    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        if !self.made {
            tables::make(&self.session)?;
            self.made = true;
        }
        Ok(Box::new(PostgresTransaction::begin(&self.session)?))
    }

    fn accounts(&self) -> Result<Vec<AccountEntry>, StoreError> {
        if self.made {
            list::accounts(&self.session)
        } else {
            Ok(Vec::new())
        }
    }

    fn batches(&self) -> Result<Vec<BatchEntry>, StoreError> {
        if self.made {
            list::batches(&self.session)
        } else {
            Ok(Vec::new())
        }
    }

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        if self.made {
            undo::changes(&self.session, batch)
        } else {
            Ok(Vec::new())
        }
    }

    fn tasks(&self) -> Result<Vec<TaskEntry>, StoreError> {
        if self.made {
            list::tasks(&self.session)
        } else {
            Ok(Vec::new())
        }
    }

    fn open_tasks(&self) -> Result<Vec<OpenTask>, StoreError> {
        if self.made {
            list::open_tasks(&self.session)
        } else {
            Ok(Vec::new())
        }
    }

    fn set_task_state(
        &mut self,
        key: &AccountKey,
        task: &str,
        state: TaskState,
    ) -> Result<Option<TaskState>, StoreError> {
        if !self.made {
            return Ok(None);
        }
        until_it_lasts(StoreError::is_taken_back, || {
            let transaction = Box::new(PostgresTransaction::begin(&self.session)?);
            let found = write::set_task_state(&self.session, key, task, state)?;
            transaction.commit()?;
            Ok(found)
        })
    }
}

/// A transaction that holds the row of the writer from its beginning. It is taken back when it is dropped.
struct PostgresTransaction<'a> {
    session: &'a Session,
    pen: Pen,
    committed: bool,
}

impl<'a> PostgresTransaction<'a> {
    fn begin(session: &'a Session) -> Result<Self, StoreError> {
        session.run("BEGIN ISOLATION LEVEL READ COMMITTED")?;
        let mut transaction = Self {
            session,
            pen: Pen::default(),
            committed: false,
        };
        transaction.pen = Pen::take(session)?;
        Ok(transaction)
    }
}

impl Drop for PostgresTransaction<'_> {
    fn drop(&mut self) {
        if !self.committed {
            // Where the connection is lost the database takes it back by itself.
            let _ = self.session.run("ROLLBACK");
        }
    }
}

impl Lookup for PostgresTransaction<'_> {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        lookup::known(self.session, asked)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        lookup::applied(self.session, digest)
    }
}

impl Transaction for PostgresTransaction<'_> {
    fn journal(&mut self, entry: &JournalEntry<'_>) -> Result<BatchId, StoreError> {
        self.pen.journal(self.session, entry)
    }

    fn write(&mut self, batch: BatchId, changes: &[Change<'_>]) -> Result<(), StoreError> {
        let mut each = changes.iter();
        each.try_for_each(|change| self.pen.change(self.session, batch, change))
    }

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        undo::changes(self.session, batch)
    }

    fn take_back(&mut self, batch: BatchId, rows: &[RowIndex], when: Timestamp) -> Result<(), StoreError> {
        undo::take_back(self.session, batch, (rows, when))
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        self.pen.finish(self.session)?;
        self.session.run("COMMIT")?;
        self.committed = true;
        Ok(())
    }
}
