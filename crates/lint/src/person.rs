//! Who is who: when two rows are one person.

use rosterkit_schema::{ColumnId, USER_NAME};
use unicode_normalization::UnicodeNormalization;

use crate::view::{RowView, is_blank};

/// What two rows that share a unique value say about the people in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// One person with roles at different locations.
    OnePerson,
    /// One person with two roles at one location.
    TwoRoles,
    /// The same username where one person cannot have two rows: in one batch, with one role at one location, or with
    /// different details.
    OneRowTwice,
    /// Different usernames, or one that cannot be read.
    TwoPeople,
}

/// Compares two rows by the identity rule: a person is the case-folded username; one person may stand in two batches
/// that share no location, as long as no filled identity cell differs.
pub(crate) fn likeness(earlier: &RowView<'_>, again: &RowView<'_>) -> Likeness {
    let [one, other] = [earlier, again].map(username);
    if one.is_none() || one != other {
        return Likeness::TwoPeople;
    }
    let [one, other] = [earlier, again].map(RowView::batch);
    // What a row of a master gets that names it wrongly has a diagnostic of its own.
    let of_master = |row: &RowView<'_>| row.on.master().is_some();
    let are_known = [(earlier, one), (again, other)]
        .iter()
        .all(|(row, batch)| !batch.assignments.is_empty() || of_master(row));
    if !are_known || differing(earlier, again, Compared::Identity).next().is_some() {
        Likeness::OneRowTwice
    } else if !one.overlaps(other) {
        Likeness::OnePerson
    } else if two_roles(earlier, again).is_some() {
        Likeness::TwoRoles
    } else {
        Likeness::OneRowTwice
    }
}

/// The username, as people are told apart by it.
pub(crate) fn username(row: &RowView<'_>) -> Option<String> {
    let column = row.on.schema().column_holding(USER_NAME)?;
    Some(row.meant(column)?.folded())
}

/// The first location at which the batches of two rows give different roles: its id, the earlier role, the later one.
pub(crate) fn two_roles<'a>(
    earlier: &RowView<'a>,
    again: &RowView<'a>,
) -> Option<(&'a str, &'a str, &'a str)> {
    let [one, other] = [earlier, again].map(|row| &row.batch().assignments);
    one.iter().find_map(|(location, role)| {
        let again = other.get(location).filter(|again| *again != role)?;
        Some((location.as_str(), role.as_str(), again.as_str()))
    })
}

/// Which details of two rows are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    /// Those that say who somebody is: the name, the NPI.
    Identity,
    /// The others: the telephone number, the address.
    Other,
}

/// The columns that are filled in both rows and differ.
pub(crate) fn differing<'a>(
    earlier: &RowView<'a>,
    again: &RowView<'a>,
    which: Compared,
) -> impl Iterator<Item = ColumnId> + use<'a> {
    let (earlier, again) = (*earlier, *again);
    // A cell that is not of its type still says something, and something else than the other's.
    let folded = |row: &RowView<'_>, id| {
        let cell = row.cell(id).filter(|cell| !is_blank(cell))?;
        let folded = row
            .meant(id)
            .map_or_else(|| cell.text().to_lowercase(), |value| value.folded());
        // A letter and its accent are one character or two, and look the same.
        Some(folded.nfc().collect::<String>())
    };
    earlier
        .on
        .schema()
        .columns()
        .filter(move |(_, column)| column.identity == (which == Compared::Identity))
        .map(|(id, _)| id)
        .filter(move |id| match [&earlier, &again].map(|row| folded(row, *id)) {
            [Some(one), Some(other)] => one != other,
            _ => false,
        })
}
