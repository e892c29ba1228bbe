//! The notes at cells.

use rust_xlsxwriter::{Format, Note};

use super::look;
use super::measure::{self, Weight};

/// The width of a note, and of what its text loses on both sides. Pixels.
const WIDTH: u32 = 300;
const BESIDE_TEXT: u32 = 20;

/// A note that is as high as its text needs.
pub(super) fn note(text: &str) -> Note {
    let height = (measure::lines(text, WIDTH - BESIDE_TEXT, Weight::Regular) + 1) * measure::LINE;
    let paper = Format::new()
        .set_background_color(look::BAND)
        .set_font_name("Calibri")
        .set_font_size(11);
    Note::new(text)
        .add_author_prefix(false)
        .set_author("Rosterkit")
        .set_width(WIDTH)
        .set_height(height)
        .set_format(paper)
}
