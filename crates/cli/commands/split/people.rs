//! The people of the files by the whole of what each of them gets. Only where they stand is kept: a master of a million of
//! them, with all that their rows say, would fill the memory.

use std::collections::{BTreeMap, HashMap};

use rosterkit_import::AccountKey;
use rosterkit_lint::{CleanFile, CleanRow, Report};
use rosterkit_schema::{Batch, Schema, Task, USER_NAME};
use rosterkit_sheet::RowIndex;

use crate::progress::Progress;

/// The clean people of a report, each once.
pub(super) struct People<'a> {
    schema: &'a Schema,
    files: Vec<CleanFile<'a>>,
    /// Sorted by roles and locations.
    groups: BTreeMap<Batch, Vec<Person>>,
}

/// Where somebody stands: a file, by its position, and a row in it.
type Place = (u32, RowIndex);

/// A person of one or several files.
struct Person {
    first: Place,
    others: Vec<Place>,
}

impl<'a> People<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let schema = report.schema();
        let files: Vec<CleanFile<'a>> = report.split().0.files().collect();
        let username = schema.column_holding(USER_NAME);
        // By the position of the kind of people among the kinds.
        let mut people: Vec<(usize, Person)> = Vec::new();
        let mut kinds = Kinds::default();
        let mut known: HashMap<AccountKey, usize> = HashMap::new();
        let progress = Progress::new("splitting", usize::try_from(report.judged()).unwrap_or_default());
        for (at, file) in (0..).zip(&files) {
            let kind = kinds.of(file.batch().clone());
            for row in file.rows() {
                progress.step();
                let place = (at, row.index());
                let key = username
                    .and_then(|id| row.value(id))
                    .map(|value| AccountKey::of(&value.to_string()));
                let at = key.map(|key| *known.entry(key).or_insert(people.len()));
                match at.and_then(|at| people.get_mut(at)) {
                    Some((kind, person)) => {
                        person.others.push(place);
                        *kind = kinds.of(kinds.all[*kind].clone().together(file.batch().clone()));
                    }
                    None => people.push((
                        kind,
                        Person {
                            first: place,
                            others: Vec::new(),
                        },
                    )),
                }
            }
        }
        let mut groups: BTreeMap<Batch, Vec<Person>> = BTreeMap::new();
        for (kind, person) in people {
            let batch = &kinds.all[kind];
            if let Some(group) = groups.get_mut(batch) {
                group.push(person);
            } else {
                groups.insert(batch.clone(), vec![person]);
            }
        }
        Self {
            schema,
            files,
            groups,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The people who get the same, group by group: for each of them a text for each column, as the target wants it written,
    /// in the order of the files.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&Batch, Vec<Vec<String>>)> {
        self.groups
            .iter()
            .map(|(batch, people)| (batch, people.iter().map(|person| self.cells(person)).collect()))
    }

    /// What their rows say, the first before the others.
    fn cells(&self, person: &Person) -> Vec<String> {
        let mut cells = vec![String::new(); self.schema.columns.len()];
        for (file, row) in std::iter::once(&person.first).chain(&person.others) {
            if let Some(row) = self.files[*file as usize].row(*row) {
                self.fill(&mut cells, &row);
            }
        }
        cells
    }

    /// Writes what a row says where nothing was said.
    fn fill(&self, cells: &mut [String], row: &CleanRow) {
        for (cell, (id, column)) in cells.iter_mut().zip(self.schema.columns()) {
            if let (true, Some(value)) = (cell.is_empty(), row.value(id)) {
                *cell = column.write(value);
            }
        }
    }
}

/// What there is to get, each once.
#[derive(Default)]
struct Kinds {
    all: Vec<Batch>,
    positions: BTreeMap<Batch, usize>,
}

impl Kinds {
    /// The position of this one.
    fn of(&mut self, batch: Batch) -> usize {
        if let Some(at) = self.positions.get(&batch) {
            return *at;
        }
        self.all.push(batch.clone());
        *self.positions.entry(batch).or_insert(self.all.len() - 1)
    }
}

/// How many of the people whose rows are these a task is for.
pub(super) fn number_with(schema: &Schema, task: &Task, rows: &[Vec<String>]) -> usize {
    let Some(when) = &task.when else {
        return rows.len();
    };
    let column = schema.column(when.column);
    let holds = |row: &&Vec<String>| {
        let cell = row.get(when.column.index()).filter(|cell| !cell.is_empty());
        cell.and_then(|cell| column.field_type.parse(cell).ok())
            .is_some_and(|value| value.to_string() == when.is)
    };
    rows.iter().filter(holds).count()
}
