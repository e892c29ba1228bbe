//! The pass over every cell: accept fast, explain slowly.

use rosterkit_schema::Schema;
use rosterkit_sheet::Row;

use crate::acceptor::{ColumnSet, RowAcceptor, accepts_cell};
use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Diagnostic, FileId};
use crate::kept::{Alone, Kept};
use crate::keys::{Keys, Repeats, RowAt};
use crate::report::{Judged, Report};
use crate::roster::{Layout, Roster};
use crate::rule::Check;
use crate::rules::RULES;
use crate::suppression::Terms;
use crate::view::{CellView, OrganizationView, RowView, SheetView, is_blank};

/// Judges the files of one organization together.
///
/// The diagnostics stand in reading order, file by file in the order given, whatever found them. Files that are there for
/// comparison come first, so that what two files share is told in the other one.
///
/// The terms are the organization's decisions about rules; its [`Levels`](crate::Levels) alone will do.
pub fn check<'a>(schema: Schema, rosters: Vec<Roster>, terms: impl Into<Terms<'a>>) -> Report {
    judge(schema, rosters, None, terms.into())
}

/// The same with what an earlier judgement has found out about files that have not changed since: only the others are
/// looked at, and what they say together. [`Report::into_kept`] gives all of it back for the next time.
pub fn check_again<'a>(
    schema: Schema,
    mut rosters: Vec<(Roster, Kept)>,
    terms: impl Into<Terms<'a>>,
) -> Report {
    rosters.sort_by_key(|(roster, _)| !roster.context);
    let (rosters, kept) = rosters.into_iter().unzip();
    judge(schema, rosters, Some(kept), terms.into())
}

fn judge(schema: Schema, mut rosters: Vec<Roster>, kept: Option<Vec<Kept>>, terms: Terms<'_>) -> Report {
    rosters.sort_by_key(|roster| !roster.context);
    let layouts: Vec<Layout> = rosters
        .iter()
        .map(|roster| Layout::new(&schema, roster.document.sheet()))
        .collect();
    let mut diagnostics = Vec::new();
    let sheets: Vec<SheetView<'_>> = (0..)
        .map(FileId)
        .zip(rosters.iter().zip(&layouts))
        .map(|(file, (roster, layout))| SheetView {
            schema: &schema,
            roster,
            layout,
            file,
        })
        .collect();
    let acceptor = RowAcceptor::new(&schema);
    let mut rows = 0;
    let keeps = kept.is_some();
    let mut kept = kept.unwrap_or_default();
    for sheet in sheets.iter().filter(|_| !keeps) {
        let mut judge = Judge::new(&mut diagnostics, &acceptor);
        judge.sheet(*sheet);
        let judged = judge.rows(*sheet, sheet.sheet().rows());
        rows += judged * u64::from(!sheet.roster.context);
    }
    for (sheet, kept) in sheets.iter().zip(&mut kept) {
        kept.complete(*sheet, &acceptor);
    }
    let alone: Vec<Option<&Alone>> = kept.iter().map(Kept::alone).collect();
    for (sheet, alone) in sheets.iter().zip(&alone) {
        let Some(alone) = alone else { continue };
        diagnostics.extend(alone.raised().cloned());
        rows += alone.judged * u64::from(!sheet.roster.context);
    }
    let keys = Keys::of(&schema, &sheets, &alone);
    let kin = Judge::new(&mut diagnostics, &acceptor).organization(&sheets, &keys);
    let crosses_files = keys.cross_files();
    diagnostics.sort_by_key(reading_order);
    let judged = Judged {
        rosters,
        layouts,
        rows,
        kin,
        crosses_files,
        kept,
    };
    Report::new(schema, judged).settled(diagnostics, terms)
}

fn reading_order(diagnostic: &Diagnostic) -> (FileId, impl Ord + use<>, &'static str) {
    (
        diagnostic.at.file,
        diagnostic.at.place.reading_order(),
        diagnostic.rule.name,
    )
}

/// A judgement on its way.
pub(crate) struct Judge<'a> {
    cx: Context<'a>,
    rows: &'a RowAcceptor,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(diagnostics: &'a mut Vec<Diagnostic>, rows: &'a RowAcceptor) -> Self {
        Self {
            cx: Context::new(diagnostics),
            rows,
        }
    }

    /// Judges a file as a whole.
    pub(crate) fn sheet(&mut self, on: SheetView<'_>) {
        for rule in RULES {
            if let Check::Sheet(check) = rule.check {
                check(&mut self.cx, &on);
            }
        }
    }

    /// Judges these rows of a file. How many there are that are not blank.
    pub(crate) fn rows<'r>(&mut self, on: SheetView<'r>, rows: impl Iterator<Item = Row<'r>>) -> u64 {
        let mut judged = 0;
        for row in rows.filter(|row| !row.is_blank()) {
            judged += 1;
            self.row(RowView { on, row });
        }
        judged
    }

    fn row(&mut self, row: RowView<'_>) {
        if !row.is_readable() {
            // Nobody can tell which cell is which, so nothing is said about cells: only rules for rows look.
            self.row_rules(&row);
            return;
        }
        let mut filled = ColumnSet::default();
        for cell in row.row.cells() {
            let Some(id) = row.on.layout.read_from(cell.reference().column) else {
                continue;
            };
            if is_blank(&cell) {
                continue;
            }
            filled.insert(id);
            if accepts_cell(row.on.schema, id, &cell, row.on.document().kind()) {
                continue;
            }
            let parsed = row.on.schema.column(id).field_type.parse(&cell.text());
            // Bytes that are not UTF-8 have their own diagnostic; what stands in their stead is nobody's typing.
            if std::str::from_utf8(cell.bytes()).is_ok() {
                let view = CellView {
                    in_row: row,
                    cell,
                    id,
                    parsed: &parsed,
                    damage: Damage::of(&cell, row.on.schema.column(id), &parsed),
                };
                for rule in RULES {
                    if let Check::Cell(check) = rule.check {
                        check(&mut self.cx, &view);
                    }
                }
            }
        }
        if !self.rows.accepts(&row, filled) {
            self.row_rules(&row);
        }
    }

    fn row_rules(&mut self, row: &RowView<'_>) {
        for rule in RULES {
            if let Check::Row(check) = rule.check {
                check(&mut self.cx, row);
            }
        }
    }

    /// Judges what two files say together. The rows of those who have more than one.
    fn organization(&mut self, sheets: &[SheetView<'_>], keys: &Keys) -> Vec<Vec<RowAt>> {
        let view = OrganizationView { sheets, keys };
        for rule in RULES {
            if let Check::Organization(check) = rule.check {
                check(&mut self.cx, &view);
            }
        }
        let usernames = view.username().and_then(|id| keys.of_column(id));
        usernames.map_or_else(Vec::new, Repeats::groups)
    }
}
