//! Other programs: what they print, and whether they succeed.

use std::process::{Command, Output};

use crate::task_error::TaskError;

/// Runs a program to its end and takes what it prints, however it ends.
pub(crate) fn output(command: &mut Command) -> Result<Output, TaskError> {
    let output = command.output();
    output.map_err(|error| TaskError::Program {
        program: name(command),
        error,
    })
}

/// Runs a program that must succeed, and gives what it prints as text; where it fails, that and its words are the error.
pub(crate) fn succeed(command: &mut Command) -> Result<String, TaskError> {
    let output = output(command)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    let words: Vec<String> = std::iter::once(name(command)).chain(words).collect();
    Err(TaskError::Failed(format!(
        "`{}` failed:\n{}",
        words.join(" "),
        said(output)
    )))
}

/// All that a program said, on both streams.
pub(crate) fn said(output: Output) -> String {
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
