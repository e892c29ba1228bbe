//! What the judgement found, and the only way to the rows that it found right.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rosterkit_schema::{ColumnId, Ein, Schema};
use rosterkit_sheet::ByteSpan;

use crate::clean::{CleanRows, RejectedRows};
use crate::diagnostic::{Diagnostic, FileId, Place};
use crate::keys::RowAt;
use crate::level::{Level, Levels};
use crate::roster::{Layout, Roster};
use crate::rule::Stops;
use crate::shared;
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
    /// By column: the tax number that every row has. It is looked for when a fix first asks.
    shared_eins: OnceLock<Vec<Option<Ein>>>,
}

/// What may not be imported.
#[derive(Debug, Default)]
pub(crate) struct Refused {
    pub(crate) rows: BTreeSet<RowAt>,
    pub(crate) sheets: BTreeSet<FileId>,
}

impl Report {
    pub(crate) fn new(
        schema: Schema,
        rosters: Vec<Roster>,
        layouts: Vec<Layout>,
        raised: Vec<Diagnostic>,
        judged: u64,
        levels: &Levels,
    ) -> Self {
        let mut refused = Refused::default();
        for diagnostic in raised.iter().filter(|diagnostic| stops(diagnostic, levels)) {
            refused.note(diagnostic, &rosters);
        }
        let diagnostics = raised
            .into_iter()
            .filter(|diagnostic| !rosters[diagnostic.at.file.0 as usize].context)
            .filter_map(|diagnostic| {
                Some(Diagnostic {
                    level: levels.of(diagnostic.rule)?,
                    ..diagnostic
                })
            })
            .collect();
        Self {
            schema,
            rosters,
            layouts,
            diagnostics,
            judged,
            refused,
            shared_eins: OnceLock::new(),
        }
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

    /// The files again, to be judged anew.
    pub fn into_rosters(self) -> Vec<Roster> {
        self.rosters
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
