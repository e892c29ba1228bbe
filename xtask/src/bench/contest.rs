//! Contestants that are given the same input, take turns, and must agree on what they found.

use std::any::Any;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::task_error::TaskError;

use super::{ALONE, roster};

/// How often each contestant has its turn.
const ROUNDS: usize = 9;

/// The rows of the roster.
const ROWS: u32 = 1_000_000;

/// Contestants with the same task. The first is what the others are compared with.
pub(super) struct Contest {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) contestants: &'static [Contestant],
}

/// One way to do the task.
pub(super) struct Contestant {
    pub(super) name: &'static str,
    /// Makes ready what is not to be measured. The run that is measured follows.
    pub(super) prepare: fn(Vec<u8>) -> Run,
}

/// What is measured.
pub(super) type Run = Box<dyn FnOnce() -> Outcome>;

/// What a run has found, and what it has made of it, which is thrown away after the clock has stopped.
pub(super) struct Outcome {
    /// The number of rows, the header included, if the contestant knows rows.
    pub(super) rows: Option<usize>,
    pub(super) made: Box<dyn Any>,
}

impl Contest {
    /// Lets the contestants take turns, and prints the table.
    pub(super) fn run(&self) -> Result<(), TaskError> {
        let file = roster::written(ROWS)?;
        let text = std::fs::read(&file).map_err(TaskError::file(&file))?;
        let mut times = vec![Vec::new(); self.contestants.len()];
        // The first round warms up and is not counted.
        for round in 0..=ROUNDS {
            for (contestant, times) in self.contestants.iter().zip(&mut times) {
                let time = contestant.time(text.clone())?;
                if round > 0 {
                    times.push(time);
                }
            }
        }
        for times in &mut times {
            times.sort_unstable();
        }
        let medians: Vec<Duration> = times.iter().map(|times| times[ROUNDS / 2]).collect();
        println!("{}: {}\n", self.name, self.about);
        println!(
            "{ROWS} rows, {} bytes; medians of {ROUNDS} turns, and the best\n",
            text.len()
        );
        println!("| contestant | time | best | times as fast | peak memory |");
        println!("| --- | ---: | ---: | ---: | ---: |");
        for (number, contestant) in self.contestants.iter().enumerate() {
            let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
            println!(
                "| {} | {:.0} ms | {:.0} ms | {:.2} | {} |",
                contestant.name,
                milliseconds(medians[number]),
                milliseconds(times[number][0]),
                medians[0].as_secs_f64() / medians[number].as_secs_f64(),
                self.peak_of(number)?,
            );
        }
        Ok(())
    }

    /// Runs one contestant, and prints how much memory the process has needed at most.
    pub(super) fn run_alone(&self, number: usize) -> Result<(), TaskError> {
        let file = roster::written(ROWS)?;
        let text = std::fs::read(&file).map_err(TaskError::file(&file))?;
        if let Some(contestant) = self.contestants.get(number) {
            contestant.time(text)?;
        }
        let status = Path::new("/proc/self/status");
        let status = std::fs::read_to_string(status).map_err(TaskError::file(status))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        if let Some(kilobytes) = kilobytes {
            println!("{:.0} MB", kilobytes * 1.024 / 1e3);
        }
        Ok(())
    }

    /// What a contestant needs when it runs alone, the input included; a dash where the system does not say.
    fn peak_of(&self, number: usize) -> Result<String, TaskError> {
        let program = |error| TaskError::Program {
            program: "xtask".to_owned(),
            error,
        };
        let this = std::env::current_exe().map_err(program)?;
        let output = Command::new(this)
            .args(["bench", self.name, ALONE, &number.to_string()])
            .output()
            .map_err(program)?;
        let peak = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(if peak.is_empty() { "–".to_owned() } else { peak })
    }
}

impl Contestant {
    /// One turn. Fails when not all rows were found.
    fn time(&self, text: Vec<u8>) -> Result<Duration, TaskError> {
        let run = (self.prepare)(text);
        let start = Instant::now();
        let outcome = run();
        let time = start.elapsed();
        drop(outcome.made);
        match outcome.rows {
            Some(rows) if rows != ROWS as usize + 1 => {
                Err(TaskError::Failed(format!("`{}` found {rows} rows", self.name)))
            }
            _ => Ok(time),
        }
    }
}
