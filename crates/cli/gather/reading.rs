//! Files read, several at a time where there are many.

use rosterkit_lint::Roster;
use rosterkit_project::{FileSystem, Found};
use rosterkit_sheet::{Document, ReadError};

use super::Gathered;
use super::annotation::{self, annotated};
use crate::disk::Disk;
use crate::failure::{Failure, show};

/// What a file of an organization came to.
pub(super) enum Reading {
    Roster {
        roster: Box<Roster>,
        /// Whether nothing says what its people get.
        is_unassigned: bool,
    },
    /// It can be read, and is no roster.
    Other(Found, Box<Document>),
    Nothing(Unread),
}

/// Why there is nothing of a file.
pub(super) enum Unread {
    Failure(Failure),
    /// It was passed over, which is told.
    Aside(String),
    /// It was passed over, which nobody needs to be told.
    Silent,
}

/// Reads one file. One that is `claimed`, or was named, has to be a roster; another may be there for comparison only.
pub(super) fn read_file(
    file: &Found,
    claimed: bool,
    context: bool,
    read: impl FnOnce(&str, Vec<u8>) -> Result<Document, ReadError>,
) -> Result<Document, Unread> {
    let name = file.path.display().to_string();
    let failure = match Disk.read(&file.path) {
        Ok(bytes) => match read(&name, bytes) {
            Ok(document) if !file.named && annotated(&document) => {
                return Err(if context {
                    Unread::Silent
                } else {
                    Unread::Aside(annotation::passed_over(&file.path))
                });
            }
            Ok(document) => return Ok(document),
            Err(error) if claimed || file.named => Failure::unreadable(&name, error),
            Err(error) => {
                return Err(Unread::Aside(format!(
                    "passed over `{}`: {error}",
                    show(&file.path)
                )));
            }
        },
        Err(error) => Failure::reading(&file.path, &error),
    };
    Err(if context {
        Unread::Aside(format!("not compared with another file: {failure}"))
    } else {
        Unread::Failure(failure)
    })
}

impl Gathered {
    pub(super) fn note(&mut self, unread: Unread) {
        match unread {
            Unread::Failure(failure) => self.failures.push(failure),
            Unread::Aside(aside) => self.asides.push(aside),
            Unread::Silent => {}
        }
    }
}
