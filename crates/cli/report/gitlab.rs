//! GitLab's Code Quality report: a list of objects.
//!
//! Source: GitLab's documentation "Code Quality", section "Code Quality report format".

use std::io::{self, Write};

use rosterkit_lint::{Level, Values};
use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::json_text::JsonText;
use super::told::{Told, told};
use crate::gather::Judged;

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
    begin: u32,
    end: u32,
}

/// Writes the list.
pub(crate) fn gitlab(out: &mut impl Write, judged: &[Judged]) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let list = told(judged, Values::Masked).map(|told| quality(told, &mut fingerprints));
    let mut serializer = serde_json::Serializer::pretty(JsonText(&mut *out));
    serde::Serializer::collect_seq(&mut serializer, list)?;
    writeln!(out)
}

fn quality(told: Told, fingerprints: &mut Fingerprints) -> Quality {
    let row = told.at.row.unwrap_or(1);
    let (begin, end) = told
        .at
        .lines
        .map_or((row, row), |lines| (lines.line, lines.end_line));
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
