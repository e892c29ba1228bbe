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

/// How the help of a command begins to tell its exit codes, behind the examples.
const EXIT_CODE: &str = "Exit code: ";

/// Those of a command whose help tells none.
const USUAL_CODES: &str = "0 done, 2 the job could not be done.";

pub(super) fn completions(args: &Completions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "roster", &mut script);
    terminal.out().write_all(&script)?;
    Ok(Exit::Fine)
}

pub(super) fn man(args: &Man, terminal: &mut Terminal) -> Result<Exit, Failure> {
    // What `help` says are the pages themselves.
    let mut command = Args::command().disable_help_subcommand(true);
    // So that each page has the whole name of its command.
    command.build();
    let Some(folder) = &args.output else {
        terminal.out().write_all(&page(&command)?)?;
        return Ok(Exit::Fine);
    };
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::new(
            format!("`{}` is a file, and the pages need a folder", show(folder)),
            "name a folder, or leave --output out: then the page of the program goes to standard output",
        ));
    }
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
        if !below.is_hide_set() {
            write_pages(folder, below, written)?;
        }
    }
    Ok(())
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .source(concat!("roster ", env!("CARGO_PKG_VERSION")))
        .manual("Rosterkit")
        .render(&mut page)?;
    // What stands above the help is no section that the library knows.
    let before = command.get_before_help().map(ToString::to_string);
    let before = before.unwrap_or_default();
    let (examples, codes) = before.split_once(EXIT_CODE).unwrap_or((&before, USUAL_CODES));
    let mut section = Roff::new();
    section.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in exit_codes(codes) {
        section
            .control("TP", [])
            .text([roman(code)])
            .text([roman(meaning)]);
    }
    section.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in examples.trim_end().lines().filter(|line| *line != "Examples:") {
        section.text([roman(line.trim())]);
    }
    section.control("fi", []);
    section.to_writer(&mut page)?;
    Ok(page)
}

/// `0 done, 2 the job could not be done.` as pairs of a code and its meaning.
fn exit_codes(text: &str) -> Vec<(&str, String)> {
    let mut starts: Vec<usize> = ["0 ", "1 ", "2 "]
        .iter()
        .filter_map(|code| {
            let behind = |mark: &str| text.find(&format!("{mark} {code}")).map(|at| at + mark.len() + 1);
            text.starts_with(code)
                .then_some(0)
                .or_else(|| behind(","))
                .or_else(|| behind(";"))
        })
        .collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text[*start..end].split_once(' '));
    parts
        .map(|(code, meaning)| {
            let words: Vec<&str> = meaning.split_whitespace().collect();
            (code, words.join(" ").trim_end_matches([',', ';', '.']).to_owned())
        })
        .collect()
}
