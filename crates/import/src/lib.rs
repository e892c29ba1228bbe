//! The deed: clean rows become records, a plan against a store, and an applied, journalled batch.

mod record;
mod account;
mod timestamp;
mod digest;
mod action;
mod plan;
mod apply;
mod store;
mod store_error;
mod stores;

pub use account::{Account, Assignment};
pub use action::{Action, ConflictReason, Held};
pub use apply::{Applied, ApplyError, Outcome, apply};
pub use digest::Digest;
pub use plan::{BatchState, Counts, Plan, PlanError, PlannedBatch, PlannedRow};
pub use record::{AccountKey, Identifier, Record};
pub use store::{
    AccountEntry, AppliedAt, BatchEntry, BatchId, Change, ChangeKind, JournalEntry, Lookup, Store, TaskEntry,
    TaskState, Transaction,
};
pub use store_error::StoreError;
pub use stores::{MemoryStore, SqliteStore};
pub use timestamp::Timestamp;
