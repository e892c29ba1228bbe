//! The pass over every cell of a file: accept fast, explain slowly.

use std::ops::Range;

use rosterkit_schema::Schema;
use rosterkit_sheet::{Cell, Row};

use crate::acceptor::{RowAcceptor, SheetAcceptor, accepts_cell};
use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Diagnostic, reading_order};
use crate::keys::{Hashes, Key, keys};
use crate::laid_out::LaidOut;
use crate::level::Level;
use crate::rule::Check;
use crate::rules::{EXAMPLE_ROW, RULES};
use crate::share::{self, share};
use crate::view::{CellView, RowView, SheetView, is_blank};

/// What is asked of every row under a schema.
#[derive(Debug)]
pub(crate) struct Law {
    rows: RowAcceptor,
    pub(crate) keys: Vec<Key>,
}

/// What some rows of a file say by themselves, or the file as a whole.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) raised: Vec<Diagnostic>,
    /// How many rows were judged: those that are not blank.
    pub(crate) judged: u64,
    /// By key.
    pub(crate) hashes: Vec<Hashes>,
}

impl Law {
    pub(crate) fn new(schema: &Schema) -> Self {
        Self {
            rows: RowAcceptor::new(schema),
            keys: keys(schema),
        }
    }

    /// What each of these files says by itself, in parts, looked at on all cores where there is much of it.
    pub(crate) fn look(&self, sheets: &[SheetView<'_>]) -> Vec<Vec<Found>> {
        let rows: usize = sheets.iter().map(|sheet| sheet.sheet().rows_len()).sum();
        let parts: Vec<Part<'_>> = sheets.iter().flat_map(parts).collect();
        let found = share(rows, &parts, |part| part.look(self));
        let mut by_sheet: Vec<Vec<Found>> = Vec::with_capacity(sheets.len());
        for (part, found) in parts.iter().zip(found) {
            match by_sheet.last_mut().filter(|_| !part.is_first) {
                Some(sheet) => sheet.push(found),
                None => by_sheet.push(vec![found]),
            }
        }
        by_sheet
    }

    /// What these rows say.
    pub(crate) fn look_at_rows<'a>(&self, on: SheetView<'a>, rows: impl Iterator<Item = Row<'a>>) -> Found {
        let mut acceptor = SheetAcceptor::new(&self.rows, &on);
        let has_key: Vec<bool> = self.keys.iter().map(|key| key.is_in(&on)).collect();
        // The rows of a part that is looked at have a known number, as good as: nothing grows row by row.
        let most = rows.size_hint().1.unwrap_or_default();
        let mut found = Found {
            hashes: has_key
                .iter()
                .map(|has_key| Vec::with_capacity(most * usize::from(*has_key)))
                .collect(),
            ..Found::default()
        };
        for row in rows.filter(|row| !row.is_blank()) {
            found.judged += 1;
            let row = RowView::new(on, row);
            let keys = self.keys.iter().zip(&has_key).zip(&mut found.hashes);
            let keys = keys.filter(|((_, has_key), _)| **has_key);
            let index = row.row.index();
            if let Some(fields) = acceptor.accepts(&row) {
                for ((key, _), hashes) in keys {
                    hashes.extend(key.hash_accepted(&row, fields).map(|hash| (index, hash)));
                }
            } else {
                let laid_out = LaidOut::new(on, row.row);
                let row = row.laid_out(&laid_out);
                for ((key, _), hashes) in keys {
                    hashes.extend(key.hash(&row).map(|hash| (index, hash)));
                }
                let before = found.raised.len();
                explain(&mut Context::new(&mut found.raised), &row);
                keep_to_example(&mut found.raised, before);
            }
        }
        found
    }
}

/// What one core looks at in one go.
struct Part<'a> {
    on: SheetView<'a>,
    /// Whether nothing of the file comes before.
    is_first: bool,
    /// The rows, as [`Sheet::rows_len`](rosterkit_sheet::Sheet::rows_len) counts them; none for the file as a whole.
    rows: Option<Range<usize>>,
}

/// The file as a whole, then its rows.
fn parts<'a>(on: &SheetView<'a>) -> impl Iterator<Item = Part<'a>> + use<'a> {
    let on = *on;
    let part = move |rows: Option<Range<usize>>| Part {
        on,
        is_first: rows.is_none(),
        rows,
    };
    let rows = share::parts(on.sheet().rows_len()).map(Some);
    std::iter::once(None).chain(rows).map(part)
}

impl Part<'_> {
    fn look(&self, law: &Law) -> Found {
        let mut found = match &self.rows {
            Some(rows) => law.look_at_rows(self.on, self.on.sheet().rows_among(rows.clone())),
            None => Found {
                raised: look_at_sheet(&self.on),
                ..Found::default()
            },
        };
        found.raised.sort_by_key(reading_order);
        found
    }
}

/// What the rules for whole files say.
pub(crate) fn look_at_sheet(on: &SheetView<'_>) -> Vec<Diagnostic> {
    let mut raised = Vec::new();
    let mut cx = Context::new(&mut raised);
    for rule in RULES {
        if let Check::Sheet(check) = rule.check {
            check(&mut cx, on);
        }
    }
    raised
}

/// Asks every rule for cells and rows.
fn explain(cx: &mut Context<'_>, row: &RowView<'_>) {
    // Where nobody can tell which cell is which, nothing is said about cells.
    if row.is_readable() {
        for cell in row.row.cells() {
            explain_cell(cx, row, cell);
        }
    }
    for rule in RULES {
        if let Check::Row(check) = rule.check {
            check(cx, row);
        }
    }
}

/// Of a row that is an example as a whole only its own rule speaks, and what is an error besides: that its numbers are invented
/// goes without saying.
fn keep_to_example(raised: &mut Vec<Diagnostic>, before: usize) {
    if raised[before..].iter().any(|found| *found.rule == EXAMPLE_ROW) {
        let of_row = raised.split_off(before);
        let errors = of_row.into_iter().filter(|found| found.level == Level::Error);
        raised.extend(errors);
    }
}

fn explain_cell<'a>(cx: &mut Context<'_>, row: &RowView<'a>, cell: Cell<'a>) {
    let Some(id) = row.on.layout.read_from(cell.reference().column) else {
        return;
    };
    let column = row.on.schema.column(id);
    if is_blank(&cell) || accepts_cell(column, &cell, row.on.document().kind()) {
        return;
    }
    // Bytes that are not UTF-8 have their own diagnostic; what stands in their stead is nobody's typing.
    if std::str::from_utf8(cell.bytes()).is_err() {
        return;
    }
    let parsed = column.field_type.parse(&cell.text());
    let view = CellView {
        in_row: *row,
        cell,
        id,
        parsed: &parsed,
        damage: Damage::of(&cell, column, &parsed),
    };
    for rule in RULES {
        if let Check::Cell(check) = rule.check {
            check(cx, &view);
        }
    }
}
