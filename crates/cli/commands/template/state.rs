//! What became of a template, or how the one that is there compares.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use rosterkit_project::{FileSystem, read_as};
use rosterkit_schema::{Fingerprint, Schema};
use rosterkit_sheet::{Document, DocumentKind, ReadError, visible};
use rosterkit_template::Form;

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
    /// It was to be written over, and holds people who would be lost.
    Filled,
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
            Self::Filled => "filled",
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
    let Some(there) = there(path)? else {
        return Ok(State::Missing);
    };
    if there == wanted {
        return Ok(State::Current);
    }
    let is_table = !is_text(path);
    let document = is_table.then(|| read_as(form.schema, &path.display().to_string(), there, None));
    let stale = match &document {
        None => Some("the hints are others now".to_owned()),
        Some(Err(error)) => Some(error.to_string()),
        Some(Ok(document)) => match document.kind() {
            DocumentKind::Workbook => because_of_fingerprint(document, form),
            DocumentKind::Csv => because_of_header(document, form),
        },
    };
    let is_blank = || matches!(&document, Some(Ok(document)) if people(document).is_empty());
    Ok(match stale {
        Some(because) => State::Stale(because),
        None if is_blank() => {
            State::Stale("nobody has filled it in, and it is written otherwise now".to_owned())
        }
        None => State::InUse,
    })
}

/// Whether writing over the file at this path would lose people: it holds some whom the new one does not.
pub(super) fn would_lose(path: &Path, wanted: &[u8], form: &Form<'_>) -> Result<bool, Failure> {
    let Some(there) = there(path)?.filter(|there| there != wanted) else {
        return Ok(false);
    };
    if is_text(path) {
        return Ok(false);
    }
    let name = path.display().to_string();
    let old = match read_as(form.schema, &name, there, None) {
        Ok(old) => people(&old),
        Err(ReadError::Empty) => BTreeSet::new(),
        // Nobody knows what it holds.
        Err(_) => return Ok(true),
    };
    let new = read_as(form.schema, &name, wanted.to_owned(), None).map(|new| people(&new));
    Ok(!old.is_subset(&new.unwrap_or_default()))
}

/// The bytes of the file, if there is one.
fn there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match Disk.read(path) {
        Ok(there) => Ok(Some(there)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::reading(path, &error)),
    }
}

/// Whether the file holds hints, into which nobody writes.
fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "txt")
}

/// The rows that are filled in, each as its texts.
fn people(document: &Document) -> BTreeSet<Vec<String>> {
    let rows = document.sheet().rows().filter(|row| !row.is_blank());
    let texts = rows.map(|row| {
        let mut texts: Vec<String> = row.cells().map(|cell| cell.text().trim().to_owned()).collect();
        texts.truncate(
            texts
                .iter()
                .rposition(|text| !text.is_empty())
                .map_or(0, |last| last + 1),
        );
        texts
    });
    texts.collect()
}

/// Why a CSV is stale; `None` when it is not. One that was saved from the workbook has the workbook's columns.
fn because_of_header(document: &Document, form: &Form<'_>) -> Option<String> {
    let header: Vec<String> = document.sheet().header().map_or_else(Vec::new, |row| {
        row.cells().map(|cell| cell.text().into_owned()).collect()
    });
    let wanted = |of_workbook: bool| {
        let columns = form.schema.columns.iter();
        let columns = columns.filter(|column| !of_workbook || !form.stays_blank(column));
        columns.map(|column| column.header.as_str()).collect::<Vec<_>>()
    };
    let is = |wanted: Vec<&str>| header == wanted;
    let stale = !is(wanted(false)) && !is(wanted(true));
    stale.then(|| "its header is not the target's".to_owned())
}

/// Why a workbook is stale; `None` when it is not.
fn because_of_fingerprint(document: &Document, form: &Form<'_>) -> Option<String> {
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
