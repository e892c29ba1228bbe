//! New accounts on their way into the tables: the text of COPY for each table, which refuses what is there already.

use std::fmt::Write as _;

use self::Cell::{Nothing, Number, Text};
use super::session::Session;
use crate::store_error::StoreError;

/// How much text is gathered before it is sent, in bytes.
const ENOUGH: usize = 4 << 20;

/// What stands in a column of a new row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    Nothing,
    Number(i64),
    Text(&'a str),
}

/// The new rows of one table.
#[derive(Debug)]
pub(super) struct Gathered<const COLUMNS: usize> {
    table: &'static str,
    columns: [&'static str; COLUMNS],
    text: String,
    rows: u64,
}

/// The new rows of all tables.
#[derive(Debug)]
pub(super) struct NewRows {
    pub(super) accounts: Gathered<6>,
    pub(super) identifiers: Gathered<3>,
    pub(super) assignments: Gathered<5>,
    pub(super) tasks: Gathered<5>,
    pub(super) changes: Gathered<6>,
}

impl Default for NewRows {
    fn default() -> Self {
        Self {
            accounts: Gathered::new(
                "accounts",
                ["id", "key", "username", "record", "likeness", "version"],
            ),
            identifiers: Gathered::new("identifiers", ["account", "attribute", "value"]),
            assignments: Gathered::new("assignments", ["account", "location", "role", "terms", "batch"]),
            tasks: Gathered::new("tasks", ["account", "place", "kind", "batch", "done"]),
            changes: Gathered::new(
                "changes",
                ["batch", "\"row\"", "account", "username", "kind", "version"],
            ),
        }
    }
}

impl NewRows {
    pub(super) fn is_enough(&self) -> bool {
        let texts = [
            &self.accounts.text,
            &self.identifiers.text,
            &self.assignments.text,
            &self.tasks.text,
            &self.changes.text,
        ];
        texts.map(String::len).iter().sum::<usize>() >= ENOUGH
    }

    /// Sends what is gathered into the tables, those first to which others refer.
    pub(super) fn send(&mut self, session: &Session) -> Result<(), StoreError> {
        self.accounts.send(session)?;
        self.identifiers.send(session)?;
        self.assignments.send(session)?;
        self.tasks.send(session)?;
        self.changes.send(session)
    }
}

impl<const COLUMNS: usize> Gathered<COLUMNS> {
    fn new(table: &'static str, columns: [&'static str; COLUMNS]) -> Self {
        Self {
            table,
            columns,
            text: String::new(),
            rows: 0,
        }
    }

    pub(super) fn add(&mut self, cells: [Cell<'_>; COLUMNS]) {
        self.rows += 1;
        for cell in cells {
            match cell {
                Nothing => self.text.push_str("\\N"),
                // Writing into a text cannot fail.
                Number(number) => drop(write!(self.text, "{number}")),
                Text(text) => push_escaped(&mut self.text, text),
            }
            self.text.push('\t');
        }
        self.text.pop();
        self.text.push('\n');
    }

    fn send(&mut self, session: &Session) -> Result<(), StoreError> {
        if self.rows == 0 {
            return Ok(());
        }
        let sql = format!("COPY {} ({}) FROM STDIN", self.table, self.columns.join(", "));
        if session.copy(&sql, &self.text)? != self.rows {
            return Err(StoreError::Refused);
        }
        self.text.clear();
        self.rows = 0;
        Ok(())
    }
}

/// The text format of COPY (postgresql.org/docs/current/sql-copy.html).
fn push_escaped(text: &mut String, cell: &str) {
    let mut rest = cell;
    while let Some(at) = rest.find(['\\', '\t', '\n', '\r']) {
        let (before, special) = rest.split_at(at);
        text.push_str(before);
        text.push_str(match special.as_bytes().first() {
            Some(b'\t') => "\\t",
            Some(b'\n') => "\\n",
            Some(b'\r') => "\\r",
            _ => "\\\\",
        });
        // Each of them is one byte.
        rest = &special[1..];
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_cells_and_lines_is_escaped() {
        let mut rows = Gathered::new("t", ["a", "b", "c"]);
        rows.add([Number(-7), Nothing, Text("\\Zoë\t\n\r🦷\\")]);
        rows.add([Text(""), Text("\\N"), Nothing]);
        assert_eq!(rows.text, "-7\t\\N\t\\\\Zoë\\t\\n\\r🦷\\\\\n\t\\\\N\t\\N\n");
    }
}
