//! `roster completions` and `roster man`: the command line as shells complete it and as manuals explain it.

use std::io::Write;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::roff::{Roff, roman};

use crate::args::{Args, Completions, Man};
use crate::disk;
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::table::count;
use crate::terminal::Terminal;

pub(super) fn completions(args: &Completions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "roster", &mut script);
    terminal.out().write_all(&script)?;
    Ok(Exit::Fine)
}

pub(super) fn man(args: &Man, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut command = Args::command();
    // So that each page has the whole name of its command.
    command.build();
    let Some(folder) = &args.output else {
        terminal.out().write_all(&page(&command)?)?;
        return Ok(Exit::Fine);
    };
    let mut written = 0;
    write_pages(folder, &command, &mut written)?;
    terminal.say(&format!(
        "wrote {} into `{}`",
        count(written, "page"),
        show(folder)
    ));
    Ok(Exit::Fine)
}

/// The page of the command and those of all below it.
fn write_pages(folder: &Path, command: &clap::Command, written: &mut u64) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let path = folder.join(format!("{name}.1"));
    disk::write(&path, &page(command)?, true).map_err(|error| Failure::writing(&path, &error))?;
    *written += 1;
    for below in command.get_subcommands() {
        // What `help` says are the pages themselves.
        if below.get_name() != "help" && !below.is_hide_set() {
            write_pages(folder, below, written)?;
        }
    }
    Ok(())
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .manual("Rosterkit")
        .render(&mut page)?;
    // What stands above the help is no section that the library knows.
    let examples = command.get_before_help().map(ToString::to_string);
    let examples = examples.unwrap_or_default();
    let mut section = Roff::new();
    section.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in examples.lines().filter(|line| *line != "Examples:") {
        section.text([roman(line.trim())]);
    }
    section.control("fi", []);
    section.to_writer(&mut page)?;
    Ok(page)
}
