//! A master: one file with the people of many batches, in which each row names its role and its locations.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use foldhash::quality::RandomState;
use rosterkit_schema::{Batch, Organization, Schema};
use rosterkit_sheet::{Cell, ColumnIndex, Quoting, Row, RowIndex, Sheet};

use crate::share::{parts, share};

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
        let rows = sheet.rows_len();
        let parts: Vec<Range<usize>> = parts(rows).collect();
        let mut by_texts: HashMap<[String; 2], Option<u32>> = HashMap::new();
        let mut places = Places::default();
        for pairs in share(rows, &parts, |part| Pairs::of(sheet, columns, part.clone())) {
            let mut place = |texts: [String; 2]| {
                if let Some(place) = by_texts.get(&texts) {
                    return *place;
                }
                let [role, location] = &texts;
                let batch = batch_of(role, location);
                let place = batch.map(|batch| places.of(batch, &mut master.batches));
                by_texts.insert(texts, place);
                place
            };
            let known: Vec<Option<u32>> = pairs.texts.into_iter().map(&mut place).collect();
            let last = pairs.rows.last().map_or(0, |(row, _)| row.0 as usize + 1);
            master.rows.resize(last.max(master.rows.len()), None);
            for (row, texts) in pairs.rows {
                master.rows[row.0 as usize] = known[texts as usize];
            }
        }
        master
    }

    /// The columns that name roles and locations.
    pub fn columns(&self) -> MasterColumns {
        self.columns
    }

    /// Whose roles and locations they name.
    pub fn organization(&self) -> &Organization {
        &self.organization
    }

    /// Each batch that a row gets, once.
    pub(crate) fn batches(&self) -> impl Iterator<Item = &Batch> {
        self.batches.iter()
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

/// A cell as it is written: how it is quoted says what a quotation mark in it stands for.
type Written<'a> = (Quoting, &'a [u8]);

/// What some rows of a master say, each pair of texts once.
struct Pairs {
    /// Role and location.
    texts: Vec<[String; 2]>,
    /// Which of the texts each row says.
    rows: Vec<(RowIndex, u32)>,
}

impl Pairs {
    fn of(sheet: &Sheet, columns: MasterColumns, part: Range<usize>) -> Self {
        let mut pairs = Self {
            texts: Vec::new(),
            rows: Vec::with_capacity(part.len()),
        };
        let mut known: HashMap<[Option<Written<'_>>; 2], u32, RandomState> = HashMap::default();
        let MasterColumns { role, location } = columns;
        let (first, last) = (role.0.min(location.0), role.0.max(location.0));
        for row in sheet.rows_among(part) {
            let mut cells = [None, None];
            for cell in row.cells_from(ColumnIndex(first)) {
                let column = cell.reference().column;
                if column == role {
                    cells[0] = Some(cell);
                } else if column == location {
                    cells[1] = Some(cell);
                }
                if column.0 == last {
                    break;
                }
            }
            let key = cells.map(|cell: Option<Cell<'_>>| Some((cell?.quoting(), cell?.bytes())));
            let at = known.get(&key).copied().unwrap_or_else(|| {
                let at = u32::try_from(pairs.texts.len()).unwrap_or(u32::MAX);
                let text =
                    |cell: Option<Cell<'_>>| cell.map_or_else(String::new, |cell| cell.text().into_owned());
                pairs.texts.push(cells.map(text));
                known.insert(key, at);
                at
            });
            pairs.rows.push((row.index(), at));
        }
        pairs
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
