//! Taking a batch back: what it made goes, what it changed is as before, and what was touched since is spared.

use miette::Diagnostic;
use rosterkit_sheet::RowIndex;
use thiserror::Error;

use crate::again::until_it_lasts;
use crate::store::{BatchId, Journalled, JournalledKind, Store};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;

/// What undoing a batch would do, change by change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    batch: BatchId,
    changes: Vec<(Journalled, UndoAction)>,
}

/// What undoing does with one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoAction {
    /// The account goes, where the change made it; else it is as it was before.
    TakeBack,
    /// The change stays.
    Spare(SpareReason),
    /// It was taken back earlier.
    AlreadyTakenBack,
}

/// Why a change is not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpareReason {
    /// The account was changed by a later batch.
    ChangedSince,
    /// A follow-up task of the account was done, so that it is in use in the target.
    TaskDone,
    /// An identifier that the account had before belongs to another account now.
    Taken,
    /// The account is gone.
    Gone,
}

/// Why a batch was not undone. Nothing was written.
#[derive(Debug, Error, Diagnostic)]
pub enum UndoError {
    /// There is no such batch.
    #[error("the store has no batch {0}")]
    #[diagnostic(code(import::no_batch), help("`roster batches list` lists the batches"))]
    NoBatch(i64),

    /// The store is no longer what was shown.
    #[error("the store changed meanwhile: undoing batch {0} would no longer do what was shown")]
    #[diagnostic(
        code(import::undo_changed),
        help("nothing was written; look at it again and repeat")
    )]
    Changed(i64),

    /// The store failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
}

impl Undo {
    /// Looks at what undoing the batch would do. Nothing is written.
    pub fn new(store: &dyn Store, batch: BatchId) -> Result<Self, UndoError> {
        let changes = store.changes(batch)?;
        if changes.is_empty() {
            return Err(UndoError::NoBatch(batch.0));
        }
        Ok(Self::of(batch, changes))
    }

    fn of(batch: BatchId, changes: Vec<Journalled>) -> Self {
        let decided = |change: Journalled| {
            let action = decide(&change);
            (change, action)
        };
        Self {
            batch,
            changes: changes.into_iter().map(decided).collect(),
        }
    }

    /// The batch.
    pub fn batch(&self) -> BatchId {
        self.batch
    }

    /// Its changes by row, and what happens to each.
    pub fn changes(&self) -> &[(Journalled, UndoAction)] {
        &self.changes
    }

    /// Whether there is nothing to take back.
    pub fn changes_nothing(&self) -> bool {
        self.rows().is_empty()
    }

    fn rows(&self) -> Vec<RowIndex> {
        let taken = self
            .changes
            .iter()
            .filter(|(_, action)| *action == UndoAction::TakeBack);
        taken.map(|(change, _)| change.row).collect()
    }
}

/// Undoes a batch exactly as shown, in one transaction. The time is the caller's, for the journal.
///
/// The journal's entry stays, but its digest no longer counts: the same file may be imported again.
pub fn undo(undo: &Undo, store: &mut dyn Store, when: Timestamp) -> Result<(), UndoError> {
    if undo.changes_nothing() {
        return Ok(());
    }
    let is_taken_back = |error: &UndoError| matches!(error, UndoError::Store(error) if error.is_taken_back());
    until_it_lasts(is_taken_back, || {
        let mut transaction = store.begin()?;
        if Undo::of(undo.batch, transaction.changes(undo.batch)?) != *undo {
            return Err(UndoError::Changed(undo.batch.0));
        }
        transaction.take_back(undo.batch, &undo.rows(), when)?;
        transaction.commit()?;
        Ok(())
    })
}

fn decide(change: &Journalled) -> UndoAction {
    if change.undone.is_some() {
        return UndoAction::AlreadyTakenBack;
    }
    let spare = match change.version_now {
        None => SpareReason::Gone,
        Some(now) if now != change.version => SpareReason::ChangedSince,
        Some(_) if change.kind == JournalledKind::Create && change.done_tasks > 0 => SpareReason::TaskDone,
        Some(_) if change.taken => SpareReason::Taken,
        Some(_) => return UndoAction::TakeBack,
    };
    UndoAction::Spare(spare)
}
