//! Text in XML and HTML.

use std::borrow::Cow;

use quick_xml::escape::escape;

/// The text with everything escaped that means something in XML or HTML, and U+FFFD for what XML 1.0 cannot hold.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) {
        let text = text.replace(is_forbidden, "\u{FFFD}");
        return Cow::Owned(escape(&*text).into_owned());
    }
    escape(text)
}

/// XML 1.0, production 2, `Char`.
fn is_forbidden(character: char) -> bool {
    !matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
