//! The completion message: who was imported, and what is left to do by hand.

use std::collections::BTreeSet;
use std::io::Write;

use rosterkit_import::{Action, BatchId, BatchState, Counts, OpenTask, Outcome, PlannedBatch};

use super::deed::Planned;
use super::places::Places;
use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::table::{self, count};
use crate::terminal::Terminal;

/// How many accounts are listed; of more, only the first, and how many more there are.
const LISTED: usize = 100;

/// Tells who was imported, by what became of each batch, and which follow-up tasks that leaves.
pub(super) fn tell(
    planned: &Planned<'_>,
    named_store: Option<&str>,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let (plan, store) = (&planned.plan, planned.store());
    let ended: Vec<_> = plan.batches().iter().zip(&planned.outcomes).collect();
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
    let changed = sum(&applied, |counts| {
        counts.create + counts.add_assignments + counts.update
    });
    let rows = accounts(&applied, &planned.places);
    let more = changed.saturating_sub(rows.len() as u64);
    write!(
        terminal.out(),
        "{}",
        table::draw(&["ACCOUNT", "", "ROLE AT LOCATION"], &rows)
    )?;
    if more > 0 {
        writeln!(terminal.out(), "and {} more", count(more, "account"))?;
    }
    let own = ended.iter().filter_map(|(_, outcome)| match outcome {
        Outcome::Applied(id) => Some(*id),
        _ => None,
    });
    tell_tasks(store.open_tasks()?, &own.collect(), terminal)?;
    let ask = |words: &[&str]| {
        let line = CommandLine::of(words).paths(&[planned.places.folder()]);
        line.option("--store", named_store).typed()
    };
    if let (Some(accounts), Some(tasks)) = (ask(&["accounts", "list"]), ask(&["tasks", "list"])) {
        terminal.say(&format!(
            "\n`{accounts}` lists the accounts, `{tasks}` what is left to do"
        ));
    }
    Ok(())
}

/// Tells what is left to do for the accounts that these batches made, and how much there is beside it.
fn tell_tasks(open: Vec<OpenTask>, own: &BTreeSet<BatchId>, terminal: &mut Terminal) -> Result<(), Failure> {
    let (own, others): (Vec<OpenTask>, _) = open.into_iter().partition(|task| own.contains(&task.batch));
    // Tasks of one title, which are sorted by batch too, become one where the title comes first.
    let mut titles: Vec<(String, u64)> = Vec::new();
    for task in own {
        match titles.iter_mut().find(|(title, _)| *title == task.title) {
            Some((_, accounts)) => *accounts += u64::from(task.accounts),
            None => titles.push((task.title, task.accounts.into())),
        }
    }
    let others = match others.iter().map(|task| u64::from(task.accounts)).sum() {
        0 => None,
        others => Some(format!("{} of other imports", count(others, "task"))),
    };
    if let (true, Some(others)) = (titles.is_empty(), &others) {
        writeln!(terminal.out(), "\nleft to do by hand in the target: {others}")?;
    } else if !titles.is_empty() {
        writeln!(terminal.out(), "\nleft to do by hand in the target:")?;
        for (title, accounts) in titles {
            writeln!(terminal.out(), "  {title} ({})", count(accounts, "account"))?;
        }
        if let Some(others) = others {
            writeln!(terminal.out(), "and {others}")?;
        }
    }
    Ok(())
}

/// `3 accounts created, 1 account given a role at another location`.
fn done(applied: &[&PlannedBatch<'_>]) -> String {
    let parts = [
        (sum(applied, |counts| counts.create), "created"),
        (
            sum(applied, |counts| counts.add_assignments),
            "given a role at another location",
        ),
        (sum(applied, |counts| counts.update), "updated"),
        (sum(applied, |counts| counts.unchanged), "there already"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts
        .map(|(number, what)| format!("{} {what}", count(*number, "account")))
        .collect::<Vec<_>>()
        .join(", ")
}

fn sum(applied: &[&PlannedBatch<'_>], number: fn(Counts) -> usize) -> u64 {
    applied.iter().map(|batch| number(batch.counts()) as u64).sum()
}

/// A line for each account that was made or given a role, as far as they are listed.
fn accounts(applied: &[&PlannedBatch<'_>], places: &Places<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for batch in applied {
        for row in batch.rows() {
            if rows.len() == LISTED {
                return rows;
            }
            let (what, assignments) = match row.action {
                Action::Create => ("created", &batch.batch().assignments),
                Action::AddAssignments(added) => ("role added", added),
                Action::Update { .. } => ("updated", &batch.batch().assignments),
                Action::Unchanged | Action::Conflict(_) => continue,
            };
            rows.push(vec![
                batch.username(row.row),
                what.to_owned(),
                places.assignments(assignments),
            ]);
        }
    }
    rows
}
