//! A master: one file with the people of many batches, in which each row names its role and its locations.

use std::collections::{BTreeMap, HashMap};

use rosterkit_schema::{Batch, Organization, Schema};
use rosterkit_sheet::{Cell, ColumnIndex, Row, RowIndex, Sheet};

/// Where a master says what each person gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MasterColumns {
    /// The column of the roles.
    pub role: ColumnIndex,
    /// The column of the locations.
    pub location: ColumnIndex,
}

/// What the people of a master get, row by row.
#[derive(Debug)]
pub struct Master {
    pub(crate) columns: MasterColumns,
    /// Whose roles and locations are named.
    pub(crate) organization: Organization,
    /// Each batch once.
    batches: Vec<Batch>,
    /// By row: the position of its batch, if it has one.
    rows: Vec<Option<u32>>,
}

impl MasterColumns {
    /// The columns of a sheet whose header has both, `Role` and `Location`, where the schema has no column of these names
    /// and its target asks for both. Of two columns of one name the first counts.
    pub fn of(schema: &Schema, sheet: &Sheet) -> Option<Self> {
        let named = |names: [&str; 2]| {
            let header = sheet.header();
            let cell = header.iter().flat_map(Row::cells).find(|cell| {
                let text = cell.text();
                names.iter().any(|name| text.trim().eq_ignore_ascii_case(name))
                    && schema.column_named(&text).is_none()
            });
            cell.map(|cell| cell.reference().column)
        };
        if !schema.batch.assigned {
            return None;
        }
        Some(Self {
            role: named(["role", "roles"])?,
            location: named(["location", "locations"])?,
        })
    }
}

impl MasterColumns {
    pub(crate) fn has(self, column: ColumnIndex) -> bool {
        [self.role, self.location].contains(&column)
    }
}

impl Master {
    /// Reads what each row gets. `batch_of` says it from the texts of role and location, and is asked once for each pair of
    /// texts that there is.
    pub fn read(
        sheet: &Sheet,
        columns: MasterColumns,
        organization: Organization,
        mut batch_of: impl FnMut(&str, &str) -> Option<Batch>,
    ) -> Self {
        let mut master = Self {
            columns,
            organization,
            batches: Vec::new(),
            rows: Vec::new(),
        };
        let mut by_texts: HashMap<String, Option<u32>> = HashMap::new();
        let mut places = Places::default();
        let mut texts = String::new();
        for row in sheet.rows() {
            let [role, location] = [columns.role, columns.location].map(|column| row.cell(column));
            let [role, location] =
                [&role, &location].map(|cell| cell.as_ref().map_or_else(Default::default, Cell::text));
            texts.clear();
            texts.extend([&*role, "\u{1F}", &*location]);
            let place = if let Some(place) = by_texts.get(&texts) {
                *place
            } else {
                let batch = batch_of(&role, &location);
                let place = batch.map(|batch| places.of(batch, &mut master.batches));
                *by_texts.entry(texts.clone()).or_insert(place)
            };
            let at = row.index().0 as usize;
            if master.rows.len() <= at {
                master.rows.resize(at + 1, None);
            }
            master.rows[at] = place;
        }
        master
    }

    /// What the person of a row gets, where its cells name it.
    pub(crate) fn batch(&self, row: RowIndex) -> Option<&Batch> {
        let place = (*self.rows.get(row.0 as usize)?)?;
        self.batches.get(place as usize)
    }

    /// The clean rows by the whole of what each person gets. `kin` are the rows of those who have more than one, all of them
    /// clean.
    pub(crate) fn parts(
        &self,
        rows: impl Iterator<Item = RowIndex>,
        kin: &BTreeMap<RowIndex, Vec<RowIndex>>,
    ) -> Vec<Part> {
        let mut batches = Vec::new();
        let mut places = Places::default();
        // Nearly everybody has one row, whose batch has a number already.
        let mut known: Vec<Option<u32>> = vec![None; self.batches.len()];
        let mut parts: Vec<Vec<RowIndex>> = Vec::new();
        for row in rows {
            let Some(Some(own)) = self.rows.get(row.0 as usize).copied() else {
                continue;
            };
            let place = match (kin.get(&row), known.get_mut(own as usize)) {
                (None, Some(known)) => {
                    *known.get_or_insert_with(|| places.of(self.batches[own as usize].clone(), &mut batches))
                }
                (more, _) => {
                    let more = more.into_iter().flatten().filter_map(|row| self.batch(*row));
                    let own = self.batches.get(own as usize).into_iter();
                    let whole = own.chain(more).cloned().reduce(Batch::together);
                    let Some(whole) = whole else { continue };
                    places.of(whole, &mut batches)
                }
            } as usize;
            if parts.len() <= place {
                parts.resize_with(place + 1, Vec::new);
            }
            parts[place].push(row);
        }
        let parts = batches.into_iter().zip(parts);
        parts.map(|(batch, rows)| Part { batch, rows }).collect()
    }
}

/// The people of a master who get the same.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) batch: Batch,
    /// The first row of each of them, in order.
    pub(crate) rows: Vec<RowIndex>,
}

/// Numbers batches, each of which is kept once.
#[derive(Debug, Default)]
struct Places(BTreeMap<Batch, u32>);

impl Places {
    fn of(&mut self, batch: Batch, batches: &mut Vec<Batch>) -> u32 {
        if let Some(place) = self.0.get(&batch) {
            return *place;
        }
        let place = u32::try_from(batches.len()).unwrap_or(u32::MAX);
        batches.push(batch.clone());
        self.0.insert(batch, place);
        place
    }
}
