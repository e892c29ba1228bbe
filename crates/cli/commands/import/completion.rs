//! The completion message: who was imported, and what is left to do by hand.

use std::io::Write;

use rosterkit_import::{Action, Plan, SqliteStore, Store, TaskState};

use crate::commands::import::Places;
use crate::commands::import::plan::done;
use crate::failure::{Failure, show};
use crate::table::{self, count};
use crate::terminal::Terminal;

/// How many accounts are listed; of more, only the first, and how many more there are.
const LISTED: usize = 100;

/// Tells who was imported and which follow-up tasks are open.
pub(super) fn tell(
    plan: &Plan<'_>,
    places: &Places<'_>,
    store: &SqliteStore,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    writeln!(
        terminal.out(),
        "\nimported into {}: {}\n",
        show(store.path()),
        done(plan.counts())
    )?;
    let mut rows = Vec::new();
    for batch in plan.batches() {
        for row in batch.rows() {
            let (what, assignments) = match &row.action {
                Action::Create => ("created", &batch.batch().assignments),
                Action::AddAssignments(added) => ("role added", added),
                Action::Unchanged | Action::Conflict(_) => continue,
            };
            rows.push(vec![
                row.username.clone(),
                what.to_owned(),
                places.assignments(assignments),
            ]);
        }
    }
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

/// The open tasks of the store with how many accounts each is for, in the order in which the store has them.
fn open_tasks(store: &SqliteStore) -> Result<Vec<(String, u64)>, Failure> {
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
