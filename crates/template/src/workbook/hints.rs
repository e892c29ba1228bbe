//! The sheet of hints: what each column wants and why, and what to do with the file.

use rust_xlsxwriter::{
    Format, Worksheet, XlsxError,
    utility::{column_number_to_name, row_col_to_cell_absolute as cell_absolute},
};

use super::area::Area;
use super::page::{Page, cell};
use super::{look, room, users};
use crate::field::{Field, Need};
use crate::form::Form;
use crate::words::size_in_words;

pub(super) const SHEET: &str = "Hints";

/// The column of what is live.
const LIVE: u16 = 2;

/// Writes the sheet, and says in which row each field stands, zero-based.
pub(super) fn write(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    fields: &[Field<'_>],
    rows: &[Vec<String>],
) -> Result<Vec<u32>, XlsxError> {
    sheet
        .set_name(SHEET)?
        .set_tab_color(look::LINE)
        .set_screen_gridlines(false)
        .protect();
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RPage &P of &N");
    let mut page = Page::new(sheet)?;
    title(&mut page, form)?;
    let places = columns(&mut page, form, fields)?;
    legend(&mut page, form, fields)?;
    file(&mut page, form, fields, rows)?;
    next_steps(&mut page, form)?;
    tasks(&mut page, form)?;
    Ok(places)
}

fn title(page: &mut Page<'_>, form: &Form<'_>) -> Result<(), XlsxError> {
    let title = Format::new()
        .set_font_color(look::INK)
        .set_bold()
        .set_font_size(22);
    page.title(&form.schema.title, 36, &title)?;
    let subtitle = Format::new().set_font_color(look::QUIET).set_font_size(14);
    for assignment in form.assignments() {
        page.title(&assignment, 21, &subtitle)?;
    }
    Ok(())
}

fn columns(page: &mut Page<'_>, form: &Form<'_>, fields: &[Field<'_>]) -> Result<Vec<u32>, XlsxError> {
    page.heading(["Column", "Needed", "What to type", "Example", "Why"])?;
    let mut places = Vec::new();
    for (position, field) in (0..).zip(fields) {
        let why = field.column.why.as_deref().unwrap_or_default();
        let need = field.need.in_words(form);
        let need_format = match field.need {
            Need::Required => cell().set_bold(),
            Need::RequiredWhen(_) => cell().set_bold().set_italic(),
            Need::Recommended => cell().set_italic(),
            Need::Optional => cell(),
        };
        let header = &field.column.header;
        places.push(page.line([header, &need, &field.hint, &field.example, why])?);
        let place = format!("'{}'!{}1", users::SHEET, column_number_to_name(position));
        page.link(0, (header, "Go to this column", &place))?;
        page.restyle(1, &need_format)?;
    }
    Ok(places)
}

/// How the headers are told apart: only the needs that the form has.
fn legend(page: &mut Page<'_>, form: &Form<'_>, fields: &[Field<'_>]) -> Result<(), XlsxError> {
    page.heading(["On the sheet Users", "", "", "", ""])?;
    let mut shown: Vec<Need<'_>> = Vec::new();
    for field in fields {
        if !shown.contains(&field.need) {
            shown.push(field.need);
        }
    }
    shown.sort_by_key(|need| match need {
        Need::Required => 0,
        Need::RequiredWhen(_) => 1,
        Need::Recommended => 2,
        Need::Optional => 3,
    });
    for need in shown {
        let meaning = match need {
            Need::Required => "Every row needs it: bold on blue, a thick line below",
            Need::RequiredWhen(_) => "Some rows need it: bold and slanted on light blue, a dashed line below",
            Need::Recommended => "No row must have it, every row should: slanted on pale blue, a line below",
            Need::Optional => "Fill it in where it applies: plain on white",
        };
        let words = need.in_words(form);
        page.line([&words, "", meaning, "", ""])?;
        page.restyle(0, &look::need(need))?;
    }
    let marks = [
        (
            "Missing",
            "The row has begun and still needs this cell: amber in a dashed frame",
            look::missing(),
        ),
        (
            "Wrong",
            "This cannot be right: bold, underlined twice, red on rose. Its note says what is asked for",
            look::wrong(),
        ),
        (
            "Twice",
            "Another row says the same, and no two may: bold and slanted, violet in a dotted frame",
            look::duplicate(),
        ),
    ];
    for (name, meaning, format) in marks {
        page.line([name, "", meaning, "", ""])?;
        page.restyle(0, &format.merge(&cell()))?;
    }
    Ok(())
}

fn file(
    page: &mut Page<'_>,
    form: &Form<'_>,
    fields: &[Field<'_>],
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    page.heading(["The file", "", "", "", ""])?;
    let area = Area::new(fields, rows);
    let people = room::people(form, fields, area, rows);
    let row = page.line(["People so far", "", "", "", ""])?;
    page.formula(LIVE, (&people.formula, &people.value))?;
    let size = form.schema.file.max_bytes.map(|bytes| {
        format!(
            "At most {} as a CSV; what is larger needs a second file",
            size_in_words(bytes)
        )
    });
    let size = size.as_deref().unwrap_or("The target names no limit");
    page.line(["Size", "", size, "", ""])?;
    let people = cell_absolute(row, LIVE);
    if let Some(room) = room::room(form, fields, area, (&people, rows)) {
        page.line(["Room", "", "", "", ""])?;
        page.formula(LIVE, (&room.formula, &room.value))?;
    }
    for line in &form.schema.file.preamble {
        page.line([
            "Above the headers",
            "",
            "A CSV for the upload begins with this line",
            line,
            "",
        ])?;
    }
    Ok(())
}

fn next_steps(page: &mut Page<'_>, form: &Form<'_>) -> Result<(), XlsxError> {
    let file = format!("{}.xlsx", form.file_stem());
    let (lint, import) = (format!("roster lint {file}"), format!("roster import {file}"));
    page.heading(["What happens next", "", "", "", ""])?;
    for step in [
        ["1. Save", "", "Keep the workbook as .xlsx", &file, ""],
        [
            "2. Send",
            "",
            "Send it back to whoever sent it to you, who does the rest",
            "",
            "",
        ],
        [
            "3. Check",
            "",
            "Names every cell that is wrong or doubtful, and how to mend it",
            &lint,
            "",
        ],
        [
            "4. Import",
            "",
            "Shows what it would do, and does it once you agree",
            &import,
            "",
        ],
    ] {
        page.line(step)?;
    }
    Ok(())
}

fn tasks(page: &mut Page<'_>, form: &Form<'_>) -> Result<(), XlsxError> {
    let mut tasks = Vec::new();
    for task in &form.schema.tasks {
        match task
            .when
            .as_ref()
            .map(|condition| (form.holds(condition), condition))
        {
            None | Some((Some(true), _)) => tasks.push((task, "Every account".to_owned())),
            Some((None, condition)) => {
                tasks.push((task, format!("When {}", form.condition_in_words(condition))));
            }
            Some((Some(false), _)) => {}
        }
    }
    if tasks.is_empty() {
        return Ok(());
    }
    page.heading(["After the import", "For", "What to do", "", ""])?;
    for (task, accounts) in tasks {
        page.line([&task.title, &accounts, &task.detail, "", ""])?;
    }
    Ok(())
}
