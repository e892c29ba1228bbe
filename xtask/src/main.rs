//! Development tasks: `cargo xtask` lists them.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task speaks to whoever runs it"
)]

use std::process::ExitCode;

mod task;
mod codegen;
mod dist;
mod test;
mod bench;
mod fuzz;
mod program;
mod soak;
mod files;
mod vscode;
mod task_error;

#[cfg(test)]
mod tidy;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    match task::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(error.exit_code())
        }
    }
}
