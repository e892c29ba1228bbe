//! New accounts on their way into the tables: text of COPY, which goes into a temporary table of nothing but texts and from
//! there into the tables.

use super::session::Session;
use crate::store_error::StoreError;

/// How much text is gathered before it is sent, in bytes.
const ENOUGH: usize = 4 << 20;

/// The table, made anew where the session has none.
const TABLE: &str = "CREATE TEMPORARY TABLE IF NOT EXISTS rosterkit_staging
    (into_table TEXT, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT)";

/// From the texts into each table. The database refuses what is there already.
const INSERTS: [(Into, &str); 5] = [
    (
        Into::Accounts,
        "INSERT INTO accounts (id, key, username, record, likeness, version)
         SELECT a::BIGINT, b, c, d, e, 1 FROM rosterkit_staging WHERE into_table = 'accounts'",
    ),
    (
        Into::Identifiers,
        "INSERT INTO identifiers (account, attribute, value)
         SELECT a::BIGINT, b, c FROM rosterkit_staging WHERE into_table = 'identifiers'",
    ),
    (
        Into::Assignments,
        "INSERT INTO assignments (account, location, role, terms, batch)
         SELECT a::BIGINT, b, c, d::BIGINT, e::BIGINT FROM rosterkit_staging WHERE into_table = 'assignments'
        ",
    ),
    (
        Into::Tasks,
        "INSERT INTO tasks (account, place, kind, batch, done)
         SELECT a::BIGINT, b::BIGINT, c::BIGINT, d::BIGINT, FALSE FROM rosterkit_staging WHERE into_table = 'tasks'
        ",
    ),
    (
        Into::Changes,
        "INSERT INTO changes (batch, \"row\", account, username, kind, version)
         SELECT a::BIGINT, b::BIGINT, c::BIGINT, d, 'create', 1 FROM rosterkit_staging WHERE into_table = 'changes'
        ",
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
    use super::push_escaped;

    #[test]
    fn what_parts_cells_and_lines_is_escaped() {
        let mut text = "a\t".to_owned();
        push_escaped(&mut text, "\\Zoë\t\n\r🦷\\");
        assert_eq!(text, "a\t\\\\Zoë\\t\\n\\r🦷\\\\");
    }
}
