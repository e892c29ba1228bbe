//! Who is who: when two rows are one person.

use rosterkit_schema::ColumnId;

use crate::view::{RowView, is_blank};

/// What two rows that share a unique value say about the people in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// One person with roles at different locations.
    OnePerson,
    /// The same username where one person cannot have two rows: in one batch, at one location, or with different
    /// details.
    OneRowTwice,
    /// Different usernames, or one that cannot be read.
    TwoPeople,
}

/// Compares two rows by the identity rule: a person is the case-folded username; one person may stand in two batches
/// that share no location, as long as no filled identity cell differs.
pub(crate) fn likeness(earlier: &RowView<'_>, again: &RowView<'_>) -> Likeness {
    let schema = earlier.on.schema();
    let Some(username) = schema.column_holding("userName") else {
        return Likeness::TwoPeople;
    };
    let [one, other] = [earlier, again].map(|row| row.value(username).map(|value| value.folded()));
    if one.is_none() || one != other {
        return Likeness::TwoPeople;
    }
    let [one, other] = [earlier, again].map(|row| row.on.batch());
    let apart = !one.assignments.is_empty() && !other.assignments.is_empty() && !one.overlaps(other);
    if apart && differing_identity(earlier, again).is_none() {
        Likeness::OnePerson
    } else {
        Likeness::OneRowTwice
    }
}

/// The first identity cell that is filled in both rows and differs.
pub(crate) fn differing_identity(earlier: &RowView<'_>, again: &RowView<'_>) -> Option<ColumnId> {
    let schema = earlier.on.schema();
    // A cell that is not of its type still says something, and something else than the other's.
    let folded = |row: &RowView<'_>, id| {
        let cell = row.cell(id).filter(|cell| !is_blank(cell))?;
        Some(
            row.value(id)
                .map_or_else(|| cell.text().to_lowercase(), |value| value.folded()),
        )
    };
    schema
        .columns()
        .filter(|(_, column)| column.identity)
        .map(|(id, _)| id)
        .find(|id| match [earlier, again].map(|row| folded(row, *id)) {
            [Some(one), Some(other)] => one != other,
            _ => false,
        })
}
