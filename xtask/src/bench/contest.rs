//! Contestants that are given the same input, take turns, and must agree on what they found.

use std::any::Any;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::task_error::TaskError;

use super::ALONE;

/// Contestants with the same task. The first is what the others are compared with.
pub(super) struct Contest {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// What each is given.
    pub(super) input: fn() -> Result<Vec<u8>, TaskError>,
    /// How many of what each must come to.
    pub(super) amount: (usize, &'static str),
    /// How often each has its turn: an odd number, which has a median.
    pub(super) rounds: usize,
    pub(super) contestants: &'static [Contestant],
}

/// One way to do the task.
pub(super) struct Contestant {
    pub(super) name: &'static str,
    /// What it runs on, unless that is this program alone.
    pub(super) needs: Option<&'static Need>,
    /// Makes ready what is not to be measured. The run that is measured follows.
    pub(super) prepare: fn(Vec<u8>) -> Result<Run, TaskError>,
}

/// Something that may not be installed, and what its absence means.
pub(super) struct Need {
    pub(super) name: &'static str,
    /// A program and its arguments that succeed where it is there.
    pub(super) probe: &'static [&'static str],
    /// The command that installs it.
    pub(super) cure: &'static str,
}

/// What is measured.
pub(super) type Run = Box<dyn FnOnce() -> Result<Outcome, TaskError>>;

/// What a run has come to, and what it has made of it, which is thrown away after the clock has stopped.
pub(super) struct Outcome {
    /// How many of what all are to come to, if the contestant knows.
    pub(super) amount: Option<usize>,
    pub(super) made: Box<dyn Any>,
}

impl Contest {
    /// Lets the contestants take turns, and prints the table.
    pub(super) fn run(&self) -> Result<(), TaskError> {
        let input = (self.input)()?;
        let (amount, unit) = self.amount;
        println!("{}: {}\n", self.name, self.about);
        let (present, absent): (Vec<_>, Vec<_>) = self
            .contestants
            .iter()
            .enumerate()
            .partition(|(_, contestant)| contestant.needs.is_none_or(Need::is_there));
        for need in absent.iter().filter_map(|(_, contestant)| contestant.needs) {
            println!("{}\n", need.absence());
        }
        let mut times = vec![Vec::new(); present.len()];
        // The first round warms up and is not counted.
        for round in 0..=self.rounds {
            for ((_, contestant), times) in present.iter().zip(&mut times) {
                let time = self.time(contestant, input.clone())?;
                if round > 0 {
                    times.push(time);
                }
            }
        }
        for times in &mut times {
            times.sort_unstable();
        }
        let medians: Vec<Duration> = times.iter().map(|times| times[self.rounds / 2]).collect();
        println!(
            "{amount} {unit}, {} bytes to begin with; medians of {} turns, and the best\n",
            input.len(),
            self.rounds
        );
        println!("| contestant | time | best | times as fast | peak memory |");
        println!("| --- | ---: | ---: | ---: | ---: |");
        for ((number, contestant), (times, median)) in present.iter().zip(times.iter().zip(&medians)) {
            let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
            println!(
                "| {} | {:.0} ms | {:.0} ms | {:.2} | {} |",
                contestant.name,
                milliseconds(*median),
                milliseconds(times[0]),
                medians[0].as_secs_f64() / median.as_secs_f64(),
                self.peak_of(*number)?,
            );
        }
        Ok(())
    }

    /// Runs one contestant, and prints how much memory the process has needed at most.
    pub(super) fn run_alone(&self, number: usize) -> Result<(), TaskError> {
        if let Some(contestant) = self.contestants.get(number) {
            self.time(contestant, (self.input)()?)?;
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

    /// What a contestant needs when it runs alone, the input included; a dash where the system does not say, or where
    /// another program does the work.
    fn peak_of(&self, number: usize) -> Result<String, TaskError> {
        if self.contestants[number].needs.is_some() {
            return Ok("–".to_owned());
        }
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

    /// One turn. Fails when the contestant did not come to what all are to come to.
    fn time(&self, contestant: &Contestant, input: Vec<u8>) -> Result<Duration, TaskError> {
        let run = (contestant.prepare)(input)?;
        let start = Instant::now();
        let outcome = run()?;
        let time = start.elapsed();
        drop(outcome.made);
        let (wanted, unit) = self.amount;
        match outcome.amount {
            Some(amount) if amount != wanted => Err(TaskError::Failed(format!(
                "`{}` came to {amount} {unit}, not {wanted}",
                contestant.name
            ))),
            _ => Ok(time),
        }
    }
}

impl Need {
    /// What is to be told where it is missing.
    pub(super) fn absence(&self) -> String {
        format!("{} is not installed, and not compared: {}", self.name, self.cure)
    }

    pub(super) fn is_there(&self) -> bool {
        let status = Command::new(self.probe[0])
            .args(&self.probe[1..])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    }
}
