//! The first or last name of a person, in any script.

use thiserror::Error;

use super::character::Shown;
use super::table::{Rows, hexadecimal};

/// The greatest length, in characters.
const MAX_LENGTH: usize = 100;

/// Letters and combining marks of any script, spaces, apostrophes (straight and curly), hyphens and full stops. No commas: a
/// comma tells that two names, or a name and a degree, share the cell.
pub(super) fn check(text: &str) -> Result<(), PersonNameError> {
    let mut letters = false;
    let mut found = 0;
    for c in text.chars() {
        found += 1;
        match c {
            ' ' | '\'' | '’' | '-' | '.' => {}
            ',' => return Err(PersonNameError::Comma),
            _ if c.is_numeric() => return Err(PersonNameError::Digit),
            _ if c.is_alphabetic() => letters = true,
            _ if is_mark(c) => {}
            _ => return Err(PersonNameError::Symbol(c)),
        }
    }
    if !letters {
        return Err(PersonNameError::NoLetter);
    }
    if found > MAX_LENGTH {
        return Err(PersonNameError::Length { found });
    }
    Ok(())
}

/// Letters of ASCII and Latin-1, and the marks between them.
pub(super) fn accepts(text: &[u8]) -> bool {
    let begins_with_letter = matches!(text, [b'A'..=b'Z' | b'a'..=b'z' | LATIN_1, ..]);
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        let is_right = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b' ' | b'\'' | b'-' | b'.' => true,
            &LATIN_1 => bytes.next().is_some_and(|byte| is_latin_1_letter(*byte)),
            _ => false,
        };
        if !is_right {
            return false;
        }
    }
    begins_with_letter && text.len() <= MAX_LENGTH
}

/// The first byte in UTF-8 of U+00C0 to U+00FF.
const LATIN_1: u8 = 0xC3;

/// Whether the character with this second byte is a letter: all of them are but `×` and `÷`.
fn is_latin_1_letter(second: u8) -> bool {
    matches!(second, 0x80..=0xBF) && !matches!(second, 0x97 | 0xB7)
}

/// Words that stand where a name should and are nobody's. Ours; none that is a name in use, such as Null, Sample or Doe.
const PLACEHOLDERS: [&str; 24] = [
    "abc",
    "asdf",
    "dummy",
    "example",
    "fake",
    "fname",
    "first name",
    "firstname",
    "foo",
    "last name",
    "lastname",
    "lname",
    "nobody",
    "placeholder",
    "qwerty",
    "tba",
    "tbd",
    "test",
    "tester",
    "testing",
    "unknown",
    "user",
    "username",
    "vacant",
];

/// First and last names that together stand for nobody, and whether people have them too. Ours.
const NOBODY: [(&str, &str, bool); 13] = [
    ("first", "last", false),
    ("jane", "doe", false),
    ("jane", "roe", true),
    ("jane", "smith", true),
    ("joe", "bloggs", false),
    ("john", "doe", false),
    ("john", "public", false),
    ("john", "smith", true),
    ("new", "hire", false),
    ("new", "employee", false),
    ("open", "position", false),
    ("test", "test", false),
    ("test", "user", false),
];

/// Whether a name is a word that people type who have none: `TBD`, `Test`, `xxx`.
pub fn is_placeholder_name(name: &[u8]) -> bool {
    let is_one_letter = || match name {
        [first, _, _, ..] => name.iter().all(|byte| byte.eq_ignore_ascii_case(first)),
        _ => false,
    };
    let is_word = || {
        let mut words = PLACEHOLDERS.iter();
        words.any(|word| word.as_bytes().eq_ignore_ascii_case(name))
    };
    may_be_placeholder(name) && is_word() || is_one_letter()
}

/// Whether one of the words is as long as a name and has its first letter, which few names get past.
fn may_be_placeholder(name: &[u8]) -> bool {
    let letters = FIRST_LETTERS.get(name.len()).copied().unwrap_or_default();
    name.first().is_some_and(|first| letters & letter(*first) != 0)
}

/// One bit for each letter, whatever its case.
const fn letter(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// By length: the first letters of the words that are so long.
const FIRST_LETTERS: [u32; 12] = {
    let mut letters = [0; 12];
    let mut at = 0;
    while at < PLACEHOLDERS.len() {
        let word = PLACEHOLDERS[at].as_bytes();
        letters[word.len()] |= letter(word[0]);
        at += 1;
    }
    letters
};

/// Whether a first and a last name together are nobody's: `John Doe`.
pub fn are_placeholder_names(first: &[u8], last: &[u8]) -> bool {
    nobody(first, last).is_some_and(|(_, _, are_in_use)| !are_in_use)
}

/// Whether a first and a last name together are such as examples have, though people may be called so: `John Smith`.
pub fn are_example_names(first: &[u8], last: &[u8]) -> bool {
    nobody(first, last).is_some()
}

fn nobody(first: &[u8], last: &[u8]) -> Option<&'static (&'static str, &'static str, bool)> {
    NOBODY.iter().find(|(one, other, _)| {
        one.as_bytes().eq_ignore_ascii_case(first) && other.as_bytes().eq_ignore_ascii_case(last)
    })
}

/// Whether `c` is a combining mark that is not alphabetic, such as an accent typed after its letter.
fn is_mark(c: char) -> bool {
    let c = u32::from(c);
    let after = MARKS.partition_point(|&(first, _)| first <= c);
    MARKS[..after].last().is_some_and(|&(_, last)| c <= last)
}

const RANGES: &str = include_str!("../../data/combining_marks.csv");

/// Inclusive ranges of code points, sorted, as the table is.
static MARKS: [(u32, u32); Rows::count(RANGES)] = {
    let mut rows = Rows::of(RANGES);
    let mut marks = [(0, 0); Rows::count(RANGES)];
    let mut at = 0;
    while let Some([first, last]) = rows.next() {
        marks[at] = (hexadecimal(first), hexadecimal(last));
        at += 1;
    }
    marks
};

/// Why a text is not the name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PersonNameError {
    /// It holds a digit or another numeral.
    #[error("it holds a digit")]
    Digit,
    /// It holds a comma.
    #[error("it holds a comma, as if two names or a name and a degree shared the cell")]
    Comma,
    /// It holds this character, which is no part of a name.
    #[error("it holds {}, which is no part of a name", Shown(*.0))]
    Symbol(char),
    /// It holds no letter.
    #[error("it holds no letter")]
    NoLetter,
    /// It is longer than 100 characters.
    #[error("it is {found} characters long, at most 100 are allowed")]
    Length {
        /// How many characters it has.
        found: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::{
        MARKS, PersonNameError, accepts, are_example_names, are_placeholder_names, check, is_placeholder_name,
    };

    #[test]
    fn the_table_of_marks_is_whole_and_sorted() {
        assert_eq!(MARKS.len(), 168);
        assert!(MARKS.is_sorted());
    }

    #[test]
    fn names_of_any_script_pass() {
        for c in '\u{80}'..='\u{17F}' {
            let name = format!("Zo{c}");
            assert!(!accepts(name.as_bytes()) || check(&name).is_ok(), "{name}");
        }
        assert!(accepts("Zoë".as_bytes()) && accepts("Ångström".as_bytes()));
        assert!(!accepts("Zo×".as_bytes()) && !accepts(b"Zo\xC3") && !accepts(b"\xC3\xC3"));
        for name in [
            "Ana",
            "O'Neil",
            "O’Neil",
            "Smith-Jones",
            "Martin Luther King Jr.",
            "Zoë",
            "Zoe\u{308}",
            "陳",
            "Анна",
            "अनुष्का",
            "ʻAkahi",
            "'t Hooft",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn words_for_nobody_are_known() {
        for name in ["TBD", "test", "First Name", "xxx", "XXXX", "aaa"] {
            assert!(is_placeholder_name(name.as_bytes()), "{name}");
        }
        for name in ["Ana", "Xi", "Doe", "Null", "Testa", "Oo", ""] {
            assert!(!is_placeholder_name(name.as_bytes()), "{name}");
        }
        assert!(are_placeholder_names(b"JOHN", b"Doe"));
        assert!(!are_placeholder_names(b"John", b"Chen"));
        assert!(!are_placeholder_names(b"John", b"Smith"));
        for last in ["Doe", "Smith"] {
            assert!(are_example_names(b"john", last.as_bytes()), "{last}");
        }
        assert!(!are_example_names(b"John", b"Chen"));
    }

    #[test]
    fn what_is_no_name_says_why() {
        let long = "a".repeat(101);
        let cases = [
            ("Ana2", PersonNameError::Digit),
            ("Ana１", PersonNameError::Digit),
            ("Ana٣", PersonNameError::Digit),
            ("Chen, Ana", PersonNameError::Comma),
            ("Ana@Chen", PersonNameError::Symbol('@')),
            ("Ana\u{A0}Maria", PersonNameError::Symbol('\u{A0}')),
            ("Ana\u{200B}", PersonNameError::Symbol('\u{200B}')),
            ("Ana 🦷", PersonNameError::Symbol('🦷')),
            ("-", PersonNameError::NoLetter),
            ("", PersonNameError::NoLetter),
            (long.as_str(), PersonNameError::Length { found: 101 }),
        ];
        for (text, error) in cases {
            assert_eq!(check(text), Err(error), "{text}");
            assert!(!accepts(text.as_bytes()), "{text}");
        }
        assert!(accepts(b"Smith-Jones Jr."));
    }
}
