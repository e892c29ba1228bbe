//! The last line: how much was read and how much was found.

use rosterkit_lint::{Level, Report};

use crate::gather::Judged;
use crate::table::count;

/// How much was read and found, over all organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Summary {
    pub(crate) files: u64,
    pub(crate) rows: u64,
    pub(crate) errors: u64,
    pub(crate) warnings: u64,
    pub(crate) notes: u64,
    /// Diagnostics that a suppression of `roster.toml` left out.
    pub(crate) suppressed: u64,
    /// Diagnostics that a baseline left out.
    pub(crate) in_baseline: u64,
    /// What could not be done.
    pub(crate) failures: u64,
}

impl Summary {
    pub(crate) fn of(judged: &[Judged]) -> Self {
        let mut summary = Self::default();
        for report in judged.iter().map(|judged| &judged.report) {
            let found = |level| report.count(level) as u64;
            summary.files += files(report);
            summary.rows += report.judged();
            summary.errors += found(Level::Error);
            summary.warnings += found(Level::Warning);
            summary.notes += found(Level::Note);
            summary.suppressed += report.suppressed();
        }
        summary
    }

    /// How many diagnostics are at this level or above it.
    pub(crate) fn at_least(&self, level: Level) -> u64 {
        let counted = Level::ALL.into_iter().filter(|counted| *counted >= level);
        counted.map(|counted| self.at(counted)).sum()
    }

    fn at(&self, level: Level) -> u64 {
        match level {
            Level::Error => self.errors,
            Level::Warning => self.warnings,
            Level::Note => self.notes,
        }
    }
}

fn files(report: &Report) -> u64 {
    report.rosters().iter().filter(|roster| !roster.context).count() as u64
}

/// `2 errors and 1 warning in 41 rows of 5 files; 3 suppressed; 1 thing could not be done`.
pub(crate) fn summary(summary: &Summary) -> String {
    let found: Vec<String> = Level::ALL
        .into_iter()
        .map(|level| (summary.at(level), level.as_str()))
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    let found = match found.split_last() {
        None => "nothing wrong".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    };
    let left_out = [
        (summary.suppressed, "suppressed"),
        (summary.in_baseline, "in the baseline"),
    ];
    let left_out: Vec<String> = left_out
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("; {number} {what}"))
        .collect();
    let not_done = match summary.failures {
        0 => String::new(),
        failures => format!("; {} could not be done", count(failures, "thing")),
    };
    format!(
        "{found} in {} of {}{}{not_done}",
        count(summary.rows, "row"),
        count(summary.files, "file"),
        left_out.concat()
    )
}

/// Whether a line says how much was found, as the last one of every report for people does.
pub(super) fn is_summary(line: &str) -> bool {
    let line = line.rsplit_once("; left: ").map_or(line, |(_, left)| left);
    let counts = line.split_once(';').map_or(line, |(counts, _)| counts);
    let Some((found, place)) = counts.rsplit_once(" in ") else {
        return false;
    };
    let words: Vec<&str> = place.split(' ').collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_place = matches!(words[..], [rows, "row" | "rows", "of", files, "file" | "files"]
        if is_number(rows) && is_number(files));
    let is_count = |part: &str| {
        part.split_once(' ').is_some_and(|(number, noun)| {
            is_number(number) && noun.trim_end_matches('s').parse::<Level>().is_ok()
        })
    };
    let mut parts = found.split(", ").flat_map(|part| part.split(" and "));
    is_place && (found == "nothing wrong" || parts.all(is_count))
}
