//! Texts that a workbook can hold: names of sheets, cells, notes.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// The most that the name of a sheet can hold, in UTF-16 units.
const LONGEST_NAME: usize = 31;

/// What must not stand in the name of a sheet, and what would hide in it.
fn is_unfit(character: char) -> bool {
    character.is_control() || r"[]:*?/\".contains(character) || is_nothing(character)
}

/// What is no character, and what XML cannot hold.
fn is_nothing(character: char) -> bool {
    matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// Names of sheets for these titles, in order: what Excel does not take is a dash, a long one loses its middle, and one that is
/// taken, whatever its letters' case, gets a number. `taken` are the names that are there already.
pub fn sheet_names<'a>(taken: &[&str], titles: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    // Excel keeps this name for itself.
    taken.insert("history".to_owned());
    let unique = |title: &str| {
        let title = title.replace(is_unfit, "-");
        let title = match title.trim_matches(['\'', ' ']) {
            "" => "Sheet",
            title => title,
        };
        let numbers = (1_u32..).map(|number| match number {
            1 => String::new(),
            more => format!(" ({more})"),
        });
        let mut names = numbers.map(|ending| shortened(title, LONGEST_NAME - ending.len()) + &ending);
        names
            .find(|name| taken.insert(name.to_lowercase()))
            .unwrap_or_default()
    };
    titles.map(unique).collect()
}

/// The text in at most so many UTF-16 units: its beginning, an ellipsis, its end, which tells long names apart.
fn shortened(text: &str, longest: usize) -> String {
    if text.encode_utf16().count() <= longest {
        return text.to_owned();
    }
    let half = (longest - 1) / 2;
    let end: Vec<char> = cut(text.chars().rev(), half).rev().collect();
    let start = cut(text.chars(), longest - 1 - half);
    let name: String = start.chain(['…']).chain(end).collect();
    // A cut may have laid bare what must not stand at an end.
    name.trim_matches(['\'', ' ']).to_owned()
}

/// The first characters that are together so many UTF-16 units.
fn cut(characters: impl Iterator<Item = char>, longest: usize) -> std::vec::IntoIter<char> {
    let mut room = longest;
    let fitting = characters.take_while(|character| {
        let fits = character.len_utf16() <= room;
        room = room.saturating_sub(character.len_utf16());
        fits
    });
    fitting.collect::<Vec<char>>().into_iter()
}

/// The text with U+FFFD for what no XML can hold, in whatever place of it.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_unprintable = |character: char| {
        is_nothing(character) || character.is_control() && !matches!(character, '\t' | '\n')
    };
    if text.contains(is_unprintable) {
        Cow::Owned(text.replace(is_unprintable, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_xlsxwriter::utility::check_sheet_name;

    use super::sheet_names;

    #[test]
    fn names_are_unique_and_tell_long_titles_apart() {
        let titles = [
            "north/dentist--lehi",
            "Summary",
            "summary",
            "a-very-long-organization-dentist--lehi",
            "a-very-long-organization-dentist--provo",
            "'",
            "History",
        ];
        assert_eq!(
            sheet_names(&["Summary"], titles.into_iter()),
            [
                "north-dentist--lehi",
                "Summary (2)",
                "summary (3)",
                "a-very-long-org…n-dentist--lehi",
                "a-very-long-org…-dentist--provo",
                "Sheet",
                "History (2)"
            ]
        );
    }

    proptest! {
        #[test]
        fn every_name_is_one_that_excel_takes(titles in prop::collection::vec(r".{0,40}|[a'\x{FFFF}\[\\]{0,40}", 1..8)) {
            let names = sheet_names(&["Summary"], titles.iter().map(String::as_str));
            for (at, name) in names.iter().enumerate() {
                prop_assert!(check_sheet_name(name).is_ok(), "{name:?}");
                prop_assert!(names[..at].iter().all(|other| other.to_lowercase() != name.to_lowercase()));
            }
        }
    }
}
