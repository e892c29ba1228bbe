//! The plan for scripts: what an import would do or did, batch by batch and row by row. Rows are read while they are
//! written, so that an answer about a million of them needs no more memory than one about ten.

use std::collections::BTreeMap;

use rosterkit_import::{Action, BatchState, Counts, Difference, Outcome, PlannedBatch, PlannedRow, Tier};
use rosterkit_lint::Values;
use serde::{Serialize, Serializer};

use super::deed::Planned;
use super::places::Places;
use super::plan::{word, words};

/// The batches of these plans, in their order.
pub(super) struct JsonBatches<'p>(pub(super) &'p [Planned<'p>]);

#[derive(Serialize)]
struct JsonBatch<'p> {
    path: &'p str,
    /// `new`, or `already-applied` where the same file was applied before.
    state: &'static str,
    /// What became of it: `applied`, `already-applied` or `unchanged`; null when nothing was to be written or the import
    /// did not come to it.
    outcome: Option<&'static str>,
    assignments: &'p BTreeMap<String, String>,
    create: usize,
    add_assignments: usize,
    update: usize,
    unchanged: usize,
    conflict: usize,
    rows: JsonRows<'p>,
}

struct JsonRows<'p> {
    batch: &'p PlannedBatch<'p>,
    places: &'p Places<'p>,
}

#[derive(Serialize)]
struct JsonRow<'p> {
    row: u32,
    username: String,
    action: &'static str,
    /// How it collides with an account: `same-username`, `same-identifier` or `same-name-and-phone`.
    tier: Option<&'static str>,
    /// The username of an account with the same name and phone number, where another one is to be made.
    alike: Option<&'p str>,
    /// What is corrected, in words without sensitive values.
    updates: Vec<String>,
    /// Why the row is in conflict, in words without sensitive values.
    conflicts: Vec<String>,
}

impl Serialize for JsonBatches<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let each = self.0.iter().flat_map(|planned| {
            let outcomes = planned.outcomes.iter().map(Some).chain(std::iter::repeat(None));
            let batches = planned.plan.batches().iter().zip(outcomes);
            batches.map(|(batch, outcome)| JsonBatch::of(batch, outcome, &planned.places))
        });
        serializer.collect_seq(each)
    }
}

impl<'p> JsonBatch<'p> {
    fn of(batch: &'p PlannedBatch<'p>, outcome: Option<&Outcome>, places: &'p Places<'p>) -> Self {
        let Counts {
            create,
            add_assignments,
            update,
            unchanged,
            conflict,
        } = batch.counts();
        Self {
            path: batch.file_name(),
            state: match batch.state() {
                BatchState::New => "new",
                BatchState::AlreadyApplied(_) => "already-applied",
            },
            outcome: outcome.map(|outcome| match outcome {
                Outcome::Applied(_) => "applied",
                Outcome::AlreadyApplied(_) => "already-applied",
                Outcome::Unchanged => "unchanged",
            }),
            assignments: &batch.batch().assignments,
            create,
            add_assignments,
            update,
            unchanged,
            conflict,
            rows: JsonRows { batch, places },
        }
    }
}

impl Serialize for JsonRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.batch.rows().map(|row| self.row(row)))
    }
}

impl<'p> JsonRows<'p> {
    fn row(&self, row: PlannedRow<'p>) -> JsonRow<'p> {
        let said = |differences: &[Difference]| {
            let each = differences.iter();
            each.map(|difference| words(difference, self.places, Values::Masked))
                .collect()
        };
        let (updates, conflicts) = match row.action {
            Action::Update { differences, .. } => (said(differences), Vec::new()),
            Action::Conflict(differences) => (Vec::new(), said(differences)),
            _ => (Vec::new(), Vec::new()),
        };
        JsonRow {
            row: row.row.number(),
            username: self.batch.username(row.row),
            action: word(row.action),
            tier: row.tier().map(|tier| match tier {
                Tier::SameUsername | Tier::Corrected => "same-username",
                Tier::SameIdentifier => "same-identifier",
                Tier::SameNameAndPhone => "same-name-and-phone",
            }),
            alike: row.alike,
            updates,
            conflicts,
        }
    }
}
