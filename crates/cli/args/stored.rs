//! The arguments of what is asked of a store.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use crate::command_line::CommandLine;

/// Which store.
#[derive(Debug, ClapArgs)]
pub(crate) struct Which {
    /// A folder of the organization
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// The account store instead of roster.toml's, such as sqlite:accounts.db or postgres://ana@db.example.com/staff
    #[arg(long, value_name = "URL")]
    pub(crate) store: Option<String>,
}

/// How a list is answered.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(crate) struct Answer {
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Answer as CSV
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
}

/// Which store, and how to answer.
#[derive(Debug, ClapArgs)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster accounts list                          who has an account, with which role where
  roster accounts show achen                    all that the store has of one of them
  roster accounts export -o everybody.csv       all of them as a file to read in again")]
pub(crate) struct Accounts {
    #[command(subcommand)]
    pub(crate) command: AccountsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountsCommand {
    /// List the accounts
    List(ListAccounts),
    /// Show one account
    Show(Show),
    /// Write the accounts into a file
    Export(Export),
}

/// Which accounts.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Filter {
    /// Only those who have this role, by its id
    #[arg(long, value_name = "ID")]
    pub(crate) role: Option<String>,
    /// Only those who work at this location, by its id
    #[arg(long, value_name = "ID")]
    pub(crate) location: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster accounts list                              the store of this folder's organization
  roster accounts list --location lehi --csv        who works in Lehi, for a spreadsheet
  roster accounts list --store sqlite:accounts.db   another store")]
pub(crate) struct ListAccounts {
    #[command(flatten)]
    pub(crate) filter: Filter,
    /// Only those for whom something is left to do
    #[arg(long)]
    pub(crate) open: bool,
    #[command(flatten)]
    pub(crate) list: List,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster accounts show achen          details, roles, hours and tasks; sensitive values only on a terminal
  roster accounts show achen --json   the same for scripts, without sensitive values")]
pub(crate) struct Show {
    /// Whose account
    #[arg(value_name = "USERNAME")]
    pub(crate) username: String,
    #[command(flatten)]
    pub(crate) which: Which,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster accounts export -o everybody.csv                without the columns that are sensitive
  roster accounts export -o everybody.csv --sensitive    with them; only you may read the file

The file has the target's columns, and Role and Location: a row for each role of a person.")]
pub(crate) struct Export {
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// With the values of sensitive columns
    #[arg(long)]
    pub(crate) sensitive: bool,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) filter: Filter,
    #[command(flatten)]
    pub(crate) which: Which,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster batches list        what was imported, and when
  roster batches show 2      what batch 2 did, row by row
  roster batches undo 2      show what taking it back would do; --yes does it")]
pub(crate) struct Batches {
    #[command(subcommand)]
    pub(crate) command: BatchesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BatchesCommand {
    /// List what was imported
    List(ListBatches),
    /// Show what a batch did, row by row
    Show(ShowBatch),
    /// Show what taking a batch back would do, and do it with --yes
    Undo(UndoBatch),
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster batches list                   the journal of this folder's organization
  roster batches list --undone --json   what was undone, for scripts")]
pub(crate) struct ListBatches {
    /// Only those that were undone
    #[arg(long)]
    pub(crate) undone: bool,
    /// Only those of files whose name holds this
    #[arg(long, value_name = "TEXT")]
    pub(crate) file: Option<String>,
    #[command(flatten)]
    pub(crate) list: List,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster batches show 2         whom it created, gave a role or updated
  roster batches show 2 --csv   the same for a spreadsheet")]
pub(crate) struct ShowBatch {
    /// Its number, as `roster batches list` has it
    #[arg(value_name = "ID")]
    pub(crate) id: i64,
    #[command(flatten)]
    pub(crate) list: List,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster batches undo 2         show what would happen; nothing is written
  roster batches undo 2 --yes   do it

An account that was changed since, or for which a task was done, is kept and named.
Exit code: 0 done or shown, 1 some accounts are kept, 2 the job could not be done.")]
pub(crate) struct UndoBatch {
    /// Its number, as `roster batches list` has it
    #[arg(value_name = "ID")]
    pub(crate) id: i64,
    /// Do it
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) which: Which,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl UndoBatch {
    /// The same as it is typed, without whether it is done.
    pub(crate) fn command_line(&self) -> CommandLine {
        CommandLine::of(&["batches", "undo", &self.id.to_string()])
            .paths(std::slice::from_ref(&self.which.folder))
            .option("--store", &self.which.store)
            .flag("--json", self.json)
    }
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster tasks                              what is left to do, as `roster tasks list` tells it
  roster tasks list --task provider-colour  for whom one thing is left to do
  roster tasks done achen provider-colour   one thing is done")]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Tasks {
    #[command(subcommand)]
    pub(crate) command: Option<TasksCommand>,
    #[command(flatten)]
    pub(crate) list: ListTasks,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TasksCommand {
    /// List what is left to do
    List(ListTasks),
    /// Mark a task as done
    Done(Done),
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster tasks list                          what is left to do
  roster tasks list --task provider-colour   for whom one thing is left to do
  roster tasks list --all --json             what was done as well, for scripts")]
pub(crate) struct ListTasks {
    /// Show the tasks that are done as well
    #[arg(long)]
    pub(crate) all: bool,
    /// Only this task
    #[arg(long, value_name = "TASK")]
    pub(crate) task: Option<String>,
    /// Only this person's
    #[arg(long, value_name = "USERNAME")]
    pub(crate) username: Option<String>,
    #[command(flatten)]
    pub(crate) list: List,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster tasks done achen provider-colour            somebody chose the colour
  roster tasks done achen provider-colour --reopen   nobody did")]
pub(crate) struct Done {
    /// Whose account it is for
    #[arg(value_name = "USERNAME")]
    pub(crate) username: String,
    /// The task, as `roster tasks list` names it
    #[arg(value_name = "TASK")]
    pub(crate) task: String,
    /// Mark it as still to do
    #[arg(long)]
    pub(crate) reopen: bool,
    #[command(flatten)]
    pub(crate) which: Which,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
