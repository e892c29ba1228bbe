//! The pass over every cell: accept fast, explain slowly.

use rosterkit_schema::Schema;

use crate::acceptor::{ColumnSet, RowAcceptor, accepts_cell};
use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Diagnostic, FileId};
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
pub fn check<'a>(schema: Schema, mut rosters: Vec<Roster>, terms: impl Into<Terms<'a>>) -> Report {
    rosters.sort_by_key(|roster| !roster.context);
    let layouts: Vec<Layout> = rosters
        .iter()
        .map(|roster| Layout::new(&schema, roster.document.sheet()))
        .collect();
    let mut diagnostics = Vec::new();
    let mut judge = Judge {
        cx: Context::new(&mut diagnostics),
        rows: RowAcceptor::new(&schema),
        judged: 0,
    };
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
    for sheet in &sheets {
        judge.sheet(*sheet);
    }
    let (kin, crosses_files) = judge.organization(&schema, &sheets);
    let judged = judge.judged;
    diagnostics.sort_by_key(reading_order);
    let judged = Judged {
        rosters,
        layouts,
        rows: judged,
        kin,
        crosses_files,
    };
    Report::new(schema, judged).settled(diagnostics, terms.into())
}

fn reading_order(diagnostic: &Diagnostic) -> (FileId, impl Ord + use<>, &'static str) {
    (
        diagnostic.at.file,
        diagnostic.at.place.reading_order(),
        diagnostic.rule.name,
    )
}

struct Judge<'a> {
    cx: Context<'a>,
    rows: RowAcceptor,
    judged: u64,
}

impl Judge<'_> {
    fn sheet(&mut self, on: SheetView<'_>) {
        for rule in RULES {
            if let Check::Sheet(check) = rule.check {
                check(&mut self.cx, &on);
            }
        }
        for row in on.sheet().rows().filter(|row| !row.is_blank()) {
            self.judged += u64::from(!on.roster.context);
            self.row(RowView { on, row });
        }
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

    /// Judges what two files say together. The rows of those who have more than one, and whether two files say the same.
    fn organization(&mut self, schema: &Schema, sheets: &[SheetView<'_>]) -> (Vec<Vec<RowAt>>, bool) {
        let keys = Keys::of(schema, sheets);
        let view = OrganizationView { sheets, keys: &keys };
        for rule in RULES {
            if let Check::Organization(check) = rule.check {
                check(&mut self.cx, &view);
            }
        }
        let usernames = view.username().and_then(|id| keys.of_column(id));
        (
            usernames.map_or_else(Vec::new, Repeats::groups),
            keys.cross_files(),
        )
    }
}
