//! From judged files to an import: everything is planned before anything is written.

use std::time::SystemTime;

use rosterkit_import::{
    ApplyError, OnDifference, Outcome, Plan, PlannedBatch, SavedPlan, Store, Timestamp, Watch, apply,
};
use rosterkit_project::Given;

use super::places::Places;
use super::rejected::Rejected;
use super::{ask, completion, plan, readiness, saved};
use crate::args::Import;
use crate::command_line::CommandLine;
use crate::commands::store;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::gather::Gathered;
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::table::count;
use crate::terminal::Terminal;

/// What became of an import.
pub(super) struct Deed<'a> {
    pub(super) exit: Exit,
    /// Whether anything was written.
    pub(super) applied: bool,
    pub(super) planned: Vec<Planned<'a>>,
}

impl<'a> Deed<'a> {
    fn without_effect(exit: Exit, planned: Vec<Planned<'a>>) -> Self {
        Self {
            exit,
            applied: false,
            planned,
        }
    }
}

/// What is to be done for one organization.
pub(super) struct Planned<'a> {
    pub(super) places: Places<'a>,
    pub(super) plan: Plan<'a>,
    /// What became of its first batches, once that is certain.
    pub(super) outcomes: Vec<Outcome>,
    store: Box<dyn Store>,
}

/// Plans everything before anything is written: a conflict in one organization keeps all of them out.
pub(super) fn import<'a>(
    gathered: &'a Gathered,
    (args, given, saved): (&Import, &Given, Option<&[SavedPlan]>),
    terminal: &mut Terminal,
) -> Result<Deed<'a>, Failure> {
    let unready = readiness::unready(gathered, given);
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
    if rejected > 0 && !args.skip_invalid {
        let rows = count(rejected, "row");
        let are = if rejected == 1 { "is" } else { "are" };
        terminal.say(&format!(
            "nothing was imported: {rows} {are} not fit to be imported; correct what is named above"
        ));
        return Ok(Deed::without_effect(Exit::Found, Vec::new()));
    }

    let planned = plan_all(gathered, args)?;
    if !args.json {
        for planned in &planned {
            plan::tell(&planned.plan, &planned.places, terminal)?;
        }
    }
    if planned.iter().any(|planned| planned.plan.counts().conflict > 0) {
        terminal.say("nothing was imported: the rows above are in conflict with the store");
        return Ok(Deed::without_effect(Exit::Found, planned));
    }
    if let Some(saved) = saved {
        check(saved, &planned)?;
    }
    if let Some(path) = &args.plan_out {
        let plans = planned
            .iter()
            .map(|planned| SavedPlan::of(&planned.plan, &*planned.store));
        saved::save(path, args, plans.collect::<Result<_, _>>()?)?;
        let line = CommandLine::of(&["import"])
            .option("--plan", [path])
            .flag("--yes", true);
        terminal.say(&match line.typed() {
            Some(line) => format!("nothing was written but the plan; `{line}` carries it out"),
            None => "nothing was written but the plan; `roster import --plan FILE --yes` carries it out"
                .to_owned(),
        });
        return Ok(Deed::without_effect(Exit::Fine, planned));
    }
    let rejected: Vec<Rejected> = planned
        .iter()
        .flat_map(|planned| Rejected::of(planned.places.report))
        .collect();
    refuse_to_overwrite(&rejected, &planned)?;
    let changes_nothing = planned.iter().all(|planned| planned.plan.changes_nothing());
    if changes_nothing && rejected.is_empty() {
        let rows: u64 = gathered.judged.iter().map(|judged| judged.report.judged()).sum();
        terminal.say(match rows {
            0 => "nothing to do: there is no row with anybody in it",
            _ => "nothing to do: the store has all of this already",
        });
        return Ok(Deed::without_effect(Exit::Fine, planned));
    }
    let exit = if rejected.is_empty() {
        Exit::Fine
    } else {
        Exit::Found
    };
    if !args.yes {
        for rejected in &rejected {
            terminal.say(&format!("left out: {}", rejected.in_words()));
        }
    }
    if !args.yes && (args.json || !ask::confirms(terminal)) {
        let does_it = args.command_line().does_it("--yes");
        terminal.say(&format!("nothing was written; {does_it}"));
        return Ok(Deed::without_effect(exit, planned));
    }
    for rejected in &rejected {
        rejected.write()?;
    }
    let mut deed = deed(planned, args, terminal);
    for rejected in &rejected {
        terminal.say(&format!(
            "left out: {}; correct what is wrong there, and import the file by its name",
            rejected.in_words()
        ));
    }
    deed.exit = deed.exit.max(exit);
    Ok(deed)
}

impl Planned<'_> {
    pub(super) fn store(&self) -> &dyn Store {
        &*self.store
    }
}

fn plan_all<'a>(gathered: &'a Gathered, args: &Import) -> Result<Vec<Planned<'a>>, Failure> {
    let on_difference = if args.update {
        OnDifference::Update
    } else {
        OnDifference::Refuse
    };
    let mut planned = Vec::new();
    for judged in &gathered.judged {
        if let Some(project) = &judged.project {
            let store = store::open(project, args.store.as_deref())?;
            let (clean, _) = judged.report.split();
            let report = &judged.report;
            let rows = usize::try_from(report.judged()).unwrap_or_default();
            let progress = Progress::new("planning", rows);
            let mut watch = |rows| progress.steps(rows);
            let plan = Plan::watched(&clean, &*store, on_difference, &mut watch)?;
            drop(progress);
            planned.push(Planned {
                places: Places { report, project },
                plan,
                outcomes: Vec::new(),
                store,
            });
        }
    }
    Ok(planned)
}

/// Refuses unless what is planned now is what was saved.
fn check(saved: &[SavedPlan], planned: &[Planned<'_>]) -> Result<(), Failure> {
    if saved.len() != planned.len() {
        return Err(Failure::new(
            "the plan was made for other organizations",
            "nothing was written; make the plan again and look at it: roster import --plan-out FILE",
        ));
    }
    for (saved, planned) in saved.iter().zip(planned) {
        saved.check(&planned.plan, &*planned.store)?;
    }
    Ok(())
}

fn refuse_to_overwrite(rejected: &[Rejected], planned: &[Planned<'_>]) -> Result<(), Failure> {
    let batches = planned.iter().flat_map(|planned| planned.plan.batches());
    let read: Vec<&str> = batches.map(PlannedBatch::file_name).collect();
    rejected
        .iter()
        .try_for_each(|rejected| rejected.refuse_to_overwrite(&read, "nothing was imported"))
}

/// Applies the plans, and tells what was really done, also when it is not all: another import may have come between, and
/// a store may fail half way.
fn deed<'a>(mut planned: Vec<Planned<'a>>, args: &Import, terminal: &mut Terminal) -> Deed<'a> {
    let mut exit = Exit::Fine;
    let interrupt = Interrupt::watched();
    for planned in &mut planned {
        if planned.plan.changes_nothing() {
            continue;
        }
        let end = apply_one(planned, interrupt);
        let told = if args.json {
            Ok(())
        } else {
            completion::tell(planned, args.store.as_deref(), terminal)
        };
        if let Err(failure) = end.map_err(Failure::from).and(told) {
            terminal.fail(&failure);
            exit = Exit::CouldNot;
            break;
        }
    }
    let mut outcomes = planned.iter().flat_map(|planned| &planned.outcomes);
    Deed {
        exit,
        applied: outcomes.any(|outcome| matches!(outcome, Outcome::Applied(_))),
        planned,
    }
}

fn apply_one(planned: &mut Planned<'_>, interrupt: Interrupt) -> Result<(), ApplyError> {
    let now = Timestamp::from(SystemTime::now());
    let batches = planned.plan.batches().iter();
    let rows = batches.map(|batch| batch.rows().len()).sum();
    let mut watcher = Watcher {
        outcomes: Vec::new(),
        progress: Progress::new("importing", rows),
        interrupt,
    };
    let end = apply(&planned.plan, &mut *planned.store, now, &mut watcher);
    planned.outcomes = watcher.outcomes;
    end
}

/// Keeps what became of each batch, shows how far it is, and stops when somebody presses Ctrl-C.
struct Watcher {
    outcomes: Vec<Outcome>,
    progress: Progress,
    interrupt: Interrupt,
}

impl Watch for Watcher {
    fn outcome(&mut self, outcome: Outcome) {
        self.outcomes.push(outcome);
    }

    fn rows(&mut self, rows: usize) {
        self.progress.steps(rows);
    }

    fn stops(&self) -> bool {
        self.interrupt.came()
    }
}
