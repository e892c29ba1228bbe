//! The completion message: who was imported, and what is left to do by hand.

use std::io::Write;

use rosterkit_import::{Action, BatchState, Outcome, Plan, PlannedBatch, Store, TaskState};

use crate::commands::import::Places;
use crate::failure::Failure;
use crate::table::{self, count};
use crate::terminal::Terminal;

/// How many accounts are listed; of more, only the first, and how many more there are.
const LISTED: usize = 100;

/// Tells who was imported, by what became of each batch, and which follow-up tasks are open.
pub(super) fn tell(
    plan: &Plan<'_>,
    outcomes: &[Outcome],
    places: &Places<'_>,
    store: &dyn Store,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let ended: Vec<_> = plan.batches().iter().zip(outcomes).collect();
    for (batch, outcome) in &ended {
        if let (Outcome::AlreadyApplied(at), BatchState::New) = (outcome, batch.state()) {
            let file = rosterkit_sheet::visible(batch.file_name());
            terminal.say(&format!("`{file}` was imported by another run on {}", at.when));
        }
    }
    let applied: Vec<&PlannedBatch<'_>> = ended
        .iter()
        .filter(|(_, outcome)| matches!(outcome, Outcome::Applied(_)))
        .map(|(batch, _)| *batch)
        .collect();
    if applied.is_empty() {
        terminal.say("nothing was written");
        return Ok(());
    }
    writeln!(
        terminal.out(),
        "\nimported into {}: {}\n",
        rosterkit_sheet::visible(&store.name()),
        done(&applied)
    )?;
    let mut rows = accounts(&applied, places);
    let more = rows.len().saturating_sub(LISTED) as u64;
    rows.truncate(LISTED);
    write!(
        terminal.out(),
        "{}",
        table::draw(&["ACCOUNT", "", "ROLE AT LOCATION"], &rows)
    )?;
    if more > 0 {
        writeln!(terminal.out(), "and {} more", count(more, "account"))?;
    }
    let open = open_tasks(store)?;
    if !open.is_empty() {
        writeln!(terminal.out(), "\nleft to do by hand in the target:")?;
        for (title, accounts) in open {
            writeln!(terminal.out(), "  {title} ({})", count(accounts, "account"))?;
        }
    }
    terminal.say("\n`roster accounts list` lists the accounts, `roster tasks` what is left to do");
    Ok(())
}

/// `3 accounts created, 1 account given a role at another location`.
fn done(applied: &[&PlannedBatch<'_>]) -> String {
    let sum = |number: fn(&PlannedBatch<'_>) -> usize| {
        applied.iter().map(|batch| number(batch) as u64).sum::<u64>()
    };
    let created = sum(|batch| batch.counts().create);
    let extended = sum(|batch| batch.counts().add_assignments);
    let updated = sum(|batch| batch.counts().update);
    let unchanged = sum(|batch| batch.counts().unchanged);
    let parts = [
        (created, "created"),
        (extended, "given a role at another location"),
        (updated, "updated"),
        (unchanged, "there already"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts
        .map(|(number, what)| format!("{} {what}", count(*number, "account")))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A line for each account that was made or given a role.
fn accounts(applied: &[&PlannedBatch<'_>], places: &Places<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for batch in applied {
        for row in batch.rows() {
            let (what, assignments) = match &row.action {
                Action::Create => ("created", &batch.batch().assignments),
                Action::AddAssignments(added) => ("role added", added),
                Action::Update { .. } => ("updated", &batch.batch().assignments),
                Action::Unchanged | Action::Conflict(_) => continue,
            };
            rows.push(vec![
                row.username.clone(),
                what.to_owned(),
                places.assignments(assignments),
            ]);
        }
    }
    rows
}

/// The open tasks of the store with how many accounts each is for, in the order in which the store has them.
fn open_tasks(store: &dyn Store) -> Result<Vec<(String, u64)>, Failure> {
    let mut open: Vec<(String, u64)> = Vec::new();
    for entry in store
        .tasks()?
        .into_iter()
        .filter(|entry| entry.state == TaskState::Open)
    {
        match open.iter_mut().find(|(title, _)| *title == entry.title) {
            Some((_, accounts)) => *accounts += 1,
            None => open.push((entry.title, 1)),
        }
    }
    Ok(open)
}
