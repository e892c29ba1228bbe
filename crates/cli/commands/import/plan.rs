//! The plan for people: what an import would do, batch by batch.

use std::io::Write;

use rosterkit_import::{Action, BatchState, Counts, Difference, Plan, PlannedBatch};
use rosterkit_lint::Values;

use crate::commands::import::{Places, review};
use crate::failure::Failure;
use crate::table;
use crate::terminal::Terminal;

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

/// Tells a line for each file, and what is in conflict.
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
    let drawn = table::draw_within(&header, &rows, (1, terminal.width()));
    writeln!(terminal.out(), "\n{}", drawn.trim_end())?;
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
