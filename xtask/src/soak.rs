//! `cargo xtask soak`: what is worth hours and not seconds.

use crate::fuzz;
use crate::task_error::TaskError;

mod kills;

/// Kills imports, or else fuzzes.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    match arguments.split_first() {
        Some((name, rest)) if name == "import" => kills::run(rest),
        _ => fuzz::soak(arguments),
    }
}
