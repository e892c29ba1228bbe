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

    /// Where its clean rows stand, in order; of a person with several, where the first stands.
    pub fn indices(&self) -> Box<dyn Iterator<Item = RowIndex> + 'a> {
        let Self { report, sheet, part } = *self;
        match part {
            Some((part, _)) => Box::new(part.rows.iter().copied()),
            None => Box::new(
                rows(sheet)
                    .filter(move |row| !report.refuses(RowAt::of(row)))
                    .map(|row| row.row().index()),
            ),
        }
    }

    /// Its clean rows, in order, read one at a time.
    pub fn rows(&self) -> impl Iterator<Item = CleanRow> + use<'a> {
        let file = *self;
        file.indices().filter_map(move |index| file.read(index))
    }

    /// The clean row that stands there, read anew; `None` where none does.
    pub fn row(&self, index: RowIndex) -> Option<CleanRow> {
        let is_clean = if let Some((part, _)) = self.part {
            part.rows.binary_search(&index).is_ok()
        } else {
            let header = self.sheet.sheet().header();
            let row = self
                .sheet
                .row(index)
                .filter(|row| !row.row().is_blank() && header.is_some_and(|header| header.index() < index));
            row.is_some_and(|row| !self.report.refuses(RowAt::of(&row)))
        };
        is_clean.then(|| self.read(index)).flatten()
    }

    /// Reads a row that is clean.
    fn read(&self, index: RowIndex) -> Option<CleanRow> {
        let read = |index| Some(self.read_alone(&self.sheet.row(index)?));
        let others = self.part.and_then(|(_, sorted)| sorted.more.get(&index));
        let others = others.into_iter().flatten().filter_map(|other| read(*other));
        Some(others.fold(read(index)?, CleanRow::filled_from))
    }

    fn read_alone(&self, row: &RowView<'a>) -> CleanRow {
        let columns = self.sheet.schema().columns();
        CleanRow {
            index: row.row().index(),
            values: columns
                .map(|(id, _)| row.value(id).or_else(|| waived(self.report, row, id)))
                .collect(),
        }
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
        .map(move |row| RowView::new(on, row))
}
