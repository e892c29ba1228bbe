//! SQLite's errors as the store's, without any text that could hold a value.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Error, ErrorCode, ffi};

use crate::store_error::StoreError;

/// The file that errors are about.
#[derive(Debug)]
pub(super) struct At {
    path: PathBuf,
}

impl At {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What an error of SQLite means for the user.
    pub(super) fn fault(&self, error: &Error) -> StoreError {
        let path = self.path.clone();
        // The other errors are about values that are not what the tables promise, and quote them.
        let Some(failure) = error.sqlite_error() else {
            return self.damaged("a value is not of its kind");
        };
        match failure.code {
            ErrorCode::NotADatabase => StoreError::NotADatabase { path },
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly { path },
            ErrorCode::DiskFull => StoreError::Full { path },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked { path },
            ErrorCode::DatabaseCorrupt => self.damaged("SQLite cannot read it"),
            ErrorCode::CannotOpen => self.unopened(io::Error::other(ffi::code_to_str(failure.extended_code))),
            ErrorCode::ConstraintViolation if is_twice(failure.extended_code) => StoreError::Refused,
            _ => StoreError::Sqlite {
                path,
                code: failure.extended_code,
                meaning: ffi::code_to_str(failure.extended_code),
            },
        }
    }

    pub(super) fn damaged(&self, what: &'static str) -> StoreError {
        StoreError::Damaged {
            path: self.path.clone(),
            what,
        }
    }

    pub(super) fn unopened(&self, source: io::Error) -> StoreError {
        StoreError::Open {
            path: self.path.clone(),
            source,
        }
    }
}

/// Whether something would be in a table twice.
fn is_twice(extended_code: i32) -> bool {
    [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY].contains(&extended_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_what_the_user_can_act_on_and_messages_are_dropped() {
        let said = |code: i32| {
            let error = Error::SqliteFailure(ffi::Error::new(code), Some("CANARY".to_owned()));
            let fault = At::new(Path::new("roster.db")).fault(&error);
            assert!(!format!("{fault}{fault:?}").contains("CANARY"));
            fault.to_string()
        };
        insta::assert_snapshot!(
            [
                ffi::SQLITE_NOTADB,
                ffi::SQLITE_READONLY_DIRECTORY,
                ffi::SQLITE_FULL,
                ffi::SQLITE_BUSY_SNAPSHOT,
                ffi::SQLITE_CORRUPT,
                ffi::SQLITE_CANTOPEN,
                ffi::SQLITE_CONSTRAINT_UNIQUE,
                ffi::SQLITE_CONSTRAINT_CHECK,
                ffi::SQLITE_IOERR_WRITE,
            ]
            .map(said)
            .join("\n"),
            @"
        `roster.db` is not a database
        `roster.db` cannot be written
        there is no space left for `roster.db`
        `roster.db` is locked: another import is writing to it
        `roster.db` is damaged: SQLite cannot read it
        `roster.db` cannot be opened
        the store refuses a row: a username, an identifier or a location would be there twice
        `roster.db` cannot be used: SQLite reports code 275, constraint failed
        `roster.db` cannot be used: SQLite reports code 778, disk I/O error
        "
        );
    }
}
