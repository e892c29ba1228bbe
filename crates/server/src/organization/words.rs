//! What is told of an organization besides what its rules raise: its settings, its folders, files that are no rosters.

use std::path::{Path, PathBuf};

use lsp_types::{Diagnostic, Range};
use rosterkit_project::{FileSystem, ProjectError, SAYS_WHO_GETS_WHAT, Unseen, reason};
use rosterkit_schema::Schema;

use crate::context::Context;
use crate::to_proto;
use crate::uri::normalized;

/// That a file whose name says that it is a roster has no header.
pub(super) fn headless(schema: &Schema) -> String {
    let headers: Vec<&str> = schema
        .columns
        .iter()
        .take(3)
        .map(|column| column.header.as_str())
        .collect();
    format!(
        "this file is not a roster yet: its first row has fewer than two of the headers of `{}`\nwrite the headers there: {}, \
         and so on",
        schema.name,
        headers.join(", ")
    )
}

/// That an import would not know what the people of a file get.
pub(super) fn unassigned() -> String {
    format!("nothing says which role at which location these people get: {SAYS_WHO_GETS_WHAT}")
}

/// That nobody can look into a folder.
pub(super) fn closed(home: &Path, (folder, error): &Unseen) -> Diagnostic {
    let below = folder.strip_prefix(home).unwrap_or(folder).display();
    let message = format!(
        "the folder `{below}` cannot be read, so that its rosters are compared with no others: {}",
        reason(error)
    );
    to_proto::plain(Range::default(), message)
}

/// The file for which the settings cannot be had.
pub(super) fn culprit(error: &ProjectError) -> PathBuf {
    PathBuf::from(match error {
        ProjectError::Source(source) => source.name(),
        ProjectError::Read { path, .. } | ProjectError::NotText { path, .. } => path,
    })
}

/// What is wrong with the settings, and in which file it is told.
pub(super) fn faults(cx: &Context, roster_toml: &Path, error: &ProjectError) -> (PathBuf, Vec<Diagnostic>) {
    match error {
        ProjectError::Source(source) => {
            let path = culprit(error);
            let bytes = cx.files().read(&path).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let faults = to_proto::source_faults(cx, &text, source);
            (normalized(&path).into_owned(), faults)
        }
        ProjectError::Read { named, .. } | ProjectError::NotText { named, .. } => {
            let text = cx.files().read(roster_toml).unwrap_or_default();
            let place = |byte: usize| cx.units.position(&text, byte);
            let at = Range::new(place(named.start), place(named.end));
            let message = match error {
                ProjectError::Read { source, .. } => format!("{error}: {}", reason(source)),
                _ => error.to_string(),
            };
            (roster_toml.to_owned(), vec![to_proto::plain(at, message)])
        }
    }
}
