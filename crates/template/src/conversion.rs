//! A roster of one schema as a file for the target of another: what each column is filled from, by attribute.

mod pattern;

use rosterkit_schema::{Column, ColumnId, FieldError, Presence, Schema, Value};

pub use pattern::{Pattern, PatternError};

/// How rows under one schema become rows under another.
///
/// A column is filled from the one that holds its attribute, else from one of those that it also takes, and of these from
/// the first whose example would fit. Required columns choose first, and no column of the source fills two.
#[derive(Debug)]
pub struct Conversion<'a> {
    source: &'a Schema,
    target: &'a Schema,
    /// By column of the target.
    fills: Vec<Fill>,
}

/// What a column of the target is filled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// A column of the source.
    Column(ColumnId),
    /// Words that were given for it, the same pattern for every row.
    Given(Pattern),
    /// Nothing.
    Nothing,
}

/// A value that a column of the target does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit {
    /// The column of the target.
    pub column: ColumnId,
    /// Why; `None` where the row has no value and must have one. It never holds the value.
    pub reason: Option<FieldError>,
}

impl<'a> Conversion<'a> {
    /// Finds what fills each column of the target, save those for which words are given.
    pub fn new(source: &'a Schema, target: &'a Schema, given: Vec<(ColumnId, Pattern)>) -> Self {
        let mut fills = vec![Fill::Nothing; target.columns.len()];
        for (id, pattern) in given {
            fills[id.index()] = Fill::Given(pattern);
        }
        let mut columns: Vec<(ColumnId, &Column)> = target.columns().collect();
        columns.sort_by_key(|(_, column)| column.presence != Presence::Required);
        for (id, column) in columns {
            if fills[id.index()] != Fill::Nothing {
                continue;
            }
            let attributes = std::iter::once(&column.attribute).chain(&column.also_from);
            let mut holding = attributes
                .filter_map(|attribute| source.column_holding(attribute.as_str()))
                .filter(|from| !fills.contains(&Fill::Column(*from)));
            let first = holding.next();
            let rest = first.into_iter().chain(holding);
            let fitting = rest.into_iter().find(|from| fits(source.column(*from), column));
            if let Some(from) = fitting.or(first) {
                fills[id.index()] = Fill::Column(from);
            }
        }
        Self {
            source,
            target,
            fills,
        }
    }

    /// What each column of the target is filled from, in its order.
    pub fn fills(&self) -> impl Iterator<Item = (ColumnId, &Fill)> {
        (0..).map(ColumnId).zip(&self.fills)
    }

    /// The columns that every row must fill and that nothing fills.
    pub fn without_source(&self) -> Vec<ColumnId> {
        let empty = self.fills().filter(|(_, fill)| **fill == Fill::Nothing);
        empty
            .map(|(id, _)| id)
            .filter(|id| self.target.column(*id).presence == Presence::Required)
            .collect()
    }

    /// The columns of the source that fill nothing.
    pub fn without_place(&self) -> Vec<ColumnId> {
        let is_used = |id: ColumnId| {
            self.fills.iter().any(|fill| match fill {
                Fill::Column(from) => *from == id,
                Fill::Given(pattern) => pattern.uses(id),
                Fill::Nothing => false,
            })
        };
        let columns = self.source.columns().map(|(id, _)| id);
        columns.filter(|id| !is_used(*id)).collect()
    }

    /// The row for the target, one text per column, from the values of a row of the source; and what does not fit, whose
    /// cells stay blank.
    pub fn row<'v>(&self, value: impl Fn(ColumnId) -> Option<&'v Value>) -> (Vec<String>, Vec<Unfit>) {
        let text =
            |from: ColumnId| value(from).map(|value| self.source.column(from).field_type.text_of(value));
        let mut cells = Vec::with_capacity(self.fills.len());
        let mut unfit = Vec::new();
        for (id, fill) in self.fills() {
            let column = self.target.column(id);
            let taken = match fill {
                Fill::Column(from) => value(*from)
                    .zip(text(*from))
                    .map(|(value, text)| column.field_type.take(value, &text)),
                Fill::Given(pattern) => {
                    let text = pattern.text(|from| text(from).unwrap_or_default());
                    (!text.is_empty()).then(|| column.field_type.parse(&text))
                }
                Fill::Nothing => None,
            };
            let missing = || column.presence == Presence::Required && *fill != Fill::Nothing;
            let (cell, reason) = match taken {
                Some(Ok(value)) => (column.write(&value), None),
                Some(Err(error)) => (String::new(), Some(Some(error))),
                None if missing() => (String::new(), Some(None)),
                None => (String::new(), None),
            };
            cells.push(cell);
            unfit.extend(reason.map(|reason| Unfit { column: id, reason }));
        }
        (cells, unfit)
    }
}

/// Whether a value such as the one column holds is one that the other takes.
fn fits(from: &Column, to: &Column) -> bool {
    let example = from.field_type.parse(&from.example);
    example.is_ok_and(|value| to.field_type.take(&value, &from.example).is_ok())
}
