//! The sheet of hints: what each column wants and why, and what to do with the file.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::look;
use super::measure::{self, Weight};
use crate::field::{Field, Need};
use crate::form::Form;
use crate::words::size_in_words;

const SHEET: &str = "Hints";

/// Column, needed, what to type, example, why: widths in pixels. Every section of the sheet keeps to these five.
const WIDTHS: [u32; 5] = [200, 190, 480, 240, 370];

/// How wide the letters of each are, at their widest.
const WEIGHTS: [Weight; 5] = [
    Weight::Bold,
    Weight::Bold,
    Weight::Regular,
    Weight::Bold,
    Weight::Regular,
];

/// What a text loses of its cell's width to the indent and on both sides, in pixels.
const BESIDE_TEXT: u32 = 18;

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, form: &Form<'_>, fields: &[Field<'_>]) -> Result<(), XlsxError> {
    sheet
        .set_name(SHEET)?
        .set_tab_color(look::LINE)
        .set_screen_gridlines(false)
        .protect();
    for (position, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width_pixels(position, width)?;
    }
    let mut page = Page { sheet, row: 0 };
    page.title(form)?;
    page.columns(form, fields)?;
    page.legend(form, fields)?;
    page.file(form)?;
    page.next_steps(form)?;
    page.tasks(form)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RPage &P of &N");
    Ok(())
}

/// The sheet and its next free row, zero-based.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

impl Page<'_> {
    fn title(&mut self, form: &Form<'_>) -> Result<(), XlsxError> {
        let title = Format::new()
            .set_bold()
            .set_font_size(22)
            .set_font_color(look::INK)
            .set_indent(1);
        self.sheet
            .write_string_with_format(self.row, 0, &form.schema.title, &title)?;
        self.sheet.set_row_height(self.row, 36)?;
        self.row += 1;
        let subtitle = Format::new()
            .set_font_size(14)
            .set_font_color(look::QUIET)
            .set_indent(1);
        for assignment in form.assignments() {
            self.sheet.set_row_height(self.row, 21)?;
            self.sheet
                .write_string_with_format(self.row, 0, &assignment, &subtitle)?;
            self.row += 1;
        }
        Ok(())
    }

    fn columns(&mut self, form: &Form<'_>, fields: &[Field<'_>]) -> Result<(), XlsxError> {
        self.heading(["Column", "Needed", "What to type", "Example", "Why"])?;
        for field in fields {
            let why = field.column.why.as_deref().unwrap_or_default();
            let need = field.need.in_words(form);
            let need_format = match field.need {
                Need::Required => cell().set_bold(),
                Need::RequiredWhen(_) => cell().set_bold().set_italic(),
                Need::Recommended => cell().set_italic(),
                Need::Optional => cell(),
            };
            self.line([&field.column.header, &need, &field.hint, &field.example, why])?;
            self.sheet.set_cell_format(self.row - 1, 1, &need_format)?;
        }
        Ok(())
    }

    /// How the headers are told apart: only the needs that the form has.
    fn legend(&mut self, form: &Form<'_>, fields: &[Field<'_>]) -> Result<(), XlsxError> {
        self.heading(["On the sheet Users", "", "", "", ""])?;
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
                Need::Required => "Every row needs it: bold on dark blue, a thick line below",
                Need::RequiredWhen(_) => "Some rows need it: bold and slanted on blue, a dashed line below",
                Need::Recommended => {
                    "No row must have it, every row should: slanted on light blue, a line below"
                }
                Need::Optional => "Fill it in where it applies: plain on white",
            };
            let words = need.in_words(form);
            self.line([&words, "", meaning, "", ""])?;
            self.sheet.set_cell_format(self.row - 1, 0, &look::need(need))?;
        }
        self.line([
            "Missing",
            "",
            "The row has begun and still needs this cell: amber in a dashed frame",
            "",
            "",
        ])?;
        self.sheet
            .set_cell_format(self.row - 1, 0, &cell().merge(&look::missing()))?;
        Ok(())
    }

    fn file(&mut self, form: &Form<'_>) -> Result<(), XlsxError> {
        self.heading(["The file", "", "", "", ""])?;
        let size = form.schema.file.max_bytes.map(|bytes| {
            format!(
                "At most {} as a CSV; what is larger needs a second file",
                size_in_words(bytes)
            )
        });
        self.line([
            "Size",
            "",
            size.as_deref().unwrap_or("The target names no limit"),
            "",
            "",
        ])
    }

    fn next_steps(&mut self, form: &Form<'_>) -> Result<(), XlsxError> {
        let file = format!("{}.xlsx", form.file_stem());
        let (lint, import) = (format!("roster lint {file}"), format!("roster import {file}"));
        self.heading(["What happens next", "", "", "", ""])?;
        self.line([
            "1. Save",
            "",
            "Keep the workbook as .xlsx, or save the sheet Users as CSV UTF-8",
            &file,
            "",
        ])?;
        self.line([
            "2. Lint",
            "",
            "Names every cell that is wrong or doubtful, and how to mend it",
            &lint,
            "",
        ])?;
        self.line([
            "3. Import",
            "",
            "Shows what it would do, and does it once you agree",
            &import,
            "",
        ])
    }

    fn tasks(&mut self, form: &Form<'_>) -> Result<(), XlsxError> {
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
        self.heading(["After the import", "For", "What to do", "", ""])?;
        for (task, accounts) in tasks {
            self.line([&task.title, &accounts, &task.detail, "", ""])?;
        }
        Ok(())
    }

    /// A blank row and the head of a section.
    fn heading(&mut self, texts: [&str; 5]) -> Result<(), XlsxError> {
        self.row += 1;
        let rule = Format::new()
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(look::INK)
            .set_align(FormatAlign::VerticalCenter)
            .set_indent(1);
        let first = rule
            .clone()
            .set_bold()
            .set_font_size(14)
            .set_font_color(look::INK);
        let other = rule.set_font_color(look::QUIET);
        for (position, text) in (0..).zip(texts) {
            let format = if position == 0 { &first } else { &other };
            self.write(position, text, format)?;
        }
        self.sheet.set_row_height(self.row, 26)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, texts: [&str; 5]) -> Result<(), XlsxError> {
        let formats = [
            cell().set_bold().set_font_color(look::INK),
            cell(),
            cell(),
            cell()
                .set_font_name("Consolas")
                .set_font_size(10)
                .set_num_format_index(look::TEXT_FORMAT),
            cell().set_font_color(look::QUIET),
        ];
        for ((position, text), format) in (0..).zip(texts).zip(&formats) {
            self.write(position, text, format)?;
        }
        // A spreadsheet that opens the file does not always make room for a text of several lines.
        let rooms = WIDTHS.map(|width| width - BESIDE_TEXT).into_iter().zip(WEIGHTS);
        let lines = texts
            .iter()
            .zip(rooms)
            .map(|(text, (room, weight))| measure::lines(text, room, weight));
        self.sheet
            .set_row_height_pixels(self.row, 8 + measure::LINE * lines.max().unwrap_or(1))?;
        self.row += 1;
        Ok(())
    }

    fn write(&mut self, position: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if text.is_empty() {
            self.sheet.write_blank(self.row, position, format)?;
        } else {
            self.sheet
                .write_string_with_format(self.row, position, text, format)?;
        }
        Ok(())
    }
}

fn cell() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_indent(1)
        .set_font_color(look::TEXT)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(look::LINE)
}
