//! The rows that may be imported, as a type that only the judgement can make.

use rosterkit_schema::{Batch, ColumnId, Schema, Value, trim_blanks};
use rosterkit_sheet::{Document, RowIndex};

use crate::diagnostic::FileId;
use crate::keys::RowAt;
use crate::report::Report;
use crate::view::{RowView, SheetView, holds_no_value, is_blank};

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

/// The clean rows of one file.
#[derive(Debug, Clone, Copy)]
pub struct CleanFile<'a> {
    report: &'a Report,
    sheet: SheetView<'a>,
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

    /// The files, in the order given, those without a clean row included.
    pub fn files(&self) -> impl Iterator<Item = CleanFile<'a>> + use<'a> {
        let report = self.report;
        report.files().map(move |sheet| CleanFile { report, sheet })
    }
}

impl<'a> CleanFile<'a> {
    /// The file as read.
    pub fn document(&self) -> &'a Document {
        self.sheet.document()
    }

    /// What all its people get.
    pub fn batch(&self) -> &'a Batch {
        self.sheet.batch()
    }

    /// Its clean rows, in order, read one at a time.
    pub fn rows(&self) -> impl Iterator<Item = CleanRow> + use<'a> {
        let Self { report, sheet } = *self;
        rows(sheet)
            .filter(move |row| {
                !report.refuses(RowAt {
                    file: sheet.file,
                    row: row.row().index(),
                })
            })
            .map(move |row| CleanRow {
                index: row.row().index(),
                values: sheet
                    .schema()
                    .columns()
                    .map(|(id, _)| row.value(id).or_else(|| waived(report, &row, id)))
                    .collect(),
            })
    }
}

impl CleanRow {
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
fn rows(on: SheetView<'_>) -> impl Iterator<Item = RowView<'_>> {
    on.sheet()
        .rows()
        .filter(|row| !row.is_blank())
        .map(move |row| RowView { on, row })
}
