//! `roster batches`: what was imported, and taking it back.

mod undo;

use rosterkit_import::{BatchEntry, BatchId, Journalled, JournalledKind, Timestamp, UndoError};
use serde::Serialize;

use crate::args::{BatchesCommand, ListBatches, ShowBatch};
use crate::commands::{answer_list, store::listed};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    batches: Vec<JsonBatch>,
}

#[derive(Debug, Serialize)]
struct JsonBatch {
    id: i64,
    file: String,
    digest: String,
    schema: String,
    schema_version: String,
    assignments: std::collections::BTreeMap<String, String>,
    created: u32,
    extended: u32,
    updated: u32,
    applied: String,
    undone: Option<String>,
    taken_back: u32,
}

impl From<&BatchEntry> for JsonBatch {
    fn from(entry: &BatchEntry) -> Self {
        Self {
            id: entry.id.0,
            file: entry.file.clone(),
            digest: entry.digest.to_string(),
            schema: entry.schema.clone(),
            schema_version: entry.schema_version.clone(),
            assignments: entry.assignments.clone(),
            created: entry.counts.created,
            extended: entry.counts.extended,
            updated: entry.counts.updated,
            applied: entry.applied.to_string(),
            undone: entry.undone.map(|when| when.to_string()),
            taken_back: entry.counts.taken_back,
        }
    }
}

pub(super) fn run(command: &BatchesCommand, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match command {
        BatchesCommand::List(args) => list(args, terminal),
        BatchesCommand::Show(args) => show(args, terminal),
        BatchesCommand::Undo(args) => undo::run(args, terminal),
    }
}

fn list(args: &ListBatches, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let listed = listed(&args.list.which)?;
    let organization = listed.organization();
    let mut entries = listed.store.batches()?;
    entries.retain(|entry| {
        let named = args
            .file
            .as_ref()
            .is_none_or(|text| entry.file.contains(text.as_str()));
        named && (!args.undone || entry.undone.is_some())
    });
    let row = |entry: &BatchEntry| {
        let held = entry
            .assignments
            .iter()
            .map(|(location, role)| (location.as_str(), role.as_str()));
        vec![
            entry.id.0.to_string(),
            entry.file.clone(),
            organization.in_words(held),
            entry.counts.created.to_string(),
            entry.counts.extended.to_string(),
            entry.counts.updated.to_string(),
            entry.applied.to_string(),
            state(entry),
        ]
    };
    let rows: Vec<Vec<String>> = entries.iter().map(row).collect();
    let header = [
        "BATCH",
        "FILE",
        "ROLE AT LOCATION",
        "CREATED",
        "ROLE ADDED",
        "UPDATED",
        "IMPORTED",
        "UNDONE",
    ];
    let json = Answer {
        version: JSON_VERSION,
        batches: entries.iter().map(JsonBatch::from).collect(),
    };
    answer_list(terminal, args.list.answer, &json, (&header, &rows, "batch"))?;
    Ok(Exit::Fine)
}

/// `2027-01-31T08:15:00Z, 2 of 3`.
fn state(entry: &BatchEntry) -> String {
    let counts = entry.counts;
    let all = counts.created + counts.extended + counts.updated;
    match entry.undone {
        None => String::new(),
        Some(when) if counts.taken_back == all => when.to_string(),
        Some(when) => format!("{when}, {} of {all}", counts.taken_back),
    }
}

#[derive(Debug, Serialize)]
struct Shown {
    version: u32,
    batch: i64,
    changes: Vec<JsonChange>,
}

#[derive(Debug, Serialize)]
struct JsonChange {
    row: u32,
    username: String,
    change: &'static str,
    account_version: u32,
    undone: Option<String>,
}

impl From<&Journalled> for JsonChange {
    fn from(change: &Journalled) -> Self {
        Self {
            row: change.row.number(),
            username: change.username.clone(),
            change: change.kind.as_str(),
            account_version: change.version,
            undone: change.undone.as_ref().map(Timestamp::to_string),
        }
    }
}

fn show(args: &ShowBatch, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let changes = listed(&args.list.which)?.store.changes(BatchId(args.id))?;
    if changes.is_empty() {
        return Err(UndoError::NoBatch(args.id).into());
    }
    let row = |change: &Journalled| {
        vec![
            change.row.number().to_string(),
            change.username.clone(),
            done(change.kind).to_owned(),
            change
                .undone
                .as_ref()
                .map(Timestamp::to_string)
                .unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = changes.iter().map(row).collect();
    let json = Shown {
        version: JSON_VERSION,
        batch: args.id,
        changes: changes.iter().map(JsonChange::from).collect(),
    };
    let header = ["ROW", "USERNAME", "CHANGE", "UNDONE"];
    answer_list(terminal, args.list.answer, &json, (&header, &rows, "change"))?;
    Ok(Exit::Fine)
}

/// What a change did, in words.
fn done(kind: JournalledKind) -> &'static str {
    match kind {
        JournalledKind::Create => "created",
        JournalledKind::AddAssignments => "role added",
        JournalledKind::Update => "updated",
    }
}
