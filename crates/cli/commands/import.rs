//! `roster import`: lint, plan, and with `--yes` apply.

mod completion;
mod plan;
mod readiness;

use std::collections::BTreeMap;
use std::io::Write;
use std::time::SystemTime;

use rosterkit_import::{OnDifference, Outcome, Plan, Store, Timestamp, apply};
use rosterkit_lint::{Level, Report};
use rosterkit_project::Project;
use serde::Serialize;

use crate::args::Import;
use crate::commands::{answer, store};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::gather::{Gathered, Purpose, gather};
use crate::report::{self, JSON_VERSION, JsonDiagnostics, JsonSummary, Summary};
use crate::table::count;
use crate::terminal::Terminal;

use plan::JsonBatch;

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    /// Whether anything was written.
    applied: bool,
    batches: Vec<JsonBatch>,
    diagnostics: JsonDiagnostics<'a>,
    summary: JsonSummary,
}

pub(super) fn run(args: &Import, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let assign = readiness::assignments(args)?;
    let gathered = gather(
        &args.paths,
        Purpose::Import { assign: &assign },
        args.sheet.as_deref(),
    );
    for aside in &gathered.asides {
        terminal.say(aside);
    }
    let summary = Summary::of(&gathered.judged);
    if !args.json {
        tell_diagnostics(&gathered, terminal, &summary)?;
    }
    let deed = import(&gathered, args, terminal)?;
    if args.json {
        let diagnostics = JsonDiagnostics(&gathered.judged);
        let Deed { applied, batches, .. } = deed;
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
    Ok(deed.exit)
}

/// What became of an import.
struct Deed {
    exit: Exit,
    /// Whether anything was written.
    applied: bool,
    batches: Vec<JsonBatch>,
}

impl Deed {
    fn without_effect(exit: Exit, batches: Vec<JsonBatch>) -> Self {
        Self {
            exit,
            applied: false,
            batches,
        }
    }
}

/// Plans everything before anything is written: a conflict in one organization keeps all of them out.
fn import(gathered: &Gathered, args: &Import, terminal: &mut Terminal) -> Result<Deed, Failure> {
    let unready = readiness::unready(gathered, args);
    for failure in gathered.failures.iter().chain(&unready) {
        terminal.fail(failure);
    }
    if !gathered.failures.is_empty() || !unready.is_empty() {
        terminal.say("nothing was imported");
        return Ok(Deed::without_effect(Exit::CouldNot, Vec::new()));
    }
    let rejected: u64 = gathered
        .judged
        .iter()
        .map(|judged| judged.report.split().1.rows().count() as u64)
        .sum();
    if rejected > 0 {
        let rows = count(rejected, "row");
        let are = if rejected == 1 { "is" } else { "are" };
        terminal.say(&format!(
            "nothing was imported: {rows} {are} not fit to be imported; correct what is named above"
        ));
        return Ok(Deed::without_effect(Exit::Found, Vec::new()));
    }

    let mut planned = Vec::new();
    for judged in &gathered.judged {
        if let Some(project) = &judged.project {
            let store = store::open(project, args.store.as_deref())?;
            let (clean, _) = judged.report.split();
            let plan = Plan::new(&clean, &*store, OnDifference::Refuse)?;
            planned.push(Planned {
                places: Places {
                    report: &judged.report,
                    project,
                },
                store,
                plan,
            });
        }
    }
    let batches = planned
        .iter()
        .flat_map(|planned| plan::json(&planned.plan, &planned.places))
        .collect();
    if !args.json {
        for planned in &planned {
            plan::tell(&planned.plan, &planned.places, terminal)?;
        }
    }
    if planned
        .iter()
        .any(|planned| planned.plan.conflicts().next().is_some())
    {
        terminal.say("nothing was imported: the rows above are in conflict with the store");
        return Ok(Deed::without_effect(Exit::Found, batches));
    }
    planned.retain(|planned| !planned.plan.changes_nothing());
    if planned.is_empty() {
        let rows: u64 = gathered.judged.iter().map(|judged| judged.report.judged()).sum();
        terminal.say(match rows {
            0 => "nothing to do: there is no row with anybody in it",
            _ => "nothing to do: the store has all of this already",
        });
        return Ok(Deed::without_effect(Exit::Fine, batches));
    }
    if !args.yes {
        terminal.say("nothing was written; `roster import --yes` does it");
        return Ok(Deed::without_effect(Exit::Fine, batches));
    }
    Ok(deed(&mut planned, batches, args, terminal))
}

/// Applies the plans, and tells what was really done, also when it is not all: another import may have come between, and
/// a store may fail half way.
fn deed(
    planned: &mut [Planned<'_>],
    mut batches: Vec<JsonBatch>,
    args: &Import,
    terminal: &mut Terminal,
) -> Deed {
    let mut exit = Exit::Fine;
    let mut applied = false;
    for Planned { places, store, plan } in planned {
        let mut outcomes = Vec::new();
        let now = Timestamp::from(SystemTime::now());
        let end = apply(plan, &mut **store, now, &mut |outcome| outcomes.push(outcome));
        applied |= outcomes
            .iter()
            .any(|outcome| matches!(outcome, Outcome::Applied(_)));
        plan::note_outcomes(&mut batches, plan, &outcomes);
        let told = if args.json {
            Ok(())
        } else {
            completion::tell(plan, &outcomes, places, &**store, terminal)
        };
        if let Err(failure) = end.map_err(Failure::from).and(told) {
            terminal.fail(&failure);
            exit = Exit::CouldNot;
            break;
        }
    }
    Deed {
        exit,
        applied,
        batches,
    }
}

/// What is to be done for one organization.
struct Planned<'a> {
    places: Places<'a>,
    store: Box<dyn Store>,
    plan: Plan<'a>,
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

/// The names of roles, locations and columns, as people know them.
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

    fn role(&self, id: &str) -> String {
        self.project
            .settings()
            .organization
            .role(id)
            .map_or(id, |role| &role.name)
            .to_owned()
    }

    fn location(&self, id: &str) -> String {
        self.project
            .settings()
            .organization
            .location(id)
            .map_or(id, |location| &location.name)
            .to_owned()
    }

    /// The header of the column that holds an attribute.
    fn header(&self, attribute: &str) -> String {
        let schema = self.report.schema();
        schema
            .column_holding(attribute)
            .map_or_else(|| attribute.to_owned(), |id| schema.column(id).header.clone())
    }
}
