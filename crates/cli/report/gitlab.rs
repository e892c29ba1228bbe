//! GitLab's Code Quality report: a list of objects.
//!
//! Source: GitLab's documentation "Code Quality", section "Code Quality report format".

use std::io::{self, Write};

use rosterkit_lint::{Level, Values};
use serde::Serialize;

use super::Outcome;
use super::fingerprint::Fingerprints;
use super::json_text::JsonText;
use super::told::{Told, told};
use crate::failure::Failure;

#[derive(Serialize)]
struct Quality {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes the list.
pub(crate) fn gitlab(out: &mut impl Write, outcome: Outcome<'_>) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let failures = outcome.failures.iter();
    let failures: Vec<Quality> = failures
        .map(|failed| failure(failed, &mut fingerprints))
        .collect();
    let list = told(outcome.judged, Values::Masked).map(|told| quality(told, &mut fingerprints));
    let list = failures.into_iter().chain(list);
    let mut serializer = serde_json::Serializer::pretty(JsonText(&mut *out));
    serde::Serializer::collect_seq(&mut serializer, list)?;
    writeln!(out)
}

fn quality(told: Told<'_>, fingerprints: &mut Fingerprints) -> Quality {
    let row = told.at.row.unwrap_or(1);
    let (begin, end) = told
        .at
        .lines
        .map_or((row, row), |lines| (lines.line, lines.end_line));
    let [begin, end] = [begin, end].map(|line| line as usize);
    Quality {
        description: told.message_and_cell(),
        check_name: told.rule.name,
        fingerprint: fingerprints.of(&told),
        severity: match told.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Note => "info",
        },
        location: Location {
            path: told.at.path,
            lines: Lines { begin, end },
        },
    }
}

/// Something that could not be done: worse than all that is wrong in a row, since nobody knows what is in the file.
fn failure(failure: &Failure, fingerprints: &mut Fingerprints) -> Quality {
    let line = failure.line().unwrap_or(1);
    Quality {
        description: failure.in_full(),
        check_name: "failure",
        fingerprint: fingerprints.of_failure(failure),
        severity: "blocker",
        location: Location {
            // GitLab asks for a path.
            path: failure.path().unwrap_or(".").to_owned(),
            lines: Lines {
                begin: line,
                end: line,
            },
        },
    }
}
