//! The completion message: what was done, and what is left to do by hand.

use std::collections::BTreeMap;
use std::io::Write;

use rosterkit_import::{Plan, SqliteStore, Store, TaskState};

use crate::commands::import::plan::done;
use crate::failure::{Failure, show};
use crate::table::count;
use crate::terminal::Terminal;

/// Tells what was done and which follow-up tasks it left.
pub(super) fn tell(plan: &Plan<'_>, store: &SqliteStore, terminal: &mut Terminal) -> Result<(), Failure> {
    writeln!(
        terminal.out(),
        "\nimported into {}: {}",
        show(store.path()),
        done(plan.counts())
    )?;
    let mut left: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for entry in store
        .tasks()?
        .into_iter()
        .filter(|entry| entry.state == TaskState::Open)
    {
        left.entry(entry.task).or_insert((entry.title, 0)).1 += 1;
    }
    if !left.is_empty() {
        writeln!(terminal.out(), "\nleft to do by hand in the target:")?;
        for (title, accounts) in left.into_values() {
            writeln!(terminal.out(), "  {title} ({})", count(accounts, "account"))?;
        }
    }
    terminal.say("\n`roster accounts list` lists the accounts, `roster tasks` what is left to do");
    Ok(())
}
