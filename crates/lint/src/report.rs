//! What the judgement found, and the only way to the rows that it found right.

use std::collections::{BTreeMap, BTreeSet};

use rosterkit_schema::Schema;
use rosterkit_sheet::{ByteSpan, RowIndex};

use crate::clean::{CleanRows, RejectedRows, rows};
use crate::diagnostic::{Diagnostic, FileId, Place};
use crate::keys::RowAt;
use crate::level::{Level, Levels};
use crate::master::Part;
use crate::roster::{Layout, Roster};
use crate::rule::Stops;
use crate::view::SheetView;
use crate::words::{Scene, Values};

/// The judgement of an organization's files.
#[derive(Debug)]
pub struct Report {
    schema: Schema,
    rosters: Vec<Roster>,
    layouts: Vec<Layout>,
    diagnostics: Vec<Diagnostic>,
    judged: u64,
    pub(crate) refused: Refused,
    /// The rows of those who have more than one.
    kin: Vec<Vec<RowAt>>,
    /// By file: the clean rows of a master, by what each person gets.
    masters: Vec<Sorted>,
}

/// What the pass over the files came to.
pub(crate) struct Judged {
    pub(crate) rosters: Vec<Roster>,
    pub(crate) layouts: Vec<Layout>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) rows: u64,
    pub(crate) kin: Vec<Vec<RowAt>>,
}

/// The clean rows of a master.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    pub(crate) parts: Vec<Part>,
    /// By the first row of a person: the others.
    pub(crate) more: BTreeMap<RowIndex, Vec<RowIndex>>,
}

/// What may not be imported.
#[derive(Debug, Default)]
pub(crate) struct Refused {
    pub(crate) rows: BTreeSet<RowAt>,
    pub(crate) sheets: BTreeSet<FileId>,
}

impl Report {
    pub(crate) fn new(schema: Schema, judged: Judged, levels: &Levels) -> Self {
        let Judged {
            rosters,
            layouts,
            diagnostics,
            rows,
            kin,
        } = judged;
        let mut refused = Refused::default();
        for diagnostic in diagnostics.iter().filter(|diagnostic| stops(diagnostic, levels)) {
            refused.note(diagnostic, &rosters);
        }
        let diagnostics = diagnostics
            .into_iter()
            .filter(|diagnostic| !rosters[diagnostic.at.file.0 as usize].context)
            .filter_map(|diagnostic| {
                Some(Diagnostic {
                    level: levels.of(diagnostic.rule)?,
                    ..diagnostic
                })
            })
            .collect();
        let mut report = Self {
            schema,
            rosters,
            layouts,
            diagnostics,
            judged: rows,
            refused,
            kin,
            masters: Vec::new(),
        };
        report.sort_masters();
        report
    }

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
    fn sort_masters(&mut self) {
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

    /// The schema under which the files were judged.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The files, those for comparison first; a [`FileId`] is a position among them.
    pub fn rosters(&self) -> &[Roster] {
        &self.rosters
    }

    /// The diagnostics at the levels that hold, in reading order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many rows were judged: those below a header that are not blank.
    pub fn judged(&self) -> u64 {
        self.judged
    }

    /// How many diagnostics have this level.
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.level == level)
            .count()
    }

    /// The report as it is told to somebody who may or may not see sensitive values.
    pub fn scene(&self, values: Values) -> Scene<'_> {
        Scene::new(self, values)
    }

    /// The rows that may be imported and those that may not.
    ///
    /// This is the only way to either. A row is clean when no rule was raised, in it or in a cell that points back to it,
    /// whose own level is error or which the user raised to error: showing a rule at a lower level makes no row clean.
    pub fn split(&self) -> (CleanRows<'_>, RejectedRows<'_>) {
        (CleanRows::new(self), RejectedRows::new(self))
    }

    pub(crate) fn sheet(&self, file: FileId) -> SheetView<'_> {
        let at = file.0 as usize;
        SheetView {
            schema: &self.schema,
            roster: &self.rosters[at],
            layout: &self.layouts[at],
            file,
        }
    }

    /// The files that are not there for comparison only.
    pub(crate) fn files(&self) -> impl Iterator<Item = SheetView<'_>> {
        (0..)
            .map(FileId)
            .take(self.rosters.len())
            .map(|file| self.sheet(file))
            .filter(|sheet| !sheet.roster.context)
    }

    pub(crate) fn refuses(&self, at: RowAt) -> bool {
        self.refused.sheets.contains(&at.file) || self.refused.rows.contains(&at)
    }
}

/// Whether a diagnostic keeps anything from being imported: by the rule's own level, or because the user wants it so.
fn stops(diagnostic: &Diagnostic, levels: &Levels) -> bool {
    diagnostic.rule.level == Level::Error || levels.of(diagnostic.rule) == Some(Level::Error)
}

impl Refused {
    fn note(&mut self, diagnostic: &Diagnostic, rosters: &[Roster]) {
        match diagnostic.rule.stops {
            Stops::Upload => {}
            Stops::Sheet => {
                self.sheets.insert(diagnostic.at.file);
            }
            Stops::Row => {
                for at in [Some(diagnostic.at), diagnostic.related].into_iter().flatten() {
                    let header = rosters[at.file.0 as usize]
                        .document
                        .sheet()
                        .header()
                        .map(|header| header.index());
                    match at.place.row() {
                        Some(row) if Some(row) != header => {
                            self.rows.insert(RowAt { file: at.file, row });
                        }
                        // A fault in the header or in no row at all is a fault of every row.
                        _ => {
                            self.sheets.insert(at.file);
                        }
                    }
                }
            }
        }
    }
}

/// The bytes of a place in a text file, for reports that name lines.
pub(crate) fn span_of(on: SheetView<'_>, place: Place) -> Option<ByteSpan> {
    match place {
        Place::File => None,
        Place::Row(row) => on.sheet().row(row)?.span(),
        Place::Cell(cell) => on.sheet().cell(cell)?.span(),
        Place::Bytes(_, span) => Some(span),
    }
}
