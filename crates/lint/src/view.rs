//! What a rule is shown: a sheet, a row or a cell, with the law that governs it.

use rosterkit_schema::{
    Batch, Column, ColumnId, Condition, EinError, FieldError, FieldType, Phone, Presence, Schema, USER_NAME,
    Value,
};
use rosterkit_sheet::{Cell, CellRef, Document, DocumentKind, Fault, Row, RowIndex, Sheet};

use crate::acceptor::accepts_cell;
use crate::damage::{Damage, holds_no_value};
use crate::diagnostic::{FileId, Location, Place};
use crate::fix::Applicability;
use crate::laid_out::LaidOut;
use crate::master::Master;
use crate::meaning::meaning;
use crate::roster::{Layout, Roster};
use crate::shape::is_astray;
use crate::words::Values;

mod organization;
mod text;

pub(crate) use organization::OrganizationView;
use text::plain;
pub(crate) use text::{is_blank, says};

/// One sheet under its law.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SheetView<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) roster: &'a Roster,
    pub(crate) layout: &'a Layout,
    pub(crate) file: FileId,
}

impl<'a> SheetView<'a> {
    pub(crate) fn schema(&self) -> &'a Schema {
        self.schema
    }

    pub(crate) fn document(&self) -> &'a Document {
        &self.roster.document
    }

    pub(crate) fn sheet(&self) -> &'a Sheet {
        self.roster.document.sheet()
    }

    pub(crate) fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// Where each row of the file says what its person gets.
    pub(crate) fn master(&self) -> Option<&'a Master> {
        self.roster.master.as_ref()
    }

    /// Whether the reader noticed a misplaced quotation mark anywhere.
    pub(crate) fn has_quote_fault(&self) -> bool {
        self.sheet().faults().iter().any(is_quote_fault)
    }

    /// The row at this index, as a row under its law.
    pub(crate) fn row(&self, index: RowIndex) -> Option<RowView<'a>> {
        Some(RowView::new(*self, self.sheet().row(index)?))
    }

    pub(crate) fn at(&self, place: Place) -> Location {
        Location {
            file: self.file,
            place,
        }
    }

    /// Whether a listener may see what stands in this cell: see [`Scene::shows`](crate::Scene::shows).
    pub(crate) fn shows(&self, place: Place, values: Values) -> bool {
        if place.cell().is_some_and(|cell| self.is_personal_number(cell)) {
            return false;
        }
        let secret = |column: &Column| column.is_secret();
        if values == Values::Shown && !self.schema.columns.iter().any(secret) {
            return true;
        }
        let Some(row) = place.row().and_then(|row| self.row(row)) else {
            return false;
        };
        let column = place.cell().and_then(|cell| self.layout.named(cell.column));
        let text = || {
            place
                .cell()
                .and_then(|cell| row.row.cell(cell.column))
                .map(|cell| cell.text())
        };
        // Where a column holds passwords, one of them can stand in any cell that is not certainly another's.
        self.is_header(row.row)
            || row.is_readable()
                && column
                    .map(|id| self.schema.column(id))
                    .is_some_and(|column| match values {
                        Values::Shown => !column.is_secret(),
                        Values::Masked => {
                            !column.sensitive
                                && !text().is_some_and(|text| is_astray(&column.field_type, &text))
                        }
                    })
    }

    /// Whether a person's tax number stands where a company's is wanted: nobody else needs to see it, on a terminal neither.
    fn is_personal_number(&self, cell: CellRef) -> bool {
        let Some(id) = self.layout.named(cell.column) else {
            return false;
        };
        let field_type = &self.schema.column(id).field_type;
        *field_type == FieldType::Ein
            && self.sheet().cell(cell).is_some_and(|cell| {
                let error = field_type.parse(&cell.text()).err();
                matches!(
                    error,
                    Some(FieldError::Ein(EinError::Ssn | EinError::Itin | EinError::Atin))
                )
            })
    }

    /// The text of the file, with asterisks for what the listener may not see.
    pub(crate) fn text(&self, values: Values) -> String {
        self.document()
            .text_showing(&|cell| self.shows(Place::Cell(cell), values))
    }

    /// Whether the condition holds where its column says this. Letter case, blanks and marks around the choice are their own
    /// rules' business.
    pub(crate) fn decides(&self, cell: &Cell<'_>, condition: &Condition) -> bool {
        if let Some(text) = plain(cell) {
            return text.trim_ascii().eq_ignore_ascii_case(condition.is.as_bytes());
        }
        let column = self.schema.column(condition.column);
        let meant = meaning(cell, column, Applicability::Unsafe);
        meant.is_some_and(|meant| {
            column
                .field_type
                .text_of(&meant)
                .eq_ignore_ascii_case(&condition.is)
        })
    }

    pub(crate) fn is_header(&self, row: Row<'_>) -> bool {
        self.sheet()
            .header()
            .is_some_and(|header| header.index() == row.index())
    }
}

/// One row under its law.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowView<'a> {
    pub(crate) on: SheetView<'a>,
    pub(crate) row: Row<'a>,
    laid_out: Option<&'a LaidOut<'a>>,
}

impl<'a> RowView<'a> {
    pub(crate) fn new(on: SheetView<'a>, row: Row<'a>) -> Self {
        let laid_out = None;
        Self { on, row, laid_out }
    }

    /// The same row when it has been laid out.
    pub(crate) fn laid_out<'b>(&self, laid_out: &'b LaidOut<'a>) -> RowView<'b>
    where
        'a: 'b,
    {
        let laid_out = Some(laid_out);
        RowView { laid_out, ..*self }
    }

    pub(crate) fn row(&self) -> Row<'a> {
        self.row
    }

    /// What the person of the row gets.
    pub(crate) fn batch(&self) -> &'a Batch {
        self.on.roster.batch_of(self.row.index())
    }

    /// The cell of a column of the schema. `None` where the sheet has no such column or the row ends before it.
    pub(crate) fn cell(&self, column: ColumnId) -> Option<Cell<'a>> {
        match self.laid_out {
            Some(laid_out) => laid_out.cells[column.index()],
            None => self.row.cell(self.on.layout.place(column)?),
        }
    }

    /// Where the cell of a column is.
    pub(crate) fn at(&self, column: ColumnId) -> Option<Location> {
        let cell = CellRef {
            row: self.row.index(),
            column: self.on.layout.place(column)?,
        };
        Some(self.on.at(Place::Cell(cell)))
    }

    /// Where the username is.
    pub(crate) fn username_at(&self) -> Option<Location> {
        self.at(self.on.schema.column_holding(USER_NAME)?)
    }

    /// The value of a column, where the cell is filled and right.
    pub(crate) fn value(&self, column: ColumnId) -> Option<Value> {
        let cell = self
            .cell(column)
            .filter(|cell| !is_blank(cell) && !holds_no_value(cell))?;
        self.on.schema.column(column).field_type.parse(&cell.text()).ok()
    }

    /// The value of a column, or the one that a safe fix makes of the cell.
    pub(crate) fn meant(&self, column: ColumnId) -> Option<Value> {
        meaning(
            &self.cell(column)?,
            self.on.schema.column(column),
            Applicability::Safe,
        )
    }

    /// Whether the row is refused if the column is blank.
    pub(crate) fn needs(&self, column: ColumnId) -> bool {
        let column = self.on.schema.column(column);
        let when = column.required_when.as_ref();
        column.presence == Presence::Required || when.is_some_and(|when| self.deciding_cell(when).is_some())
    }

    /// The cell that says that the column must be blank.
    pub(crate) fn must_be_blank(&self, column: ColumnId) -> Option<CellRef> {
        let when = self.on.schema.column(column).blank_when.as_ref();
        when.and_then(|when| self.deciding_cell(when))
    }

    /// The column that tells providers from others, and the word of it that contradicts what the person of the row gets.
    pub(crate) fn contrary_to_batch(&self) -> Option<(ColumnId, &'a str)> {
        let law = self.on.schema.batch.provider.as_ref()?;
        let wrong = if self.batch().provider? {
            &law.other
        } else {
            &law.provider
        };
        Some((law.column, wrong))
    }

    /// Whether the row says what its person gets, or nothing else does.
    pub(crate) fn is_assigned(&self) -> bool {
        let batch = |master: &Master| master.batch(self.row.index()).is_some();
        self.on.master().is_none_or(batch)
    }

    /// The pairs of columns that must agree in this row and do not certainly: each of this type that may be filled, with the
    /// one that decides.
    pub(crate) fn compared(&self, is_of_type: fn(&FieldType) -> bool) -> Vec<(ColumnId, ColumnId)> {
        let is_wanted = |(id, _): &(ColumnId, ColumnId)| is_of_type(&self.on.schema.column(*id).field_type);
        match self.laid_out {
            Some(laid_out) => laid_out.compared.iter().copied().filter(is_wanted).collect(),
            None => self.find_compared().into_iter().filter(is_wanted).collect(),
        }
    }

    /// The same, found out.
    pub(crate) fn find_compared(&self) -> Vec<(ColumnId, ColumnId)> {
        let columns = self.on.schema.columns().filter(|_| self.is_readable());
        columns
            .filter_map(|(id, column)| Some((id, column.agrees_with?)))
            .filter(|(id, other)| !self.agree_at_a_glance(*id, *other) && self.must_be_blank(*id).is_none())
            .collect()
    }

    fn agree_at_a_glance(&self, column: ColumnId, other: ColumnId) -> bool {
        let accepted = |id: ColumnId| {
            let cell = self.cell(id)?;
            accepts_cell(self.on.schema.column(id), &cell, self.on.document().kind()).then(|| cell.bytes())
        };
        let field_type = &self.on.schema.column(column).field_type;
        let both = accepted(column).zip(accepted(other));
        both.is_some_and(|(one, other)| field_type.agrees_at_a_glance(one, other))
    }

    /// Whether each cell certainly stands under its own header. Where it does not, nothing can be said about cells.
    pub(crate) fn is_readable(&self) -> bool {
        match self.laid_out {
            Some(laid_out) => laid_out.is_readable,
            None => self.is_readable_if_wide(self.row.len()),
        }
    }

    /// The same of a row that has so many cells.
    pub(crate) fn is_readable_if_wide(&self, cells: usize) -> bool {
        self.fits_if_wide(cells) && !self.has_quote_fault()
    }

    /// Whether the row has as many cells as the header. A workbook stores no blank cells at the end of a row.
    pub(crate) fn fits(&self) -> bool {
        self.fits_if_wide(self.row.len())
    }

    fn fits_if_wide(&self, cells: usize) -> bool {
        let width = self.on.layout.width();
        match self.on.document().kind() {
            DocumentKind::Csv => cells == width,
            DocumentKind::Workbook => cells <= width,
        }
    }

    /// Whether the reader noticed a misplaced quotation mark in the row.
    pub(crate) fn has_quote_fault(&self) -> bool {
        self.faults().any(is_quote_fault)
    }

    /// Whether the reader could not make out this cell, so that it only looks blank.
    pub(crate) fn is_unreadable(&self, cell: CellRef) -> bool {
        self.faults()
            .any(|fault| *fault == Fault::BadCell { cell } || *fault == Fault::UncomputedFormula { cell })
    }

    /// What the reader noticed in the row.
    fn faults(&self) -> impl Iterator<Item = &'a Fault> {
        let row_of = |fault: &Fault| fault.cell().map(|cell| cell.row);
        let this = Some(self.row.index());
        let faults = self.on.sheet().faults();
        let first = faults.partition_point(|fault| row_of(fault) < this);
        faults[first..]
            .iter()
            .take_while(move |fault| row_of(fault) == this)
    }

    /// The cell that makes the condition hold; `None` when it does not hold.
    pub(crate) fn deciding_cell(&self, condition: &Condition) -> Option<CellRef> {
        let cell = self.cell(condition.column)?;
        self.on.decides(&cell, condition).then(|| cell.reference())
    }
}

fn is_quote_fault(fault: &Fault) -> bool {
    matches!(fault, Fault::UnclosedQuote { .. } | Fault::StrayQuote { .. })
}

/// One cell that is not blank and was not accepted at a glance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellView<'a> {
    pub(crate) in_row: RowView<'a>,
    pub(crate) cell: Cell<'a>,
    pub(crate) id: ColumnId,
    pub(crate) parsed: &'a Result<Value, FieldError>,
    pub(crate) damage: Option<Damage>,
}

impl<'a> CellView<'a> {
    pub(crate) fn column(&self) -> &'a Column {
        self.in_row.on.schema.column(self.id)
    }

    pub(crate) fn cell(&self) -> Cell<'a> {
        self.cell
    }

    /// What a spreadsheet or copying did to the text.
    pub(crate) fn damage(&self) -> Option<Damage> {
        self.damage
    }

    /// Why the text is not a value of the column's type. A damaged text is nobody's typing, so only the rule for its
    /// damage says what is wrong with it.
    pub(crate) fn error(&self) -> Option<FieldError> {
        let error = self.parsed.as_ref().err().copied();
        error.filter(|_| self.damage.is_none())
    }

    /// What the cell says.
    pub(crate) fn value(&self) -> Option<&'a Value> {
        let value = self.parsed.as_ref().ok();
        value.filter(|_| self.damage.is_none())
    }

    /// The number of the North American plan that it says, with or without the code of the country.
    pub(crate) fn nanp(&self) -> Option<Phone> {
        match self.value()? {
            Value::Phone(phone) => Some(*phone),
            Value::E164(number) => number.nanp(),
            _ => None,
        }
    }

    pub(crate) fn at(&self) -> Location {
        self.in_row.on.at(Place::Cell(self.cell.reference()))
    }

    /// The file's kind decides how a value may be written.
    pub(crate) fn document(&self) -> &'a Document {
        self.in_row.on.document()
    }
}
