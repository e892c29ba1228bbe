//! The plan: what an import would do, row by row, before anything is written.

pub(crate) mod pending;
mod rows;

use miette::Diagnostic;
use rosterkit_lint::{CleanFile, CleanRows};
use rosterkit_schema::{Batch, Schema};
use rosterkit_sheet::{Document, RowIndex};
use thiserror::Error;

use crate::action::{Action, Difference, OnDifference};
use crate::digest::Digest;
use crate::record::{Person, Reader};
use crate::store::{AppliedAt, Lookup};
use crate::store_error::StoreError;
use pending::Pending;
use rows::Rows;

/// What would happen to a store, batch by batch and row by row. It holds no record, not even the usernames: they are read
/// again from the clean rows when somebody looks and when the plan is applied, so that a plan stays small.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) reader: Reader<'a>,
    pub(crate) on_difference: OnDifference,
    batches: Vec<PlannedBatch<'a>>,
}

/// What would happen with one file.
#[derive(Debug)]
pub struct PlannedBatch<'a> {
    file: CleanFile<'a>,
    reader: Reader<'a>,
    digest: Digest,
    state: BatchState,
    rows: Rows,
}

/// Whether a batch is known to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchState {
    /// It is not.
    New,
    /// It was applied as it is, so nothing is planned for it.
    AlreadyApplied(AppliedAt),
}

/// What would happen with one row. [`PlannedBatch::username`] says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedRow<'p> {
    /// The row in its file.
    pub row: RowIndex,
    /// What would be done.
    pub action: &'p Action,
    /// The username of an account with the same name and phone number, where the row would make another one. It keeps
    /// nothing out, since two people may share both, but somebody should look.
    pub alike: Option<&'p str>,
}

/// How a row collides with somebody who is there, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The same username, and something else differs.
    SameUsername,
    /// Another username, and a value that only one account may have.
    SameIdentifier,
    /// Another username, and the same name and phone number. Nothing is kept out for it.
    SameNameAndPhone,
    /// The same username, and the row is to win.
    Corrected,
}

/// How many rows are planned for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Accounts to make.
    pub create: usize,
    /// Accounts to give further assignments.
    pub add_assignments: usize,
    /// Accounts to correct.
    pub update: usize,
    /// Rows that the store already has.
    pub unchanged: usize,
    /// Rows that contradict the store.
    pub conflict: usize,
}

/// Why no plan could be made.
#[derive(Debug, Error, Diagnostic)]
pub enum PlanError {
    /// People are told apart by their usernames.
    #[error("schema `{schema}` has no column that holds `userName`")]
    #[diagnostic(
        code(import::no_username_column),
        help("give the column of the usernames `attribute = \"userName\"` in the schema")
    )]
    NoUsernameColumn {
        /// The schema's name.
        schema: String,
    },

    /// A row says nothing about whose it is.
    #[error("row {row} of `{file}` has no username")]
    #[diagnostic(
        code(import::no_username),
        help("fill in the username, or let the schema require it (`presence = \"required\"`)")
    )]
    NoUsername {
        /// The file.
        file: String,
        /// The row that Excel shows.
        row: u32,
    },

    /// The store could not be asked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
}

impl<'a> Plan<'a> {
    /// Plans the import of all clean rows, file by file in the order of the report, each on top of those before it.
    ///
    /// Nothing is written. What it finds may no longer hold when the plan is applied, so applying asks again.
    pub fn new(
        clean: &CleanRows<'a>,
        store: &dyn Lookup,
        on_difference: OnDifference,
    ) -> Result<Self, PlanError> {
        Self::watched(clean, store, on_difference, &mut |_| ())
    }

    /// The same for somebody who watches: it is told each time how many rows more are planned.
    pub fn watched(
        clean: &CleanRows<'a>,
        store: &dyn Lookup,
        on_difference: OnDifference,
        watch: &mut dyn FnMut(usize),
    ) -> Result<Self, PlanError> {
        let schema = clean.schema();
        let reader = Reader::new(schema).ok_or_else(|| PlanError::NoUsernameColumn {
            schema: schema.name.clone(),
        })?;
        let mut pending = Pending::new(store, reader, *clean, on_difference);
        let mut batches = Vec::new();
        for (file, digest) in Digest::of_each(schema, clean.files()) {
            let (state, rows) = match store.applied(&digest)? {
                Some(at) => (BatchState::AlreadyApplied(at), Rows::default()),
                None => (BatchState::New, pending.plan(reader, &file, watch)?),
            };
            batches.push(PlannedBatch {
                file,
                reader,
                digest,
                state,
                rows,
            });
        }
        Ok(Self {
            schema,
            reader,
            on_difference,
            batches,
        })
    }

    /// The batches, in the order in which they are applied.
    pub fn batches(&self) -> &[PlannedBatch<'a>] {
        &self.batches
    }

    /// How many rows of all batches are planned for what.
    pub fn counts(&self) -> Counts {
        let counts = self.batches.iter().map(PlannedBatch::counts);
        counts.fold(Counts::default(), Counts::and)
    }

    /// The rows that somebody should look at before the plan is applied: conflicts, then people who look like somebody
    /// who is there, then corrections.
    pub fn to_review(&self) -> Vec<(&PlannedBatch<'a>, PlannedRow<'_>)> {
        let mut found = Vec::new();
        for batch in &self.batches {
            let eyes = batch.rows().filter(|row| row.tier().is_some());
            found.extend(eyes.map(|row| (batch, row)));
        }
        found.sort_by_key(|(_, row)| row.tier());
        found
    }

    /// Whether applying it would write nothing, not even a journal entry.
    pub fn changes_nothing(&self) -> bool {
        !self.batches.iter().any(PlannedBatch::changes_something)
    }
}

impl<'a> PlannedBatch<'a> {
    /// The name under which the file was read.
    pub fn file_name(&self) -> &'a str {
        self.file.document().name()
    }

    /// What the batch is known by.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    pub(crate) fn document(&self) -> &'a Document {
        self.file.document()
    }

    /// What all its people get.
    pub fn batch(&self) -> &'a Batch {
        self.file.batch()
    }

    /// Whether the store knows it.
    pub fn state(&self) -> BatchState {
        self.state
    }

    /// Its clean rows in the order of the file; none when it was applied already.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = PlannedRow<'_>> {
        self.rows.iter()
    }

    /// The username of a row as typed, read from the file.
    pub fn username(&self, row: RowIndex) -> String {
        let row = self.file.row(row);
        row.and_then(|row| self.reader.username(&row)).unwrap_or_default()
    }

    /// How many of its rows are planned for what.
    pub fn counts(&self) -> Counts {
        self.rows.counts()
    }

    /// Whether any of its rows changes the store. A batch that changes nothing is not journalled.
    pub fn changes_something(&self) -> bool {
        self.rows.iter().any(|row| *row.action != Action::Unchanged)
    }

    /// The people of the file, read again, beside what is planned for each.
    pub(crate) fn people(&self) -> impl Iterator<Item = (PlannedRow<'_>, Person<'a>)> {
        let reader = self.reader;
        let people = self.file.rows().filter_map(move |row| reader.person(&row));
        self.rows.iter().zip(people)
    }
}

impl PlannedRow<'_> {
    /// How gravely the row collides with somebody who is there; `None` where it does not.
    pub fn tier(&self) -> Option<Tier> {
        match &self.action {
            Action::Conflict(reasons) if reasons.iter().any(Difference::is_taken) => {
                Some(Tier::SameIdentifier)
            }
            Action::Conflict(_) => Some(Tier::SameUsername),
            Action::Update { .. } => Some(Tier::Corrected),
            _ if self.alike.is_some() => Some(Tier::SameNameAndPhone),
            _ => None,
        }
    }
}

impl Counts {
    fn note(&mut self, action: &Action) {
        *match action {
            Action::Create => &mut self.create,
            Action::AddAssignments(_) => &mut self.add_assignments,
            Action::Update { .. } => &mut self.update,
            Action::Unchanged => &mut self.unchanged,
            Action::Conflict(_) => &mut self.conflict,
        } += 1;
    }

    fn and(self, other: Self) -> Self {
        Self {
            create: self.create + other.create,
            add_assignments: self.add_assignments + other.add_assignments,
            update: self.update + other.update,
            unchanged: self.unchanged + other.unchanged,
            conflict: self.conflict + other.conflict,
        }
    }
}
