//! A connection to the database, and its errors as those of the store.

use std::cell::RefCell;
use std::fmt;

use postgres::types::{FromSql, ToSql};
use postgres::{Client, Row};

use super::fault::At;
use crate::store_error::StoreError;

/// What stands for a parameter of a statement.
pub(super) type Given<'a> = &'a (dyn ToSql + Sync);

/// A connection to the database.
pub(super) struct Session {
    at: At,
    // A store is asked through a shared reference, and one connection answers one question at a time.
    client: RefCell<Client>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl Session {
    pub(super) fn new(at: At, client: Client) -> Self {
        let client = RefCell::new(client);
        Self { at, client }
    }

    pub(super) fn name(&self) -> &str {
        self.at.name()
    }

    pub(super) fn at(&self) -> &At {
        &self.at
    }

    /// Statements without parameters or answers.
    pub(super) fn run(&self, sql: &str) -> Result<(), StoreError> {
        let done = self.client.borrow_mut().batch_execute(sql);
        done.map_err(|error| self.at.fault(&error))
    }

    /// How many rows a statement wrote.
    pub(super) fn execute(&self, sql: &str, given: &[Given<'_>]) -> Result<u64, StoreError> {
        let done = self.client.borrow_mut().execute(sql, given);
        done.map_err(|error| self.at.fault(&error))
    }

    pub(super) fn rows(&self, sql: &str, given: &[Given<'_>]) -> Result<Vec<Row>, StoreError> {
        let rows = self.client.borrow_mut().query(sql, given);
        rows.map_err(|error| self.at.fault(&error))
    }

    pub(super) fn row(&self, sql: &str, given: &[Given<'_>]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, given)?.into_iter().next())
    }

    /// A column of a row, counted from 0.
    pub(super) fn get<'r, T: FromSql<'r>>(&self, row: &'r Row, column: usize) -> Result<T, StoreError> {
        row.try_get(column)
            .map_err(|_| self.at.damaged("a value is not of its kind"))
    }

    /// A column that holds a small number.
    pub(super) fn number(&self, row: &Row, column: usize) -> Result<u32, StoreError> {
        let number: i64 = self.get(row, column)?;
        u32::try_from(number).map_err(|_| self.at.damaged("a number is out of its range"))
    }

    /// Copies text into a table, in the text format of COPY. How many rows that wrote.
    pub(super) fn copy(&self, sql: &str, text: &str) -> Result<u64, StoreError> {
        let mut client = self.client.borrow_mut();
        let mut writer = client.copy_in(sql).map_err(|error| self.at.fault(&error))?;
        std::io::Write::write_all(&mut writer, text.as_bytes())
            .map_err(|error| self.at.lost(error.kind()))?;
        writer.finish().map_err(|error| self.at.fault(&error))
    }
}
