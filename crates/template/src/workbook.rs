//! The workbook: a sheet to fill in, a sheet of hints, and the lists behind the choices.

mod users;
mod area;
mod marks;
mod alerts;
mod right;
mod lists;
mod hints;
mod room;
mod page;
mod note;
mod look;
mod measure;
mod annotated;

use rosterkit_schema::Fingerprint;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::field::Field;
use crate::form::Form;
use crate::template_error::TemplateError;

pub use annotated::{
    Annotated, AnnotatedRow, AnnotatedSheet, Gravity, Overview, OverviewLine, Remark, annotated, sheet_names,
};

/// The most rows below the header and the most columns of a sheet.
const MAX_SIZE: (usize, usize) = (1_048_575, 16_384);

/// The most that a cell can hold, in UTF-16 units.
const MAX_CELL: usize = 32_767;

/// How hard the parts are packed, of 1 to 9. The usual 6 takes a quarter more time to save a sixteenth of the bytes.
const PACKING: u8 = 2;

/// The XLSX to fill in: the sheet `Users` with the target's headers and the rows given, the sheet `Hints` that explains
/// them, and a hidden sheet with the lists of the choices.
///
/// A row holds one text per column of the schema, as for [`csv`](crate::csv). The columns that everyone in the batch
/// must leave blank are left out, unless a row fills one: nothing given is lost. Each text is written as text, so that
/// zeros in front stay and nothing is a formula. The same form and rows give the same bytes.
///
/// # Errors
/// When the schema, the organization or the rows exceed what a workbook can hold.
pub fn workbook(form: &Form<'_>, rows: &[Vec<String>]) -> Result<Vec<u8>, TemplateError> {
    let fields = fields(form, rows);
    check_size(&fields, rows)?;
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKING);
    workbook.set_properties(&properties(form)?);
    let (mut users, mut hints) = (Worksheet::new(), Worksheet::new());
    let places = hints::write(&mut hints, form, &fields, rows)?;
    users::write(&mut users, form, &fields, (rows, &places))?;
    workbook.push_worksheet(users);
    workbook.push_worksheet(hints);
    lists::write(&mut workbook, &fields)?;
    Ok(workbook.save_to_buffer()?)
}

/// What the workbook asks for, in the order of the schema.
fn fields<'a>(form: &Form<'a>, rows: &[Vec<String>]) -> Vec<Field<'a>> {
    let is_filled = |index: usize| {
        rows.iter()
            .any(|row| row.get(index).is_some_and(|text| !text.is_empty()))
    };
    let wanted = form
        .schema
        .columns()
        .filter(|(id, column)| !form.stays_blank(column) || is_filled(id.index()));
    wanted.map(|(id, column)| Field::new(form, id, column)).collect()
}

fn check_size(fields: &[Field<'_>], rows: &[Vec<String>]) -> Result<(), TemplateError> {
    if fields.is_empty() {
        return Err(TemplateError::NoColumns);
    }
    let (rows_at_most, columns_at_most) = MAX_SIZE;
    if rows.len() > rows_at_most || fields.len() > columns_at_most {
        return Err(TemplateError::SheetSize {
            rows: rows.len(),
            columns: fields.len(),
        });
    }
    for (index, row) in rows.iter().enumerate() {
        for field in fields {
            let text = row.get(field.id.index()).map_or("", String::as_str);
            if is_too_long(text) {
                return Err(TemplateError::CellLength {
                    header: field.column.header.clone(),
                    row: index + 2,
                });
            }
        }
    }
    Ok(())
}

/// Whether no cell can hold the text.
fn is_too_long(text: &str) -> bool {
    // No text has more UTF-16 units than bytes.
    text.len() > MAX_CELL && text.encode_utf16().count() > MAX_CELL
}

/// Who made the file and what for, and the fingerprint by which it is known again under another name. The date is a fixed
/// one: with the clock's no two files would be the same.
fn properties(form: &Form<'_>) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(&form.schema.title)
        .set_subject(form.assignments().join(", "))
        .set_author("Rosterkit")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    let fingerprint = Fingerprint::new(form.schema, form.batch).properties();
    Ok(fingerprint
        .into_iter()
        .fold(properties, |properties, (name, text)| {
            properties.set_custom_property(name, text)
        }))
}
