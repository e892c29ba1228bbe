//! What a store is: what a plan asks of it, what applying and undoing write to it, and what it lists.

mod entry;

use std::collections::BTreeMap;

use rosterkit_schema::Task;
use rosterkit_sheet::RowIndex;

use crate::account::{Account, Assignment};
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier, Record};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;

pub use entry::{AccountEntry, BatchCounts, BatchEntry, OpenTask, TaskEntry, TaskState};

/// The questions by which it is decided what to do with a row.
///
/// They are asked for many people at once: a store on another machine answers a thousand questions in the time of one.
pub trait Lookup {
    /// What is known about each of these people, in their order.
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError>;

    /// The batch with this digest that was applied and not undone.
    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError>;
}

/// Where accounts are kept, with the journal of the batches that made them.
///
/// Roles and locations are stored by their ids in the organization; their names belong to `roster.toml`, where they can
/// change without touching an account.
pub trait Store: Lookup {
    /// Its name for people: a path or an address, without any password.
    fn name(&self) -> String;

    /// Whether anything was ever written to it.
    fn exists(&self) -> bool;

    /// Begins to write. No other writer comes between the first question asked of the transaction and its end.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another writer does not finish in time.
    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError>;

    /// Every account, by key.
    fn accounts(&self) -> Result<Vec<AccountEntry>, StoreError>;

    /// Every batch, in the order in which they were applied.
    fn batches(&self) -> Result<Vec<BatchEntry>, StoreError>;

    /// What a batch changed, by row, and what became of it since; nothing when there is no such batch.
    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError>;

    /// Every follow-up task, done or not, by account key, those of one account in the schema's order.
    fn tasks(&self) -> Result<Vec<TaskEntry>, StoreError>;

    /// For how many accounts of each batch each follow-up task is open, by its place among the tasks of an account, then by
    /// title and batch.
    fn open_tasks(&self) -> Result<Vec<OpenTask>, StoreError>;

    /// Sets the state of an account's task and returns the state that it had; `None`, and nothing is written, when there
    /// is no such account or it has no such task.
    fn set_task_state(
        &mut self,
        key: &AccountKey,
        task: &str,
        state: TaskState,
    ) -> Result<Option<TaskState>, StoreError>;
}

/// One batch on its way into a store, or out of it: all of it lasts after [`commit`](Self::commit), and none when it is
/// dropped.
pub trait Transaction: Lookup {
    /// Writes the journal entry of the batch. Its changes follow.
    fn journal(&mut self, batch: &JournalEntry<'_>) -> Result<BatchId, StoreError>;

    /// Makes these changes and journals them. No two of them are about one account.
    ///
    /// # Errors
    /// [`StoreError::Refused`], at the latest by [`commit`](Self::commit), when a change would break what the store guarantees:
    /// one account a username, one account an identifier, one role a location.
    fn write(&mut self, batch: BatchId, changes: &[Change<'_>]) -> Result<(), StoreError>;

    /// The same as [`Store::changes`], inside the transaction.
    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError>;

    /// Takes the changes of these rows of the batch back, and notes in the journal that the batch was undone.
    fn take_back(&mut self, batch: BatchId, rows: &[RowIndex], when: Timestamp) -> Result<(), StoreError>;

    /// Makes all of it last.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// A person about whom a store is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whose account.
    pub key: &'a AccountKey,
    /// The values that no other account may have.
    pub identifiers: &'a [Identifier],
    /// Name and phone number, as [`Record::likeness`] has them, where it matters who else has the same.
    pub likeness: Option<&'a str>,
}

/// What a store knows about a person. No account of the person itself is among the others.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The account of the username.
    pub account: Option<Account>,
    /// The values that are taken: the position among those asked about, and the username of the account that has it.
    pub holders: Vec<(usize, String)>,
    /// The username of another account with the same name and phone number: the first by key.
    pub alike: Option<String>,
}

/// A batch's number in its store, from 1, never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub i64);

/// Which batch was applied, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppliedAt {
    /// The batch.
    pub id: BatchId,
    /// The time given when it was applied.
    pub when: Timestamp,
}

/// What the journal says about a batch.
#[derive(Debug, Clone, Copy)]
pub struct JournalEntry<'a> {
    /// The name under which the file was read.
    pub file: &'a str,
    /// What the batch is known by.
    pub digest: Digest,
    /// The name of the schema by which it was read.
    pub schema: &'a str,
    /// The version of that schema.
    pub schema_version: &'a str,
    /// What all its people get.
    pub batch: &'a rosterkit_schema::Batch,
    /// When it is applied.
    pub when: Timestamp,
}

/// One change of a batch.
#[derive(Debug)]
pub struct Change<'a> {
    /// The row that asks for it.
    pub row: RowIndex,
    /// The person's details after the change.
    pub record: &'a Record,
    /// What the person gets, by location id, in the place of what there may be.
    pub assignments: BTreeMap<String, Assignment>,
    /// What else is written.
    pub kind: ChangeKind<'a>,
}

/// Whether a change makes an account, adds to one or corrects one.
#[derive(Debug)]
pub enum ChangeKind<'a> {
    /// The account is made.
    Create {
        /// The values that no other account may have.
        identifiers: &'a [Identifier],
        /// What is left to do for the account in the target.
        tasks: &'a [&'a Task],
    },
    /// The account of this username exists and gets the assignments.
    AddAssignments,
    /// The account of this username exists and gets the assignments and the record.
    Update {
        /// The values that the row gives and that no other account may have. They take the place of the account's own of
        /// the same attribute.
        identifiers: &'a [Identifier],
    },
}

/// The kind of a change as the journal has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalledKind {
    /// The account was made.
    Create,
    /// The account was given assignments.
    AddAssignments,
    /// The account was corrected.
    Update,
}

/// A change of a batch, and what has become of the account since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journalled {
    /// The row that asked for it.
    pub row: RowIndex,
    /// The username as the account has it, or had it when it was changed.
    pub username: String,
    /// What was done.
    pub kind: JournalledKind,
    /// The account's version after the change.
    pub version: u32,
    /// When it was taken back.
    pub undone: Option<Timestamp>,
    /// The account's version now; `None` when it is gone.
    pub version_now: Option<u32>,
    /// How many of the account's follow-up tasks were marked as done.
    pub done_tasks: u32,
    /// Whether an identifier that the account had before belongs to another account now.
    pub taken: bool,
}

impl JournalledKind {
    /// The word for it in tables and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::AddAssignments => "add-assignments",
            Self::Update => "update",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Create, Self::AddAssignments, Self::Update]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}
