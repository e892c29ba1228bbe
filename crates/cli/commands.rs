//! The commands: each reads its arguments, asks the rooms below and speaks.

mod accounts;
mod batches;
mod convert;
mod explain;
mod import;
mod init;
mod lint;
mod server;
mod shell;
mod split;
mod store;
mod tasks;
mod template;

use std::io::{self, Write};

use serde::Serialize;

use crate::args::{Answer, Command};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JsonText;
use crate::table::{self, count};
use crate::terminal::Terminal;

/// Runs a command.
pub(crate) fn run(command: &Command, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match command {
        Command::Init(args) => init::run(args, terminal),
        Command::Template(args) => template::run(args, terminal),
        Command::Lint(args) => lint::run(args, terminal),
        Command::Import(args) => import::run(args, terminal),
        Command::Split(args) => split::run(args, terminal),
        Command::Convert(args) => convert::run(args, terminal),
        Command::Accounts(args) => accounts::run(&args.command, terminal),
        Command::Batches(args) => batches::run(&args.command, terminal),
        Command::Tasks(args) => tasks::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Server(_) => server::run(),
        Command::Completions(args) => shell::completions(args, terminal),
        Command::Man(args) => shell::man(args, terminal),
    }
}

/// Writes a JSON answer and a line end.
fn answer(terminal: &mut Terminal, value: &impl Serialize) -> Result<(), Failure> {
    Ok(write_answer(terminal.out(), value)?)
}

/// Writes an answer in JSON.
fn write_answer(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(JsonText(&mut *out), value)?;
    writeln!(out)
}

/// Answers with a list: JSON or CSV where that is asked for, else a table, and the number of its rows for people.
fn answer_list(
    terminal: &mut Terminal,
    how: Answer,
    json: &impl Serialize,
    (header, rows, noun): (&[&str], &[Vec<String>], &str),
) -> Result<(), Failure> {
    if how.json {
        return answer(terminal, json);
    }
    if how.csv {
        write!(terminal.out(), "{}", table::csv(header, rows))?;
        return Ok(());
    }
    write!(terminal.out(), "{}", table::draw(header, rows))?;
    terminal.say(&count(rows.len() as u64, noun));
    Ok(())
}
