//! Which values of unique columns occur again, in one file or across files.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rosterkit_schema::{ColumnId, Schema, Value};
use rosterkit_sheet::RowIndex;

use crate::diagnostic::FileId;

/// A row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowAt {
    pub(crate) file: FileId,
    pub(crate) row: RowIndex,
}

/// A value that stood in an earlier row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repeat {
    pub(crate) column: ColumnId,
    /// The earlier rows to compare with: the first of each file that has the value. More would make a file in which
    /// every row has one value take quadratic time, and would tell nothing new.
    pub(crate) earlier: Vec<RowAt>,
    pub(crate) again: RowAt,
}

/// The rows that have a value: the first of each file. Nearly every value has one row only, which costs no allocation.
#[derive(Debug)]
struct Seen {
    first: RowAt,
    others: Vec<RowAt>,
}

/// The values of the unique columns seen so far, exact and folded, and their repeats in reading order.
#[derive(Debug)]
pub(crate) struct KeyTable {
    /// By position of the column in the schema; `None` where values may repeat.
    seen: Vec<Option<HashMap<Box<str>, Seen>>>,
    repeats: Vec<Repeat>,
}

impl KeyTable {
    pub(crate) fn new(schema: &Schema) -> Self {
        let seen = schema
            .columns
            .iter()
            .map(|column| column.unique.then(HashMap::new))
            .collect();
        Self {
            seen,
            repeats: Vec::new(),
        }
    }

    pub(crate) fn is_unique(&self, column: ColumnId) -> bool {
        self.seen[column.index()].is_some()
    }

    /// Notes that a row has this value.
    pub(crate) fn note(&mut self, column: ColumnId, value: &Value, again: RowAt) {
        let Some(seen) = &mut self.seen[column.index()] else {
            return;
        };
        match seen.entry(value.folded().into_boxed_str()) {
            Entry::Vacant(entry) => {
                entry.insert(Seen {
                    first: again,
                    others: Vec::new(),
                });
            }
            Entry::Occupied(entry) => {
                let seen = entry.into_mut();
                let earlier = std::iter::once(&seen.first)
                    .chain(&seen.others)
                    .copied()
                    .collect();
                self.repeats.push(Repeat {
                    column,
                    earlier,
                    again,
                });
                if seen.others.last().unwrap_or(&seen.first).file != again.file {
                    seen.others.push(again);
                }
            }
        }
    }

    pub(crate) fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }
}
