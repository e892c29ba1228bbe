//! Whether a column of another name may be a column of the schema: by what stands in it.

use rosterkit_schema::{ColumnId, Condition, FieldError, ZipError};
use rosterkit_sheet::{Cell, ColumnIndex};

use crate::fix::Applicability;
use crate::meaning::meaning;
use crate::rules::choice_meant;
use crate::view::{RowView, SheetView, is_blank};

/// How many values are looked at. What must be blank is looked for in every row.
const SAMPLE: u32 = 1000;

/// One in so many values may be wrong, as in any column.
const ONE_IN: u32 = 10;

/// Whether nearly all values of this column are values of that one, and none of them or because of them must be blank then.
pub(crate) fn fits(sheet: &SheetView<'_>, place: ColumnIndex, id: ColumnId) -> bool {
    let (mut filled, mut wrong) = (0, 0);
    let mut conditions = sheet
        .schema()
        .columns()
        .filter_map(|(of, column)| Some((of, column.blank_when.as_ref()?)));
    let is_conditional = conditions.any(|(of, when)| of == id || when.column == id);
    for row in sheet.sheet().rows().map(|row| RowView::new(*sheet, row)) {
        let Some(cell) = row.row().cell(place).filter(|cell| !is_blank(cell)) else {
            continue;
        };
        if filled == SAMPLE && !is_conditional {
            break;
        }
        if is_forbidden(&row, id) || forbids(&row, &cell, id) {
            return false;
        }
        if filled < SAMPLE {
            filled += 1;
            wrong += u32::from(!is_value(sheet, &cell, id));
        }
    }
    wrong * ONE_IN <= filled
}

/// Whether a cell is a value of the column, or can be repaired to be one.
fn is_value(sheet: &SheetView<'_>, cell: &Cell<'_>, id: ColumnId) -> bool {
    let column = sheet.schema().column(id);
    let lost_zeros = || {
        let error = column.field_type.parse(&cell.text()).err();
        matches!(error, Some(FieldError::Zip(ZipError::LostZeros { .. })))
    };
    let is_choice = || choice_meant(&cell.text(), &column.field_type.words()).is_some();
    meaning(cell, column, Applicability::Unsafe).is_some() || lost_zeros() || is_choice()
}

/// Whether the column must be blank in the row.
fn is_forbidden(row: &RowView<'_>, id: ColumnId) -> bool {
    let when = row.on.schema().column(id).blank_when.as_ref();
    when.is_some_and(|when| {
        row.cell(when.column)
            .is_some_and(|cell| may_decide(row, &cell, when))
    })
}

/// Whether a filled cell of the row must be blank once the column says this.
fn forbids(row: &RowView<'_>, cell: &Cell<'_>, id: ColumnId) -> bool {
    let mut columns = row.on.schema().columns();
    columns.any(|(other, column)| {
        let when = column.blank_when.as_ref().filter(|when| when.column == id);
        let is_filled = || row.cell(other).is_some_and(|cell| !is_blank(&cell));
        when.is_some_and(|when| is_filled() && may_decide(row, cell, when))
    })
}

/// Whether the condition holds where its column says this, or a guess at what that means makes it hold.
fn may_decide(row: &RowView<'_>, cell: &Cell<'_>, when: &Condition) -> bool {
    let words = row.on.schema().column(when.column).field_type.words();
    let is_guess = || choice_meant(&cell.text(), &words).is_some_and(|(word, _)| word == when.is);
    row.on.decides(cell, when) || is_guess()
}
