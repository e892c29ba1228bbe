//! The sheet to fill in: the target's headers, and for every cell below them what Excel can say about it.

use rosterkit_schema::Presence;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, Format, FormatBorder, IgnoreError,
    Note, Worksheet, XlsxError, utility::column_number_to_name,
};

use super::measure::{self, Weight};
use super::{lists, look};
use crate::field::{Field, Need};
use crate::form::Form;
use crate::words::shorten;

const SHEET: &str = "Users";

/// The row below the header, zero-based.
const FIRST_ROW: u32 = 1;

/// How many rows are ready to be filled in.
const READY_ROWS: u32 = 1_000;

/// Excel's limits for the title and the text of a message, in UTF-16 units.
const MAX_TITLE: usize = 32;
const MAX_MESSAGE: usize = 255;

/// The longest text that a formula can hold, in UTF-16 units.
const MAX_LITERAL: usize = 255;

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

/// The width of a note, and of what its text loses on both sides. Pixels.
const NOTE_WIDTH: u32 = 300;
const BESIDE_NOTE: u32 = 20;

/// Writes the sheet.
///
/// It is no Excel table and no cell below the header is formatted on its own: both would count as used, and a thousand
/// rows of nothing but commas in the CSV that Excel saves are as large as the target's whole limit. Columns carry the
/// format, conditional formats the bands.
pub(super) fn write(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    fields: &[Field<'_>],
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(READY_ROWS);
    let area = Area {
        last_row,
        last_column: u16::try_from(fields.len() - 1).unwrap_or(u16::MAX),
    };
    sheet
        .set_name(SHEET)?
        .set_tab_color(look::INK)
        .set_screen_gridlines(false);
    for (position, field) in (0..).zip(fields) {
        write_header(sheet, form, position, field)?;
        add_validation(sheet, form, position, area, field)?;
        mark_missing(sheet, fields, position, area, field)?;
    }
    set_heights(sheet, fields)?;
    draw_rows(sheet, area)?;
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

/// The cells to fill in: from the row below the header and the first column to these, zero-based.
#[derive(Clone, Copy)]
struct Area {
    last_row: u32,
    last_column: u16,
}

impl Area {
    fn add_format(self, sheet: &mut Worksheet, format: &ConditionalFormatFormula) -> Result<(), XlsxError> {
        sheet.add_conditional_format(FIRST_ROW, 0, self.last_row, self.last_column, format)?;
        Ok(())
    }
}

fn write_header(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    position: u16,
    field: &Field<'_>,
) -> Result<(), XlsxError> {
    sheet.set_column_format(position, &look::typed())?;
    sheet.set_column_width_pixels(position, column_width(field))?;
    sheet.write_string_with_format(0, position, &field.column.header, &look::need(field.need))?;
    let why = field
        .column
        .why
        .as_ref()
        .map(|why| format!("\n\n{why}."))
        .unwrap_or_default();
    let need = field.need.in_words(form);
    let text = format!("{need}\n\n{}.\nExample: {}{why}", field.hint, field.example);
    let height = (measure::lines(&text, NOTE_WIDTH - BESIDE_NOTE, Weight::Regular) + 1) * measure::LINE;
    let note = Note::new(text)
        .add_author_prefix(false)
        .set_width(NOTE_WIDTH)
        .set_height(height);
    let paper = Format::new()
        .set_background_color(look::BAND)
        .set_font_name("Calibri")
        .set_font_size(11);
    sheet.insert_note(0, position, &note.set_author("Rosterkit").set_format(paper))?;
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

/// The message that a chosen cell shows, and the list that it opens.
fn add_validation(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    position: u16,
    area: Area,
    field: &Field<'_>,
) -> Result<(), XlsxError> {
    let message = format!(
        "{}\n{}\nExample: {}",
        field.need.in_words(form),
        field.hint,
        field.example
    );
    let mut validation = DataValidation::new()
        .set_input_title(shorten(&field.column.header, MAX_TITLE))?
        .set_input_message(shorten(&message, MAX_MESSAGE))?;
    if field.choices.is_some() {
        validation = validation
            .allow_list_formula(lists::name(field).as_str().into())
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Not in the list")?
            .set_error_message("Choose a value from the list that the arrow beside the cell opens.")?;
    }
    sheet.add_data_validation(FIRST_ROW, position, area.last_row, position, &validation)?;
    Ok(())
}

/// Marks the field in every row that has begun and still needs it.
fn mark_missing(
    sheet: &mut Worksheet,
    fields: &[Field<'_>],
    position: u16,
    area: Area,
    field: &Field<'_>,
) -> Result<(), XlsxError> {
    let Some(needed) = needed(fields, field) else {
        return Ok(());
    };
    let row = FIRST_ROW + 1;
    let cell = column_number_to_name(position);
    let last = column_number_to_name(area.last_column);
    let rule = format!("=AND(LEN(TRIM(${cell}{row}))=0,COUNTA($A{row}:${last}{row})>0{needed})");
    let format = ConditionalFormatFormula::new()
        .set_rule(rule.as_str())
        .set_format(look::missing());
    sheet.add_conditional_format(FIRST_ROW, position, area.last_row, position, &format)?;
    Ok(())
}

/// What a formula adds so that it holds only for the rows that need the field; `None` where no row does, or where
/// no formula can tell. A row that contradicts its batch is judged by what it says.
fn needed(fields: &[Field<'_>], field: &Field<'_>) -> Option<String> {
    let unconditional = field.column.presence == Presence::Required;
    match (field.need, &field.column.required_when) {
        (Need::Recommended | Need::Optional, _) => None,
        (_, Some(condition)) if !unconditional => {
            let (position, _) = (0..)
                .zip(fields)
                .find(|(_, field)| field.id == condition.column)?;
            let deciding = format!("${}{}", column_number_to_name(position), FIRST_ROW + 1);
            let fits = condition.is.encode_utf16().count() <= MAX_LITERAL;
            let holds = format!("{deciding}=\"{}\"", condition.is.replace('"', "\"\""));
            fits.then(|| match field.need {
                Need::Required => format!(",OR({deciding}=\"\",{holds})"),
                _ => format!(",{holds}"),
            })
        }
        _ => Some(String::new()),
    }
}

/// Bands and lines, so that the eye keeps to its row.
fn draw_rows(sheet: &mut Worksheet, area: Area) -> Result<(), XlsxError> {
    let line = Format::new()
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(look::LINE);
    let band = line.clone().set_background_color(look::BAND);
    area.add_format(
        sheet,
        &ConditionalFormatFormula::new()
            .set_rule("=MOD(ROW(),2)=1")
            .set_format(band),
    )?;
    area.add_format(
        sheet,
        &ConditionalFormatFormula::new()
            .set_rule("=MOD(ROW(),2)=0")
            .set_format(line),
    )
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
