//! The rows that may be imported, as a type that only the judgement can make.

use rosterkit_schema::{Batch, ColumnId, Schema, Value, trim_blanks};
use rosterkit_sheet::{Document, RowIndex};

use crate::damage::holds_no_value;
use crate::diagnostic::FileId;
use crate::keys::RowAt;
use crate::master::Part;
use crate::report::{Report, Sorted};
use crate::view::{RowView, SheetView, is_blank};

/// The rows in which no rule found an error. Nothing else can be imported.
#[derive(Debug, Clone, Copy)]
pub struct CleanRows<'a> {
    report: &'a Report,
}

/// The rows in which a rule found an error, or whose sheet has one.
#[derive(Debug, Clone, Copy)]
pub struct RejectedRows<'a> {
    report: &'a Report,
}

/// The clean rows of one file, or of a master those of people who get the same.
#[derive(Debug, Clone, Copy)]
pub struct CleanFile<'a> {
    report: &'a Report,
    sheet: SheetView<'a>,
    part: Option<(&'a Part, &'a Sorted)>,
}

/// A row in which every cell is blank or a value. A word for "none", where the cell may be blank, counts as blank, and a
/// cell whose error somebody has waived holds its text, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanRow {
    index: RowIndex,
    values: Vec<Option<Value>>,
}

impl<'a> CleanRows<'a> {
    pub(crate) fn new(report: &'a Report) -> Self {
        Self { report }
    }

    /// The schema by which the values are read.
    pub fn schema(&self) -> &'a Schema {
        self.report.schema()
    }

    /// The files, in the order given, those without a clean row included. A master is as many as there are kinds of people
    /// in it: each person once, with all that their rows give.
    pub fn files(&self) -> impl Iterator<Item = CleanFile<'a>> + use<'a> {
        let report = self.report;
        report.files().flat_map(move |sheet| {
            let of = move |part| CleanFile { report, sheet, part };
            match report.master(sheet.file) {
                None => vec![of(None)],
                Some(sorted) => sorted.parts.iter().map(|part| of(Some((part, sorted)))).collect(),
            }
        })
    }

    /// Whether somebody may stand in two of [`Self::files`]: in those of one master nobody does.
    pub fn may_repeat(&self) -> bool {
        self.report.files().nth(1).is_some()
    }
}

impl<'a> CleanFile<'a> {
    /// The file as read.
    pub fn document(&self) -> &'a Document {
        self.sheet.document()
    }

    /// What all its people get.
    pub fn batch(&self) -> &'a Batch {
        self.part
            .map_or(&self.sheet.roster.batch, |(part, _)| &part.batch)
    }

    /// Its clean rows, in order, read one at a time.
    pub fn rows(&self) -> Box<dyn Iterator<Item = CleanRow> + 'a> {
        let Self { report, sheet, part } = *self;
        let clean = move |row: RowView<'a>| CleanRow {
            index: row.row().index(),
            values: sheet
                .schema()
                .columns()
                .map(|(id, _)| row.value(id).or_else(|| waived(report, &row, id)))
                .collect(),
        };
        let Some((part, sorted)) = part else {
            let fit = move |row: &RowView<'a>| !report.refuses(RowAt::of(row));
            return Box::new(rows(sheet).filter(fit).map(clean));
        };
        let whole = move |index: &RowIndex| {
            let others = sorted.more.get(index).into_iter().flatten();
            let first = clean(sheet.row(*index)?);
            let others = others.filter_map(|other| Some(clean(sheet.row(*other)?)));
            Some(others.fold(first, CleanRow::filled_from))
        };
        Box::new(part.rows.iter().filter_map(whole))
    }
}

impl CleanRow {
    /// The row with what another one of the same person says where it is blank.
    fn filled_from(mut self, other: Self) -> Self {
        for (value, other) in self.values.iter_mut().zip(other.values) {
            if value.is_none() {
                *value = other;
            }
        }
        self
    }

    /// The row as Excel counts: see [`RowIndex::number`].
    pub fn index(&self) -> RowIndex {
        self.index
    }

    /// What the cell of this column holds; `None` when it is blank.
    pub fn value(&self, column: ColumnId) -> Option<&Value> {
        self.values.get(column.index())?.as_ref()
    }
}

impl<'a> RejectedRows<'a> {
    pub(crate) fn new(report: &'a Report) -> Self {
        Self { report }
    }

    /// The rejected rows, in order: file and row as Excel counts.
    pub fn rows(&self) -> impl Iterator<Item = (FileId, RowIndex)> + use<'a> {
        let report = self.report;
        report
            .files()
            .flat_map(|sheet| {
                rows(sheet).map(move |row| RowAt {
                    file: sheet.file,
                    row: row.row().index(),
                })
            })
            .filter(move |at| report.refuses(*at))
            .map(|at| (at.file, at.row))
    }
}

/// What a cell says that is no value of its column: somebody has waived the error, and knows better than the column's type.
fn waived(report: &Report, row: &RowView<'_>, id: ColumnId) -> Option<Value> {
    let cell = row
        .cell(id)
        .filter(|cell| !is_blank(cell) && !holds_no_value(cell))?;
    let is_waived = report.has_waiver(RowAt::of(row));
    is_waived.then(|| Value::Text(trim_blanks(&cell.text()).to_owned()))
}

/// The rows of a sheet that hold anybody.
pub(crate) fn rows(on: SheetView<'_>) -> impl Iterator<Item = RowView<'_>> {
    on.sheet()
        .rows()
        .filter(|row| !row.is_blank())
        .map(move |row| RowView { on, row })
}
