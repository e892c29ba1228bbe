//! The overview: all that is wrong, in a table whose lines lead to the cells.

use rust_xlsxwriter::{Format, FormatAlign, FormatUnderline, Url, Worksheet, XlsxError};

use super::{Gravity, MOST_NOTES, Overview, OverviewLine, text};
use crate::words::shorten;
use crate::workbook::measure::{self, Weight};
use crate::workbook::page::cell;
use crate::workbook::{MAX_CELL, look};

/// The columns of the table, and how wide they are in pixels.
const COLUMNS: [(&str, u32); 8] = [
    ("How grave", 90),
    ("File", 210),
    ("Cell", 80),
    ("To correct", 90),
    ("Column", 150),
    ("What is wrong", 400),
    ("What to do", 400),
    ("Rule", 170),
];

/// What a text loses of its cell's width on both sides. Pixels.
const BESIDE_TEXT: u32 = 22;

/// The most lines of the table: a sheet holds ten times as many, which nobody reads.
const MOST_LINES: usize = 100_000;

/// The most lines whose places are links, two each: Excel takes 65,530 on a sheet.
const MOST_LINKED: usize = 32_000;

/// Writes the sheet.
pub(super) fn write(
    page: &mut Worksheet,
    overview: Overview<'_>,
    without_note: usize,
) -> Result<(), XlsxError> {
    page.set_name(overview.name)?
        .set_tab_color(look::INK)
        .set_screen_gridlines(false);
    for (position, (_, width)) in (0..).zip(COLUMNS) {
        page.set_column_width_pixels(position, width)?;
    }
    let title = Format::new()
        .set_font_color(look::INK)
        .set_bold()
        .set_font_size(22)
        .set_indent(1);
    page.set_row_height(0, 36)?;
    page.write_string_with_format(0, 0, overview.title, &title)?;
    let (lines, all) = overview.lines;
    let mut paragraphs = overview.paragraphs;
    paragraphs.extend(left_out(lines, without_note));
    let plain = Format::new().set_font_color(look::TEXT).set_indent(1);
    let mut row = 1;
    for paragraph in &paragraphs {
        page.write_string_with_format(row, 0, text::printable(paragraph), &plain)?;
        row += 1;
    }
    row += 1;
    for (position, (name, _)) in (0..).zip(COLUMNS) {
        page.write_string_with_format(row, position, name, &look::heading())?;
    }
    let looks = Looks::new();
    let header = row;
    for (count, line) in all.take(MOST_LINES).enumerate() {
        row += 1;
        write_line(page, row, &line, (count < MOST_LINKED, &looks))?;
    }
    page.autofilter(header, 0, row.max(header + 1), 7)?;
    page.set_freeze_panes(header + 1, 0)?;
    page.set_landscape().set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(header, header)?;
    page.set_footer("&L&A&RPage &P of &N");
    Ok(())
}

/// What the workbook does not show, counted.
fn left_out(lines: usize, without_note: usize) -> Vec<String> {
    let mut words = Vec::new();
    if lines > MOST_LINES {
        words.push(format!(
            "Only the first {MOST_LINES} of {lines} lines are below: the cells of the others are coloured too, and a report in \
             another format has them all."
        ));
    }
    if without_note > 0 {
        words.push(format!(
            "{without_note} notes at cells are left out, because a workbook with more than {MOST_NOTES} opens slowly. Their cells \
             are coloured all the same."
        ));
    }
    words
}

struct Looks {
    gravities: [Format; 3],
    text: Format,
    link: Format,
    quiet: Format,
}

impl Looks {
    fn new() -> Self {
        let text = cell().set_align(FormatAlign::Top);
        Self {
            gravities: [Gravity::Notable, Gravity::Doubtful, Gravity::Wrong]
                .map(|gravity| look::remarked(gravity).set_align(FormatAlign::Top)),
            link: text
                .clone()
                .set_bold()
                .set_font_color(look::INK)
                .set_underline(FormatUnderline::Single),
            quiet: text.clone().set_font_color(look::QUIET),
            text,
        }
    }
}

fn write_line(
    page: &mut Worksheet,
    row: u32,
    line: &OverviewLine<'_>,
    (is_linked, looks): (bool, &Looks),
) -> Result<(), XlsxError> {
    let texts = [&*line.file, &line.column, &line.message, &line.help];
    let lines = [1, 4, 5, 6].into_iter().zip(texts).map(|(position, text)| {
        let (_, width) = COLUMNS[position];
        measure::lines(text, width - BESIDE_TEXT, Weight::Regular)
    });
    page.set_row_height_pixels(row, 8 + measure::LINE * lines.max().unwrap_or(1).min(12))?;
    let gravity = match line.gravity {
        Gravity::Wrong => "error",
        Gravity::Doubtful => "warning",
        Gravity::Notable => "note",
    };
    page.write_string_with_format(row, 0, gravity, &looks.gravities[line.gravity as usize])?;
    let (place, target) = &line.place;
    write_place(page, (row, 2), (place, target.as_ref()), (is_linked, looks))?;
    match &line.correction {
        Some((place, target)) => write_place(page, (row, 3), (place, Some(target)), (is_linked, looks))?,
        None => {
            page.write_blank(row, 3, &looks.text)?;
        }
    }
    for (position, text) in [1, 4, 5, 6].into_iter().zip(texts) {
        let text = shorten(&text::printable(text), MAX_CELL);
        page.write_string_with_format(row, position, text, &looks.text)?;
    }
    page.write_string_with_format(row, 7, line.rule, &looks.quiet)?;
    Ok(())
}

/// A place that leads to its cell.
fn write_place(
    page: &mut Worksheet,
    (row, position): (u32, u16),
    (place, target): (&str, Option<&(&str, String)>),
    (is_linked, looks): (bool, &Looks),
) -> Result<(), XlsxError> {
    if let Some((sheet, cell)) = target.filter(|_| is_linked) {
        let sheet = sheet.replace('\'', "''");
        let link = Url::new(format!("internal:'{sheet}'!{cell}")).set_text(place);
        page.write_url_with_format(row, position, link, &looks.link)?;
    } else {
        page.write_string_with_format(row, position, place, &looks.text)?;
    }
    Ok(())
}
