//! The plan: what an import would do, batch by batch, for people and for scripts.

use std::io::Write;

use rosterkit_import::{Action, BatchState, Counts, Difference, Digest, Outcome, Plan, PlannedBatch, Tier};
use rosterkit_lint::Values;
use serde::Serialize;

use crate::commands::import::{Places, review};
use crate::failure::Failure;
use crate::table;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
pub(super) struct JsonBatch {
    path: String,
    /// `new`, or `already-applied` where the same file was applied before.
    state: &'static str,
    #[serde(skip)]
    digest: Digest,
    /// What became of it: `applied`, `already-applied` or `unchanged`; null when nothing was to be written or the import
    /// did not come to it.
    outcome: Option<&'static str>,
    assignments: std::collections::BTreeMap<String, String>,
    create: usize,
    add_assignments: usize,
    update: usize,
    unchanged: usize,
    conflict: usize,
    rows: Vec<JsonRow>,
}

#[derive(Debug, Serialize)]
struct JsonRow {
    row: u32,
    username: String,
    action: &'static str,
    /// How it collides with an account: `same-username`, `same-identifier` or `same-name-and-phone`.
    tier: Option<&'static str>,
    /// The username of an account with the same name and phone number, where another one is to be made.
    alike: Option<String>,
    /// What is corrected, in words without sensitive values.
    updates: Vec<String>,
    /// Why the row is in conflict, in words without sensitive values.
    conflicts: Vec<String>,
}

/// The word for an action in answers.
pub(super) fn word(action: &Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::AddAssignments(_) => "add-assignments",
        Action::Update { .. } => "update",
        Action::Unchanged => "unchanged",
        Action::Conflict(_) => "conflict",
    }
}

/// The plan for scripts.
pub(super) fn json(plan: &Plan<'_>, places: &Places<'_>) -> Vec<JsonBatch> {
    let batch = |batch: &PlannedBatch<'_>| {
        let Counts {
            create,
            add_assignments,
            update,
            unchanged,
            conflict,
        } = batch.counts();
        let rows = batch.rows().iter().map(|row| JsonRow {
            row: row.row.number(),
            username: row.username.clone(),
            action: word(&row.action),
            tier: row.tier().map(|tier| match tier {
                Tier::SameUsername | Tier::Corrected => "same-username",
                Tier::SameIdentifier => "same-identifier",
                Tier::SameNameAndPhone => "same-name-and-phone",
            }),
            alike: row.alike.clone(),
            updates: match &row.action {
                Action::Update { differences, .. } => differences
                    .iter()
                    .map(|difference| words(difference, places, Values::Masked))
                    .collect(),
                _ => Vec::new(),
            },
            conflicts: match &row.action {
                Action::Conflict(reasons) => reasons
                    .iter()
                    .map(|reason| words(reason, places, Values::Masked))
                    .collect(),
                _ => Vec::new(),
            },
        });
        JsonBatch {
            path: batch.file_name().to_owned(),
            state: match batch.state() {
                BatchState::New => "new",
                BatchState::AlreadyApplied(_) => "already-applied",
            },
            digest: batch.digest(),
            outcome: None,
            assignments: batch.batch().assignments.clone(),
            create,
            add_assignments,
            update,
            unchanged,
            conflict,
            rows: rows.collect(),
        }
    };
    plan.batches().iter().map(batch).collect()
}

/// Notes what became of the batches of a plan.
pub(super) fn note_outcomes(batches: &mut [JsonBatch], plan: &Plan<'_>, outcomes: &[Outcome]) {
    for (batch, outcome) in plan.batches().iter().zip(outcomes) {
        // A master has several batches, and no two of them the same assignments and rows.
        let is_it =
            |noted: &&mut JsonBatch| noted.path == batch.file_name() && noted.digest == batch.digest();
        if let Some(noted) = batches.iter_mut().find(is_it) {
            noted.outcome = Some(match outcome {
                Outcome::Applied(_) => "applied",
                Outcome::AlreadyApplied(_) => "already-applied",
                Outcome::Unchanged => "unchanged",
            });
        }
    }
}

/// The plan for people: a line for each file, and what is in conflict.
pub(super) fn tell(plan: &Plan<'_>, places: &Places<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    let rows: Vec<Vec<String>> = plan.batches().iter().map(|batch| line(batch, places)).collect();
    let header = [
        "FILE",
        "ROLE AT LOCATION",
        "CREATE",
        "ADD ROLE",
        "UPDATE",
        "UNCHANGED",
        "CONFLICT",
        "",
    ];
    writeln!(terminal.out(), "\n{}", table::draw(&header, &rows).trim_end())?;
    review::tell(plan, places, terminal)
}

fn line(batch: &PlannedBatch<'_>, places: &Places<'_>) -> Vec<String> {
    let number = |count: usize| {
        if count == 0 {
            "-".to_owned()
        } else {
            count.to_string()
        }
    };
    let Counts {
        create,
        add_assignments,
        update,
        unchanged,
        conflict,
    } = batch.counts();
    let aside = match batch.state() {
        BatchState::AlreadyApplied(at) => format!("imported on {}", at.when),
        BatchState::New => String::new(),
    };
    let assignments = places.assignments(&batch.batch().assignments);
    let numbers = [create, add_assignments, update, unchanged, conflict].map(number);
    [
        vec![batch.file_name().to_owned(), assignments],
        numbers.to_vec(),
        vec![aside],
    ]
    .concat()
}

pub(super) fn words(reason: &Difference, places: &Places<'_>, values: Values) -> String {
    let held = |held: &rosterkit_import::Held| {
        held.text(values).map_or_else(
            || "(hidden)".to_owned(),
            |text| format!("`{}`", rosterkit_sheet::visible(text)),
        )
    };
    match reason {
        Difference::OtherValue {
            attribute,
            stored,
            given,
        } => {
            let stored = stored.as_ref().map_or_else(|| "nothing".to_owned(), held);
            format!(
                "{}: the store has {stored}, the file {}",
                places.header(attribute.as_str()),
                held(given)
            )
        }
        Difference::OtherRole {
            location,
            stored,
            given,
        } => {
            let (stored, given) = (places.role(stored), places.role(given));
            format!(
                "role at {}: the store has {stored}, the file {given}",
                places.location(location)
            )
        }
        Difference::OtherHours { location, .. } => {
            format!(
                "working hours at {}: the store has others than the file",
                places.location(location)
            )
        }
        Difference::OtherTimeout {
            location,
            stored,
            given,
        } => {
            let stored = stored.map_or_else(|| "the default".to_owned(), |timeout| timeout.to_string());
            format!(
                "inactivity timeout at {}: the store has {stored}, the file {given}",
                places.location(location)
            )
        }
        Difference::Taken {
            attribute,
            value,
            holder,
        } => {
            let header = places.header(attribute.as_str());
            format!(
                "{header}: {} belongs to the account `{}`",
                held(value),
                rosterkit_sheet::visible(holder)
            )
        }
    }
}
