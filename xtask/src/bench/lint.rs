//! The whole program beside others that read the same files: what it takes to judge, and what others take to look at
//! the commas.

use std::io;
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx};

use crate::files;
use crate::task_error::TaskError;

use super::contest::Need;
use super::inputs;
use super::people::Faults;
use super::race::{Race, Runner};

/// The people of the large master.
const PEOPLE: u32 = 1_000_000;

/// Of the workbook.
const WORKBOOK: u32 = 100_000;

/// Of the small file.
const FEW: u32 = 80;

static QSV: Need = Need {
    name: "qsv",
    probe: &["qsvlite", "--version"],
    cure: "cargo install --locked qsv --bin qsvlite --features lite",
};

static CSVLINT: Need = Need {
    name: "csvlint",
    probe: &["csvlint", "--version"],
    cure: "cargo install csvlint",
};

static FRICTIONLESS: Need = Need {
    name: "frictionless",
    probe: &["frictionless", "--version"],
    cure: "pip install frictionless",
};

pub(super) static RACES: [Race; 6] = [
    Race {
        name: "lint-clean",
        about: "1,000,000 people in one master, nothing wrong",
        rounds: 5,
        runners: &[
            roster("roster lint", || inputs::master(PEOPLE, Faults::None), 0),
            csvlint(clean_file),
            qsv(clean_file, 0),
            bare_csv(clean_file),
        ],
    },
    Race {
        name: "lint-faulty",
        about: "1,000,000 people in one master; one cell wrong in none, in every hundredth row, in every row",
        rounds: 5,
        runners: &[
            roster("roster lint, none", || inputs::master(PEOPLE, Faults::None), 0),
            roster(
                "roster lint, every hundredth",
                || inputs::master(PEOPLE, Faults::Some),
                1,
            ),
            roster(
                "roster lint, every row",
                || inputs::master(PEOPLE, Faults::All),
                1,
            ),
            qsv(|| inputs::master_alone(PEOPLE, Faults::Some), 1),
        ],
    },
    Race {
        name: "lint-small",
        about: "80 people in one batch",
        rounds: 101,
        runners: &[
            roster("roster lint", || inputs::one_batch(FEW), 0),
            csvlint(small_file),
            qsv(small_file, 0),
            bare_csv(small_file),
        ],
    },
    Race {
        name: "lint-frictionless",
        about: "10,000 people in one master",
        rounds: 5,
        runners: &[
            roster("roster lint", || inputs::master(10_000, Faults::None), 0),
            Runner {
                name: "frictionless, with no schema",
                needs: Some(&FRICTIONLESS),
                input: || Ok(inputs::master(10_000, Faults::None)?.join("everybody.csv")),
                // It reads no absolute path that it was not told to trust.
                words: &["frictionless", "validate", "--trusted", "{}"],
                exit: 0,
            },
        ],
    },
    Race {
        name: "lint-many",
        about: "10,000 batches of 15 KB",
        rounds: 5,
        runners: &[
            roster("roster lint", inputs::many, 0),
            Runner {
                name: "cat",
                needs: None,
                input: inputs::many,
                words: &["sh", "-c", "cat {}/*.csv >/dev/null"],
                exit: 0,
            },
        ],
    },
    Race {
        name: "lint-workbook",
        about: "100,000 people in a workbook",
        rounds: 5,
        runners: &[
            roster("roster lint", || inputs::workbook(WORKBOOK), 0),
            Runner {
                name: "calamine, reading every cell",
                needs: None,
                input: || Ok(inputs::workbook(WORKBOOK)?.join("everybody.xlsx")),
                words: &["xtask", "bench", READ, "{}"],
                exit: 0,
            },
        ],
    },
];

/// The word before the path of a file that is to be read and not judged.
pub(super) const READ: &str = "--read";

/// `roster lint` on a folder, concise, into a file.
const fn roster(name: &'static str, input: fn() -> Result<PathBuf, TaskError>, exit: i32) -> Runner {
    Runner {
        name,
        needs: None,
        input,
        words: &[
            "roster",
            "lint",
            "{}",
            "--format",
            "concise",
            "--output",
            "/dev/null",
        ],
        exit,
    }
}

/// The structure of a CSV and nothing else.
const fn csvlint(input: fn() -> Result<PathBuf, TaskError>) -> Runner {
    Runner {
        name: "csvlint, the structure",
        needs: Some(&CSVLINT),
        input,
        words: &["csvlint", "{}"],
        exit: 0,
    }
}

/// A JSON Schema that says of each cell what it can say.
const fn qsv(input: fn() -> Result<PathBuf, TaskError>, exit: i32) -> Runner {
    Runner {
        name: "qsv validate, with a JSON Schema",
        needs: Some(&QSV),
        input,
        words: &["qsvlite", "validate", "{}", "xtask/src/bench/people.schema.json"],
        exit,
    }
}

const fn bare_csv(input: fn() -> Result<PathBuf, TaskError>) -> Runner {
    Runner {
        name: "csv, its record loop",
        needs: None,
        input,
        words: &["xtask", "bench", READ, "{}"],
        exit: 0,
    }
}

fn clean_file() -> Result<PathBuf, TaskError> {
    Ok(inputs::master(PEOPLE, Faults::None)?.join("everybody.csv"))
}

fn small_file() -> Result<PathBuf, TaskError> {
    Ok(inputs::one_batch(FEW)?.join("role-0--at-0.csv"))
}

/// Reads every cell of a CSV or a workbook with the library that the others build on, and does nothing with them.
pub(super) fn read(path: &str) -> Result<(), TaskError> {
    let path = files::root().join(path);
    let cells = if path.extension().is_some_and(|extension| extension == "xlsx") {
        cells_of_workbook(&path)
    } else {
        cells_of_csv(&path)
    };
    println!("{} cells", cells.map_err(TaskError::file(&path))?);
    Ok(())
}

fn cells_of_csv(path: &Path) -> io::Result<usize> {
    let mut reader = csv::Reader::from_path(path)?;
    let (mut record, mut cells) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record)? {
        cells += record.len();
    }
    Ok(cells)
}

fn cells_of_workbook(path: &Path) -> io::Result<usize> {
    let mut workbook: Xlsx<_> = calamine::open_workbook(path).map_err(io::Error::other)?;
    let sheet = workbook.sheet_names().into_iter().next().unwrap_or_default();
    let mut reader = workbook
        .worksheet_cells_reader(&sheet)
        .map_err(io::Error::other)?;
    let mut cells = 0;
    while reader.next_cell().map_err(io::Error::other)?.is_some() {
        cells += 1;
    }
    Ok(cells)
}
