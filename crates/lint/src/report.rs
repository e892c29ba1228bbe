//! What the judgement found, and the only way to the rows that it found right.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rosterkit_schema::{ColumnId, Ein, Schema};
use rosterkit_sheet::ByteSpan;

use crate::clean::{CleanRows, RejectedRows};
use crate::diagnostic::{Detail, Diagnostic, FileId, Location, Place};
use crate::kept::Kept;
use crate::keys::RowAt;
use crate::level::{Level, Levels};
use crate::roster::{Layout, Roster};
use crate::rules::{EXPIRED_SUPPRESSION, UNUSED_SUPPRESSION};
use crate::shared;
use crate::suppression::{Suppressing, Suppression, Terms};
use crate::view::SheetView;
use crate::words::{Scene, Values};

pub(crate) use self::masters::Sorted;
use self::masters::Sorting;
use self::refused::Refused;

mod masters;
mod refused;

/// The judgement of an organization's files.
#[derive(Debug)]
pub struct Report {
    schema: Schema,
    rosters: Vec<Roster>,
    layouts: Vec<Layout>,
    diagnostics: Vec<Diagnostic>,
    judged: u64,
    /// What the rules refuse.
    refused: Refused,
    /// By column: the tax number that every row has. It is looked for when a fix first asks.
    shared_eins: OnceLock<Vec<Option<Ein>>>,
    /// The rows about which something was suppressed: a cell of theirs may hold what is no value of its column.
    waived: BTreeSet<RowAt>,
    suppressed: u64,
    pub(crate) suppressions: Vec<Suppression>,
    pub(crate) roster_toml: String,
    /// The rows of those who have more than one.
    kin: Vec<Vec<RowAt>>,
    crosses_files: bool,
    /// By file, where the next judgement is to know it.
    kept: Vec<Kept>,
    /// What is to be known when somebody asks for the clean rows.
    sorting: OnceLock<Sorting>,
}

/// What the pass over the files came to, besides what it raised.
pub(crate) struct Judged {
    pub(crate) rosters: Vec<Roster>,
    pub(crate) layouts: Vec<Layout>,
    pub(crate) rows: u64,
    pub(crate) kin: Vec<Vec<RowAt>>,
    pub(crate) crosses_files: bool,
    pub(crate) kept: Vec<Kept>,
}

impl Report {
    /// A report in which nothing is told yet.
    pub(crate) fn new(schema: Schema, judged: Judged) -> Self {
        let Judged {
            rosters,
            layouts,
            rows,
            kin,
            crosses_files,
            kept,
        } = judged;
        Self {
            schema,
            rosters,
            layouts,
            diagnostics: Vec::new(),
            judged: rows,
            refused: Refused::default(),
            waived: BTreeSet::new(),
            suppressed: 0,
            suppressions: Vec::new(),
            roster_toml: String::new(),
            shared_eins: OnceLock::new(),
            kin,
            crosses_files,
            kept,
            sorting: OnceLock::new(),
        }
    }

    /// The report of what was raised, under the terms of the organization: what is suppressed neither stops anything nor is
    /// told; of the rest, what stops something does so whatever the level at which it is told.
    pub(crate) fn settled(mut self, raised: Vec<Diagnostic>, terms: Terms<'_>) -> Self {
        terms.written_in.clone_into(&mut self.roster_toml);
        self.suppressions = terms.suppressions.to_vec();
        let mut suppressing = Suppressing::new(terms);
        let mut told = Vec::new();
        for diagnostic in raised {
            let roster = &self.rosters[diagnostic.at.file.0 as usize];
            let level = terms.level_in(roster, diagnostic.rule);
            let is_context = roster.context;
            if suppressing.covers(&self, &diagnostic) {
                self.suppressed += u64::from(!is_context && level.is_some());
                let rows = [Some(diagnostic.at), diagnostic.related];
                let rows = rows.into_iter().flatten().filter_map(RowAt::at);
                self.waived.extend(rows);
                continue;
            }
            if diagnostic.rule.level == Level::Error || level == Some(Level::Error) {
                self.refused.note(&diagnostic, &self.rosters);
            }
            if let Some(level) = level.filter(|_| !is_context) {
                told.push(Diagnostic { level, ..diagnostic });
            }
        }
        self.diagnostics = idle(&suppressing, terms.levels);
        self.diagnostics.extend(told);
        self
    }

    /// Leaves out of the report the diagnostics at these positions. They still keep out what they kept out.
    pub fn leave_out(&mut self, positions: &BTreeSet<usize>) {
        let mut position = 0..;
        self.diagnostics.retain(|_| {
            position
                .next()
                .is_none_or(|position| !positions.contains(&position))
        });
    }

    /// How many diagnostics were suppressed that would have been told otherwise.
    pub fn suppressed(&self) -> u64 {
        self.suppressed
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

    /// Whether two files say the same where nobody else may. Where none do, what is told in a file is the same whichever
    /// files are there for comparison only.
    pub fn crosses_files(&self) -> bool {
        self.crosses_files
    }

    /// The files again, to be judged anew.
    pub fn into_rosters(self) -> Vec<Roster> {
        self.rosters
    }

    /// The files again, with what is known of each, to be judged by [`check_again`](crate::check_again()).
    pub fn into_kept(self) -> Vec<(Roster, Kept)> {
        let kept = self
            .kept
            .into_iter()
            .map(Some)
            .chain(std::iter::repeat_with(|| None));
        let rosters = self.rosters.into_iter().zip(kept);
        rosters
            .map(|(roster, kept)| (roster, kept.unwrap_or_default()))
            .collect()
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
    /// whose own level is error or which the user raised to error: showing a rule at a lower level makes no row clean. Only
    /// a suppression does, for one person and one rule.
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

    /// The tax number that all rows of the organization have in this column, where some have it with its dash.
    pub(crate) fn shared_ein(&self, column: ColumnId) -> Option<Ein> {
        let all = || {
            let sheets = (0..)
                .map(FileId)
                .zip(&self.rosters)
                .map(|(file, _)| self.sheet(file));
            shared::eins(&self.schema, &sheets.collect::<Vec<_>>())
        };
        self.shared_eins
            .get_or_init(all)
            .get(column.index())
            .copied()
            .flatten()
    }

    /// The files that are not there for comparison only.
    pub(crate) fn files(&self) -> impl Iterator<Item = SheetView<'_>> {
        (0..)
            .map(FileId)
            .take(self.rosters.len())
            .map(|file| self.sheet(file))
            .filter(|sheet| !sheet.roster.context)
    }

    /// Whether something was suppressed that is about this row.
    pub(crate) fn has_waiver(&self, at: RowAt) -> bool {
        self.waived.contains(&at)
    }

    pub(crate) fn refuses(&self, at: RowAt) -> bool {
        self.sorting().refused.contains(at)
    }
}

/// What is to be told of the suppressions that suppress nothing. They come first: they are in no roster.
fn idle(suppressing: &Suppressing<'_>, levels: &Levels) -> Vec<Diagnostic> {
    let told = suppressing.idle().filter_map(|(index, has_expired)| {
        let rule = if has_expired {
            &EXPIRED_SUPPRESSION
        } else {
            &UNUSED_SUPPRESSION
        };
        Some(Diagnostic {
            rule,
            level: levels.of(rule)?,
            at: Location {
                file: FileId(0),
                place: Place::Suppression(index),
            },
            related: None,
            detail: Detail::None,
        })
    });
    told.collect()
}

/// The bytes of a place in a text file, for reports that name lines.
pub(crate) fn span_of(on: SheetView<'_>, place: Place) -> Option<ByteSpan> {
    match place {
        Place::Suppression(_) | Place::File => None,
        Place::Row(row) => on.sheet().row(row)?.span(),
        Place::Cell(cell) => on.sheet().cell(cell)?.span(),
        Place::Bytes(_, span) => Some(span),
    }
}
