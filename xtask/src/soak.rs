//! `cargo xtask soak`: what is worth hours and not seconds.

use std::process::Command;

use crate::fuzz;
use crate::task_error::TaskError;

mod editor;
mod kills;
mod workbench;

/// Kills imports, edits rosters, or else fuzzes.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    match arguments.split_first() {
        Some((name, rest)) if name == "import" => kills::run(rest),
        Some((name, rest)) if name == "editor" => editor::run(rest),
        Some((name, rest)) if name == "vscode" => workbench::run(rest),
        _ => fuzz::soak(arguments),
    }
}

/// Runs a program that speaks for itself. Where it fails, `failure` says what that means.
fn pass(command: &mut Command, failure: &str) -> Result<(), TaskError> {
    let status = command.status().map_err(|error| TaskError::Program {
        program: command.get_program().to_string_lossy().into_owned(),
        error,
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(TaskError::Failed(format!("{failure}: see above")))
    }
}
