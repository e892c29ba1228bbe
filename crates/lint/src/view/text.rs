//! What the text of a cell says, without making a text of it where its bytes will do.

use rosterkit_schema::trim_blanks;
use rosterkit_sheet::Cell;

/// The text of a cell as bytes, where it is in ASCII and stands in the file as it is, without control characters.
pub(super) fn plain<'a>(cell: &Cell<'a>) -> Option<&'a [u8]> {
    let bytes = cell.bytes();
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'"';
    bytes.iter().all(is_plain).then_some(bytes)
}

/// Whether the text of a cell is this one, letter for letter.
pub(crate) fn says(cell: &Cell<'_>, words: &str) -> bool {
    match plain(cell) {
        Some(text) => text == words.as_bytes(),
        None => cell.text() == words,
    }
}

/// Whether a cell holds nothing but white space and invisible characters.
pub(crate) fn is_blank(cell: &Cell<'_>) -> bool {
    let bytes = cell.bytes();
    bytes.iter().all(u8::is_ascii_whitespace) || !bytes.is_ascii() && trim_blanks(&cell.text()).is_empty()
}
