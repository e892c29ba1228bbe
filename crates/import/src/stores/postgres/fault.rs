//! PostgreSQL's errors as the store's: the SQLSTATE and the constraint's name, and no text that could hold a value.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;

use postgres::error::{DbError, SqlState};

use crate::store_error::StoreError;

/// The database that errors are about.
#[derive(Debug)]
pub(super) struct At {
    name: String,
}

impl At {
    pub(super) fn new(name: String) -> Self {
        Self { name }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(&self.name)
    }

    /// What an error of the database means for the user.
    pub(super) fn fault(&self, error: &postgres::Error) -> StoreError {
        let Some(state) = error.code() else {
            let kind = error
                .source()
                .and_then(|source| source.downcast_ref::<io::Error>());
            return self.lost(kind.map_or(io::ErrorKind::ConnectionAborted, io::Error::kind));
        };
        self.of_state(state, error.as_db_error().and_then(DbError::constraint))
    }

    fn of_state(&self, state: &SqlState, constraint: Option<&str>) -> StoreError {
        let (path, store) = (self.path(), || self.name.clone());
        match state.code() {
            "40001" | "40P01" => StoreError::Again { store: store() },
            "55P03" => StoreError::Locked { path },
            "23505" => StoreError::Refused,
            "53100" => StoreError::FullServer { store: store() },
            "25006" => StoreError::ReadOnlyDatabase { store: store() },
            "42501" => StoreError::Permission { store: store() },
            "28P01" | "28000" => StoreError::Login { store: store() },
            code => StoreError::Postgres {
                store: store(),
                code: code.to_owned(),
                constraint: constraint.map_or_else(String::new, |name| format!(" at {name}")),
            },
        }
    }

    /// The database cannot be reached, or the connection broke off.
    pub(super) fn lost(&self, why: io::ErrorKind) -> StoreError {
        StoreError::Unreachable {
            store: self.name.clone(),
            why: why.to_string(),
        }
    }

    pub(super) fn damaged(&self, what: &'static str) -> StoreError {
        StoreError::Damaged {
            path: self.path(),
            what,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_become_what_the_user_can_act_on() {
        let at = At::new("postgres://db.example.com/staff".to_owned());
        let said = |code: &str| {
            at.of_state(&SqlState::from_code(code), Some("some_name"))
                .to_string()
        };
        insta::assert_snapshot!(
            ["40001", "55P03", "23505", "53100", "25006", "42501", "28P01", "23514", "XX000"].map(said).join("\n"),
            @"
        `postgres://db.example.com/staff` took back what was written: another import came in between
        `postgres://db.example.com/staff` is locked: another import is writing to it
        the store refuses a row: a username, an identifier or a location would be there twice
        the server of `postgres://db.example.com/staff` has no space left
        `postgres://db.example.com/staff` is read-only
        `postgres://db.example.com/staff` does not permit it to this user
        `postgres://db.example.com/staff` refuses the login
        `postgres://db.example.com/staff` cannot be used: PostgreSQL reports 23514 at some_name
        `postgres://db.example.com/staff` cannot be used: PostgreSQL reports XX000 at some_name
        "
        );
    }
}
