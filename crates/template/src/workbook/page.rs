//! A page of text in five columns, written from the top down.

use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, FormatUnderline, Formula, Url, Worksheet, XlsxError,
};

use super::look;
use super::measure::{self, Weight};

/// Column, needed, what to type, example, why: widths in pixels. Every section keeps to these five.
const WIDTHS: [u32; 5] = [250, 180, 470, 280, 350];

/// How wide the letters of each are, at their widest.
const WEIGHTS: [Weight; 5] = [
    Weight::Bold,
    Weight::Bold,
    Weight::Regular,
    Weight::Mono,
    Weight::Regular,
];

/// What a text loses of its cell's width to the indent and on both sides, in pixels.
const BESIDE_TEXT: u32 = 18;

/// The sheet and its next free row, zero-based.
pub(super) struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

impl<'a> Page<'a> {
    pub(super) fn new(sheet: &'a mut Worksheet) -> Result<Self, XlsxError> {
        for (position, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width_pixels(position, width)?;
        }
        Ok(Self { sheet, row: 0 })
    }

    /// A text that runs across the page, on a line of this height in points.
    pub(super) fn title(&mut self, text: &str, height: u32, format: &Format) -> Result<(), XlsxError> {
        self.write(0, text, &format.clone().set_indent(1))?;
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    /// A blank row and the head of a section.
    pub(super) fn heading(&mut self, texts: [&str; 5]) -> Result<(), XlsxError> {
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

    /// A row of the sheet's five columns; says which it is, zero-based.
    pub(super) fn line(&mut self, texts: [&str; 5]) -> Result<u32, XlsxError> {
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
        Ok(self.row - 1)
    }

    /// Makes a cell of the last line lead to another place of the workbook.
    pub(super) fn link(
        &mut self,
        position: u16,
        (text, tip, place): (&str, &str, &str),
    ) -> Result<(), XlsxError> {
        let link = Url::new(format!("internal:{place}")).set_text(text).set_tip(tip);
        let format = cell()
            .set_bold()
            .set_font_color(look::INK)
            .set_underline(FormatUnderline::Single);
        self.sheet
            .write_url_with_format(self.row - 1, position, link, &format)?;
        Ok(())
    }

    /// Makes a cell of the last line live.
    pub(super) fn formula(&mut self, position: u16, (formula, value): (&str, &str)) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(value);
        let format = cell().set_bold().set_align(FormatAlign::Left);
        self.sheet
            .write_formula_with_format(self.row - 1, position, formula, &format)?;
        Ok(())
    }

    /// Draws a cell of the last line in another way.
    pub(super) fn restyle(&mut self, position: u16, format: &Format) -> Result<(), XlsxError> {
        self.sheet.set_cell_format(self.row - 1, position, format)?;
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

/// How ordinary text is drawn.
pub(super) fn cell() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_indent(1)
        .set_font_color(look::TEXT)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(look::LINE)
}
