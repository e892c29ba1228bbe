//! Programs that do the same with the same files, whole processes, one after another in turns.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::files;
use crate::task_error::TaskError;

use super::contest::Need;

/// Programs with the same task. The first is what the others are compared with.
pub(super) struct Race {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// How often each has its turn: an odd number, which has a median.
    pub(super) rounds: usize,
    pub(super) runners: &'static [Runner],
}

/// One program.
pub(super) struct Runner {
    pub(super) name: &'static str,
    /// What it is, unless it is built here.
    pub(super) needs: Option<&'static Need>,
    /// What it reads: a file, or a folder of rosters.
    pub(super) input: fn() -> Result<PathBuf, TaskError>,
    /// The words after that, of which `{}` is the path of what it reads.
    pub(super) words: &'static [&'static str],
    /// With what it ends when all went well.
    pub(super) exit: i32,
}

/// The program that measures how much memory another one needs.
static TIME: Need = Need {
    name: "GNU time",
    probe: &["/usr/bin/time", "--version"],
    cure: "apt-get install time",
};

impl Race {
    /// Lets the programs take turns, and prints the table.
    pub(super) fn run(&self) -> Result<(), TaskError> {
        println!(
            "{}: {}; medians of {} turns, and the best\n",
            self.name, self.about, self.rounds
        );
        let (present, absent): (Vec<&Runner>, Vec<&Runner>) = self
            .runners
            .iter()
            .partition(|runner| runner.needs.is_none_or(Need::is_there));
        for need in absent
            .iter()
            .filter_map(|runner| runner.needs)
            .chain([&TIME])
            .filter(|need| !need.is_there())
        {
            println!("{}\n", need.absence());
        }
        let inputs = present
            .iter()
            .map(|runner| (runner.input)())
            .collect::<Result<Vec<_>, _>>()?;
        let mut times = vec![Vec::new(); present.len()];
        // The first round warms up and is not counted.
        for round in 0..=self.rounds {
            for ((runner, input), times) in present.iter().zip(&inputs).zip(&mut times) {
                let start = Instant::now();
                runner.runs(&mut runner.command(input, None))?;
                if round > 0 {
                    times.push(start.elapsed());
                }
            }
        }
        for times in &mut times {
            times.sort_unstable();
        }
        println!("| program | time | best | to the first | peak memory |");
        println!("| --- | ---: | ---: | ---: | ---: |");
        let first = times[0][self.rounds / 2];
        for ((runner, input), times) in present.iter().zip(&inputs).zip(&times) {
            let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
            let median = times[self.rounds / 2];
            println!(
                "| {} | {:.1} ms | {:.1} ms | {:.2} | {} |",
                runner.name,
                milliseconds(median),
                milliseconds(times[0]),
                median.as_secs_f64() / first.as_secs_f64(),
                runner.peak(input)?,
            );
        }
        println!();
        Ok(())
    }
}

impl Runner {
    /// The program with its words; under another one, where that is to look on.
    fn command(&self, input: &Path, under: Option<&[&str]>) -> Command {
        let read = input.to_string_lossy();
        let words = self.words.iter().map(|word| word.replace("{}", &read));
        let mut words = words.map(|word| match word.as_str() {
            "roster" => files::root()
                .join("target/release/roster")
                .to_string_lossy()
                .into_owned(),
            "xtask" => files::root()
                .join("target/release/xtask")
                .to_string_lossy()
                .into_owned(),
            _ => word,
        });
        let under = under.unwrap_or_default().iter().map(|&word| word.to_owned());
        let mut words = under.chain(&mut words);
        let mut command = Command::new(words.next().unwrap_or_default());
        command
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn runs(&self, command: &mut Command) -> Result<(), TaskError> {
        let status = command.status().map_err(|error| TaskError::Program {
            program: self.name.to_owned(),
            error,
        })?;
        if status.code() == Some(self.exit) {
            return Ok(());
        }
        Err(TaskError::Failed(format!(
            "`{}` ended with {status}, not with {}",
            self.name, self.exit
        )))
    }

    /// What it needs at most, in a run of its own.
    fn peak(&self, input: &Path) -> Result<String, TaskError> {
        if !TIME.is_there() {
            return Ok("–".to_owned());
        }
        let folder = files::root().join("target/bench");
        let told = folder.join("peak");
        let mut command = self.command(
            input,
            Some(&[TIME.probe[0], "-q", "-f", "%M", "-o", &told.to_string_lossy()]),
        );
        self.runs(&mut command)?;
        let kilobytes = std::fs::read_to_string(&told).map_err(TaskError::file(&told))?;
        let kilobytes: f64 = kilobytes.trim().parse().unwrap_or_default();
        Ok(format!("{:.0} MB", kilobytes * 1.024 / 1e3))
    }
}
