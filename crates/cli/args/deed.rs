//! The arguments of what is done to a store.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::GivenArgs;
use crate::command_line::CommandLine;

#[derive(Debug, Clone, ClapArgs)]
#[command(before_help = "\
Examples:
  roster import                              show what would happen; nothing is written
  roster import --yes                        do it
  roster import --interactive                be asked for everything
  roster import --plan-out plan.json         save the plan that is shown
  roster import --plan plan.json --yes       do exactly that, or nothing where anything changed since
  roster import staff.csv --assign lehi=front-desk --yes
                                             a file whose name does not say its role and location

Exit code: 0 done or planned, 1 refused because of an error or a conflict, 2 the job could not be done.")]
pub(crate) struct Import {
    /// Files, or folders to walk
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Ask for everything, in the order of the target's wizard: file, roles and locations, hours, timeout
    #[arg(short, long, conflicts_with_all = ["yes", "json", "plan", "plan_out"])]
    pub(crate) interactive: bool,
    /// Apply what was planned
    #[arg(long)]
    pub(crate) yes: bool,
    /// The account store instead of roster.toml's, such as sqlite:accounts.db or postgres://ana@db.example.com/staff
    #[arg(long, value_name = "URL")]
    pub(crate) store: Option<String>,
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// The sheet to read of a workbook, a hidden one too; by default the one whose header fits
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Correct accounts that are there where a file says something else; by default that is a conflict
    #[arg(long)]
    pub(crate) update: bool,
    /// Import the rows that are right, and write the others, as they are, into FILE.rejected.csv
    #[arg(long)]
    pub(crate) skip_invalid: bool,
    /// Save the plan, to be looked at and carried out later; of files that are there only a saved plan is replaced
    #[arg(long, value_name = "FILE", conflicts_with = "yes")]
    pub(crate) plan_out: Option<PathBuf>,
    /// Carry out a saved plan: refused where a file, what its people get, the schema or the store changed since
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["paths", "store", "assign", "hours", "inactivity_timeout", "sheet", "update", "skip_invalid", "plan_out"]
    )]
    pub(crate) plan: Option<PathBuf>,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl Import {
    /// The same import as it is typed, without whether it is done. What was answered to a question is a flag in it.
    pub(crate) fn command_line(&self) -> CommandLine {
        let line = CommandLine::of(&["import"]);
        let line = if let Some(plan) = &self.plan {
            line.option("--plan", [plan])
        } else {
            line.paths(&self.paths)
                .option("--store", &self.store)
                .option("--assign", &self.given.assign)
                .option("--hours", &self.given.hours)
                .option("--inactivity-timeout", &self.given.inactivity_timeout)
                .option("--sheet", &self.sheet)
                .flag("--update", self.update)
                .flag("--skip-invalid", self.skip_invalid)
        };
        line.flag("--json", self.json)
    }
}
