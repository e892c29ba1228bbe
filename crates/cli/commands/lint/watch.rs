//! `--watch`: judges again whenever a file changes, until Ctrl-C.
//!
//! The files are looked at twice a second, and no library asks the system to tell: what a system tells does not come through
//! network drives, on which offices keep their rosters.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use clap::ValueEnum as _;
use rosterkit_project::{EntryKind, FileSystem, TABLE_ENDINGS, is_passed_over, schema_named_in};

use super::outputs::report_file;
use crate::args::{Lint, LintFormat};
use crate::disk::Disk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::gather::{absolute, governing};
use crate::interrupt::Interrupt;
use crate::table::count;
use crate::terminal::Terminal;

/// How long Ctrl-C waits at most, and after how many such waits the files are looked at.
const TICK: Duration = Duration::from_millis(100);
const TICKS: usize = 5;

/// When each file was changed last, and how large it is.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Refuses a format that is one document: several of them, one behind the other, are none.
pub(super) fn refuse(args: &Lint, format: LintFormat) -> Result<(), Failure> {
    let is_lines = format.is_prose() || matches!(format, LintFormat::Jsonl | LintFormat::Github);
    if is_lines || report_file(args).is_some() {
        return Ok(());
    }
    let name = format.to_possible_value();
    let name = name.as_ref().map_or("this format", |name| name.get_name());
    Err(Failure::new(
        format!("`--format {name}` is one document, and `--watch` would write several"),
        "write it into a file, which each judgement replaces, with --output; or choose lines, with --format jsonl or concise",
    ))
}

/// Judges now and after each change of a file on which the paths depend. The exit code is that of the last judgement.
pub(super) fn watch(
    args: &Lint,
    terminal: &mut Terminal,
    mut judge: impl FnMut(&mut Terminal) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let interrupt = Interrupt::watched();
    loop {
        // Before the judgement: what changes meanwhile is judged again.
        let seen = look(args);
        terminal.clear()?;
        let exit = match judge(terminal) {
            Ok(exit) => exit,
            // Nobody reads any more.
            Err(gone @ Failure::Output(_)) => return Err(gone),
            Err(failure) => {
                terminal.fail(&failure);
                Exit::CouldNot
            }
        };
        terminal.say(&format!(
            "watching {}; Ctrl-C stops",
            count(seen.len() as u64, "file")
        ));
        if !wait(args, seen, interrupt) {
            return Ok(exit);
        }
    }
}

/// Waits until something is another and has stayed so for a moment: a file may be half written. `false` when it was Ctrl-C that
/// came.
fn wait(args: &Lint, mut seen: Seen, interrupt: Interrupt) -> bool {
    let mut has_changed = false;
    loop {
        for _ in 0..TICKS {
            if interrupt.came() {
                return false;
            }
            sleep(TICK);
        }
        let now = look(args);
        if now == seen && has_changed {
            return true;
        }
        has_changed |= now != seen;
        seen = now;
    }
}

fn look(args: &Lint) -> Seen {
    let mut seen = Seen::new();
    for path in &args.paths {
        // The others of an organization are compared with what was asked for.
        let roster_toml = governing(path);
        match roster_toml.as_deref().and_then(Path::parent) {
            Some(folder) if folder == Path::new("") => look_below(Path::new("."), &mut seen),
            Some(folder) => look_below(folder, &mut seen),
            None => {}
        }
        // What is named is read whatever its name ends in.
        if path.is_dir() {
            look_below(path, &mut seen);
        } else {
            look_at(path, &mut seen);
        }
    }
    if let Some(path) = &args.baseline.baseline {
        look_at(path, &mut seen);
    }
    // A schema may lie elsewhere, and several organizations may have one.
    let is_roster_toml = |path: &&PathBuf| path.file_name() == Some(OsStr::new("roster.toml"));
    let schemas = seen.keys().filter(is_roster_toml);
    let schemas: Vec<PathBuf> = schemas.filter_map(|path| schema_named_in(&Disk, path)).collect();
    for path in schemas {
        look_at(&path, &mut seen);
    }
    // Each judgement writes it anew.
    if let Some(report) = &args.output {
        let is_report = |path: &Path| path.canonicalize().ok() == report.canonicalize().ok();
        seen.retain(|path, _| path.file_name() != report.file_name() || !is_report(path));
    }
    seen
}

fn look_at(path: &Path, seen: &mut Seen) {
    if let Ok(metadata) = path
        .metadata()
        .map(|metadata| (metadata.modified().ok(), metadata.len()))
    {
        // One that is named and found is one.
        seen.insert(absolute(path), metadata);
    }
}

fn look_below(folder: &Path, seen: &mut Seen) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in Disk.entries(&folder).unwrap_or_default() {
            let name = entry.path.file_name().unwrap_or_default().to_string_lossy();
            let ending = entry.path.extension().unwrap_or_default().to_string_lossy();
            let ending = ending.to_lowercase();
            let is_wanted = ending == "toml" || TABLE_ENDINGS.contains(&&*ending);
            match entry.kind {
                _ if is_passed_over(&name) => {}
                EntryKind::Folder => folders.push(entry.path),
                EntryKind::File if is_wanted => look_at(&entry.path, seen),
                _ => {}
            }
        }
    }
}
