//! The clean rows of masters, and people who are refused whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rosterkit_sheet::RowIndex;

use super::{Refused, Report};
use crate::clean::rows;
use crate::diagnostic::FileId;
use crate::keys::RowAt;
use crate::master::Part;
use crate::view::SheetView;

/// The clean rows of a master.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    pub(crate) parts: Vec<Part>,
    /// By the first row of a person: the others.
    pub(crate) more: BTreeMap<RowIndex, Vec<RowIndex>>,
}

/// What follows from all that was refused.
#[derive(Debug)]
pub(super) struct Sorting {
    /// What the rules refuse, and with it who of a master is refused whole.
    pub(super) refused: Refused,
    /// By file: the clean rows of a master, by what each person gets.
    masters: Vec<Sorted>,
}

impl Report {
    /// Refuses a person whole: who has a row that is refused, in whatever file, has none that is clean. What somebody gets
    /// is known only when all that says so is.
    #[must_use]
    pub fn with_whole_people(mut self) -> Self {
        let mut refused = self.sorting().refused.clone();
        refuse_together(&mut refused, &self.kin);
        self.refused = refused;
        self.sorting = OnceLock::new();
        self
    }

    /// Sorts the clean rows of masters by what each person gets, when first somebody asks.
    pub(super) fn sorting(&self) -> &Sorting {
        self.sorting.get_or_init(|| {
            let mut sorting = Sorting {
                refused: self.refused.clone(),
                masters: Vec::new(),
            };
            for sheet in self.files().filter(|sheet| sheet.master().is_some()) {
                let file = sheet.file;
                let own = |group: &Vec<RowAt>| -> Vec<RowAt> {
                    let own = group.iter().filter(|at| at.file == file);
                    own.copied().collect()
                };
                let groups: Vec<Vec<RowAt>> =
                    self.kin.iter().map(own).filter(|group| group.len() > 1).collect();
                refuse_together(&mut sorting.refused, &groups);
                let nowhere = rows(sheet).filter(|row| row.batch().assignments.is_empty());
                nowhere.for_each(|row| sorting.refused.insert(RowAt::of(&row)));
                let sorted = sorted(&sheet, &sorting.refused, &groups);
                sorting.masters.resize_with(file.0 as usize + 1, Sorted::default);
                sorting.masters[file.0 as usize] = sorted;
            }
            sorting
        })
    }

    /// The clean rows of a file, where it is a master.
    pub(crate) fn master(&self, file: FileId) -> Option<&Sorted> {
        let sheet = self.sheet(file);
        sheet.master()?;
        self.sorting().masters.get(file.0 as usize)
    }
}

fn sorted(sheet: &SheetView<'_>, refused: &Refused, groups: &[Vec<RowAt>]) -> Sorted {
    let clean = groups
        .iter()
        .filter(|group| !group.iter().any(|at| refused.contains(*at)));
    let pair = |group: &Vec<RowAt>| {
        let (first, more) = group.split_first()?;
        Some((first.row, more.iter().map(|at| at.row).collect::<Vec<_>>()))
    };
    let more: BTreeMap<RowIndex, Vec<RowIndex>> = clean.filter_map(pair).collect();
    let seconds: BTreeSet<RowIndex> = more.values().flatten().copied().collect();
    let own = rows(*sheet).map(|row| RowAt::of(&row));
    let first = own.filter(|at| !refused.contains(*at) && !seconds.contains(&at.row));
    let master = sheet.master();
    let parts = master.map_or_else(Vec::new, |master| master.parts(first.map(|at| at.row), &more));
    Sorted { parts, more }
}

fn refuse_together(refused: &mut Refused, groups: &[Vec<RowAt>]) {
    for group in groups {
        if group.iter().any(|at| refused.contains(*at)) {
            for at in group {
                refused.insert(*at);
            }
        }
    }
}
