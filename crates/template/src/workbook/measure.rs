//! How much room a text takes in a cell or a note.

use rust_xlsxwriter::utility::cell_autofit_width;

/// What `cell_autofit_width` adds to the text itself, in pixels.
const PADDING: u32 = 7;

/// The width of a text on one line, in pixels, at the size of an ordinary cell.
pub(super) fn width(text: &str) -> u32 {
    cell_autofit_width(text) - PADDING
}

/// On how many lines a text stands when its lines are at most this wide, in pixels.
pub(super) fn lines(text: &str, widest: u32) -> u32 {
    text.split('\n').map(|paragraph| lines_of_paragraph(paragraph, widest.max(1))).sum()
}

fn lines_of_paragraph(text: &str, widest: u32) -> u32 {
    let space = width(" ");
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let word = width(word);
        if used > 0 && used + space + word > widest {
            lines += 1;
            used = 0;
        }
        used += if used > 0 { space + word } else { word };
        // A word that is wider than a line is broken.
        let broken = used.saturating_sub(1) / widest;
        lines += broken;
        used -= broken * widest;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{lines, width};

    #[test]
    fn texts_break_between_words_and_long_words_anywhere() {
        let word = width("word");
        assert_eq!(lines("word word word", word), 3);
        assert_eq!(lines("word word word", width("word word")), 2);
        assert_eq!(lines("wordwordword", word), 3);
        assert_eq!(lines("word\n\nword", word), 3);
        assert_eq!(lines("", 0), 1);
    }
}
