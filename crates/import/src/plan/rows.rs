//! What is planned for the rows of a batch, in eight bytes a row: most rows ask for the same as many others.

use rosterkit_sheet::RowIndex;

use super::{Counts, PlannedRow};
use crate::action::Action;

/// How many different things are looked through for one that a row shares. Locations can be added in many ways, and a long
/// search for each of a million rows would cost more than the space.
const SHARED: usize = 64;

/// What is planned for the rows of a batch, in their order.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Each row, and the place of what is planned for it.
    each: Vec<(RowIndex, u32)>,
    planned: Vec<Planned>,
    /// The places of what several rows may ask for.
    shared: Vec<u32>,
    counts: Counts,
}

#[derive(Debug)]
struct Planned {
    action: Action,
    alike: Option<String>,
}

impl Rows {
    pub(super) fn push(&mut self, row: RowIndex, action: Action, alike: Option<String>) {
        self.counts.note(&action);
        let place = self.place(action, alike);
        self.each.push((row, place));
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = PlannedRow<'_>> {
        self.each.iter().map(|(row, place)| {
            let Planned { action, alike } = &self.planned[*place as usize];
            PlannedRow {
                row: *row,
                action,
                alike: alike.as_deref(),
            }
        })
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// The place of what is planned for a row.
    fn place(&mut self, action: Action, alike: Option<String>) -> u32 {
        let of_one = alike.is_some() || matches!(action, Action::Update { .. } | Action::Conflict(_));
        if !of_one {
            let is_it = |place: &&u32| self.planned[**place as usize].action == action;
            if let Some(place) = self.shared.iter().find(is_it) {
                return *place;
            }
        }
        // A file has fewer rows than that.
        let place = u32::try_from(self.planned.len()).unwrap_or(u32::MAX);
        self.planned.push(Planned { action, alike });
        if !of_one && self.shared.len() < SHARED {
            self.shared.push(place);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_ask_for_the_same_share_it() {
        let mut rows = Rows::default();
        let added = || Action::AddAssignments([("lehi".to_owned(), "clerk".to_owned())].into());
        for row in (1..).take(100).map(RowIndex) {
            rows.push(row, if row.0 % 2 == 0 { added() } else { Action::Create }, None);
        }
        rows.push(RowIndex(101), Action::Create, Some("achen".to_owned()));
        rows.push(RowIndex(102), Action::Conflict(Vec::new()), None);
        assert_eq!((rows.planned.len(), rows.iter().len()), (4, 102));
        let counts = rows.counts();
        assert_eq!(
            (counts.create, counts.add_assignments, counts.conflict),
            (51, 50, 1)
        );
        assert!(rows.iter().take(100).all(|row| row.alike.is_none()));
        let last: Vec<_> = rows.iter().skip(99).map(|row| row.action.clone()).collect();
        assert_eq!(last, [added(), Action::Create, Action::Conflict(Vec::new())]);
    }
}
