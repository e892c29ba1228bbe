//! How much room a text takes in a cell or a note.

use rust_xlsxwriter::utility::cell_autofit_width;

/// The height of a line of ordinary text, in pixels.
pub(super) const LINE: u32 = 20;

/// What `cell_autofit_width` adds to the text itself, in pixels.
const PADDING: u32 = 7;

/// How wide letters are. The widths that are known are those of regular ones.
#[derive(Debug, Clone, Copy)]
pub(super) enum Weight {
    /// Ordinary text.
    Regular,
    /// Bold text.
    Bold,
    /// Text whose letters are all of one width, in whichever such font there is.
    Mono,
}

/// The width of a text on one line, in pixels.
pub(super) fn width(text: &str, weight: Weight) -> u32 {
    let regular = cell_autofit_width(text) - PADDING;
    match weight {
        Weight::Regular => regular,
        Weight::Bold => (regular * 11).div_ceil(10),
        Weight::Mono => (regular * 4).div_ceil(3),
    }
}

/// On how many lines a text stands when its lines are at most this wide, in pixels.
pub(super) fn lines(text: &str, widest: u32, weight: Weight) -> u32 {
    let widest = match weight {
        Weight::Regular => widest,
        Weight::Bold => widest * 10 / 11,
        Weight::Mono => widest * 3 / 4,
    };
    text.split('\n')
        .map(|paragraph| lines_of_paragraph(paragraph, widest.max(1)))
        .sum()
}

fn lines_of_paragraph(text: &str, widest: u32) -> u32 {
    let space = width(" ", Weight::Regular);
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let word = width(word, Weight::Regular);
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
    use super::{Weight, lines, width};

    #[test]
    fn texts_break_between_words_and_long_words_anywhere() {
        for weight in [Weight::Regular, Weight::Bold, Weight::Mono] {
            let word = width("word", weight);
            let pair = width("word word", weight);
            assert_eq!(lines("word word word", word, weight), 3);
            assert_eq!(lines("word word word", pair, weight), 2);
            assert_eq!(lines("wordwordword", word, weight), 3);
            assert_eq!(lines("word\n\nword", word, weight), 3);
            assert_eq!(lines("", 0, weight), 1);
        }
    }
}
