//! Which values of unique columns occur again, in one file or across files.
//!
//! The pass over the cells notes the hash and the row of each value and no value. Those that may occur again are sorted, one
//! key after another, so that equal hashes stand together, and what is equal is decided by the bytes in the files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

use foldhash::quality::RandomState;
use rosterkit_schema::{ColumnId, FAMILY_NAME, FieldType, GIVEN_NAME, Phone, Schema};
use rosterkit_sheet::{CellKind, RowIndex};

use crate::acceptor::Fields;
use crate::diagnostic::{FileId, Location};
use crate::kept::Alone;
use crate::share::share;
use crate::suspects::{Filter, Suspects};
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
    /// What occurs again.
    pub(crate) suspects: Suspects,
}

/// What tells people apart: a column that must be unique, or the columns that name a person together.
#[derive(Debug)]
pub(crate) struct Key(Vec<ColumnId>);

/// Each key of a schema. The last is that of name and telephone number, without columns where the schema lacks one of them.
pub(crate) fn keys(schema: &Schema) -> Vec<Key> {
    let unique = schema.columns().filter(|(_, column)| column.unique);
    let name_and_phone = [GIVEN_NAME, FAMILY_NAME, "phoneNumbers[type eq \"work\"].value"];
    let person: Option<Vec<ColumnId>> = name_and_phone
        .iter()
        .map(|attribute| schema.column_holding(attribute))
        .collect();
    let unique = unique.map(|(id, _)| Key(vec![id]));
    unique.chain([Key(person.unwrap_or_default())]).collect()
}

/// The rows of a file that have a key, each with the hash of what it says, in order.
pub(crate) type Hashes = Vec<(RowIndex, u32)>;

impl Keys {
    /// The repeats in these files, of which each has its hashes in parts, by key, and may be known from the last time.
    pub(crate) fn of(
        keys: &[Key],
        sheets: &[SheetView<'_>],
        hashes: &[Vec<&[Hashes]>],
        alone: &[&Alone],
    ) -> Self {
        let known = |at: usize| {
            let sheets = sheets.iter().zip(hashes);
            sheets.flat_map(move |(sheet, parts)| {
                let (file, replaced) = (sheet.file, &sheet.roster.standing.replaced);
                let hashes = parts.iter().filter_map(move |part| part.get(at)).flatten();
                let counts = |(row, _): &&(RowIndex, u32)| !replaced.contains(row);
                let row = move |&(row, hash)| (hash, RowAt { file, row });
                hashes.filter(counts).map(row)
            })
        };
        let rows = sheets.iter().map(|sheet| sheet.sheet().rows_len()).sum();
        let numbered: Vec<(usize, &Key)> = keys.iter().enumerate().collect();
        let found = share(rows, &numbered, |(at, key)| {
            let filter = Filter::of_known(*at, sheets.len(), alone)
                .unwrap_or_else(|| Filter::of_all(known(*at).map(|(hash, _)| hash)));
            let worth = known(*at).filter(|(hash, _)| filter.holds(*hash));
            repeats(sheets, worth.collect(), &key.0)
        });
        let (mut repeats, suspects): (Vec<Repeats>, _) = found.into_iter().unzip();
        let people = repeats.pop().unwrap_or_default();
        let columns = keys.iter().filter_map(|key| key.0.first());
        Self {
            unique: columns.copied().zip(repeats).collect(),
            people,
            suspects: Suspects(suspects),
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

/// One for the whole run, so that hashes can be kept, and another in the next, so that nobody can foresee them.
static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::default);

/// Where these columns say again what they said in an earlier row, and the hashes that several rows have.
fn repeats(
    sheets: &[SheetView<'_>],
    mut hashes: Vec<(u32, RowAt)>,
    columns: &[ColumnId],
) -> (Repeats, BTreeSet<u32>) {
    hashes.sort_unstable();
    let row = |at: RowAt| sheets.get(at.file.0 as usize)?.row(at.row);
    let is_same = |one: RowAt, other: RowAt| {
        let rows = row(one).zip(row(other));
        rows.is_some_and(|(one, other)| says_the_same(&one, &other, columns))
    };
    let (mut found, mut shared) = (Vec::new(), BTreeSet::new());
    let alike = hashes.chunk_by(|(one, _), (other, _)| one == other);
    for alike in alike.filter(|alike| alike.len() > 1) {
        // Nearly always one: two values with one hash are rare.
        let mut firsts: Vec<RowAt> = Vec::new();
        shared.extend(alike.first().map(|(hash, _)| *hash));
        for &(_, again) in alike {
            match firsts.iter().find(|first| is_same(**first, again)) {
                Some(&first) => found.push(Repeat { first, again }),
                None => firsts.push(again),
            }
        }
    }
    found.sort_unstable_by_key(|repeat| repeat.again);
    let mut repeats = Repeats::default();
    for Repeat { first, again } in found {
        repeats.note(sheets, first, again);
    }
    (repeats, shared)
}

impl Key {
    /// Whether a sheet has what makes the key.
    pub(crate) fn is_in(&self, sheet: &SheetView<'_>) -> bool {
        !self.0.is_empty() && self.0.iter().all(|id| sheet.layout().place(*id).is_some())
    }

    /// The hash of what a row says, letter case apart; `None` where a cell of the key is blank or wrong
    /// beyond repair.
    pub(crate) fn hash(&self, row: &RowView<'_>) -> Option<u32> {
        if !row.is_readable() {
            return None;
        }
        let mut hasher = CaselessHasher::default();
        for id in &self.0 {
            hasher.add(&folded(row, *id)?);
        }
        hasher.finish()
    }

    /// The same of a row that was accepted and says this.
    pub(crate) fn hash_accepted(&self, row: &RowView<'_>, fields: Fields<'_, '_>) -> Option<u32> {
        let mut hasher = CaselessHasher::default();
        for id in &self.0 {
            let field = fields.of(*id);
            if field.is_empty() {
                return None;
            }
            let field_type = &row.on.schema.column(*id).field_type;
            match at_a_glance(field_type, field, &mut [0; 10]) {
                Some(glance) => hasher.add(glance),
                None => hasher.add(&folded(row, *id)?),
            }
        }
        hasher.finish()
    }
}

/// Hashes values, for which the case of ASCII letters is nothing, eight bytes at a time.
struct CaselessHasher(<RandomState as BuildHasher>::Hasher);

impl Default for CaselessHasher {
    fn default() -> Self {
        Self(STATE.build_hasher())
    }
}

impl CaselessHasher {
    /// Adds one value; where it ends makes a difference.
    fn add(&mut self, value: &[u8]) {
        let (words, rest) = value.as_chunks::<8>();
        for word in words {
            self.0.write_u64(lower_case(u64::from_le_bytes(*word)));
        }
        let last = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        // The length tells how many of the bytes of the last word are of the value; no letter comes of it.
        self.0.write_u64(lower_case(last) ^ (value.len() as u64) << 56);
    }

    fn finish(self) -> Option<u32> {
        u32::try_from(self.0.finish() >> 32).ok()
    }
}

/// Eight bytes with the ASCII letters among them in lower case, all at once. What is added to seven bits of a byte carries into
/// its eighth from a letter on.
fn lower_case(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = word & (0x7F * EACH);
    let from_a = low + u64::from(0x80 - b'A') * EACH;
    let past_z = low + u64::from(0x7F - b'Z') * EACH;
    let is_upper = (from_a ^ past_z) & !word & (0x80 * EACH);
    word | is_upper >> 2
}

fn says_the_same(row: &RowView<'_>, other: &RowView<'_>, columns: &[ColumnId]) -> bool {
    columns
        .iter()
        .all(|id| match (folded(row, *id), folded(other, *id)) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(&other),
            _ => false,
        })
}

/// The value of a cell, or the one that a safe fix makes of it, in the form by which two are the same, but for the case of
/// ASCII letters.
fn folded<'a>(row: &RowView<'a>, column: ColumnId) -> Option<Cow<'a, [u8]>> {
    let cell = row.cell(column)?;
    let field_type = &row.on.schema.column(column).field_type;
    if cell.kind() == CellKind::Text && field_type.accepts(cell.bytes()) {
        let mut digits = [0; 10];
        match at_a_glance(field_type, cell.bytes(), &mut digits) {
            Some(glance) if glance.len() == cell.bytes().len() => return Some(Cow::Borrowed(cell.bytes())),
            Some(glance) => return Some(Cow::Owned(glance.to_vec())),
            None => {}
        }
    }
    if is_blank(&cell) {
        return None;
    }
    Some(Cow::Owned(row.meant(column)?.folded().into_bytes()))
}

/// That form of bytes that an acceptor has accepted, where it needs no parsing. Nearly always they have it already; `digits` is
/// room for those of a telephone number.
fn at_a_glance<'a>(field_type: &FieldType, accepted: &'a [u8], digits: &'a mut [u8; 10]) -> Option<&'a [u8]> {
    match field_type {
        FieldType::Phone => {
            *digits = Phone::digits_at_a_glance(accepted);
            Some(digits)
        }
        // All of these are accepted in ASCII only.
        FieldType::IdNumber(_)
        | FieldType::Username(_)
        | FieldType::Npi
        | FieldType::Dea
        | FieldType::Text(_)
        | FieldType::Email
        | FieldType::UserPrincipalName(_) => Some(accepted),
        FieldType::PersonName | FieldType::Choice(_) => accepted.is_ascii().then_some(accepted),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{at_a_glance, lower_case};
    use crate::testing::{found_in, sample};

    proptest! {
        #[test]
        fn letters_become_lower_case_and_nothing_else_does(bytes: [u8; 8]) {
            prop_assert_eq!(
                lower_case(u64::from_le_bytes(bytes)),
                u64::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase()))
            );
        }

        #[test]
        fn what_is_canonical_at_a_glance_is_what_its_value_folds_to(
            text in prop_oneof![
                "[A-Za-z0-9]{1,12}",
                "[0-9]{7,11}",
                "[ABab][A-Za-z9][0-9]{7}",
                "[A-Za-z '.@\"é]{1,8}",
                r"\([2-9][0-8][0-9]\) ?[2-9][0-9]{2}-[0-9]{4}",
            ],
        ) {
            for (_, column) in sample().columns().filter(|(_, column)| column.field_type.accepts(text.as_bytes())) {
                if let Some(glance) = at_a_glance(&column.field_type, text.as_bytes(), &mut [0; 10]) {
                    let folded = column.field_type.parse(&text).map(|value| value.folded());
                    let glance = String::from_utf8_lossy(glance).to_ascii_lowercase();
                    prop_assert_eq!(folded, Ok(glance), "{}", column.header);
                }
            }
        }

        /// A repair tells no twin that was not told before.
        #[test]
        fn twins_are_told_through_what_a_safe_fix_repairs(
            blanks in proptest::sample::select(&["achen ", " achen", "a\u{200B}chen", "\u{FF41}chen", "ACHEN\u{A0}", "=\"achen\""][..]),
            is_first: bool,
        ) {
            let [one, other] = if is_first { [blanks, "achen"] } else { ["achen", blanks] };
            let text = format!("First Name,Last Name,Username\nAna,Chen,{one}\nAna,Chen,{other}\n");
            let found = found_in(&[("staff.csv", text.as_bytes())]);
            let wanted = "staff.csv C3 error[duplicate-value] <- staff.csv C2".to_owned();
            prop_assert!(found.contains(&wanted), "{:?}", found);
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
