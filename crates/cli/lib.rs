//! The `roster` program: the only room that reads files, writes files and speaks.
//!
//! It is a library so that a benchmark can have its renderers; the program is [`main`].

mod args;
mod clock;
mod command_line;
mod commands;
mod crew;
mod csv_text;
mod disk;
mod exit;
mod failure;
mod gather;
mod hash;
mod interrupt;
mod packs;
mod progress;
mod rendering;
mod report;
mod rewrite;
mod table;
mod terminal;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::args::Args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::Terminal;

pub use crate::rendering::Rendering;

/// Does what the command line says.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let mut terminal = Terminal::new(args.color);
    let exit = commands::run(&args.command, &mut terminal).unwrap_or_else(|failure| match failure {
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
        failure => {
            terminal.fail(&failure);
            Exit::CouldNot
        }
    });
    match terminal.flush() {
        Ok(()) => exit,
        // Whoever read the output and went away, as `head` does, has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
        Err(error) => {
            terminal.fail(&Failure::from(error));
            Exit::CouldNot
        }
    }
    .into()
}
