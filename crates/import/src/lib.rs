//! The deed: clean rows become records, a plan against a store, and an applied, journalled batch.
//!
//! The key decision is that *planning and applying ask one question*. What is to be done with a row is decided by one
//! function of the row and the store. A plan is its answers; applying is the same questions again, inside the transaction
//! that will write, and unless every answer is the planned one, nothing is written. So what was shown is what happens,
//! however many importers are at work, and a plan needs no lock and keeps no records.
//!
//! One file is one [batch](Plan::batches), one batch is one transaction, and its journal entry is in it. The journal knows
//! a batch by its [`Digest`], so the same file twice changes nothing and a run that was cut short is simply run again.
//!
//! Nothing is validated here: the only way in is [`CleanRows`](rosterkit_lint::CleanRows). What remains is what no file can
//! know, a row against the store, and where the two disagree that is an [`Action::Conflict`] and never a guess. A blank
//! cell says nothing and so disagrees with nothing.
//!
//! ```
//! use rosterkit_import::{MemoryStore, OnDifference, Outcome, Plan, Store, Timestamp, apply};
//! use rosterkit_lint::{Levels, Roster, Standing, check};
//! use rosterkit_schema::{Answers, Batch, Schema};
//! use rosterkit_sheet::Document;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let text = include_str!("../tests/conformance/staff.toml");
//! let schema = Schema::parse("schema.toml", text, &Answers::new())?;
//! let document = Document::read("dentist--lehi.csv", b"Name,Username\nChen,achen\n".to_vec())?;
//! let mut batch = Batch::default();
//! batch.assignments.insert("lehi".to_owned(), "dentist".to_owned());
//! let report = check(schema, vec![Roster { document, batch, master: None, context: false, standing: Standing::default() }], &Levels::default());
//! let (clean, _) = report.split();
//!
//! let mut store = MemoryStore::new();
//! let plan = Plan::new(&clean, &store, OnDifference::Refuse)?;
//! assert_eq!(plan.counts().create, 1);
//! apply(&plan, &mut store, Timestamp::from_seconds(1_800_000_000), &mut |_: Outcome| {})?;
//! assert_eq!(store.accounts()?[0].account.assignments["lehi"].role, "dentist");
//!
//! assert!(Plan::new(&clean, &store, OnDifference::Refuse)?.changes_nothing());
//! # Ok(())
//! # }
//! ```

mod record;
mod account;
mod timestamp;
mod digest;
mod action;
mod change;
mod plan;
mod saved;
mod again;
mod apply;
mod undo;
mod store;
mod store_error;
mod stores;

pub use account::{Account, Assignment};
pub use action::{Action, Difference, Held, OnDifference};
pub use apply::{ApplyError, Outcome, Watch, apply};
pub use digest::Digest;
pub use plan::{BatchState, Counts, Plan, PlanError, PlannedBatch, PlannedRow, Tier};
pub use record::{AccountKey, Identifier, Record};
pub use saved::{SavedPlan, SavedPlanError};
pub use store::{
    AccountEntry, AppliedAt, Asked, BatchCounts, BatchEntry, BatchId, Change, ChangeKind, JournalEntry,
    Journalled, JournalledKind, Known, Lookup, OpenTask, Store, TaskEntry, TaskState, Transaction,
};
pub use store_error::StoreError;
pub use stores::{MemoryStore, Passwords, PostgresStore, SqliteStore};
pub use timestamp::Timestamp;
pub use undo::{SpareReason, Undo, UndoAction, UndoError, undo};
