//! The look of the workbook: its colours, and the formats that both sheets share.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use super::annotated::Gravity;
use crate::field::Need;

/// Titles, headers and the lines below them.
pub(super) const INK: u32 = 0x17_36_4F;
/// The ground under the header of a required column. All grounds are light: LibreOffice draws a link in its own dark blue.
const SKY: u32 = 0xA9_CC_E6;
/// The ground under the header of a column that some rows require.
const HAZE: u32 = 0xC9_DF_EF;
/// The ground under the header of a recommended column.
const MIST: u32 = 0xE6_EF_F6;
/// Every second row.
pub(super) const BAND: u32 = 0xF3_F7_FA;
/// Lines between rows, and round what is optional.
pub(super) const LINE: u32 = 0xCB_D6_DF;
/// What is said in passing.
pub(super) const QUIET: u32 = 0x5B_6B_79;
/// Ordinary text.
pub(super) const TEXT: u32 = 0x22_2B_33;
const WHITE: u32 = 0xFF_FF_FF;
const AMBER: u32 = 0xFF_E3_B3;
const AMBER_LINE: u32 = 0xB8_68_00;
const ROSE: u32 = 0xFB_DC_DC;
const RED: u32 = 0x9C_14_1A;
const LILAC: u32 = 0xE8_E1_F5;
const VIOLET: u32 = 0x4B_2E_83;

/// The number of the built-in number format `@`, which is text (ECMA-376 part 1, 18.8.30).
pub(super) const TEXT_FORMAT: u8 = 49;

/// Text as typed, on the sheet to fill in: Excel must not take `00123` for a number or `3-4` for a date.
pub(super) fn typed() -> Format {
    let format = Format::new()
        .set_num_format_index(TEXT_FORMAT)
        .set_font_color(TEXT);
    format
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
        .set_indent(1)
}

/// How a header is drawn. Weight, slant and the line below tell the needs apart where
/// colours do not.
pub(super) fn need(need: Need<'_>) -> Format {
    let format = Format::new()
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Left)
        .set_indent(1)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE);
    match need {
        Need::Required => format
            .set_bold()
            .set_font_color(INK)
            .set_background_color(SKY)
            .set_border_bottom(FormatBorder::Thick)
            .set_border_bottom_color(INK),
        Need::RequiredWhen(_) => format
            .set_bold()
            .set_italic()
            .set_font_color(INK)
            .set_background_color(HAZE)
            .set_border_bottom(FormatBorder::MediumDashed)
            .set_border_bottom_color(INK),
        Need::Recommended => format
            .set_italic()
            .set_font_color(INK)
            .set_background_color(MIST)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(INK),
        Need::Optional => format.set_font_color(INK).set_background_color(WHITE),
    }
}

/// A header of which nothing is said.
pub(super) fn heading() -> Format {
    typed()
        .set_bold()
        .set_font_color(INK)
        .set_background_color(MIST)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(INK)
}

/// A cell about which something is said. Weight and line tell the gravities apart where colours do not.
pub(super) fn remarked(gravity: Gravity) -> Format {
    let format = match gravity {
        Gravity::Wrong => wrong(),
        Gravity::Doubtful => missing().set_font_color(TEXT).set_bold(),
        Gravity::Notable => Format::new()
            .set_font_color(INK)
            .set_background_color(HAZE)
            .set_border(FormatBorder::Dotted)
            .set_border_color(INK),
    };
    format
        .set_num_format_index(TEXT_FORMAT)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
        .set_indent(1)
}

/// A cell that its row still needs.
pub(super) fn missing() -> Format {
    Format::new()
        .set_background_color(AMBER)
        .set_border(FormatBorder::Dashed)
        .set_border_color(AMBER_LINE)
}

/// A cell that holds something that cannot be right. The line under the text is what a spelling checker draws.
pub(super) fn wrong() -> Format {
    Format::new()
        .set_bold()
        .set_underline(FormatUnderline::Double)
        .set_font_color(RED)
        .set_background_color(ROSE)
        .set_border(FormatBorder::Thin)
        .set_border_color(RED)
}

/// A cell that says what another row says, where no two may.
pub(super) fn duplicate() -> Format {
    Format::new()
        .set_bold()
        .set_italic()
        .set_font_color(VIOLET)
        .set_background_color(LILAC)
        .set_border(FormatBorder::Dotted)
        .set_border_color(VIOLET)
}
