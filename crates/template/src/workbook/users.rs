//! The sheet to fill in: the target's headers, and for every cell below them what Excel can say about it.

use rust_xlsxwriter::{IgnoreError, Url, Worksheet, XlsxError};

use super::area::{Area, FIRST_ROW};
use super::measure::{self, Weight};
use super::note::note;
use super::{alerts, hints, look, marks};
use crate::field::Field;
use crate::form::Form;

pub(super) const SHEET: &str = "Users";

/// What a header loses of its cell's width to the button of the filter and to the indent, in pixels.
const BESIDE_HEADER: u32 = 36;

/// What any other text loses of its cell's width to the indent and the arrow of a list, in pixels.
const BESIDE_TEXT: u32 = 30;

/// A header that is wider goes on in another line. Pixels.
const WIDEST_HEADER: u32 = 130;

/// The narrowest and the widest column. Pixels.
const COLUMN_WIDTHS: (u32, u32) = (76, 280);

/// The height of a row below the header. Pixels.
const ROW_HEIGHT: u32 = 24;

/// Writes the sheet.
///
/// It is no Excel table and no cell below the header is formatted on its own: both would count as used, and a thousand
/// rows of nothing but commas in the CSV that Excel saves are as large as the target's whole limit. Columns carry the
/// format, conditional formats the bands.
pub(super) fn write(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    fields: &[Field<'_>],
    (rows, places): (&[Vec<String>], &[u32]),
) -> Result<(), XlsxError> {
    let area = Area::new(fields, rows);
    sheet
        .set_name(SHEET)?
        .set_tab_color(look::INK)
        .set_screen_gridlines(false);
    for ((position, field), place) in (0..).zip(fields).zip(places) {
        write_header(sheet, form, (position, *place), field)?;
        alerts::add(sheet, form, area, (position, field))?;
        marks::add(sheet, fields, area, position)?;
    }
    set_heights(sheet, fields)?;
    marks::draw_rows(sheet, area)?;
    write_rows(sheet, fields, rows)?;
    sheet.ignore_error_range(
        FIRST_ROW,
        0,
        area.last_row,
        area.last_column,
        IgnoreError::NumberStoredAsText,
    )?;
    sheet.autofilter(0, 0, area.last_row, area.last_column)?;
    sheet
        .set_freeze_panes(FIRST_ROW, 0)?
        .set_selection(FIRST_ROW, 0, FIRST_ROW, 0)?;
    sheet
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?;
    sheet
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RPage &P of &N");
    Ok(())
}

fn write_header(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    (position, place): (u16, u32),
    field: &Field<'_>,
) -> Result<(), XlsxError> {
    sheet.set_column_format(position, &look::typed())?;
    sheet.set_column_width_pixels(position, column_width(field))?;
    let hint = Url::new(format!("internal:'{}'!A{}", hints::SHEET, place + 1))
        .set_text(&field.column.header)
        .set_tip("Go to the hints on this column");
    sheet.write_url_with_format(0, position, hint, &look::need(field.need))?;
    let why = field
        .column
        .why
        .as_ref()
        .map(|why| format!("\n\n{why}."))
        .unwrap_or_default();
    let need = field.need.in_words(form);
    let text = format!("{need}\n\n{}.\nExample: {}{why}", field.hint, field.example);
    sheet.insert_note(0, position, &note(&text))?;
    Ok(())
}

/// A width in pixels that shows the header on few lines, and the example or the longest choice on one.
fn column_width(field: &Field<'_>) -> u32 {
    let header = measure::width(&field.column.header, Weight::Bold).min(WIDEST_HEADER) + BESIDE_HEADER;
    let choices = field.choices.iter().flatten();
    let content = choices
        .chain([&field.example])
        .map(|text| measure::width(text, Weight::Regular) + BESIDE_TEXT)
        .max();
    let (narrowest, widest) = COLUMN_WIDTHS;
    content.unwrap_or(0).max(header).clamp(narrowest, widest)
}

fn set_heights(sheet: &mut Worksheet, fields: &[Field<'_>]) -> Result<(), XlsxError> {
    let lines = fields.iter().map(|field| {
        measure::lines(
            &field.column.header,
            column_width(field) - BESIDE_HEADER,
            Weight::Bold,
        )
    });
    sheet.set_default_row_height_pixels(ROW_HEIGHT);
    sheet.set_row_height_pixels(0, 28 + measure::LINE * lines.max().unwrap_or(1))?;
    Ok(())
}

fn write_rows(sheet: &mut Worksheet, fields: &[Field<'_>], rows: &[Vec<String>]) -> Result<(), XlsxError> {
    let format = look::typed();
    for (row, texts) in (FIRST_ROW..).zip(rows) {
        for (position, field) in (0..).zip(fields) {
            match texts.get(field.id.index()) {
                Some(text) if !text.is_empty() => {
                    sheet.write_string_with_format(row, position, text, &format)?
                }
                _ => continue,
            };
        }
    }
    Ok(())
}
