//! What a store is: what a plan asks of it, what applying writes to it, and what it lists.

use std::collections::BTreeMap;

use rosterkit_schema::{Task, Timeout, WorkingWeek};
use rosterkit_sheet::RowIndex;

use crate::account::Account;
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier, Record};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;

/// The questions by which it is decided what to do with a row.
pub trait Lookup {
    /// The account of this username.
    fn account(&self, key: &AccountKey) -> Result<Option<Account>, StoreError>;

    /// The username of the account that has this value.
    fn holder(&self, identifier: &Identifier) -> Result<Option<String>, StoreError>;

    /// The batch with this digest that was applied and not undone.
    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError>;
}

/// Where accounts are kept, with the journal of the batches that made them.
///
/// Roles and locations are stored by their ids in the organization; their names belong to `roster.toml`, where they can
/// change without touching an account.
pub trait Store: Lookup {
    /// Begins to write. No other writer comes between the first question asked of the transaction and its end.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another writer does not finish in time.
    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError>;

    /// Every account, by key.
    fn accounts(&self) -> Result<Vec<AccountEntry>, StoreError>;

    /// Every batch, in the order in which they were applied.
    fn batches(&self) -> Result<Vec<BatchEntry>, StoreError>;

    /// Every follow-up task, done or not, by account key, those of one account in the schema's order.
    fn tasks(&self) -> Result<Vec<TaskEntry>, StoreError>;

    /// Sets the state of an account's task and returns the state that it had; `None`, and nothing is written, when there
    /// is no such account or it has no such task.
    fn set_task_state(
        &mut self,
        key: &AccountKey,
        task: &str,
        state: TaskState,
    ) -> Result<Option<TaskState>, StoreError>;
}

/// One batch on its way into a store: all of it is there after [`commit`](Self::commit), and none when it is dropped.
pub trait Transaction: Lookup {
    /// Writes the journal entry of the batch. Its changes follow.
    fn journal(&mut self, batch: &JournalEntry<'_>) -> Result<BatchId, StoreError>;

    /// Makes one change and journals it.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the change would break what the store guarantees: one account a username, one account
    /// an identifier, one role a location.
    fn write(&mut self, batch: BatchId, change: &Change<'_>) -> Result<(), StoreError>;

    /// Makes all of it last.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;
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
    /// The person's details; of an account that exists, those that it has.
    pub record: &'a Record,
    /// What the person gets: location id to role id. The hours and the timeout are those of the batch.
    pub assignments: &'a BTreeMap<String, String>,
    /// What else is written.
    pub kind: ChangeKind<'a>,
}

/// Whether a change makes an account or adds to one.
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
}

/// An account as a store lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEntry {
    /// The account.
    pub account: Account,
    /// How many of its follow-up tasks are open.
    pub open_tasks: u32,
}

/// A batch as a store lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchEntry {
    /// Its number.
    pub id: BatchId,
    /// The name under which the file was read.
    pub file: String,
    /// What it is known by.
    pub digest: Digest,
    /// The name of the schema by which it was read.
    pub schema: String,
    /// The version of that schema.
    pub schema_version: String,
    /// When it was applied.
    pub applied: Timestamp,
    /// The role at each location, by ids of the organization.
    pub assignments: BTreeMap<String, String>,
    /// The working hours, by location id.
    pub hours: BTreeMap<String, WorkingWeek>,
    /// The inactivity timeout; `None` is the target's default.
    pub inactivity_timeout: Option<Timeout>,
    /// How many accounts it made.
    pub created: u32,
    /// How many accounts that existed it gave further assignments.
    pub extended: u32,
}

/// A follow-up task as a store lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskEntry {
    /// The username of the account that it is for.
    pub username: String,
    /// Its id in the schema.
    pub task: String,
    /// What to do, as a short imperative.
    pub title: String,
    /// How and why, in a sentence or two.
    pub detail: String,
    /// Whether it is done.
    pub state: TaskState,
    /// The batch that made the account.
    pub batch: BatchId,
}

/// Whether a follow-up task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// Still to do.
    Open,
    /// Done, as somebody said.
    Done,
}

impl TaskState {
    pub(crate) fn of(done: bool) -> Self {
        if done { Self::Done } else { Self::Open }
    }
}
