//! Characters that must not reach a terminal as they are, made visible.

use std::borrow::Cow;
use std::fmt::Write;

/// The text with every control and direction character written out, so that it can be shown anywhere.
///
/// U+0000 to U+001F and U+007F become their pictures (`␛`, `␉`, `␊`), the others their number (`\u{202E}`): C1
/// controls, the bidirectional controls of UAX #9, line separators and invisible spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Appends one character, made visible.
pub(crate) fn push_visible(shown: &mut String, character: char) {
    match character {
        '\u{7F}' => shown.push('\u{2421}'),
        '\0'..='\u{1F}' => shown.extend(char::from_u32(0x2400 + u32::from(character))),
        hidden if is_hidden(hidden) => {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:X}}}", u32::from(hidden));
        }
        plain => shown.push(plain),
    }
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{3164}' | '\u{FFA0}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(visible("a\u{1B}[2J\t\0\u{7F}\r\n"), "a␛[2J␉␀␡␍␊");
        assert_eq!(
            visible("\u{9B}31m \u{202E}nimda\u{2066}"),
            "\\u{9B}31m \\u{202E}nimda\\u{2066}"
        );
        assert_eq!(
            visible("\u{FEFF}zero\u{200B}width"),
            "\\u{FEFF}zero\\u{200B}width"
        );
    }

    #[test]
    fn names_stay_as_they_are() {
        for name in ["Zoë Ó Briain", "王小明", "👩‍⚕️", "e\u{301}"] {
            assert!(matches!(visible(name), Cow::Borrowed(same) if same == name));
        }
    }
}
