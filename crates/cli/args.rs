//! The command line as written.

mod convert;
mod deed;
mod given;
mod selection;
mod shell;
mod split;
mod stored;
mod template;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use rosterkit_lint::{Applicability, Level};

use crate::packs;
use crate::terminal::Color;

pub(crate) use convert::Convert;
pub(crate) use deed::Import;
pub(crate) use given::GivenArgs;
pub(crate) use selection::{Baseline, RuleNames, Selection, likely};
pub(crate) use shell::{Completions, Man};
pub(crate) use split::Split;
pub(crate) use stored::{
    Accounts, AccountsCommand, Answer, Batches, BatchesCommand, Done, Export, Filter, ListAccounts,
    ListBatches, ListTasks, Show, ShowBatch, Tasks, TasksCommand, UndoBatch, Which,
};
pub(crate) use template::{Template, TemplateFormat};

/// Templates, linting and safe batch import for rosters of user accounts.
#[derive(Debug, Parser)]
#[command(name = "roster", version, arg_required_else_help = true, max_term_width = 100)]
#[command(before_help = "\
Examples:
  roster init --provider dentist=Provider --location lehi=Lehi   describe the organization
  roster template                                                write a template for each role and location
  roster lint                                                    check the filled files of this folder
  roster import                                                  show what an import would do
  roster import --yes                                            do it")]
pub(crate) struct Args {
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a roster.toml that describes the organization
    Init(Init),
    /// Write templates to fill in, one for each role and location
    Template(Template),
    /// Check filled files and say what is wrong, where, and what to do
    Lint(Lint),
    /// Show what an import would do, and do it with --yes
    Import(Import),
    /// Write the files for the target's upload, one for each set of roles and locations
    Split(Split),
    /// Write clean rosters as the upload file of another target
    Convert(Convert),
    /// List, show and export the accounts in the store
    Accounts(Accounts),
    /// List, show and undo what was imported
    Batches(Batches),
    /// List what is left to do by hand after an import, and say what is done
    Tasks(Tasks),
    /// Print the page of a rule, or the list of rules
    Explain(Explain),
    /// Serve an editor: the language server, over standard input and output
    Server(Server),
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the manual page, or write those of all commands
    Man(Man),
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster init --provider dentist=Provider --role front-desk=Receptionist --location lehi=Lehi --location provo=Provo
  roster init clinic/ --location lehi")]
pub(crate) struct Init {
    /// The folder that is to hold the organization
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// The schema: a built-in pack or the path of a schema.toml
    #[arg(long, default_value = packs::DEFAULT)]
    pub(crate) schema: String,
    /// A role of people who treat no patients: its id, and its name in the target
    #[arg(long, value_name = "ID[=NAME]")]
    pub(crate) role: Vec<String>,
    /// A role of people who treat patients
    #[arg(long, value_name = "ID[=NAME]")]
    pub(crate) provider: Vec<String>,
    /// A location: its id, and its name in the target
    #[arg(long, value_name = "ID[=NAME]")]
    pub(crate) location: Vec<String>,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster lint                            every roster of this folder
  roster lint dentist--lehi.xlsx         one file, compared with all the others of the organization
  roster lint --format json > lint.json  for scripts
  roster lint --format html --output lint.html   a page for people without a terminal
  roster lint --annotate wrong.xlsx      the rows in a workbook, with the wrong cells coloured
  roster lint --diff                     what --fix would change
  roster lint --fix                      repair what is certain, in the CSV files themselves
  roster lint --fix --out-dir repaired   repair copies, of workbooks too
  roster lint --statistics               how often each rule was broken

Exit code: 0 nothing found, 1 something at or above --fail-on, 2 the job could not be done.")]
pub(crate) struct Lint {
    /// Files, or folders to walk
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The sheet to read of a workbook, a hidden one too; by default the one whose header fits
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// How to say what is found
    #[arg(long, value_enum, default_value_t = LintFormat::Full)]
    pub(crate) format: LintFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// How often each rule was broken, in the place of the diagnostics: a table, or with --format json or jsonl JSON
    #[arg(long, conflicts_with = "diff")]
    pub(crate) statistics: bool,
    /// Judge again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "annotate", "write_baseline"])]
    pub(crate) watch: bool,
    /// The lightest level that makes the exit code 1
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = level())]
    pub(crate) fail_on: Level,
    /// Write the report into this file, a new one or an earlier report, and not to standard output, which is `-`
    #[arg(long, value_name = "FILE", conflicts_with = "diff")]
    pub(crate) output: Option<PathBuf>,
    /// Write a workbook with the rows, the wrong cells coloured and explained, and the failed rows to be corrected
    #[arg(long, value_name = "OUT.xlsx", conflicts_with = "diff")]
    pub(crate) annotate: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) baseline: Baseline,
    #[command(flatten)]
    pub(crate) repair: Repair,
}

/// Whether and where what is found is repaired.
#[derive(Debug, ClapArgs)]
#[group(skip)]
pub(crate) struct Repair {
    /// Apply the safe fixes to the CSV files: those that change how a value is written, and not what it means
    #[arg(long)]
    pub(crate) fix: bool,
    /// With --fix or --diff: apply the unsafe fixes too, which change or guess what a cell means
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "json", "format", "out_dir", "in_place"])]
    pub(crate) diff: bool,
    /// With --fix: write repaired copies into this folder, of a workbook as CSV, and leave the files alone
    #[arg(long, value_name = "DIR", requires = "fix")]
    pub(crate) out_dir: Option<PathBuf>,
    /// With --fix: the exit code is 1 where anything was repaired, also where nothing is left, as a hook wants it
    #[arg(long, requires = "fix")]
    pub(crate) exit_non_zero_on_fix: bool,
    /// With --fix: write into the file itself where it has several names (hard links)
    #[arg(long, requires = "fix", conflicts_with = "out_dir")]
    pub(crate) in_place: bool,
}

impl Repair {
    /// How sure a fix must be to be applied; `None` where none is.
    pub(crate) fn least(&self) -> Option<Applicability> {
        (self.fix || self.diff).then_some(if self.unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        })
    }
}

fn level() -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(Level::ALL.map(Level::as_str)).try_map(|name| name.parse::<Level>())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// Each diagnostic with the line it is about
    Full,
    /// One line for each diagnostic
    Concise,
    /// The lines of each file under its name
    Grouped,
    /// JSON, version 1
    Json,
    /// The diagnostics of --format json, one a line
    Jsonl,
    /// SARIF 2.1.0, for GitHub's code scanning
    Sarif,
    /// Commands of GitHub Actions, which annotate a pull request
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit's XML, for CI systems
    Junit,
    /// A page for a browser or a printer
    Html,
}

impl LintFormat {
    /// Whether it is for a person who reads it at once, so that what was repaired and how much is left is told in it too.
    pub(crate) fn is_prose(self) -> bool {
        matches!(self, Self::Full | Self::Concise | Self::Grouped)
    }
}

/// What an editor starts. It takes no settings: `roster.toml` has them.
#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster server   what an editor is told to start; the page `Editors` of the documentation has the lines for each")]
pub(crate) struct Server {
    /// What editors add that can speak in several ways: it is the only one here.
    #[arg(long, hide = true)]
    stdio: bool,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster explain                   the list of rules
  roster explain npi-check-digit   one rule, with an example and how to repair it in Excel")]
pub(crate) struct Explain {
    /// The rule
    #[arg(value_name = "RULE", value_parser = RuleNames(|name| Ok(name.to_owned())), hide_possible_values = true)]
    pub(crate) rule: Option<String>,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Args;

    #[test]
    fn every_command_is_well_formed() {
        Args::command().debug_assert();
    }
}
