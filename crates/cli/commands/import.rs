//! `roster import`: lint, plan, and with `--yes` apply.

mod completion;
mod plan;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::SystemTime;

use rosterkit_import::{Plan, Timestamp, apply};
use rosterkit_lint::{Level, Report};
use rosterkit_project::{Project, parse_assignment};
use serde::Serialize;

use crate::args::Import;
use crate::commands::{answer, store};
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged, gather};
use crate::report::{self, JSON_VERSION, JsonDiagnostic, JsonSummary, Summary};
use crate::table::count;
use crate::terminal::Terminal;

use plan::JsonBatch;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    /// Whether anything was written.
    applied: bool,
    batches: Vec<JsonBatch>,
    diagnostics: Vec<JsonDiagnostic>,
    summary: JsonSummary,
}

pub(super) fn run(args: &Import, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let gathered = gather(&args.paths, &assignments(args)?);
    for aside in &gathered.asides {
        terminal.say(aside);
    }
    let mut failures: Vec<&Failure> = gathered.failures.iter().collect();
    let unplanned: Vec<Failure> = gathered.judged.iter().flat_map(without_batch).collect();
    failures.extend(&unplanned);
    let summary = Summary::of(&gathered.judged);
    let mut exit = Exit::Fine;
    let mut batches = Vec::new();
    let mut applied = false;
    if !args.json {
        tell_diagnostics(&gathered, terminal, &summary)?;
    }
    if !failures.is_empty() {
        for failure in failures {
            terminal.fail(failure);
        }
        exit = Exit::CouldNot;
    } else if gathered
        .judged
        .iter()
        .any(|judged| judged.report.split().1.rows().next().is_some())
    {
        exit = Exit::Found;
    }
    if exit == Exit::Fine {
        for judged in &gathered.judged {
            let deed = organization(judged, args, terminal, &mut batches)?;
            exit = exit.max(deed.exit);
            applied |= deed.applied;
        }
    } else {
        terminal.say(&refusal(&gathered));
    }
    if args.json {
        let diagnostics = report::json_diagnostics(&gathered.judged);
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                applied,
                batches,
                diagnostics,
                summary: summary.into(),
            },
        )?;
    }
    Ok(exit)
}

fn assignments(args: &Import) -> Result<Vec<(String, String)>, Failure> {
    let parse = |text: &String| {
        parse_assignment(text).ok_or_else(|| {
            Failure::new(
                format!("`{}` is no assignment", rosterkit_sheet::visible(text)),
                "an assignment is the id of a location, an equals sign and the id of a role: --assign lehi=dentist",
            )
        })
    };
    args.assign.iter().map(parse).collect()
}

/// Errors and warnings are all shown before anything is planned: an account cannot be deleted afterwards. Notes are
/// counted.
fn tell_diagnostics(gathered: &Gathered, terminal: &mut Terminal, summary: &Summary) -> Result<(), Failure> {
    let (values, handler) = (terminal.values(), terminal.handler());
    for judged in &gathered.judged {
        report::full(terminal.out(), &judged.report, values, Level::Warning, &handler)?;
    }
    if !gathered.judged.is_empty() {
        writeln!(terminal.out(), "{}", report::summary(summary))?;
    }
    Ok(())
}

fn refusal(gathered: &Gathered) -> String {
    let rejected: u64 = gathered
        .judged
        .iter()
        .map(|judged| judged.report.split().1.rows().count() as u64)
        .sum();
    let fit = if rejected == 1 { "is" } else { "are" };
    match rejected {
        0 => "nothing was imported".to_owned(),
        _ => format!(
            "nothing was imported: {} {fit} not fit to be imported; correct what is named above",
            count(rejected, "row")
        ),
    }
}

/// The files of which nothing says what their people get.
fn without_batch(judged: &Judged) -> Vec<Failure> {
    let rosters = judged.report.rosters().iter().filter(|roster| !roster.context);
    let Some(project) = &judged.project else {
        return vec![Failure::new(
            "no roster.toml says which roles and locations there are, and where the account store is",
            "`roster init` writes one",
        )];
    };
    let known = |roster: &&rosterkit_lint::Roster| {
        let organization = &project.settings().organization;
        let assignments = &roster.batch.assignments;
        !assignments.is_empty()
            && assignments.iter().all(|(location, role)| {
                organization.location(location).is_some() && organization.role(role).is_some()
            })
    };
    rosters
        .filter(|roster| !known(roster))
        .map(|roster| {
            Failure::new(
                format!("nothing says which role at which location the people of `{}` get", show(Path::new(roster.document.name()))),
                format!(
                    "name it <role>--<location>.csv, list it under [[batch]] in `{}`, or say --assign LOCATION=ROLE, with ids of that file",
                    show(project.path())
                ),
            )
        })
        .collect()
}

/// What became of one organization's files.
struct Deed {
    exit: Exit,
    /// Whether anything was written.
    applied: bool,
}

/// Plans, tells and, where asked to, applies what one organization's files ask for.
fn organization(
    judged: &Judged,
    args: &Import,
    terminal: &mut Terminal,
    batches: &mut Vec<JsonBatch>,
) -> Result<Deed, Failure> {
    let Some(project) = &judged.project else {
        return Ok(Deed {
            exit: Exit::CouldNot,
            applied: false,
        });
    };
    let planned = |exit| Ok(Deed { exit, applied: false });
    let mut store = store::open(project, args.store.as_deref())?;
    let (clean, _) = judged.report.split();
    let plan = Plan::new(&clean, &store)?;
    let places = Places {
        report: &judged.report,
        project,
    };
    batches.extend(plan::json(&plan));
    if !args.json {
        plan::tell(&plan, &places, terminal)?;
    }
    if plan.conflicts().next().is_some() {
        terminal.say("nothing was imported: the rows above are in conflict with the store");
        return planned(Exit::Found);
    }
    if plan.changes_nothing() {
        terminal.say("nothing to do: the store has all of this already");
        return planned(Exit::Fine);
    }
    if !args.yes {
        terminal.say("nothing was written; `roster import --yes` does it");
        return planned(Exit::Fine);
    }
    apply(&plan, &mut store, Timestamp::from(SystemTime::now()))?;
    if !args.json {
        completion::tell(&plan, &places, &store, terminal)?;
    }
    Ok(Deed {
        exit: Exit::Fine,
        applied: true,
    })
}

/// The names of roles and locations, as people know them.
struct Places<'a> {
    report: &'a Report,
    project: &'a Project,
}

impl Places<'_> {
    fn assignments(&self, assignments: &BTreeMap<String, String>) -> String {
        let ids = assignments
            .iter()
            .map(|(location, role)| (location.as_str(), role.as_str()));
        self.project.settings().organization.in_words(ids)
    }

    /// The header of the column that holds an attribute.
    fn header(&self, attribute: &str) -> String {
        let schema = self.report.schema();
        schema
            .column_holding(attribute)
            .map_or_else(|| attribute.to_owned(), |id| schema.column(id).header.clone())
    }
}
