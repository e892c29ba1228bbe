//! The review: the rows of a plan that need eyes first, then some of the others, as wide as the terminal.

use std::io::Write;

use rosterkit_import::{Action, Plan, PlannedBatch, PlannedRow, Tier};
use rosterkit_lint::Values;
use rosterkit_sheet::visible;

use super::plan::{word, words};
use crate::commands::import::Places;
use crate::failure::Failure;
use crate::table::{self, count};
use crate::terminal::Terminal;

/// How many rows are shown that need no eyes; of more, only how many there are.
const SHOWN: usize = 10;

/// Tells what needs eyes, every row of it, and some of what does not.
pub(super) fn tell(plan: &Plan<'_>, places: &Places<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    let eyes = plan.to_review();
    for (batch, row) in &eyes {
        tell_row(batch, *row, places, terminal)?;
    }
    let others = plan.batches().iter().flat_map(|batch| {
        let others = batch.rows().filter(|row| row.tier().is_none());
        others
            .filter(|row| *row.action != Action::Unchanged)
            .map(move |row| (batch, row))
    });
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut more = 0_u64;
    for (batch, row) in others {
        if rows.len() < SHOWN {
            rows.push(line(batch, row, places));
        } else {
            more += 1;
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let drawn = table::draw(&["ROW", "USERNAME", "ACTION", "ROLE AT LOCATION"], &rows);
    let drawn = table::fit(&drawn, terminal.width());
    write!(terminal.out(), "\n{drawn}")?;
    if more > 0 {
        writeln!(
            terminal.out(),
            "and {} more; --json lists them all",
            count(more, "row")
        )?;
    }
    Ok(())
}

fn line(batch: &PlannedBatch<'_>, row: PlannedRow<'_>, places: &Places<'_>) -> Vec<String> {
    let assignments = match row.action {
        Action::AddAssignments(added) => added,
        _ => &batch.batch().assignments,
    };
    vec![
        format!("{}:{}", batch.file_name(), row.row.number()),
        batch.username(row.row),
        word(row.action).replace('-', " "),
        places.assignments(assignments),
    ]
}

/// A row and the account that it collides with, side by side.
fn tell_row(
    batch: &PlannedBatch<'_>,
    row: PlannedRow<'_>,
    places: &Places<'_>,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let values: Values = terminal.values();
    let place = format!("row {} of `{}`", row.row.number(), visible(batch.file_name()));
    let username = batch.username(row.row);
    let username = visible(&username);
    let what = match row.tier() {
        Some(Tier::SameUsername) => "conflict, the same username",
        Some(Tier::SameIdentifier) => "conflict, a value of somebody else",
        Some(Tier::SameNameAndPhone) => "look: the same name and phone number",
        Some(Tier::Corrected) => "update",
        None => return Ok(()),
    };
    writeln!(terminal.out(), "\n{what}: {place}, username `{username}`")?;
    match row.action {
        Action::Conflict(differences) | Action::Update { differences, .. } => {
            for difference in differences {
                let said = words(difference, places, values);
                writeln!(terminal.out(), "  {said}")?;
            }
        }
        _ => {}
    }
    if let Some(alike) = row.alike {
        let alike = visible(alike);
        writeln!(
            terminal.out(),
            "  the account `{alike}` may be this person already: if so, use its username in the file"
        )?;
    }
    Ok(())
}
