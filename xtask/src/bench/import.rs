//! A large master into a store, beside the store's own program that fills the same tables with the same rows.
//!
//! What the other program is given is made from the store that `roster` has filled, so that it has nothing to read, to judge
//! or to compare. What `roster` is measured by is all that it does, from reading the file to the last line that it says.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::bench::people::Faults;
use crate::bench::{build_program, inputs};
use crate::files;
use crate::task_error::TaskError;

mod postgres;
#[expect(dead_code, reason = "the tests ask more of a cluster than a benchmark")]
#[path = "../../../tests/support/postgres_cluster.rs"]
mod postgres_cluster;
mod sqlite;

/// What the benchmark is called.
pub(super) const NAME: &str = "import";

/// How many people the master has, unless that is said.
const ROWS: u32 = 1_000_000;

/// How often each has its turn, unless that is said: an odd number, which has a median.
const TURNS: u32 = 3;

/// A store and the program that comes with it.
trait Pair {
    /// Its name for people.
    fn name(&self) -> &'static str;
    /// The program beside which `roster` is put.
    fn other(&self) -> &'static str;
    /// The store's address, empty from now on.
    fn emptied(&self) -> Result<String, TaskError>;
    /// Makes what the other program needs from the store that `roster` has filled, and says how many rows there are in each
    /// table.
    fn keep(&self) -> Result<String, TaskError>;
    /// The other program, ready to fill a store that is emptied now.
    fn filling(&self) -> Result<Command, TaskError>;
    /// How many rows there are in each table that the other program has filled.
    fn counted(&self) -> Result<String, TaskError>;
}

/// How long a program took, and what memory it needed at most.
#[derive(Debug, Clone, Copy)]
struct Cost {
    time: Duration,
    /// In kilobytes; 0 where the system does not say.
    peak: u64,
}

/// Imports a master of as many rows as is said, as often as is said.
pub(super) fn run(arguments: &[String]) -> Result<(), TaskError> {
    let (mut rows, mut turns) = (ROWS, TURNS);
    for pair in arguments.chunks(2) {
        match pair {
            [flag, number] if flag == "--rows" => rows = parsed(number)?,
            [flag, number] if flag == "--turns" => turns = parsed(number)?.max(1),
            _ => {
                let usage = "`bench import` takes `--rows NUMBER` and `--turns NUMBER`";
                return Err(TaskError::Usage(usage.to_owned()));
            }
        }
    }
    build_program()?;
    let folder = inputs::master(rows, Faults::None)?;
    println!("import: a master of {rows} people into a store, beside a program that fills the same tables\n");
    println!("| store | roster | peak memory | other | time | peak memory | times as long |");
    println!("| --- | ---: | ---: | --- | ---: | ---: | ---: |");
    let sqlite = sqlite::InFile::in_folder(&folder);
    match sqlite::missing() {
        Some(missing) => eprintln!("{missing} is not installed, and SQLite is not measured"),
        None => compare(&sqlite, &folder, turns)?,
    }
    match postgres::InDatabase::in_folder(&folder) {
        None => eprintln!("PostgreSQL is not installed, and not measured"),
        Some(postgres) => compare(&postgres, &folder, turns)?,
    }
    Ok(())
}

fn parsed(number: &str) -> Result<u32, TaskError> {
    let parsed = number.parse();
    parsed.map_err(|_| TaskError::Usage(format!("`{number}` is no number")))
}

/// Lets the two take turns, and prints a line of the table.
fn compare(pair: &dyn Pair, folder: &Path, turns: u32) -> Result<(), TaskError> {
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    let mut wanted = String::new();
    for turn in 0..turns {
        let url = pair.emptied()?;
        let mut command = Command::new(files::root().join("target/release/roster"));
        command.args(["import", "--yes", "--store", &url, "everybody.csv"]);
        ours.push(measured(command.current_dir(folder))?);
        if turn == 0 {
            wanted = pair.keep()?;
        }
        others.push(measured(&mut pair.filling()?)?);
        let counted = pair.counted()?;
        if counted != wanted {
            return Err(TaskError::Failed(format!(
                "{} filled other tables:\n{counted}\nand not\n{wanted}",
                pair.other()
            )));
        }
    }
    let [ours, other] = [ours, others].map(median);
    println!(
        "| {} | {:.1} s | {:.0} MB | {} | {:.1} s | {:.0} MB | {:.2} |",
        pair.name(),
        ours.time.as_secs_f64(),
        megabytes(ours.peak),
        pair.other(),
        other.time.as_secs_f64(),
        megabytes(other.peak),
        ours.time.as_secs_f64() / other.time.as_secs_f64(),
    );
    Ok(())
}

/// The median of the times, and the highest peak.
fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by_key(|cost| cost.time);
    Cost {
        time: costs[costs.len() / 2].time,
        peak: costs.iter().map(|cost| cost.peak).max().unwrap_or_default(),
    }
}

fn megabytes(kilobytes: u64) -> f64 {
    f64::from(u32::try_from(kilobytes).unwrap_or(u32::MAX)) * 1.024 / 1e3
}

/// Runs a program to its end. It says what it has to say into a file, because a pipe that nobody reads would stop it.
fn measured(command: &mut Command) -> Result<Cost, TaskError> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut said = tempfile::tempfile().map_err(TaskError::file(Path::new("a temporary file")))?;
    let errors = said
        .try_clone()
        .map_err(TaskError::file(Path::new("a temporary file")))?;
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(errors)
        .spawn()
        .map_err(unstarted(&name))?;
    let status = Path::new("/proc").join(child.id().to_string()).join("status");
    let mut peak = 0;
    loop {
        peak = peak_of(&status).unwrap_or(0).max(peak);
        if let Some(ended) = child.try_wait().map_err(unstarted(&name))? {
            let time = start.elapsed();
            if ended.success() {
                return Ok(Cost { time, peak });
            }
            return Err(TaskError::Failed(format!(
                "`{name}` failed: {}",
                text_of(&mut said)
            )));
        }
        thread::sleep(Duration::from_millis(10));
    }
}

fn text_of(file: &mut File) -> String {
    let mut text = String::new();
    // What it said helps whoever looks for the fault, and is no more than that.
    let _ = io::Seek::rewind(file).and_then(|()| io::Read::read_to_string(file, &mut text));
    text
}

/// The peak that the system has noted so far, which only grows.
fn peak_of(status: &Path) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix(" kB")?.parse().ok()
}

fn unstarted(name: &str) -> impl FnOnce(io::Error) -> TaskError {
    let program = name.to_owned();
    move |error| TaskError::Program { program, error }
}
