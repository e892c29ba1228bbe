//! `cargo xtask bench`: what it costs, beside what others cost, in one run.
//!
//! A benchmark is a file of contestants that are given the same input. They take turns, so that a machine that grows slow
//! is slow for all of them, and what is told is the median of each and its ratio to the first. What memory each needs
//! is measured apart: each runs once more alone, in a process of its own.

use std::process::Command;

use crate::files;
use crate::task_error::TaskError;

use self::contest::Contest;

mod contest;
mod editor;
mod import;
mod lex;
mod roster;
mod template;

/// Every benchmark, in the order in which they run.
static CONTESTS: &[Contest] = &[lex::CONTEST, template::CONTEST];

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
    if let Some((import::NAME, rest)) = arguments.split_first().map(|(name, rest)| (name.as_str(), rest)) {
        return import::run(rest);
    }
    let is_editor = |name: &String| name == EDITOR;
    let chosen = match arguments {
        [] => CONTESTS.iter().collect(),
        names => names
            .iter()
            .filter(|name| !is_editor(name))
            .map(|name| named(name))
            .collect::<Result<Vec<_>, _>>()?,
    };
    if cfg!(debug_assertions) {
        return run_in_release(arguments);
    }
    chosen.into_iter().try_for_each(Contest::run)?;
    if arguments.is_empty() || arguments.iter().any(is_editor) {
        editor::run()?;
    }
    if arguments.is_empty() {
        import::run(&[])?;
    }
    Ok(())
}

fn named(name: &str) -> Result<&'static Contest, TaskError> {
    let contest = CONTESTS.iter().find(|contest| contest.name == name);
    contest.ok_or_else(|| no_such_benchmark(name))
}

fn no_such_benchmark(name: &str) -> TaskError {
    let names = CONTESTS.iter().map(|contest| contest.name);
    let names: Vec<&str> = names.chain([EDITOR, import::NAME]).collect();
    TaskError::Usage(format!(
        "no benchmark is called `{name}`; there is {}",
        names.join(", ")
    ))
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
