//! Marks on cells that are missing, wrong or there twice: conditional formats, because pasting defeats a validation.

use rosterkit_schema::{ColumnId, Condition, FieldType, Presence};
use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};

use super::area::Area;
use super::look;
use super::right::Right;
use crate::field::{Field, Need};

/// The longest text that a formula can hold, in UTF-16 units.
pub(super) const MAX_LITERAL: usize = 255;

/// The longest formula, in UTF-16 units. Excel repairs, that is takes apart, a file that has a longer one.
const MAX_FORMULA: usize = 8_192;

/// Marks the cells of a column, what weighs most first: a spreadsheet draws a cell by the first that holds.
pub(super) fn add(
    sheet: &mut Worksheet,
    fields: &[Field<'_>],
    area: Area,
    position: u16,
) -> Result<(), XlsxError> {
    let field = &fields[usize::from(position)];
    if let Some(formula) = missing(fields, area, position) {
        area.mark(sheet, position, (&formula, look::missing()))?;
    }
    area.mark(sheet, position, (&wrong(fields, position), look::wrong()))?;
    if field.column.unique {
        area.mark(
            sheet,
            position,
            (&duplicate(area, position, field), look::duplicate()),
        )?;
    }
    Ok(())
}

/// Whether the row has begun and still needs the cell; `None` where no row needs it, or no formula can tell. A row that
/// contradicts its batch is judged by what it says.
fn missing(fields: &[Field<'_>], area: Area, position: u16) -> Option<String> {
    let field = &fields[usize::from(position)];
    let unconditional = field.column.presence == Presence::Required;
    let needed = match (field.need, &field.column.required_when) {
        (Need::Recommended | Need::Optional, _) => return None,
        (_, Some(condition)) if !unconditional => {
            let holds = holds(fields, condition)?;
            match field.need {
                Need::Required => format!(",OR({}=\"\",{holds})", cell_of(fields, condition.column)?),
                _ => format!(",{holds}"),
            }
        }
        _ => String::new(),
    };
    let cell = Area::cell(position);
    Some(format!(
        "AND(LEN(TRIM({cell}))=0,COUNTA({})>0{needed})",
        area.row()
    ))
}

/// Whether the cell is filled and wrong: with a space at an end, not what its type takes, or where it must be blank.
fn wrong(fields: &[Field<'_>], position: u16) -> String {
    let field = &fields[usize::from(position)];
    let cell = Area::cell(position);
    let edges = format!("LEFT({cell})=\" \",RIGHT({cell})=\" \"");
    let shape = Right::of(field, &cell).map(|right| format!(",NOT(IFERROR({},FALSE))", right.formula));
    // Half of the longest is left to the rest. What no formula can hold, the lint finds.
    let shape = shape.filter(|shape| shape.encode_utf16().count() <= MAX_FORMULA / 2);
    let blank = field.column.blank_when.as_ref();
    let blank = blank.and_then(|condition| Some(format!(",{}", holds(fields, condition)?)));
    format!(
        "AND(LEN({cell})>0,OR({edges}{}{}))",
        shape.unwrap_or_default(),
        blank.unwrap_or_default()
    )
}

/// Whether the value is in the column twice. `COUNTIF` would take a star for anything and `00123` for 123.
fn duplicate(area: Area, position: u16, field: &Field<'_>) -> String {
    let value = |range: &str| match field.column.field_type {
        // In quotation marks or without, it is one number.
        FieldType::IdNumber(_) => format!("SUBSTITUTE({range},\"\"\"\",\"\")"),
        _ => format!("UPPER(TRIM({range}))"),
    };
    let (all, cell) = (area.column(position), Area::cell(position));
    format!(
        "AND(LEN(TRIM({cell}))>0,SUMPRODUCT(--({}={}))>1)",
        value(&all),
        value(&cell)
    )
}

/// Whether a condition holds in a row; `None` where no formula can tell.
fn holds(fields: &[Field<'_>], condition: &Condition) -> Option<String> {
    let fits = condition.is.encode_utf16().count() <= MAX_LITERAL;
    let cell = cell_of(fields, condition.column).filter(|_| fits)?;
    Some(format!("{cell}=\"{}\"", condition.is.replace('"', "\"\"")))
}

/// The cell of a column in the row, if the sheet has the column.
fn cell_of(fields: &[Field<'_>], column: ColumnId) -> Option<String> {
    let (position, _) = (0..).zip(fields).find(|(_, field)| field.id == column)?;
    Some(Area::cell(position))
}

/// Bands and lines, so that the eye keeps to its row.
pub(super) fn draw_rows(sheet: &mut Worksheet, area: Area) -> Result<(), XlsxError> {
    let line = Format::new()
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(look::LINE);
    let band = line.clone().set_background_color(look::BAND);
    area.mark_rows(sheet, ("MOD(ROW(),2)=1", band))?;
    area.mark_rows(sheet, ("MOD(ROW(),2)=0", line))
}
