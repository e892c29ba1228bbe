//! The National Provider Identifier: ten digits, the last of which checks the others.

use std::fmt;

use thiserror::Error;

use super::counted;
use super::digits::number;

/// What the digits of the issuer prefix `80840`, which an NPI is understood to follow, add to its Luhn sum.
const PREFIX_SUM: u8 = 24;

/// Numbers that pass the check digit and yet stand for "none": ones, the filler of Canvas Medical, the textbook.
const PLACEHOLDERS: [u32; 3] = [1_111_111_112, 1_111_155_556, 1_234_567_893];

/// A National Provider Identifier whose check digit is right. That it was issued to anybody is not said.
///
/// Format and check digit: 69 FR 3434 (the NPI final rule); the Luhn algorithm of ISO/IEC 7812-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Npi(u32);

impl Npi {
    pub(super) fn parse(text: &[u8]) -> Result<Self, NpiError> {
        if !text.iter().all(u8::is_ascii_digit) {
            return Err(NpiError::NotDigits);
        }
        let Ok(digits) = <&[u8; 10]>::try_from(text) else {
            return Err(NpiError::Length { digits: text.len() });
        };
        if !matches!(digits[0], b'1' | b'2') {
            return Err(NpiError::FirstDigit);
        }
        let (nine, check) = digits.split_at(9);
        let expected = check_digit(nine);
        if check != [b'0' + expected] {
            return Err(NpiError::CheckDigit { expected });
        }
        Ok(Self(number(digits)))
    }

    /// Whether this is one of the well-known numbers that people type when they have none. They pass the check digit.
    pub fn is_placeholder(self) -> bool {
        PLACEHOLDERS.contains(&self.0)
    }

    /// Whether it begins with 2, which the rule allows and no number issued up to 2024 does.
    ///
    /// Source: johndcook.com, 2024.
    pub fn is_of_unissued_series(self) -> bool {
        self.0 >= 2_000_000_000
    }
}

impl fmt::Display for Npi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:010}", self.0)
    }
}

/// Luhn over the first nine digits (ASCII): from the right every other digit counts double, digits of a double added.
fn check_digit(nine: &[u8]) -> u8 {
    let digits = nine.iter().rev().map(|digit| digit - b'0');
    let sum = digits
        .enumerate()
        .fold(PREFIX_SUM, |sum, (place, digit)| match (place % 2, digit) {
            (0, 5..) => sum + 2 * digit - 9,
            (0, _) => sum + 2 * digit,
            _ => sum + digit,
        });
    (10 - sum % 10) % 10
}

/// Why a text is not an NPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NpiError {
    /// It holds something other than the digits `0` to `9`; full-width and other scripts' digits count as such.
    #[error("it holds something other than digits")]
    NotDigits,
    /// It has this many digits and not ten.
    #[error("it has {}, an NPI has 10", counted(*.digits, "digit"))]
    Length {
        /// How many it has.
        digits: usize,
    },
    /// It begins with neither `1` nor `2`.
    #[error("it begins with neither 1 nor 2")]
    FirstDigit,
    /// Its last digit does not agree with the other nine, as happens when one is mistyped or two are swapped.
    #[error("its check digit is wrong, so at least one digit was mistyped")]
    CheckDigit {
        /// The digit, 0 to 9, that would agree. It is data for tests: to print it would be to invite a guess.
        expected: u8,
    },
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Npi, NpiError, check_digit};

    fn parse(text: &str) -> Result<Npi, NpiError> {
        Npi::parse(text.as_bytes())
    }

    /// A right NPI from nine digits of which the first is 1 or 2.
    fn complete(nine: u32) -> Vec<u8> {
        let mut digits = nine.to_string().into_bytes();
        digits.push(b'0' + check_digit(&digits));
        digits
    }

    #[test]
    fn right_numbers_are_read_and_printed_back() {
        for text in [
            "1234567893",
            "1245319599",
            "1993999998",
            "2000000002",
            "1111111112",
            "1111155556",
        ] {
            assert_eq!(parse(text).map(|npi| npi.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn wrong_numbers_say_why() {
        let cases = [
            ("1234567890", NpiError::CheckDigit { expected: 3 }),
            ("1234567899", NpiError::CheckDigit { expected: 3 }),
            ("9941339100", NpiError::FirstDigit),
            ("0123456789", NpiError::FirstDigit),
            ("123456789", NpiError::Length { digits: 9 }),
            ("12345678931", NpiError::Length { digits: 11 }),
            ("", NpiError::Length { digits: 0 }),
            ("1234567893 ", NpiError::NotDigits),
            ("1.23E+09", NpiError::NotDigits),
            ("１２３４５６７８９３", NpiError::NotDigits),
            ("١٢٣٤٥٦٧٨٩٣", NpiError::NotDigits),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn placeholders_are_known() {
        assert!(parse("1111155556").unwrap().is_placeholder());
        assert!(!parse("1245319599").unwrap().is_placeholder());
    }

    proptest! {
        #[test]
        fn luhn_over_the_prefixed_number_agrees(nine in 100_000_000_u32..300_000_000) {
            let prefixed = format!("80840{}", String::from_utf8(complete(nine)).unwrap());
            let sum: u32 = prefixed.bytes().rev().enumerate().map(|(place, digit)| {
                let value = u32::from(digit - b'0') << (place % 2);
                if value > 9 { value - 9 } else { value }
            }).sum();
            prop_assert_eq!(sum % 10, 0);
        }

        #[test]
        fn every_error_in_one_digit_is_caught(nine in 100_000_000_u32..300_000_000) {
            let right = complete(nine);
            prop_assert!(Npi::parse(&right).is_ok());
            for place in 0..10 {
                for digit in b'0'..=b'9' {
                    let mut wrong = right.clone();
                    wrong[place] = digit;
                    prop_assert_eq!(Npi::parse(&wrong).is_ok(), wrong == right);
                }
            }
        }

        #[test]
        fn of_adjacent_swaps_only_those_of_0_and_9_are_missed(nine in 100_000_000_u32..300_000_000) {
            let right = complete(nine);
            for place in 0..9 {
                let mut swapped = right.clone();
                swapped.swap(place, place + 1);
                let missed = swapped != right && Npi::parse(&swapped).is_ok();
                prop_assert!(!missed || matches!([right[place], right[place + 1]], [b'0', b'9'] | [b'9', b'0']));
            }
        }
    }
}
