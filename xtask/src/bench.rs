//! `cargo xtask bench`: what it costs, beside what others cost, in one run.
//!
//! A benchmark is a file of contestants that are given the same input. They take turns, so that a machine that grows slow
//! is slow for all of them, and what is told is the median of each and its ratio to the first. What memory each needs
//! is measured apart: each runs once more alone, in a process of its own.

use std::path::PathBuf;
use std::process::Command;

use crate::files;
use crate::program;
use crate::task_error::TaskError;

use self::contest::Contest;
use self::race::Race;

mod contest;
mod editor;
mod import;
mod inputs;
mod lex;
mod lint;
mod people;
mod race;
mod template;

/// Every benchmark, in the order in which they run.
static CONTESTS: &[Contest] = &[lex::CONTEST, template::CONTEST];

/// Every benchmark in which programs run that others have built.
fn races() -> impl Iterator<Item = &'static Race> {
    lint::RACES.iter()
}

/// A folder with one batch of so many people, in which nothing is wrong.
pub(crate) fn small_batch(people: u32) -> Result<PathBuf, TaskError> {
    inputs::one_batch(people)
}

/// The benchmark in which nobody competes.
const EDITOR: &str = "editor";

/// The word before the number of the contestant that runs alone.
const ALONE: &str = "--alone";

/// Runs the benchmarks that are named, or all of them.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    if let [name, alone, number] = arguments
        && alone == ALONE
    {
        let number = number.parse().map_err(|_| no_such_benchmark(number))?;
        return named(name)?.run_alone(number);
    }
    if let [read, path] = arguments
        && read == lint::READ
    {
        return lint::read(path);
    }
    if let Some((first, rest)) = arguments.split_first()
        && first == import::NAME
    {
        return import::run(rest);
    }
    if let Some(name) = arguments
        .iter()
        .find(|name| !names().any(|known| known == name.as_str()))
    {
        return Err(no_such_benchmark(name));
    }
    if cfg!(debug_assertions) {
        return run_in_release(arguments);
    }
    let is_chosen = |name: &str| arguments.is_empty() || arguments.iter().any(|chosen| chosen == name);
    let contests = CONTESTS.iter().filter(|contest| is_chosen(contest.name));
    contests.into_iter().try_for_each(Contest::run)?;
    let mut races = races().filter(|race| is_chosen(race.name)).peekable();
    if races.peek().is_some() || is_chosen(EDITOR) {
        build_program()?;
    }
    races.try_for_each(Race::run)?;
    if is_chosen(EDITOR) {
        editor::run()?;
    }
    if arguments.is_empty() {
        import::run(&[])?;
    }
    Ok(())
}

fn names() -> impl Iterator<Item = &'static str> {
    let contests = CONTESTS.iter().map(|contest| contest.name);
    contests
        .chain(races().map(|race| race.name))
        .chain([EDITOR, import::NAME])
}

fn named(name: &str) -> Result<&'static Contest, TaskError> {
    let contest = CONTESTS.iter().find(|contest| contest.name == name);
    contest.ok_or_else(|| no_such_benchmark(name))
}

fn no_such_benchmark(name: &str) -> TaskError {
    let names: Vec<&str> = names().collect();
    TaskError::Usage(format!(
        "no benchmark is called `{name}`; there is {}",
        names.join(", ")
    ))
}

/// Builds the program as its users have it.
fn build_program() -> Result<(), TaskError> {
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--locked", "--release", "--bin", "roster"]);
    program::succeed(command.current_dir(files::root())).map(|_| ())
}

/// Tasks are built without optimisation, which would measure the compiler.
fn run_in_release(arguments: &[String]) -> Result<(), TaskError> {
    let mut command = Command::new("cargo");
    command
        .args([
            "run",
            "--quiet",
            "--locked",
            "--release",
            "--package",
            "xtask",
            "--",
            "bench",
        ])
        .args(arguments)
        .current_dir(files::root());
    let status = command.status().map_err(|error| TaskError::Program {
        program: "cargo".to_owned(),
        error,
    })?;
    if !status.success() {
        return Err(TaskError::Failed(
            "the benchmark did not come to its end".to_owned(),
        ));
    }
    Ok(())
}
