//! The people of the files by the whole of what each of them gets.

use std::collections::{BTreeMap, HashMap};

use rosterkit_import::AccountKey;
use rosterkit_lint::{CleanRow, Report};
use rosterkit_schema::{Batch, Schema, Task};

use crate::progress::Progress;

/// People who get the same.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) batch: Batch,
    /// A text for each column, as the target wants it written; in the order of the files.
    pub(super) rows: Vec<Vec<String>>,
}

struct Person {
    batch: Batch,
    cells: Vec<String>,
}

/// The clean people of a report, each once, sorted by roles and locations.
pub(super) fn grouped(report: &Report) -> Vec<Group> {
    let (clean, _) = report.split();
    let schema = report.schema();
    let username = schema.column_holding("userName");
    let mut people: Vec<Person> = Vec::new();
    let mut known: HashMap<AccountKey, usize> = HashMap::new();
    let progress = Progress::new("splitting", usize::try_from(report.judged()).unwrap_or_default());
    for file in clean.files() {
        for row in file.rows() {
            progress.step();
            let cells = cells(schema, &row);
            let key = username
                .and_then(|id| row.value(id))
                .map(|value| AccountKey::of(&value.to_string()));
            let at = key.map(|key| *known.entry(key).or_insert(people.len()));
            match at.and_then(|at| people.get_mut(at)) {
                Some(person) => person.also(file.batch(), cells),
                None => people.push(Person {
                    batch: file.batch().clone(),
                    cells,
                }),
            }
        }
    }
    let mut groups: BTreeMap<Batch, Vec<Vec<String>>> = BTreeMap::new();
    for person in people {
        groups.entry(person.batch).or_default().push(person.cells);
    }
    let groups = groups.into_iter();
    groups.map(|(batch, rows)| Group { batch, rows }).collect()
}

impl Person {
    /// The same person in another file, with what that says where nothing was said.
    fn also(&mut self, batch: &Batch, cells: Vec<String>) {
        self.batch = std::mem::take(&mut self.batch).together(batch.clone());
        for (cell, other) in self.cells.iter_mut().zip(cells) {
            if cell.is_empty() {
                *cell = other;
            }
        }
    }
}

fn cells(schema: &Schema, row: &CleanRow) -> Vec<String> {
    let columns = schema.columns();
    columns
        .map(|(id, column)| {
            row.value(id)
                .map_or_else(String::new, |value| column.write(value))
        })
        .collect()
}

impl Group {
    /// How many of the people whose rows are these a task is for.
    pub(super) fn number_with(&self, schema: &Schema, task: &Task, rows: std::ops::Range<usize>) -> usize {
        let Some(when) = &task.when else {
            return rows.len();
        };
        let column = schema.column(when.column);
        let holds = |row: &&Vec<String>| {
            let cell = row.get(when.column.index()).filter(|cell| !cell.is_empty());
            cell.and_then(|cell| column.field_type.parse(cell).ok())
                .is_some_and(|value| value.to_string() == when.is)
        };
        let rows = self.rows.get(rows).unwrap_or_default();
        rows.iter().filter(holds).count()
    }
}
