//! What a store lists.

use std::collections::BTreeMap;

use rosterkit_schema::{Timeout, WorkingWeek};

use crate::account::Account;
use crate::digest::Digest;
use crate::store::BatchId;
use crate::timestamp::Timestamp;

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
    /// When it was undone, for the first time where some accounts were spared.
    pub undone: Option<Timestamp>,
    /// The role at each location, by ids of the organization.
    pub assignments: BTreeMap<String, String>,
    /// The working hours, by location id.
    pub hours: BTreeMap<String, WorkingWeek>,
    /// The inactivity timeout; `None` is the target's default.
    pub inactivity_timeout: Option<Timeout>,
    /// What it did.
    pub counts: BatchCounts,
}

/// How many accounts a batch changed in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BatchCounts {
    /// Accounts that it made.
    pub created: u32,
    /// Accounts that existed and that it gave further assignments.
    pub extended: u32,
    /// Accounts that existed and that it corrected.
    pub updated: u32,
    /// Changes of any kind that were taken back.
    pub taken_back: u32,
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

/// How much is left of one follow-up task for the accounts that one batch made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTask {
    /// What to do, as a short imperative.
    pub title: String,
    /// The batch that made the accounts.
    pub batch: BatchId,
    /// For how many accounts it is still to do.
    pub accounts: u32,
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
