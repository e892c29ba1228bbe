//! Ten thousand sequences of edits, each beside a fresh judgement: a test of the server that takes minutes.

use std::process::Command;

use crate::files;
use crate::task::takes_no_arguments;
use crate::task_error::TaskError;

use super::pass;

/// Lets the server's property test run in full.
pub(super) fn run(arguments: &[String]) -> Result<(), TaskError> {
    takes_no_arguments("soak editor", arguments)?;
    let mut command = Command::new("cargo");
    command
        .args([
            "test",
            "--release",
            "--locked",
            "--package",
            "rosterkit-server",
            "--lib",
        ])
        .args(["--", "--nocapture", "--ignored", "after_very_many_edits_too"])
        .current_dir(files::root());
    pass(
        &mut command,
        "after some edits the server said something else than a fresh judgement",
    )
}
