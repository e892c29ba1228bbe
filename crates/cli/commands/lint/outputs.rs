//! Where what is told is written: into new files, or over earlier reports and baselines, and never over anything else.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use rosterkit_project::{Project, StoreUrl};

use super::{STDOUT, baseline};
use crate::args::Lint;
use crate::disk::{self, folder_of};
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged, absolute};
use crate::report::{TELLING, is_report};

/// What SQLite puts beside a database.
const BESIDE_STORE: [&str; 4] = ["", "-journal", "-wal", "-shm"];

/// The file of `--output`, if there is one.
pub(super) fn report_file(args: &Lint) -> Option<&Path> {
    args.output.as_deref().filter(|path| *path != Path::new(STDOUT))
}

/// Refuses, before anything is done, what would be written over something that nobody else has.
pub(super) fn refuse(args: &Lint, gathered: &Gathered) -> Result<(), Failure> {
    let report = report_file(args).map(|path| ("--output", path));
    let baseline = args.baseline.write_baseline.as_deref();
    let baseline = baseline.map(|path| ("--write-baseline", path));
    let annotated = args.annotate.as_deref().map(|path| ("--annotate", path));
    let named: Vec<(&str, &Path)> = [report, baseline, annotated].into_iter().flatten().collect();
    for (at, (option, path)) in named.iter().enumerate() {
        refuse_folder(path)?;
        refuse_own(path, args, gathered)?;
        let twin = named[..at].iter().find(|(_, other)| place(other) == place(path));
        if let Some((other, _)) = twin {
            return Err(Failure::new(
                format!("`{}` is named twice, by {other} and by {option}", show(path)),
                "name another file for one of the two",
            ));
        }
    }
    if let Some((_, path)) = report {
        refuse_other(path)?;
    }
    if let Some((_, path)) = baseline {
        baseline::refuse_other(path)?;
    }
    Ok(())
}

/// Writes a report, which names people, over an earlier one if there is one.
pub(super) fn write_report(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // It may have come into being meanwhile.
    refuse_other(path)?;
    disk::replace_private(path, bytes).map_err(|error| Failure::writing(path, &error))
}

/// Where the folder is not there, its name is misspelt more often than it is new.
fn refuse_folder(path: &Path) -> Result<(), Failure> {
    let folder = folder_of(path);
    if folder.is_dir() {
        return Ok(());
    }
    Err(Failure::new(
        format!("there is no folder `{}` for `{}`", show(folder), show(path)),
        "check the spelling, or create it first",
    ))
}

/// What is linted, and what it is linted by, is no place for a report, whether it is there already or not.
fn refuse_own(path: &Path, args: &Lint, gathered: &Gathered) -> Result<(), Failure> {
    let there = place(path);
    let is = |other: &Path| place(other) == there;
    let is_linted = |judged: &Judged| {
        let mut rosters = judged.report.rosters().iter();
        rosters.any(|roster| is(Path::new(roster.document.name())))
    };
    // One that is not there yet is not linted.
    let is_file = path.is_file();
    let mut projects = gathered
        .judged
        .iter()
        .filter_map(|judged| judged.project.as_ref());
    let what = if is_file && (args.paths.iter().any(|path| is(path)) || gathered.judged.iter().any(is_linted))
    {
        "one of the files that are linted"
    } else if args.baseline.baseline.as_deref().is_some_and(is) {
        "the baseline"
    } else if let Some(what) = projects.find_map(|project| of_organization(project, &there)) {
        what
    } else {
        return Ok(());
    };
    Err(Failure::new(
        format!("`{}` is {what}", show(path)),
        "name another file",
    ))
}

/// What of the organization has this place.
fn of_organization(project: &Project, there: &Path) -> Option<&'static str> {
    let settings = project.settings();
    let is_of_store = |path: &Path| {
        BESIDE_STORE.iter().any(|ending| {
            let mut beside = path.as_os_str().to_owned();
            beside.push(ending);
            place(Path::new(&beside)) == there
        })
    };
    if place(project.path()) == there {
        Some("the organization's roster.toml")
    } else if project.schema_path().is_some_and(|path| place(&path) == there) {
        Some("the organization's schema")
    } else if matches!(&settings.store, StoreUrl::Sqlite(path) if is_of_store(path)) {
        Some("the store of the organization's accounts")
    } else {
        None
    }
}

/// A report goes over an older one, and over no other file.
fn refuse_other(path: &Path) -> Result<(), Failure> {
    let looked = is_earlier(path).map_err(|error| Failure::reading(path, &error))?;
    if looked {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "`{}` is there already and is no report of `roster lint`",
            show(path)
        ),
        "give another name; or delete the file first, if nobody needs it",
    ))
}

/// Whether nothing is there that a report could destroy. A device or a pipe is written into.
fn is_earlier(path: &Path) -> io::Result<bool> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !path.is_file() {
        return Ok(true);
    }
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(TELLING as u64).read_to_end(&mut start)?;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TELLING as u64)))?;
    let mut end = Vec::new();
    file.take(TELLING as u64).read_to_end(&mut end)?;
    Ok(is_report(&start, &end))
}

/// The path by which a file is the same whatever it is called, also one that is not there yet.
fn place(path: &Path) -> PathBuf {
    if let Ok(there) = path.canonicalize() {
        return there;
    }
    let folder = folder_of(path).canonicalize();
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => absolute(path),
    }
}
