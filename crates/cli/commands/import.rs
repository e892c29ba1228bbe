//! `roster import`: lint, plan, and with `--yes` apply.

mod ask;
mod completion;
mod deed;
mod json;
mod places;
mod plan;
pub(super) mod readiness;
pub(super) mod rejected;
mod review;
mod saved;

use std::io::Write;

use rosterkit_lint::Level;
use serde::Serialize;

use crate::args::Import;
use crate::commands::answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::gather::{Gathered, Purpose, gather};
use crate::report::{self, JSON_VERSION, JsonDiagnostics, JsonSummary, Summary};
use crate::terminal::Terminal;

use deed::Deed;
use json::JsonBatches;
use places::Places;

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    /// Whether anything was written.
    applied: bool,
    batches: JsonBatches<'a>,
    diagnostics: JsonDiagnostics<'a>,
    summary: JsonSummary,
}

pub(super) fn run(args: &Import, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(path) = &args.plan_out {
        saved::is_there(path)?;
    }
    let (mut args, saved) = saved::arguments(args)?;
    if args.interactive {
        args = ask::arguments(&args, terminal)?;
    }
    let args = &args;
    let given = readiness::given(&args.given, &args.paths)?;
    let gathered = gather(
        &args.paths,
        Purpose::Import { given: &given },
        args.sheet.as_deref(),
    );
    for aside in &gathered.asides {
        terminal.say(aside);
    }
    let summary = Summary::of(&gathered.judged);
    if !args.json {
        tell_diagnostics(&gathered, terminal, &summary)?;
    }
    let deed = deed::import(&gathered, (args, &given, saved.as_deref()), terminal)?;
    if args.json {
        let diagnostics = JsonDiagnostics(&gathered.judged);
        let Deed { applied, planned, .. } = &deed;
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                applied: *applied,
                batches: JsonBatches(planned),
                diagnostics,
                summary: summary.into(),
            },
        )?;
    }
    Ok(deed.exit)
}

/// Errors and warnings are all shown before anything is planned: an account cannot be deleted afterwards. Notes are
/// counted.
pub(super) fn tell_diagnostics(
    gathered: &Gathered,
    terminal: &mut Terminal,
    summary: &Summary,
) -> Result<(), Failure> {
    let look = terminal.look();
    for judged in &gathered.judged {
        report::full(terminal.out(), &judged.report, Level::Warning, &look)?;
    }
    if !gathered.judged.is_empty() {
        writeln!(terminal.out(), "{}", report::summary(summary))?;
    }
    Ok(())
}
