//! A plan that outlives the program: what it was made from, so that it is carried out only while that still holds.

use std::fmt::Write as _;

use miette::Diagnostic;
use rosterkit_sheet::Document;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::digest::Digest;
use crate::plan::{Plan, PlannedBatch};
use crate::store::{BatchEntry, Store};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;

/// What a plan was made from: hashes and numbers, no value of a record.
///
/// The plan itself is made again from the files, which is cheap, and compared: what is not stored cannot be forged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPlan {
    store: String,
    /// The number of the last batch in the journal.
    last_batch: i64,
    /// What the journal says of the batches up to that one.
    journal: String,
    schema: String,
    batches: Vec<SavedBatch>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedBatch {
    path: String,
    file: String,
    digest: String,
    rows: String,
}

/// Why a saved plan is not carried out. Nothing was written.
#[derive(Debug, Error, Diagnostic)]
pub enum SavedPlanError {
    /// Something is not as it was when the plan was saved.
    #[error("{0}")]
    #[diagnostic(
        code(import::plan_is_stale),
        help("nothing was written; make the plan again and look at it: roster import --plan-out FILE")
    )]
    Stale(String),

    /// The store could not be asked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
}

impl SavedPlan {
    /// What this plan was made from.
    pub fn of(plan: &Plan<'_>, store: &dyn Store) -> Result<Self, StoreError> {
        let journal = store.batches()?;
        let last_batch = journal.last().map_or(0, |entry| entry.id.0);
        Ok(Self {
            store: store.name(),
            last_batch,
            journal: journal_hash(&journal, last_batch),
            // Its debug form says all of it, the answers to its options included.
            schema: hash(format!("{:?}", plan.schema).as_bytes()),
            batches: saved_batches(plan),
        })
    }

    /// Whether the plan that is made now is the saved one, and nothing came between: the same files, the same schema,
    /// the same store. What a run of the plan itself has written since, before it was cut short, is no change.
    pub fn check(&self, plan: &Plan<'_>, store: &dyn Store) -> Result<(), SavedPlanError> {
        let stale = |what: String| Err(SavedPlanError::Stale(what));
        let now = Self::of(plan, store)?;
        if self.store != now.store {
            return stale("the plan was made for another store".to_owned());
        }
        if self.schema != now.schema {
            return stale("the schema changed since the plan was made".to_owned());
        }
        for batch in &now.batches {
            let path = &batch.path;
            match self.batches.iter().find(|saved| saved.path == *path) {
                None => return stale(format!("`{path}` is new since the plan was made")),
                Some(saved) if saved.file != batch.file => {
                    return stale(format!("`{path}` changed since the plan was made"));
                }
                Some(_) => {}
            }
        }
        if let Some(gone) = self
            .batches
            .iter()
            .find(|saved| now.batches.iter().all(|batch| batch.path != saved.path))
        {
            return stale(format!("`{}` is gone since the plan was made", gone.path));
        }
        let of_longer = |at: usize| now.batches.get(at).or(self.batches.get(at));
        let digest = |plan: &Self, at: usize| plan.batches.get(at).map(|batch| batch.digest.clone());
        let differs = |at: &usize| digest(self, *at) != digest(&now, *at);
        let both = self.batches.len().max(now.batches.len());
        if let Some(batch) = (0..both).find(differs).and_then(of_longer) {
            let path = &batch.path;
            return stale(format!(
                "what the people of `{path}` get, or which of its rows are fit, changed since the plan was made"
            ));
        }
        let journal = store.batches()?;
        let own = |entry: &BatchEntry| {
            let digest = entry.digest.to_string();
            entry.undone.is_none() && self.batches.iter().any(|batch| batch.digest == digest)
        };
        let mut since = journal.iter().filter(|entry| entry.id.0 > self.last_batch);
        if journal_hash(&journal, self.last_batch) != self.journal || !since.all(own) {
            return stale("something was imported or undone since the plan was made".to_owned());
        }
        let planned = plan.batches().iter().zip(&self.batches).zip(&now.batches);
        let mut open = planned.filter(|((batch, _), _)| batch.rows().len() > 0);
        if let Some(((_, saved), _)) = open.find(|((_, saved), now)| saved.rows != now.rows) {
            return stale(format!("`{}` would no longer do what was planned", saved.path));
        }
        Ok(())
    }
}

fn saved_batches(plan: &Plan<'_>) -> Vec<SavedBatch> {
    let mut last: Option<(&Document, String)> = None;
    let mut saved = Vec::new();
    for batch in plan.batches() {
        let document = batch.document();
        // The parts of one master follow each other.
        let file = match last.take() {
            Some((of, file)) if std::ptr::eq(of, document) => file,
            _ => hash(document.bytes()),
        };
        saved.push(SavedBatch::of(batch, file.clone()));
        last = Some((document, file));
    }
    saved
}

impl SavedBatch {
    fn of(batch: &PlannedBatch<'_>, file: String) -> Self {
        let mut rows = Sha256::new();
        for row in batch.rows() {
            // The debug form hides sensitive values; the digest of the file and the journal speak for them.
            rows.update(format!("{row:?}\n"));
        }
        Self {
            path: batch.file_name().to_owned(),
            file,
            digest: batch.digest().to_string(),
            rows: shown(rows.finalize().into()),
        }
    }
}

fn journal_hash(journal: &[BatchEntry], last: i64) -> String {
    let mut text = String::new();
    for entry in journal.iter().filter(|entry| entry.id.0 <= last) {
        let undone = entry.undone.map(Timestamp::seconds);
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "{} {} {undone:?} {}",
            entry.id.0, entry.digest, entry.counts.taken_back
        );
    }
    hash(text.as_bytes())
}

fn hash(bytes: &[u8]) -> String {
    shown(Sha256::digest(bytes).into())
}

fn shown(hash: [u8; 32]) -> String {
    Digest::from_bytes(hash).to_string()
}
