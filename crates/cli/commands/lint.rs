//! `roster lint`: says what is wrong, where, and what to do.

mod baseline;

use std::io::Write;

use rosterkit_lint::Level;
use serde::Serialize;

use crate::args::{Lint, LintFormat};
use crate::commands::answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::gather::{Purpose, gather};
use crate::report::{self, JSON_VERSION, JsonDiagnostics, JsonSummary, Summary};
use crate::terminal::Terminal;

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    diagnostics: JsonDiagnostics<'a>,
    summary: JsonSummary,
}

pub(super) fn run(args: &Lint, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut gathered = gather(&args.paths, Purpose::Lint(&args.selection), args.sheet.as_deref());
    let left_out = baseline::leave_out(args, &mut gathered)?;
    let summary = Summary {
        in_baseline: left_out,
        ..Summary::of(&gathered.judged)
    };
    let format = if args.json { LintFormat::Json } else { args.format };
    let values = terminal.values();
    let handler = terminal.handler();
    for judged in gathered.judged.iter().filter(|_| format != LintFormat::Json) {
        match format {
            LintFormat::Full => report::full(terminal.out(), &judged.report, values, Level::Note, &handler)?,
            _ => report::concise(terminal.out(), &judged.report, values)?,
        }
    }
    if format == LintFormat::Json {
        let diagnostics = JsonDiagnostics(&gathered.judged);
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                diagnostics,
                summary: summary.into(),
            },
        )?;
    } else if !gathered.judged.is_empty() {
        writeln!(terminal.out(), "{}", report::summary(&summary))?;
    }
    for aside in &gathered.asides {
        terminal.say(aside);
    }
    for failure in &gathered.failures {
        terminal.fail(failure);
    }
    let found = if summary.at_least(args.fail_on) > 0 {
        Exit::Found
    } else {
        Exit::Fine
    };
    Ok(if gathered.failures.is_empty() {
        found
    } else {
        Exit::CouldNot
    })
}
