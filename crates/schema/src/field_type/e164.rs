//! The telephone number of any country, as ITU-T E.164 writes it.

use std::fmt;

use thiserror::Error;

use super::counted;
use super::phone::{Phone, PhoneError};
use super::table::Rows;

/// The most digits of a number, its country code included: ITU-T E.164, 6.2.1.
const MAX_DIGITS: usize = 15;
/// The fewest digits that any country has. No standard says so; Niue and Saint Helena have seven to nine.
const MIN_DIGITS: usize = 7;

/// A telephone number with the code of its country. Its text is a plus sign and the digits.
///
/// Rules: a plus sign, an assigned country code, 15 digits at most. A number of country code 1 must be one of the North
/// American Numbering Plan. What the numbers of other countries look like is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct E164(u64);

impl E164 {
    pub(super) fn parse(text: &[u8]) -> Result<Self, E164Error> {
        let Some(digits) = text.strip_prefix(b"+") else {
            return Err(E164Error::NoPlus);
        };
        if !digits.iter().all(u8::is_ascii_digit) {
            let is_style = |byte: &u8| byte.is_ascii_digit() || b"-.() ".contains(byte);
            return Err(if digits.iter().all(is_style) {
                E164Error::Punctuation
            } else {
                E164Error::NotDigits
            });
        }
        if !(MIN_DIGITS..=MAX_DIGITS).contains(&digits.len()) {
            return Err(E164Error::Count { digits: digits.len() });
        }
        if !(1..=3).any(|length| is_assigned(&digits[..length])) {
            return Err(E164Error::CountryCode);
        }
        if let Some(rest) = digits.strip_prefix(b"1") {
            Phone::parse(rest).map_err(E164Error::Nanp)?;
        }
        let number = digits
            .iter()
            .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        Ok(Self(number))
    }

    /// The ten digits of a number of the North American Numbering Plan.
    pub fn nanp(self) -> Option<Phone> {
        let ten = self.to_string();
        Phone::parse(ten.strip_prefix("+1")?.as_bytes()).ok()
    }
}

impl fmt::Display for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

fn is_assigned(code: &[u8]) -> bool {
    CODES.binary_search_by(|known| known.as_bytes().cmp(code)).is_ok()
}

const TABLE: &str = include_str!("../../data/country_calling_codes.csv");

/// Sorted as text, as the table is.
static CODES: [&str; Rows::count(TABLE)] = {
    let mut rows = Rows::of(TABLE);
    let mut codes = [""; Rows::count(TABLE)];
    let mut at = 0;
    while let Some([code]) = rows.next() {
        codes[at] = code;
        at += 1;
    }
    codes
};

/// Why a text is not a telephone number with its country code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum E164Error {
    /// It does not begin with a plus sign.
    #[error("it does not begin with + and the code of a country")]
    NoPlus,
    /// Only punctuation keeps it from being one.
    #[error("spaces or punctuation stand between its digits")]
    Punctuation,
    /// It holds something that is no part of a number.
    #[error("it holds more than digits")]
    NotDigits,
    /// It has too few or too many digits.
    #[error("it has {}, a number has {MIN_DIGITS} to {MAX_DIGITS} with the code of its country", counted(*.digits, "digit"))]
    Count {
        /// How many digits it has.
        digits: usize,
    },
    /// It begins with the code of no country.
    #[error("no country has the code with which it begins")]
    CountryCode,
    /// It has country code 1 and is no number of its plan.
    #[error("after +1, {0}")]
    Nanp(PhoneError),
}

#[cfg(test)]
mod tests {
    use super::{CODES, E164, E164Error};
    use crate::field_type::phone::PhoneError;

    #[test]
    fn the_codes_are_sorted_and_none_begins_another() {
        assert_eq!(CODES.len(), 215);
        assert!(CODES.is_sorted());
        let begins = CODES.windows(2).find(|pair| pair[1].starts_with(pair[0]));
        assert_eq!(begins, None, "country codes are prefix-free");
    }

    #[test]
    fn a_plus_the_country_and_digits() {
        for text in ["+18015550123", "+442079460000", "+6834000", "+4930123456"] {
            assert_eq!(
                E164::parse(text.as_bytes())
                    .map(|number| number.to_string())
                    .as_deref(),
                Ok(text)
            );
        }
        let cases = [
            ("8015550123", E164Error::NoPlus),
            ("", E164Error::NoPlus),
            ("+1 (801) 555-0123", E164Error::Punctuation),
            ("+1801555O123", E164Error::NotDigits),
            ("+44207", E164Error::Count { digits: 5 }),
            ("+4420794600001234", E164Error::Count { digits: 16 }),
            ("+9990123456", E164Error::CountryCode),
            ("+0012345678", E164Error::CountryCode),
            ("+11234567890", E164Error::Nanp(PhoneError::AreaCodeStart)),
        ];
        for (text, error) in cases {
            assert_eq!(E164::parse(text.as_bytes()), Err(error), "{text}");
        }
    }

    #[test]
    fn country_code_1_has_ten_digits_more() {
        let number = E164::parse(b"+18015550123").unwrap();
        assert_eq!(
            number.nanp().map(|phone| phone.to_string()).as_deref(),
            Some("8015550123")
        );
        assert_eq!(E164::parse(b"+442079460000").unwrap().nanp(), None);
    }
}
