//! A sheet of rows as they are, with the wrong cells coloured.

use rust_xlsxwriter::{Format, Worksheet};

use super::{AnnotatedRow, AnnotatedSheet, Gravity, Remark, text};
use crate::template_error::TemplateError;
use crate::words::shorten;
use crate::workbook::measure::{self, Weight};
use crate::workbook::note::note;
use crate::workbook::{MAX_CELL, MAX_SIZE, is_too_long, look};

/// The narrowest and the widest column. Pixels.
const WIDTHS: (u32, u32) = (76, 280);

/// What a text loses of its cell's width on both sides. Pixels.
const BESIDE_TEXT: u32 = 24;

/// How many rows are looked at to learn how wide a column is.
const MEASURED: usize = 200;

/// The longest note, in UTF-16 units: what is longer nobody reads in a box.
const LONGEST_NOTE: usize = 2_000;

/// How many lines of a cell are shown at most; the others are seen in the cell itself.
const MOST_LINES: u32 = 12;

/// What a cell looks like, by what is said about it.
struct Looks {
    /// A text of one line.
    plain: Styles,
    /// One of several, which a spreadsheet shows as such only where it may break lines.
    broken: Styles,
}

impl Looks {
    fn new() -> Self {
        Self {
            plain: Styles::new(|format| format),
            broken: Styles::new(Format::set_text_wrap),
        }
    }

    fn of(&self, text: &str, gravity: Option<Gravity>, is_header: bool) -> &Format {
        let styles = if lines(text) > 1 {
            &self.broken
        } else {
            &self.plain
        };
        styles.of(gravity, is_header)
    }
}

struct Styles {
    header: Format,
    typed: Format,
    marked: [Format; 3],
}

impl Styles {
    fn new(changed: impl Fn(Format) -> Format) -> Self {
        let marked = [Gravity::Notable, Gravity::Doubtful, Gravity::Wrong];
        Self {
            header: changed(look::heading()),
            typed: changed(look::typed()),
            marked: marked.map(|gravity| changed(look::remarked(gravity))),
        }
    }

    fn of(&self, gravity: Option<Gravity>, is_header: bool) -> &Format {
        match gravity {
            Some(gravity) => &self.marked[gravity as usize],
            None if is_header => &self.header,
            None => &self.typed,
        }
    }
}

/// Writes the sheet. Says how many notes were left out, because there are enough of them.
pub(super) fn write(
    page: &mut Worksheet,
    sheet: AnnotatedSheet<'_>,
    notes: &mut usize,
) -> Result<usize, TemplateError> {
    let looks = Looks::new();
    page.set_name(sheet.name)?;
    let mut without_note = 0;
    let mut widths: Vec<u32> = Vec::new();
    for (count, row) in sheet.rows.enumerate() {
        check_size(&row)?;
        let is_header = row.index == sheet.header;
        if count < MEASURED {
            widen(&mut widths, &row, is_header);
        }
        without_note += write_row(page, row, is_header, (&looks, notes))?;
    }
    for (position, width) in (0..).zip(&widths) {
        page.set_column_format(position, &looks.plain.typed)?;
        page.set_column_width_pixels(position, *width)?;
    }
    page.set_freeze_panes(sheet.header + 1, 0)?;
    page.set_selection(sheet.header + 1, 0, sheet.header + 1, 0)?;
    page.set_landscape().set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(sheet.header, sheet.header)?;
    page.set_footer("&L&A&RPage &P of &N");
    Ok(without_note)
}

fn check_size(row: &AnnotatedRow<'_>) -> Result<(), TemplateError> {
    let (rows_at_most, columns_at_most) = MAX_SIZE;
    let rows = row.index as usize;
    if rows > rows_at_most || row.cells.len() > columns_at_most {
        return Err(TemplateError::SheetSize {
            rows,
            columns: row.cells.len(),
        });
    }
    Ok(())
}

fn widen(widths: &mut Vec<u32>, row: &AnnotatedRow<'_>, is_header: bool) {
    let (narrowest, widest) = WIDTHS;
    let weight = if is_header { Weight::Bold } else { Weight::Regular };
    for (position, cell) in row.cells.iter().enumerate() {
        if widths.len() <= position {
            widths.push(narrowest);
        }
        let start: String = cell.chars().take(100).collect();
        let width = measure::width(&start, weight) + BESIDE_TEXT;
        widths[position] = widths[position].max(width.min(widest));
    }
}

fn write_row(
    page: &mut Worksheet,
    row: AnnotatedRow<'_>,
    is_header: bool,
    (looks, notes): (&Looks, &mut usize),
) -> Result<usize, TemplateError> {
    let AnnotatedRow {
        index,
        cells,
        mut remarks,
    } = row;
    let mut without_note = 0;
    let height = cells.iter().map(|cell| lines(cell)).max().unwrap_or(1);
    if height > 1 {
        page.set_row_height_pixels(index, 8 + measure::LINE * height.min(MOST_LINES))?;
    }
    for (column, cell) in (0..).zip(&cells) {
        if is_too_long(cell) {
            let cut = shorten(cell, MAX_CELL);
            remarks.push(Remark {
                column: Some(column),
                gravity: Gravity::Wrong,
                text: format!("It is longer than a cell can hold, and was cut to {MAX_CELL} characters."),
            });
            let look = looks.of(&cut, Some(Gravity::Wrong), false);
            page.write_string_with_format(index, column, &cut, look)?;
        } else if !cell.is_empty() {
            let gravity = gravity(&remarks, column);
            page.write_string_with_format(index, column, &**cell, looks.of(cell, gravity, is_header))?;
        }
    }
    let of_row = remarks.iter().filter(|remark| remark.column.is_none());
    let blank_to = of_row.clone().next().map_or(0, |_| cells.len().max(1));
    let marked = remarks.iter().filter_map(|remark| remark.column);
    let blank = (0..).zip(0..blank_to).map(|(column, _)| column).chain(marked);
    for column in blank {
        if cells.get(usize::from(column)).is_none_or(|cell| cell.is_empty()) {
            page.write_blank(index, column, looks.of("", gravity(&remarks, column), is_header))?;
        }
    }
    // What is said of the row stands at its first cell.
    let mut columns: Vec<u16> = remarks.iter().map(|remark| remark.column.unwrap_or(0)).collect();
    columns.sort_unstable();
    columns.dedup();
    for column in columns {
        let here = remarks
            .iter()
            .filter(|remark| remark.column.unwrap_or(0) == column);
        if *notes == 0 {
            without_note += 1;
            continue;
        }
        *notes -= 1;
        let texts: Vec<&str> = here.map(|remark| remark.text.as_str()).collect();
        page.insert_note(index, column, &note(&fitting(&texts.join("\n\n"))))?;
    }
    Ok(without_note)
}

/// How many lines a text has.
fn lines(text: &str) -> u32 {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(MOST_LINES).saturating_add(1)
}

/// The heaviest of what is said about a cell or its row.
fn gravity(remarks: &[Remark], column: u16) -> Option<Gravity> {
    let here = remarks
        .iter()
        .filter(|remark| remark.column.is_none_or(|of| of == column));
    here.map(|remark| remark.gravity).max()
}

/// The words of a note, in what a note can hold.
fn fitting(words: &str) -> String {
    shorten(&text::printable(words), LONGEST_NOTE)
}
