//! What the benchmarks read: folders of an invented organization under `target/bench`, each written once.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::files;
use crate::task_error::TaskError;

use super::people::{self, Faults, Kind, LOCATIONS};

/// How many people a small file has: about 15 KB of them.
pub(super) const SMALL: u32 = 85;

/// The roles of [`many`], and as many locations.
const ROLES: u32 = 100;

/// Everybody in one CSV without roles.
pub(super) fn everybody(people: u32) -> Result<PathBuf, TaskError> {
    let folder = folder(&format!("everybody-{people}"), |folder| {
        write(
            &folder.join("everybody.csv"),
            0..people,
            Kind::Everybody,
            Faults::None,
        )
    })?;
    Ok(folder.join("everybody.csv"))
}

/// An organization with one master.
pub(super) fn master(people: u32, faults: Faults) -> Result<PathBuf, TaskError> {
    folder(&format!("master-{people}-{faults:?}").to_lowercase(), |folder| {
        roster_toml(folder, 1, 0)?;
        write(&folder.join("everybody.csv"), 0..people, Kind::Master, faults)
    })
}

/// An organization with one small batch.
pub(super) fn one_batch(people: u32) -> Result<PathBuf, TaskError> {
    folder(&format!("batch-{people}"), |folder| {
        roster_toml(folder, 1, 1)?;
        write(
            &folder.join("role-0--at-0.csv"),
            0..people,
            Kind::Providers,
            Faults::None,
        )
    })
}

/// The same master in a folder of its own, for programs that write beside what they read.
pub(super) fn master_alone(people: u32, faults: Faults) -> Result<PathBuf, TaskError> {
    let name = format!("alone-{people}-{faults:?}").to_lowercase();
    let folder = folder(&name, |folder| {
        write(&folder.join("everybody.csv"), 0..people, Kind::Master, faults)
    })?;
    Ok(folder.join("everybody.csv"))
}

/// An organization with ten thousand batches of 15 KB.
pub(super) fn many() -> Result<PathBuf, TaskError> {
    folder("many", |folder| {
        roster_toml(folder, ROLES, ROLES)?;
        for batch in 0..ROLES * ROLES {
            let name = format!("role-{}--at-{}.csv", batch / ROLES, batch % ROLES);
            let people = batch * SMALL..(batch + 1) * SMALL;
            write(&folder.join(name), people, Kind::Providers, Faults::None)?;
        }
        Ok(())
    })
}

/// An organization with one master that is a workbook.
pub(super) fn workbook(people: u32) -> Result<PathBuf, TaskError> {
    folder(&format!("workbook-{people}"), |folder| {
        roster_toml(folder, 1, 0)?;
        let mut text = Vec::new();
        people::write(&mut text, 0..people, Kind::Master, Faults::None)?;
        workbook_of(&text, &folder.join("everybody.xlsx")).map_err(io::Error::other)
    })
}

fn workbook_of(text: &[u8], path: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    for (number, row) in (0..).zip(rows.records()) {
        let row = row.map_err(|error| XlsxError::CustomError(error.to_string()))?;
        for (column, cell) in (0..).zip(&row) {
            if !cell.is_empty() {
                sheet.write_string(number, column, cell)?;
            }
        }
    }
    workbook.save(path)
}

/// The folder of this name, filled unless it is there.
fn folder(name: &str, fill: impl FnOnce(&Path) -> io::Result<()>) -> Result<PathBuf, TaskError> {
    let parent = files::root().join("target/bench");
    let folder = parent.join(name);
    if !folder.exists() {
        // Under another name until it is whole: a run may be stopped.
        let half = parent.join(format!("{name}.half"));
        let made = || {
            if half.exists() {
                fs::remove_dir_all(&half)?;
            }
            fs::create_dir_all(&half)?;
            fill(&half)?;
            fs::rename(&half, &folder)
        };
        made().map_err(TaskError::file(&folder))?;
    }
    Ok(folder)
}

fn write(path: &Path, range: std::ops::Range<u32>, kind: Kind, faults: Faults) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    people::write(&mut file, range, kind, faults)?;
    file.flush()
}

/// An organization in which everything is as it should be: so many locations beside those of a master, and so many roles
/// of providers at each.
fn roster_toml(folder: &Path, roles: u32, locations: u32) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(folder.join("roster.toml"))?);
    writeln!(file, "schema = \"dentrix-ascend\"")?;
    for role in 0..roles {
        let name = if role == 0 {
            "Provider".to_owned()
        } else {
            format!("Provider {role}")
        };
        writeln!(
            file,
            "[[role]]\nid = \"role-{role}\"\nname = \"{name}\"\nprovider = true"
        )?;
    }
    writeln!(file, "[[role]]\nid = \"front-desk\"\nname = \"Receptionist\"")?;
    for location in LOCATIONS {
        let id = location.to_lowercase();
        writeln!(file, "[[location]]\nid = \"{id}\"\nname = \"{location}\"")?;
    }
    for location in 0..locations {
        writeln!(
            file,
            "[[location]]\nid = \"at-{location}\"\nname = \"At {location}\""
        )?;
    }
    writeln!(
        file,
        "[[batch]]\nfiles = \"*\"\nhours = {{ mon = \"08:00-17:00\" }}"
    )?;
    file.flush()
}
