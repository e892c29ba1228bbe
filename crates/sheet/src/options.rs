//! What a reader is told about a file before it opens it.

/// What is known about a file before it is read. The names are plain text: this room knows no schema.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'a> {
    /// The headers and aliases that the caller's schemas know. They decide the delimiter of a text file and the sheet
    /// of a workbook.
    pub headers: &'a [&'a str],
    /// The sheet to read; by default the visible one whose header has the most of `headers`, of several the first.
    pub sheet: Option<&'a str>,
    /// Lines that stand above the header because the target demands them, exactly as they must be.
    pub preamble: &'a [&'a str],
}

/// How many rows a title may take above the header.
pub(crate) const MOST_ABOVE: usize = 10;

/// How many known names make a row a header that is not the first: one could be chance.
const CLEARLY: usize = 2;

/// The names that a caller knows, ready for comparison.
#[derive(Debug)]
pub(crate) struct KnownHeaders(Vec<String>);

impl KnownHeaders {
    pub(crate) fn new(headers: &[&str]) -> KnownHeaders {
        let mut keys: Vec<String> = headers.iter().map(|header| header_key(header)).collect();
        keys.retain(|key| !key.is_empty());
        keys.sort_unstable();
        keys.dedup();
        KnownHeaders(keys)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a row in which so many names are known is the header. The first is whatever it says, unless it says
    /// nothing that is known and another one does.
    pub(crate) fn is_header(&self, matches: usize, is_first: bool) -> bool {
        self.is_empty() || matches >= if is_first { 1 } else { CLEARLY }
    }

    /// How many different known names these headers have.
    pub(crate) fn matches<'h>(&self, headers: impl IntoIterator<Item = &'h str>) -> usize {
        let mut found: Vec<usize> = headers
            .into_iter()
            .filter_map(|header| self.0.binary_search(&header_key(header)).ok())
            .collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    }
}

/// A header as it is compared: its letters and digits, lower case.
fn header_key(header: &str) -> String {
    let mut key = String::with_capacity(header.len());
    for character in header.chars() {
        if character.is_ascii() {
            key.extend(
                character
                    .is_ascii_alphanumeric()
                    .then_some(character.to_ascii_lowercase()),
            );
        } else if character.is_alphanumeric() {
            key.extend(character.to_lowercase());
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_and_punctuation_make_no_other_name() {
        let known = KnownHeaders::new(&["First Name", "ZIP Code", "E-mail", "—"]);
        assert_eq!(
            known.matches([" first_name", "Zip-Code", "zip code", "", "Role"]),
            2
        );
        assert!(KnownHeaders::new(&["", "…"]).is_empty());
    }
}
