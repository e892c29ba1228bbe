//! New accounts on their way into the tables: text of COPY, which goes into a temporary table of nothing but texts and from
//! there into the tables.

use std::fmt::Write as _;

use super::session::Session;
use crate::store_error::StoreError;

/// How much text is gathered before it is sent, in bytes.
const ENOUGH: usize = 4 << 20;

/// The table, made anew where the session has none.
const TABLE: &str = "CREATE TEMPORARY TABLE IF NOT EXISTS rosterkit_staging
    (into_table TEXT, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT)";

/// From the texts into each table. What is there already is not written again, and then the numbers differ.
const INSERTS: [(Into, &str); 5] = [
    (
        Into::Accounts,
        "INSERT INTO accounts (id, key, username, record, likeness, version)
         SELECT a::BIGINT, b, c, d, e, 1 FROM rosterkit_staging WHERE into_table = 'accounts' ON CONFLICT DO NOTHING",
    ),
    (
        Into::Identifiers,
        "INSERT INTO identifiers (account, attribute, value)
         SELECT a::BIGINT, b, c FROM rosterkit_staging WHERE into_table = 'identifiers' ON CONFLICT DO NOTHING",
    ),
    (
        Into::Assignments,
        "INSERT INTO assignments (account, location, role, terms, batch)
         SELECT a::BIGINT, b, c, d::BIGINT, e::BIGINT FROM rosterkit_staging WHERE into_table = 'assignments'
         ON CONFLICT DO NOTHING",
    ),
    (
        Into::Tasks,
        "INSERT INTO tasks (account, place, kind, batch, done)
         SELECT a::BIGINT, b::BIGINT, c::BIGINT, d::BIGINT, FALSE FROM rosterkit_staging WHERE into_table = 'tasks'
         ON CONFLICT DO NOTHING",
    ),
    (
        Into::Changes,
        "INSERT INTO changes (batch, \"row\", account, username, kind, version)
         SELECT a::BIGINT, b::BIGINT, c::BIGINT, d, 'create', 1 FROM rosterkit_staging WHERE into_table = 'changes'
         ON CONFLICT DO NOTHING",
    ),
];

/// A table that is filled so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Into {
    Accounts,
    Identifiers,
    Assignments,
    Tasks,
    Changes,
}

impl Into {
    fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Identifiers => "identifiers",
            Self::Assignments => "assignments",
            Self::Tasks => "tasks",
            Self::Changes => "changes",
        }
    }
}

/// What is gathered.
#[derive(Debug, Default)]
pub(super) struct Staging {
    text: String,
    rows: [u64; 5],
}

impl Staging {
    /// Adds a row of at most five texts; `None` is nothing.
    pub(super) fn add(&mut self, into: Into, cells: &[Option<&str>]) {
        self.rows[into as usize] += 1;
        self.text.push_str(into.name());
        for cell in cells.iter().copied().chain(std::iter::repeat(None)).take(5) {
            self.text.push('\t');
            match cell {
                None => self.text.push_str("\\N"),
                Some(cell) => push_escaped(&mut self.text, cell),
            }
        }
        self.text.push('\n');
    }

    pub(super) fn is_enough(&self) -> bool {
        self.text.len() >= ENOUGH
    }

    /// Sends what is gathered into the tables.
    pub(super) fn send(&mut self, session: &Session) -> Result<(), StoreError> {
        if self.text.is_empty() {
            return Ok(());
        }
        session.run(&format!("{TABLE}; TRUNCATE rosterkit_staging"))?;
        session.copy("COPY rosterkit_staging FROM STDIN", &self.text)?;
        for (into, sql) in INSERTS {
            if session.execute(sql, &[])? != self.rows[into as usize] {
                return Err(StoreError::Refused);
            }
        }
        self.text.clear();
        self.rows = [0; 5];
        Ok(())
    }
}

/// The text format of COPY (postgresql.org/docs/current/sql-copy.html).
fn push_escaped(text: &mut String, cell: &str) {
    if !cell.contains(['\\', '\t', '\n', '\r']) {
        text.push_str(cell);
        return;
    }
    for character in cell.chars() {
        // Writing into a text cannot fail.
        let _ = match character {
            '\\' => write!(text, "\\\\"),
            '\t' => write!(text, "\\t"),
            '\n' => write!(text, "\\n"),
            '\r' => write!(text, "\\r"),
            other => write!(text, "{other}"),
        };
    }
}
