//! The clean rows of masters, and people who are refused whole.

use std::collections::{BTreeMap, BTreeSet};

use rosterkit_sheet::RowIndex;

use super::Report;
use crate::clean::rows;
use crate::diagnostic::FileId;
use crate::keys::RowAt;
use crate::master::Part;

/// The clean rows of a master.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    pub(crate) parts: Vec<Part>,
    /// By the first row of a person: the others.
    pub(crate) more: BTreeMap<RowIndex, Vec<RowIndex>>,
}

impl Report {
    /// Refuses a person whole: who has a row that is refused, in whatever file, has none that is clean. What somebody gets
    /// is known only when all that says so is.
    #[must_use]
    pub fn with_whole_people(mut self) -> Self {
        let kin = std::mem::take(&mut self.kin);
        self.refuse_together(kin.iter().cloned());
        self.kin = kin;
        self.sort_masters();
        self
    }

    /// Sorts the clean rows of masters by what each person gets.
    pub(super) fn sort_masters(&mut self) {
        let files = (0..).map(FileId).zip(&self.rosters);
        let masters: Vec<FileId> = files
            .filter(|(_, roster)| roster.master.is_some() && !roster.context)
            .map(|(file, _)| file)
            .collect();
        self.masters = Vec::new();
        for file in masters {
            let own = |group: &Vec<RowAt>| {
                group
                    .iter()
                    .filter(|at| at.file == file)
                    .copied()
                    .collect::<Vec<_>>()
            };
            let groups: Vec<Vec<RowAt>> = self.kin.iter().map(own).filter(|group| group.len() > 1).collect();
            self.refuse_together(groups.iter().cloned());
            let sheet = self.sheet(file);
            let nowhere = rows(sheet).filter(|row| row.batch().assignments.is_empty());
            let nowhere: Vec<RowAt> = nowhere.map(|row| RowAt::of(&row)).collect();
            self.refused.rows.extend(nowhere);
            let sorted = self.sorted(file, &groups);
            self.masters.resize_with(file.0 as usize + 1, Sorted::default);
            self.masters[file.0 as usize] = sorted;
        }
    }

    fn sorted(&self, file: FileId, groups: &[Vec<RowAt>]) -> Sorted {
        let clean = groups
            .iter()
            .filter(|group| !group.iter().any(|at| self.refuses(*at)));
        let pair = |group: &Vec<RowAt>| {
            let (first, more) = group.split_first()?;
            Some((first.row, more.iter().map(|at| at.row).collect::<Vec<_>>()))
        };
        let more: BTreeMap<RowIndex, Vec<RowIndex>> = clean.filter_map(pair).collect();
        let seconds: BTreeSet<RowIndex> = more.values().flatten().copied().collect();
        let sheet = self.sheet(file);
        let own = rows(sheet).map(|row| RowAt::of(&row));
        let first = own.filter(|at| !self.refuses(*at) && !seconds.contains(&at.row));
        let master = sheet.master();
        let parts = master.map_or_else(Vec::new, |master| master.parts(first.map(|at| at.row), &more));
        Sorted { parts, more }
    }

    fn refuse_together(&mut self, groups: impl Iterator<Item = Vec<RowAt>>) {
        for group in groups {
            if group.iter().any(|at| self.refuses(*at)) {
                self.refused.rows.extend(group);
            }
        }
    }

    /// The clean rows of a file, where it is a master.
    pub(crate) fn master(&self, file: FileId) -> Option<&Sorted> {
        let sheet = self.sheet(file);
        sheet.master()?;
        self.masters.get(file.0 as usize)
    }
}
