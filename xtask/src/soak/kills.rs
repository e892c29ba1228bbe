//! Imports that are killed: the tests of `tests/cli/crashes.rs`, hundreds of times.

use std::process::Command;

use crate::files;
use crate::task_error::TaskError;

use super::pass;

/// How many imports into each store are killed.
const KILLS: u32 = 900;

/// Kills so many imports as is said, and tells after how many files each was.
pub(super) fn run(arguments: &[String]) -> Result<(), TaskError> {
    let kills = match arguments {
        [] => KILLS,
        [number] => number
            .parse()
            .map_err(|_| TaskError::Usage(format!("`{number}` is no number of kills")))?,
        _ => return Err(TaskError::Usage("`soak import` takes one number".to_owned())),
    };
    let mut command = Command::new("cargo");
    command
        .args([
            "test",
            "--locked",
            "--test",
            "cli",
            "--",
            "--nocapture",
            "--test-threads=1",
        ])
        .args(["killed_is_whole", "at_once_do_what_one_does"])
        .env("ROSTER_KILLS", kills.to_string())
        .env("ROSTER_REQUIRE", "all")
        .current_dir(files::root());
    pass(&mut command, "an import that was cut short was not whole")
}
