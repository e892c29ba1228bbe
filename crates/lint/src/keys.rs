//! Which values of unique columns occur again, in one file or across files.
//!
//! A table holds the hash and the place of each value and no value: what is equal is decided by the bytes in the files.
//! Each key is looked for by itself and after the pass over the cells, so that only one table is in memory at a time, and
//! nothing but [`SheetView`]s is shared between two keys.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rosterkit_schema::{ColumnId, FieldType, Schema};
use rosterkit_sheet::{CellKind, Row, RowIndex};

use crate::diagnostic::{FileId, Location};
use crate::kept::Alone;
use crate::view::{RowView, SheetView, is_blank};

/// A row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowAt {
    pub(crate) file: FileId,
    pub(crate) row: RowIndex,
}

impl RowAt {
    /// The row in which the place lies.
    pub(crate) fn at(at: Location) -> Option<Self> {
        Some(Self {
            file: at.file,
            row: at.place.row()?,
        })
    }

    pub(crate) fn of(row: &RowView<'_>) -> Self {
        Self {
            file: row.on.file,
            row: row.row.index(),
        }
    }
}

/// A key that stood in an earlier row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Repeat {
    pub(crate) first: RowAt,
    pub(crate) again: RowAt,
}

/// The repeats of one key in reading order.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    list: Vec<Repeat>,
    /// By the first row that has a key: the first rows of the later files that have it too.
    elsewhere: BTreeMap<RowAt, Vec<RowAt>>,
}

impl Repeats {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Repeat> {
        self.list.iter().copied()
    }

    /// The earlier rows to compare with: the first of each file that has the key, and of a master the first at each
    /// location. More would make a file in which every row has one value take quadratic time, and would tell nothing new.
    pub(crate) fn earlier(&self, repeat: Repeat) -> impl Iterator<Item = RowAt> {
        let later = self.elsewhere.get(&repeat.first).into_iter().flatten().copied();
        std::iter::once(repeat.first).chain(later.take_while(move |at| *at < repeat.again))
    }

    /// The rows that have one key, those that are alone with theirs left out.
    pub(crate) fn groups(&self) -> Vec<Vec<RowAt>> {
        let mut groups = BTreeMap::<RowAt, Vec<RowAt>>::new();
        for Repeat { first, again } in self.iter() {
            groups.entry(first).or_insert_with(|| vec![first]).push(again);
        }
        groups.into_values().collect()
    }

    fn note(&mut self, sheets: &[SheetView<'_>], first: RowAt, again: RowAt) {
        self.list.push(Repeat { first, again });
        let kept = self.elsewhere.get(&first).map_or(&[][..], Vec::as_slice);
        let last = kept.last().unwrap_or(&first);
        if last.file != again.file || is_elsewhere(sheets, std::iter::once(&first).chain(kept), again) {
            self.elsewhere.entry(first).or_default().push(again);
        }
    }
}

/// Whether a row of a master is at no location of the earlier ones: what it has in common with those is told anyway.
fn is_elsewhere<'r>(
    sheets: &[SheetView<'_>],
    mut earlier: impl Iterator<Item = &'r RowAt>,
    again: RowAt,
) -> bool {
    let roster = |at: RowAt| sheets.get(at.file.0 as usize).map(|sheet| sheet.roster);
    let Some(own) = roster(again).filter(|roster| roster.master.is_some()) else {
        return false;
    };
    let batch = own.batch_of(again.row);
    !batch.assignments.is_empty()
        && earlier.all(|at| roster(*at).is_some_and(|roster| !roster.batch_of(at.row).overlaps(batch)))
}

/// The repeats of everything by which people are told apart.
#[derive(Debug)]
pub(crate) struct Keys {
    /// Of each unique column.
    unique: Vec<(ColumnId, Repeats)>,
    /// Of name and telephone number together.
    pub(crate) people: Repeats,
}

/// The columns of each key: those that must be unique one by one, and those that name a person together, none where the
/// schema lacks one of them.
fn columns(schema: &Schema) -> (Vec<ColumnId>, Vec<ColumnId>) {
    let unique = schema.columns().filter(|(_, column)| column.unique);
    let name_and_phone = [
        "name.givenName",
        "name.familyName",
        "phoneNumbers[type eq \"work\"].value",
    ];
    let person: Option<Vec<ColumnId>> = name_and_phone
        .iter()
        .map(|attribute| schema.column_holding(attribute))
        .collect();
    (unique.map(|(id, _)| id).collect(), person.unwrap_or_default())
}

/// By key: the hash of each of these rows of a file that has it.
pub(crate) fn all_hashes<'a, R: Iterator<Item = Row<'a>>>(
    schema: &Schema,
    sheet: &SheetView<'a>,
    rows: impl Fn() -> R,
) -> Vec<Vec<(RowIndex, u32)>> {
    let (unique, people) = columns(schema);
    let keys = unique.iter().map(std::slice::from_ref).chain([&people[..]]);
    keys.map(|key| hashes(sheet, key, rows()).collect()).collect()
}

impl Keys {
    /// The repeats in these files, of which `alone` may hold hashes already.
    pub(crate) fn of(schema: &Schema, sheets: &[SheetView<'_>], alone: &[Option<&Alone>]) -> Self {
        let (unique, people) = columns(schema);
        let known = |key: usize| {
            let known = alone
                .iter()
                .map(move |alone| Some(alone.as_ref()?.hashes.get(key)?.as_slice()));
            known.chain(std::iter::repeat(None))
        };
        let last = unique.len();
        let unique = unique.into_iter().enumerate();
        Self {
            unique: unique
                .map(|(key, id)| (id, repeats(sheets, known(key), &[id])))
                .collect(),
            people: repeats(sheets, known(last), &people),
        }
    }

    /// Whether two files say the same anywhere. Where none do, each says by itself whatever it says beside the others.
    pub(crate) fn cross_files(&self) -> bool {
        let all = self
            .unique
            .iter()
            .map(|(_, repeats)| repeats)
            .chain([&self.people]);
        all.flat_map(Repeats::iter)
            .any(|repeat| repeat.first.file != repeat.again.file)
    }

    pub(crate) fn unique(&self) -> impl Iterator<Item = (ColumnId, &Repeats)> {
        self.unique.iter().map(|(column, repeats)| (*column, repeats))
    }

    pub(crate) fn of_column(&self, column: ColumnId) -> Option<&Repeats> {
        self.unique()
            .find(|(id, _)| *id == column)
            .map(|(_, repeats)| repeats)
    }
}

/// A value that is in the table: its hash, and where it stands first.
struct Seen {
    hash: u32,
    at: RowAt,
}

/// The hash as the table wants it: it takes some bits from the one end and some from the other.
fn widened(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// One for the whole run, so that hashes can be kept, and another in the next, so that nobody can foresee them.
static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// The hash of each of these rows of a file in which all these columns are filled and right; none without columns.
fn hashes<'a, 'k, R: Iterator<Item = Row<'a>>>(
    sheet: &SheetView<'a>,
    columns: &'k [ColumnId],
    rows: R,
) -> impl Iterator<Item = (RowIndex, u32)> + use<'a, 'k, R> {
    let sheet = *sheet;
    let has_all = !columns.is_empty() && columns.iter().all(|id| sheet.layout().place(*id).is_some());
    let rows = has_all.then(|| rows.map(move |row| RowView { on: sheet, row }));
    let rows = rows.into_iter().flatten().filter(RowView::is_readable);
    rows.filter_map(|row| Some((row.row.index(), hash(&STATE, &row, columns)?)))
}

/// Where these columns, all of them filled and right, say again what they said in an earlier row.
fn repeats<'k>(
    sheets: &[SheetView<'_>],
    known: impl Iterator<Item = Option<&'k [(RowIndex, u32)]>>,
    columns: &[ColumnId],
) -> Repeats {
    let mut seen: HashTable<Seen> = HashTable::new();
    let mut repeats = Repeats::default();
    for (sheet, known) in sheets.iter().zip(known) {
        let mut note = |(row, hash): (RowIndex, u32)| {
            let again = RowAt {
                file: sheet.file,
                row,
            };
            let is_same = |other: &Seen| {
                let other_row = || sheets.get(other.at.file.0 as usize)?.row(other.at.row);
                other.hash == hash
                    && sheet
                        .row(row)
                        .zip(other_row())
                        .is_some_and(|(row, other)| says_the_same(&row, &other, columns))
            };
            match seen.entry(widened(hash), is_same, |other| widened(other.hash)) {
                Entry::Occupied(entry) => repeats.note(sheets, entry.get().at, again),
                Entry::Vacant(entry) => {
                    entry.insert(Seen { hash, at: again });
                }
            }
        };
        match known {
            Some(known) => known.iter().copied().for_each(&mut note),
            None => hashes(sheet, columns, sheet.sheet().rows()).for_each(&mut note),
        }
    }
    repeats
}

/// The hash of what the columns say, letter case apart; `None` where one is blank or wrong.
fn hash(state: &RandomState, row: &RowView<'_>, columns: &[ColumnId]) -> Option<u32> {
    let mut hasher = state.build_hasher();
    for id in columns {
        for chunk in folded(row, *id)?.chunks(64) {
            let mut lower = [0; 64];
            let lower = &mut lower[..chunk.len()];
            lower.copy_from_slice(chunk);
            lower.make_ascii_lowercase();
            hasher.write(lower);
        }
        hasher.write_u8(0xFF);
    }
    u32::try_from(hasher.finish() >> 32).ok()
}

fn says_the_same(row: &RowView<'_>, other: &RowView<'_>, columns: &[ColumnId]) -> bool {
    columns
        .iter()
        .all(|id| match (folded(row, *id), folded(other, *id)) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(&other),
            _ => false,
        })
}

/// The value of a cell in the form by which two are the same, but for the case of ASCII letters. Nearly every cell holds
/// that form already, and then nothing is allocated.
fn folded<'a>(row: &RowView<'a>, column: ColumnId) -> Option<Cow<'a, [u8]>> {
    let cell = row.cell(column)?;
    if cell.kind() == CellKind::Text && is_canonical(&row.on.schema.column(column).field_type, cell.bytes()) {
        return Some(Cow::Borrowed(cell.bytes()));
    }
    if is_blank(&cell) {
        return None;
    }
    Some(Cow::Owned(row.value(column)?.folded().into_bytes()))
}

/// Whether the bytes are certainly a value, and its canonical text but for letter case.
fn is_canonical(field_type: &FieldType, bytes: &[u8]) -> bool {
    let digits = || bytes.iter().all(u8::is_ascii_digit);
    match field_type {
        FieldType::IdNumber(_) => matches!(bytes.len(), 1..=20) && digits(),
        FieldType::Phone => bytes.len() == 10 && digits() && field_type.accepts(bytes),
        FieldType::Username(_) | FieldType::Npi | FieldType::Dea => field_type.accepts(bytes),
        FieldType::Text(_) | FieldType::PersonName | FieldType::Choice(_) | FieldType::Email => {
            bytes.is_ascii() && !bytes.contains(&b'"') && field_type.accepts(bytes)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_canonical;
    use crate::testing::{found_in, sample};

    proptest! {
        #[test]
        fn what_is_canonical_at_a_glance_is_what_its_value_folds_to(
            text in prop_oneof!["[A-Za-z0-9]{1,12}", "[0-9]{7,11}", "[ABab][A-Za-z9][0-9]{7}", "[A-Za-z '.@\"é]{1,8}"],
        ) {
            for (_, column) in sample().columns() {
                if is_canonical(&column.field_type, text.as_bytes()) {
                    let folded = column.field_type.parse(&text).map(|value| value.folded());
                    prop_assert_eq!(folded, Ok(text.to_ascii_lowercase()), "{}", column.header);
                }
            }
        }

        /// What is found is what comparing every row with all before it would find.
        #[test]
        fn every_repeat_is_found_and_nothing_else(names in proptest::collection::vec("[a-cA-C]{1,2}", 0..30)) {
            let rows = names.iter().flat_map(|name| ["Ana,Chen,", name, "\n"]);
            let text: String = std::iter::once("First Name,Last Name,Username\n").chain(rows).collect();
            let wanted: Vec<String> = (0..names.len())
                .filter_map(|at| {
                    let first = names[..at].iter().position(|other| other.eq_ignore_ascii_case(&names[at]))?;
                    Some(format!("staff.csv C{} error[duplicate-value] <- staff.csv C{}", at + 2, first + 2))
                })
                .collect();
            prop_assert_eq!(found_in(&[("staff.csv", text.as_bytes())]), wanted);
        }
    }
}
