//! `cargo xtask soak`: what is worth hours and not seconds.

use crate::task_error::TaskError;

mod kills;

/// Runs the trial that is named.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    match arguments.split_first() {
        Some((name, rest)) if name == "import" => kills::run(rest),
        _ => Err(TaskError::Usage(
            "`soak` takes the name of a trial: import".to_owned(),
        )),
    }
}
