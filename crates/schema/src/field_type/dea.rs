//! The registration number of the Drug Enforcement Administration: two characters, six digits and a check digit.

use std::fmt;

use thiserror::Error;

use super::counted;
use super::digits::number;

/// A DEA registration number whose check digit is right.
///
/// Check digit: the sum of the first, third and fifth digit and twice the sum of the second, fourth and sixth ends in
/// the seventh. The DEA has issued a few numbers to practitioners that break the formula (FDA Law Blog, 2014-05-08),
/// so a wrong check digit must stay an error that a person can waive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dea {
    first: u8,
    second: u8,
    /// The six digits and the check digit.
    number: u32,
}

impl Dea {
    /// The length of a number without the suffix of an institution. Characters, all of them ASCII.
    const LENGTH: usize = 9;

    pub(super) fn parse(text: &[u8]) -> Result<Self, DeaError> {
        if NO_NUMBER
            .iter()
            .any(|words| words.as_bytes().eq_ignore_ascii_case(text))
        {
            return Err(DeaError::NoNumber);
        }
        if let Some((plain, [b'-', _, ..])) = text.split_at_checked(Self::LENGTH) {
            return match Self::parse_plain(plain) {
                Ok(_) | Err(DeaError::Lowercase) => Err(DeaError::Suffix),
                Err(error) => Err(error),
            };
        }
        Self::parse_plain(text)
    }

    fn parse_plain(text: &[u8]) -> Result<Self, DeaError> {
        let Ok(&[first, second, ref digits @ ..]) = <&[u8; Self::LENGTH]>::try_from(text) else {
            return Err(Self::not_nine_bytes(text));
        };
        let (upper_first, upper_second) = (first.to_ascii_uppercase(), second.to_ascii_uppercase());
        if !upper_first.is_ascii_uppercase() || b"IOQVWYZ".contains(&upper_first) {
            return Err(DeaError::FirstCharacter);
        }
        if !upper_second.is_ascii_uppercase() && second != b'9' {
            return Err(DeaError::SecondCharacter);
        }
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(DeaError::NotDigits);
        }
        let [d1, d2, d3, d4, d5, d6, found] = digits.map(|digit| digit - b'0');
        let expected = (d1 + d3 + d5 + 2 * (d2 + d4 + d6)) % 10;
        if found != expected {
            return Err(DeaError::CheckDigit { expected, found });
        }
        if (first, second) != (upper_first, upper_second) {
            return Err(DeaError::Lowercase);
        }
        Ok(Self {
            first,
            second,
            number: number(digits),
        })
    }

    /// What is wrong with a text that has not nine bytes: not its length, where a letter of another script takes several.
    fn not_nine_bytes(text: &[u8]) -> DeaError {
        let characters = characters(text);
        let is_other = |character: char| !character.is_ascii();
        match String::from_utf8_lossy(text).chars().position(is_other) {
            _ if characters != Self::LENGTH => DeaError::Length { characters },
            Some(0) => DeaError::FirstCharacter,
            Some(1) => DeaError::SecondCharacter,
            _ => DeaError::NotDigits,
        }
    }

    /// Whether the first letter is one of the series given to practitioners (`A`, `B`, `F`, `G`) or mid-level
    /// practitioners (`M`).
    ///
    /// Source: DEA, Registration Record Layout (2016/2017). The list `A` to `U` found in many places is another field, the
    /// Business Activity Code.
    pub fn first_letter_is_usual(self) -> bool {
        matches!(self.first, b'A' | b'B' | b'F' | b'G' | b'M')
    }

    /// Whether all its digits are zero, which the check digit lets pass.
    pub fn is_placeholder(self) -> bool {
        self.number == 0
    }

    /// Whether the second character is what the last name asks for: the first letter of the name or of a part of it, or the `9`
    /// of a business address. A name that DEA must have written in other letters, such as `Østergaard`, fits every number.
    ///
    /// It is "almost always" so, and what is known of it is no published rule: somebody who takes another name keeps the number.
    pub fn fits_last_name(self, name: &str) -> bool {
        let parts = || {
            name.split([' ', '-', '\'', '’', '.'])
                .filter_map(|part| part.chars().next())
        };
        self.second == b'9'
            || parts()
                .any(|initial| !initial.is_ascii() || initial.eq_ignore_ascii_case(&char::from(self.second)))
    }

    /// Whether the bytes of a number and of a last name certainly fit each other, for those that are right in themselves.
    pub(super) fn fits_at_a_glance(number: &[u8], name: &[u8]) -> bool {
        match (number, name) {
            ([_, second, ..], [initial, ..]) => {
                *second == b'9' || second.is_ascii_uppercase() && *second == initial.to_ascii_uppercase()
            }
            _ => false,
        }
    }
}

impl fmt::Display for Dea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}{:07}",
            char::from(self.first),
            char::from(self.second),
            self.number
        )
    }
}

/// What people write who have no number, whatever the capitals.
const NO_NUMBER: [&str; 11] = [
    "none",
    "n/a",
    "na",
    "n.a.",
    "nil",
    "no",
    "no dea",
    "not applicable",
    "0",
    "-",
    "--",
];

/// The number of characters of a UTF-8 text: its bytes less the continuation bytes.
fn characters(text: &[u8]) -> usize {
    text.iter()
        .filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000)
        .count()
}

/// Why a text is not a DEA number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DeaError {
    /// It says that there is none: `None`, `N/A`, `0`, `-`.
    #[error("it says that there is none")]
    NoNumber,
    /// It has this many characters and not nine.
    #[error("it has {}, a DEA number has 9", counted(*.characters, "character"))]
    Length {
        /// How many it has.
        characters: usize,
    },
    /// No registration to prescribe begins so: not a letter, or one of `I O Q V W Y Z`. (Dealers in List I chemicals,
    /// whose numbers begin with the digit 0, are no prescribers.)
    #[error("it begins with a character that no DEA number of a prescriber begins with")]
    FirstCharacter,
    /// The second character is neither a letter nor `9`.
    #[error("its second character is neither a letter nor 9")]
    SecondCharacter,
    /// The last seven characters are not all digits.
    #[error("its last seven characters are not all digits")]
    NotDigits,
    /// The last digit does not agree with the six before it.
    #[error("its check digit is wrong, so at least one digit was mistyped")]
    CheckDigit {
        /// The digit, 0 to 9, that would agree. It is data for tests: to print it would be to invite a guess.
        expected: u8,
        /// The digit, 0 to 9, that is there.
        found: u8,
    },
    /// A DEA number is there, then a dash and the code by which a hospital tells its prescribers apart.
    #[error("it ends in the internal code of an institution, which is not part of a DEA number")]
    Suffix,
    /// It is right but for small letters.
    #[error("its letters are not in capitals")]
    Lowercase,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Dea, DeaError};

    fn parse(text: &str) -> Result<Dea, DeaError> {
        Dea::parse(text.as_bytes())
    }

    /// The seven digits of a right number from its first six.
    fn complete(six: u32) -> Vec<u8> {
        let digit = |place: u32| six / 10_u32.pow(6 - place) % 10;
        let check = (digit(1) + digit(3) + digit(5) + 2 * (digit(2) + digit(4) + digit(6))) % 10;
        format!("AB{six:06}{check}").into_bytes()
    }

    #[test]
    fn right_numbers_are_read_and_printed_back() {
        for text in [
            "AP5836727",
            "AB1234563",
            "F91234563",
            "BS1234563",
            "MJ1234563",
            "GX1234563",
            "BD0000000",
            "XB1234563",
        ] {
            assert_eq!(parse(text).map(|dea| dea.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn wrong_numbers_say_why() {
        let cases = [
            (
                "AB1234567",
                DeaError::CheckDigit {
                    expected: 3,
                    found: 7,
                },
            ),
            (
                "AL2649364",
                DeaError::CheckDigit {
                    expected: 1,
                    found: 4,
                },
            ),
            (
                "FS7654321",
                DeaError::CheckDigit {
                    expected: 9,
                    found: 1,
                },
            ),
            ("None", DeaError::NoNumber),
            ("N/A", DeaError::NoNumber),
            ("0", DeaError::NoNumber),
            ("-", DeaError::NoNumber),
            ("00", DeaError::Length { characters: 2 }),
            ("AB123456", DeaError::Length { characters: 8 }),
            ("AB12345634", DeaError::Length { characters: 10 }),
            ("ÄB1234563é", DeaError::Length { characters: 10 }),
            ("AB1234563-", DeaError::Length { characters: 10 }),
            ("A81234563", DeaError::SecondCharacter),
            ("IB1234563", DeaError::FirstCharacter),
            ("0B1234563", DeaError::FirstCharacter),
            ("AB12345O3", DeaError::NotDigits),
            ("AB1234563-001AB", DeaError::Suffix),
            ("ab1234563-001", DeaError::Suffix),
            (
                "AB1234567-001",
                DeaError::CheckDigit {
                    expected: 3,
                    found: 7,
                },
            ),
            ("ab1234563", DeaError::Lowercase),
            (
                "Ab1234567",
                DeaError::CheckDigit {
                    expected: 3,
                    found: 7,
                },
            ),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn unusual_letters_and_zeros_are_doubts() {
        assert!(parse("F91234563").unwrap().first_letter_is_usual());
        assert!(!parse("CB1234563").unwrap().first_letter_is_usual());
        assert!(parse("BD0000000").unwrap().is_placeholder());
        assert!(!parse("AB1234563").unwrap().is_placeholder());
    }

    #[test]
    fn the_second_letter_is_that_of_the_last_name() {
        let number = parse("AB1234563").unwrap();
        for name in [
            "Bell",
            "bell",
            "van der Berg",
            "Smith-Bell",
            "O'Brien",
            "St. Bernard",
            "Østergaard",
            "陳",
        ] {
            assert!(number.fits_last_name(name), "{name}");
        }
        for name in ["Chen", "Abel", "Smith-Jones", ""] {
            assert!(!number.fits_last_name(name), "{name}");
        }
        assert!(parse("F91234563").unwrap().fits_last_name("Chen"));
    }

    proptest! {
        #[test]
        fn what_fits_at_a_glance_fits(second in "[A-Z9]", name in "[A-Za-z' é-]{1,6}") {
            let number = format!("A{second}1234563");
            if Dea::fits_at_a_glance(number.as_bytes(), name.as_bytes()) {
                prop_assert!(parse(&number).unwrap().fits_last_name(&name));
            }
        }

        #[test]
        fn every_adjacent_swap_of_the_first_six_digits_and_the_check_is_caught(six in 0_u32..1_000_000) {
            let right = complete(six);
            prop_assert!(Dea::parse(&right).is_ok());
            for place in 2..8 {
                let mut swapped = right.clone();
                swapped.swap(place, place + 1);
                prop_assert_eq!(Dea::parse(&swapped).is_ok(), swapped == right);
            }
        }

        #[test]
        fn of_errors_in_one_digit_only_5_off_in_an_even_place_is_missed(six in 0_u32..1_000_000) {
            let right = complete(six);
            for place in 2..9 {
                for digit in b'0'..=b'9' {
                    let mut wrong = right.clone();
                    wrong[place] = digit;
                    let missed = wrong != right && Dea::parse(&wrong).is_ok();
                    let blind = matches!(place, 3 | 5 | 7) && digit.abs_diff(right[place]) == 5;
                    prop_assert_eq!(missed, blind);
                }
            }
        }
    }
}
