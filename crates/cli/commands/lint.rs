//! `roster lint`: says what is wrong, where, and what to do; and repairs what it can when asked to.

mod copies;
mod diff;
mod repair;

use std::io::Write;
use std::path::Path;

use rosterkit_lint::{Applicability, Level, RepairedFile, Values};
use serde::Serialize;

use crate::args::{Lint, LintFormat};
use crate::commands::answer;
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Purpose, gather};
use crate::report::{self, JSON_VERSION, JsonDiagnostics, JsonFixed, JsonSummary, Summary};
use crate::table::count;
use crate::terminal::Terminal;

use self::repair::Done;

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    diagnostics: JsonDiagnostics<'a>,
    /// With `--fix`.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<JsonFixed<'a>>,
    /// With `--out-dir`: the copies.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    written: &'a [String],
    summary: JsonSummary,
}

pub(super) fn run(args: &Lint, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut gathered = gather(&args.paths, Purpose::Lint, args.sheet.as_deref());
    if args.repair.diff {
        return show_difference(gathered, args, terminal);
    }
    let format = if args.json { LintFormat::Json } else { args.format };
    let values = match format {
        LintFormat::Json => Values::Masked,
        LintFormat::Full | LintFormat::Concise => terminal.values(),
    };
    let done = repair::repair(&mut gathered, &args.repair, values)?;
    let summary = Summary::of(&gathered.judged);
    let handler = terminal.handler();
    for judged in gathered.judged.iter().filter(|_| format != LintFormat::Json) {
        match format {
            LintFormat::Full => report::full(terminal.out(), &judged.report, values, Level::Note, &handler)?,
            _ => report::concise(terminal.out(), &judged.report, values)?,
        }
    }
    if format == LintFormat::Json {
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                diagnostics: JsonDiagnostics(&gathered.judged),
                fixed: args.repair.fix.then_some(JsonFixed(&done.files)),
                written: &done.written,
                summary: summary.into(),
            },
        )?;
    } else if !gathered.judged.is_empty() {
        tell(&done, args, &summary, terminal)?;
    }
    Ok(ended(&gathered, &summary, args, terminal))
}

/// What was repaired, and how much is left.
fn tell(done: &Done, args: &Lint, summary: &Summary, terminal: &mut Terminal) -> Result<(), Failure> {
    for file in &done.files {
        report::fixed(terminal.out(), file)?;
    }
    for path in &done.written {
        writeln!(terminal.out(), "wrote {}", show(Path::new(path)))?;
    }
    let left = report::summary(summary);
    if args.repair.fix {
        writeln!(terminal.out(), "{}; left: {left}", repair::in_words(&done.files))?;
    } else {
        writeln!(terminal.out(), "{left}")?;
    }
    if done.workbooks > 0 {
        let workbooks = count(done.workbooks as u64, "workbook");
        let has = if done.workbooks == 1 { "has" } else { "have" };
        terminal.say(&format!(
            "{workbooks} {has} fixes too, and a workbook is never written to: `--fix --out-dir DIR` writes repaired copies as CSV"
        ));
    }
    Ok(())
}

/// What failed and what was passed over, and the exit code.
fn ended(gathered: &Gathered, summary: &Summary, args: &Lint, terminal: &mut Terminal) -> Exit {
    for aside in &gathered.asides {
        terminal.say(aside);
    }
    for failure in &gathered.failures {
        terminal.fail(failure);
    }
    if !gathered.failures.is_empty() {
        Exit::CouldNot
    } else if summary.at_least(args.fail_on) > 0 {
        Exit::Found
    } else {
        Exit::Fine
    }
}

/// `--diff`: the exit code is 1 where something would change, or something would be left at or above `--fail-on`.
fn show_difference(mut gathered: Gathered, args: &Lint, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let values = terminal.values();
    let least = args.repair.least().unwrap_or(Applicability::Safe);
    let mut files: Vec<RepairedFile> = Vec::new();
    for judged in std::mem::take(&mut gathered.judged) {
        let anew = judged.anew();
        let (judged, changed) = repair::repaired(judged, least, values, &anew);
        for file in &changed {
            diff::diff(terminal.out(), file, &judged.report, values)?;
        }
        files.extend(changed);
        gathered.judged.push(judged);
    }
    let summary = Summary::of(&gathered.judged);
    if !gathered.judged.is_empty() {
        terminal.say(&format!(
            "would make {}; would leave: {}",
            repair::in_words(&files),
            report::summary(&summary)
        ));
    }
    let exit = ended(&gathered, &summary, args, terminal);
    Ok(if files.is_empty() {
        exit
    } else {
        exit.max(Exit::Found)
    })
}
