//! What became of a template, or how the one that is there compares.

use std::io;
use std::path::Path;

use rosterkit_project::FileSystem;
use rosterkit_schema::{Fingerprint, Schema};
use rosterkit_sheet::{Document, ReadOptions, visible};
use rosterkit_template::{Form, csv};

use crate::disk::Disk;
use crate::failure::Failure;
use crate::table::count;

/// What became of a template, or how the one that is there compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// It was written.
    Written,
    /// There was a file already, and it was not touched.
    Kept,
    /// It is what would be written.
    Current,
    /// It was made by the same law for the same people, and somebody has changed or filled it in.
    InUse,
    /// It would be written otherwise now, for this reason.
    Stale(String),
    /// There is none.
    Missing,
}

impl State {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Kept => "kept",
            Self::Current => "current",
            Self::InUse => "in-use",
            Self::Stale(_) => "stale",
            Self::Missing => "missing",
        }
    }

    pub(super) fn because(&self) -> Option<String> {
        match self {
            Self::Stale(because) => Some(because.clone()),
            _ => None,
        }
    }
}

/// Compares the file at this path with what would be written there. A template that is filled in is not stale: what counts is
/// by which law it was made.
pub(super) fn compare(path: &Path, wanted: &[u8], form: &Form<'_>) -> Result<State, Failure> {
    let there = match Disk.read(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(Failure::reading(path, &error)),
    };
    if there == wanted {
        return Ok(State::Current);
    }
    let extension = path.extension().and_then(std::ffi::OsStr::to_str);
    let stale = match extension {
        Some("xlsx") => because_of_fingerprint(path, there, form),
        Some("csv") if there.starts_with(&csv(form, &[])) => None,
        Some("csv") => Some("its header is not the target's".to_owned()),
        _ => Some("the hints are others now".to_owned()),
    };
    Ok(stale.map_or(State::InUse, State::Stale))
}

/// Why a workbook is stale; `None` when it is not.
fn because_of_fingerprint(path: &Path, bytes: Vec<u8>, form: &Form<'_>) -> Option<String> {
    let headers = form.schema.header_names();
    let options = ReadOptions {
        headers: &headers,
        ..ReadOptions::default()
    };
    let document = match Document::read_with(&path.display().to_string(), bytes, &options) {
        Ok(document) => document,
        Err(error) => return Some(error.to_string()),
    };
    let Some(made) = Fingerprint::read(document.sheet().properties()) else {
        return Some("it has no fingerprint, so nobody knows by which schema it was made".to_owned());
    };
    let now = Fingerprint::new(form.schema, form.batch);
    if made.schema != now.schema {
        return Some(format!("it was made for `{}`", visible(&made.schema)));
    }
    if made.assignments != now.assignments {
        let ids = made
            .assignments
            .iter()
            .map(|(location, role)| (location.as_str(), role.as_str()));
        return Some(format!("it was made for {}", form.organization.in_words(ids)));
    }
    (made.hash != now.hash).then(|| changes(&made, form.schema))
}

/// What changed in the law since.
fn changes(made: &Fingerprint, schema: &Schema) -> String {
    let renamed = made.renamed(schema).count() as u64;
    match renamed {
        0 => format!(
            "it was made by version {} of the schema, and its rules have changed since",
            visible(&made.version)
        ),
        1 => "one column was renamed since it was made".to_owned(),
        more => format!("{} were renamed since it was made", count(more, "column")),
    }
}
