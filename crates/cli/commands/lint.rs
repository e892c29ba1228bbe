//! `roster lint`: says what is wrong, where, and what to do; and repairs what it can when asked to.

mod annotate;
mod baseline;
mod copies;
mod diff;
mod outputs;
mod repair;
mod statistics;
mod watch;

use std::io::{self, Write};
use std::path::Path;

use rosterkit_lint::{Applicability, RepairedFile};
use serde::Serialize;

use crate::args::{Lint, LintFormat};
use crate::commands::write_answer;
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Purpose, gather};
use crate::report::{
    self, JSON_VERSION, JsonDiagnostics, JsonFailures, JsonFixed, JsonSummary, Look, Outcome, Summary,
};
use crate::table::count;
use crate::terminal::Terminal;

use self::repair::Done;
use self::statistics::Statistic;

/// What is written in the place of a file's name where standard output is meant.
const STDOUT: &str = "-";

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
    failures: JsonFailures<'a>,
    summary: JsonSummary,
}

#[derive(Serialize)]
struct StatisticsAnswer<'a> {
    version: u32,
    statistics: &'a [Statistic],
    failures: JsonFailures<'a>,
    summary: JsonSummary,
}

pub(super) fn run(args: &Lint, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let format = if args.json { LintFormat::Json } else { args.format };
    if args.watch {
        watch::refuse(args, format)?;
        return watch::watch(args, terminal, |terminal| judge(args, format, terminal));
    }
    judge(args, format, terminal)
}

fn judge(args: &Lint, format: LintFormat, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if format == LintFormat::Github {
        terminal.speak_to_runner();
    }
    let mut gathered = gather(&args.paths, Purpose::Lint(&args.selection), args.sheet.as_deref());
    if args.repair.diff {
        return show_difference(gathered, args, terminal);
    }
    if args.statistics {
        statistics::refuse(format)?;
    }
    if let Some(path) = &args.annotate {
        annotate::refuse(path, &gathered)?;
    }
    outputs::refuse(args, &gathered)?;
    let output = outputs::report_file(args);
    // Only whoever sits at the terminal may see everything.
    let mut look = terminal.look();
    if !format.is_prose() || output.is_some() {
        look = Terminal::look_in_file();
    }
    let values = look.values;
    let done = repair::repair(&mut gathered, &args.repair, values)?;
    let left_out = baseline::leave_out(args, &mut gathered)?;
    let summary = Summary {
        in_baseline: left_out,
        failures: gathered.failures.len() as u64,
        ..Summary::of(&gathered.judged)
    };
    let page = Page {
        format,
        look,
        outcome: Outcome {
            judged: &gathered.judged,
            failures: &gathered.failures,
            summary: &summary,
        },
        is_alone: output.is_some(),
        done: &done,
        with_fixes: args.repair.fix,
        statistics: args.statistics.then(|| statistics::statistics(&gathered.judged)),
    };
    if let Some(path) = output {
        let mut bytes = Vec::new();
        page.write(&mut bytes)?;
        outputs::write_report(path, &bytes)?;
        terminal.say(&format!("wrote `{}`: {}", show(path), report::summary(&summary)));
    } else {
        page.write(terminal.out())?;
    }
    if let Some(path) = &args.annotate
        && let Some(said) = annotate::annotate(path, &gathered.judged, &report::summary(&summary))?
    {
        terminal.say(&said);
    }
    if done.workbooks > 0 {
        let workbooks = count(done.workbooks as u64, "workbook");
        let has = if done.workbooks == 1 { "has" } else { "have" };
        terminal.say(&format!(
            "{workbooks} {has} fixes too, and a workbook is never written to: `--fix --out-dir DIR` writes repaired copies as CSV"
        ));
    }
    let exit = ended(&gathered, &summary, args, terminal);
    let is_told = args.repair.exit_non_zero_on_fix && !done.files.is_empty();
    if !args.watch {
        // The process ends, and the system takes all of it back at once. Piece by piece it is 25 ms of the 700 for 10,000 files.
        std::mem::forget(gathered);
    }
    Ok(if is_told { exit.max(Exit::Found) } else { exit })
}

/// What is told, in which format.
struct Page<'a> {
    format: LintFormat,
    look: Look,
    outcome: Outcome<'a>,
    /// Whether it has a file to itself, where nothing stands of what is told on standard error.
    is_alone: bool,
    done: &'a Done,
    with_fixes: bool,
    /// In the place of the diagnostics.
    statistics: Option<Vec<Statistic>>,
}

impl Page<'_> {
    fn write(&self, out: &mut impl Write) -> Result<(), Failure> {
        if let Some(statistics) = &self.statistics {
            return self.write_statistics(out, statistics);
        }
        report::diagnostics(out, self.format, self.outcome, &self.look)?;
        if self.format == LintFormat::Json {
            let answer = Answer {
                version: JSON_VERSION,
                diagnostics: JsonDiagnostics(self.outcome.judged),
                fixed: self.with_fixes.then_some(JsonFixed(&self.done.files)),
                written: &self.done.written,
                failures: JsonFailures(self.outcome.failures),
                summary: (*self.outcome.summary).into(),
            };
            write_answer(out, &answer)?;
        } else if self.format.is_prose() {
            self.tell(out)?;
        }
        Ok(())
    }

    fn write_statistics(&self, out: &mut impl Write, statistics: &[Statistic]) -> Result<(), Failure> {
        match self.format {
            LintFormat::Json => {
                let answer = StatisticsAnswer {
                    version: JSON_VERSION,
                    statistics,
                    failures: JsonFailures(self.outcome.failures),
                    summary: (*self.outcome.summary).into(),
                };
                write_answer(out, &answer)?;
            }
            LintFormat::Jsonl => report::lines(out, statistics, self.outcome.failures)?,
            _ => {
                statistics::table(out, statistics)?;
                self.tell(out)?;
            }
        }
        Ok(())
    }

    /// What was repaired, and how much is left.
    fn tell(&self, out: &mut impl Write) -> io::Result<()> {
        if self.is_alone {
            report::failures(out, self.outcome.failures)?;
        } else if self.outcome.judged.is_empty() {
            return Ok(());
        }
        for file in &self.done.files {
            report::fixed(out, file)?;
        }
        for path in &self.done.written {
            writeln!(out, "wrote {}", show(Path::new(path)))?;
        }
        let left = report::summary(self.outcome.summary);
        if self.with_fixes {
            writeln!(out, "{}; left: {left}", repair::in_words(&self.done.files))
        } else {
            writeln!(out, "{left}")
        }
    }
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
        let anew = judged.anew.clone();
        let (judged, changed) = repair::repaired(judged, least, values, &anew);
        for file in &changed {
            diff::diff(terminal.out(), file, &judged.report, values)?;
        }
        files.extend(changed);
        gathered.judged.push(judged);
    }
    let summary = Summary {
        failures: gathered.failures.len() as u64,
        ..Summary::of(&gathered.judged)
    };
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
