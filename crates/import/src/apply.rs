//! Applying a plan: each batch whole or not at all, once, and only as it was planned.

use std::sync::mpsc;
use std::thread;

use miette::Diagnostic;
use thiserror::Error;

use crate::action::decide;
use crate::again::until_it_lasts;
use crate::change::{change, record_after};
use crate::plan::pending::AT_ONCE;
use crate::plan::{BatchState, Plan, PlannedBatch, PlannedRow};
use crate::record::Person;
use crate::store::{AppliedAt, Asked, BatchId, JournalEntry, Known, Store, Transaction};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;

/// How many lots of people are read before they are written, at most.
const AHEAD: usize = 4;

/// What became of one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was written under this number.
    Applied(BatchId),
    /// It had been applied before, perhaps by another import since the plan was made.
    AlreadyApplied(AppliedAt),
    /// The store has all of it already, so nothing was written.
    Unchanged,
}

/// Why a plan was not applied, or not to its end. The batches before the one that is named are applied and stay so.
#[derive(Debug, Error, Diagnostic)]
pub enum ApplyError {
    /// The plan has conflicts. Nothing was written.
    #[error("{rows} rows of the plan are in conflict with the store")]
    #[diagnostic(
        code(import::conflicts),
        help("nothing was written; correct the rows that the plan names, or leave them out")
    )]
    Conflicts {
        /// How many rows.
        rows: usize,
    },

    /// The store is no longer what the plan was made for. Nothing of the batch was written.
    #[error(
        "the store changed since the plan was made: row {row} of `{file}` would no longer do what was planned"
    )]
    #[diagnostic(
        code(import::changed),
        help(
            "nothing of this file was written; another import came between, so run the import again to see the new plan"
        )
    )]
    Changed {
        /// The file whose batch was not applied.
        file: String,
        /// The row that Excel shows.
        row: u32,
    },

    /// Somebody wanted to stop. Nothing of the batch was written.
    #[error("stopped before `{file}` was imported")]
    #[diagnostic(
        code(import::stopped),
        help(
            "nothing of this file was written; files before it in the list, if any, are imported, and running the import again goes on here"
        )
    )]
    Stopped {
        /// The file whose batch was not applied.
        file: String,
    },

    /// The store failed. Nothing of the batch was written.
    #[error("`{file}` was not imported")]
    #[diagnostic(
        code(import::store),
        help(
            "nothing of this file was written; files before it in the list, if any, are imported, and running the import again skips them"
        )
    )]
    Store {
        /// The file whose batch was not applied.
        file: String,
        /// What went wrong.
        #[diagnostic_source]
        source: StoreError,
    },
}

/// Whoever watches while a plan is applied. A closure that takes outcomes is one.
pub trait Watch {
    /// What became of a batch, once it is certain.
    fn outcome(&mut self, outcome: Outcome);

    /// So many rows more were looked at or written.
    fn rows(&mut self, rows: usize) {
        let _ = rows;
    }

    /// Whether to stop. It is asked often; the batch at work is then left out whole.
    fn stops(&self) -> bool {
        false
    }
}

impl<F: FnMut(Outcome)> Watch for F {
    fn outcome(&mut self, outcome: Outcome) {
        self(outcome);
    }
}

/// Applies a plan. The time is the caller's, for the journal.
///
/// Each batch is one transaction, its journal entry included. Inside it every row is decided again, and unless each
/// decision is the planned one, nothing of the batch is written. A batch that was applied since is skipped, so two
/// importers with the same plan apply it once.
///
/// The outcome of each batch is told once it is certain, in the order of the plan, so that it is known what was written
/// when a later one fails.
pub fn apply(
    plan: &Plan<'_>,
    store: &mut dyn Store,
    when: Timestamp,
    watch: &mut dyn Watch,
) -> Result<(), ApplyError> {
    let rows = plan.counts().conflict;
    if rows > 0 {
        return Err(ApplyError::Conflicts { rows });
    }
    for batch in plan.batches() {
        let outcome = until_it_lasts(is_taken_back, || {
            apply_batch(plan, batch, (&mut *store, when), watch)
        })?;
        watch.outcome(outcome);
    }
    Ok(())
}

fn is_taken_back(error: &ApplyError) -> bool {
    matches!(error, ApplyError::Store { source, .. } if source.is_taken_back())
}

fn apply_batch(
    plan: &Plan<'_>,
    batch: &PlannedBatch<'_>,
    (store, when): (&mut dyn Store, Timestamp),
    watch: &mut dyn Watch,
) -> Result<Outcome, ApplyError> {
    if let BatchState::AlreadyApplied(at) = batch.state() {
        return Ok(Outcome::AlreadyApplied(at));
    }
    if !batch.changes_something() {
        return Ok(Outcome::Unchanged);
    }
    let failed = |source| ApplyError::Store {
        file: batch.file_name().to_owned(),
        source,
    };
    let mut transaction = store.begin().map_err(failed)?;
    if let Some(at) = transaction.applied(&batch.digest()).map_err(failed)? {
        return Ok(Outcome::AlreadyApplied(at));
    }
    let entry = JournalEntry {
        file: batch.file_name(),
        digest: batch.digest(),
        schema: &plan.schema.name,
        schema_version: &plan.schema.version,
        batch: batch.batch(),
        when,
    };
    let id = transaction.journal(&entry).map_err(failed)?;
    read_ahead(batch, |some| {
        if watch.stops() {
            let file = batch.file_name().to_owned();
            return Err(ApplyError::Stopped { file });
        }
        let known = known(&*transaction, &some).map_err(failed)?;
        for ((row, person), known) in some.iter().zip(&known) {
            let terms = (batch.batch(), plan.on_difference);
            if decide(known, plan.reader, person, terms) != *row.action {
                return Err(ApplyError::Changed {
                    file: batch.file_name().to_owned(),
                    row: row.row.number(),
                });
            }
        }
        write(&mut *transaction, id, (&some, &known), batch).map_err(failed)?;
        watch.rows(some.len());
        Ok(())
    })?;
    transaction.commit().map_err(failed)?;
    Ok(Outcome::Applied(id))
}

/// Reads the people of a batch, some at a time, and has each lot written while the next ones are read.
fn read_ahead<E>(
    batch: &PlannedBatch<'_>,
    mut write: impl FnMut(Vec<(PlannedRow<'_>, Person<'_>)>) -> Result<(), E>,
) -> Result<(), E> {
    let (send, read) = mpsc::sync_channel(AHEAD);
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut people = batch.people();
            loop {
                let some: Vec<_> = people.by_ref().take(AT_ONCE).collect();
                // Whoever fails to write does not want the rest.
                if some.is_empty() || send.send(some).is_err() {
                    return;
                }
            }
        });
        read.into_iter().try_for_each(&mut write)
    })
}

/// What the store knows of these people. Who else has their names and phone numbers decides nothing.
fn known(
    transaction: &dyn Transaction,
    people: &[(PlannedRow<'_>, Person<'_>)],
) -> Result<Vec<Known>, StoreError> {
    let asked = people.iter().map(|(_, person)| Asked {
        key: &person.key,
        identifiers: &person.identifiers,
        likeness: None,
    });
    transaction.known(&asked.collect::<Vec<_>>())
}

fn write(
    transaction: &mut dyn Transaction,
    id: BatchId,
    (people, known): (&[(PlannedRow<'_>, Person<'_>)], &[Known]),
    batch: &PlannedBatch<'_>,
) -> Result<(), StoreError> {
    let records = people.iter().zip(known);
    let records: Vec<_> = records
        .map(|((_, person), known)| record_after(&person.record, known.account.as_ref()))
        .collect();
    let each = people.iter().zip(known).zip(&records);
    let changes = each.filter_map(|(((row, person), known), record)| {
        let asked = (row.row, row.action);
        change(asked, batch.batch(), person, (known.account.as_ref(), record))
    });
    transaction.write(id, &changes.collect::<Vec<_>>())
}
