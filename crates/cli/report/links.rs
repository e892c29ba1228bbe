//! Links in a terminal to the files that are named, where it knows such links.
//!
//! Source: Egmont Koblinger, "Hyperlinks (a.k.a. HTML-like anchors) in terminal emulators" (OSC 8).

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::gather::absolute;

/// What stays as it is in the path of a URI.
pub(super) const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Whether names of files are links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    /// The terminal shows them.
    Shown,
    /// It would show their bytes, or nobody looks.
    Not,
}

impl Links {
    /// The words, as a link to the file where links are shown.
    pub(super) fn to(self, path: &str, words: &str) -> String {
        match self {
            Self::Shown => {
                let path = absolute(Path::new(path)).display().to_string().replace('\\', "/");
                let uri = utf8_percent_encode(&path, PATH);
                let root = if path.starts_with('/') { "" } else { "/" };
                format!("\u{1B}]8;;file://{root}{uri}\u{1B}\\{words}\u{1B}]8;;\u{1B}\\")
            }
            Self::Not => words.to_owned(),
        }
    }
}
