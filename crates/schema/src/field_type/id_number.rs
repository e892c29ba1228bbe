//! A licence number or another number that an authority gives without saying how it is built.

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

/// The greatest length, in characters: that of the licence field of NPPES.
const MAX_LENGTH: usize = 20;

/// A spreadsheet keeps this many digits of a number, and writes zeros for the others.
pub const DIGITS_KEPT: usize = 15;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What an id-number column asks for. The number may stand bare or between quotation marks that are part of the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct IdNumberLaw {
    /// Whether ASCII letters, spaces, full stops, hyphens and slashes may stand beside the digits.
    #[serde(default)]
    pub letters: bool,
}

impl IdNumberLaw {
    /// The bare number.
    pub(super) fn parse(self, text: &str) -> Result<&str, IdNumberError> {
        if text.contains(is_smart_quote) {
            return Err(IdNumberError::SmartQuotes);
        }
        let number = unquoted(text).unwrap_or(text);
        if number.contains('"') {
            return Err(IdNumberError::Quote);
        }
        if self.is_scientific(number) {
            return Err(IdNumberError::Scientific);
        }
        if is_date_text(number) {
            return Err(IdNumberError::Date);
        }
        self.check_characters(number)?;
        match number.len() {
            0 => Err(IdNumberError::Empty),
            1..=MAX_LENGTH => Ok(number),
            found => Err(IdNumberError::Length { found }),
        }
    }

    fn check_characters(self, number: &str) -> Result<(), IdNumberError> {
        if !self.letters {
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            return if digits {
                Ok(())
            } else {
                Err(IdNumberError::NotDigits)
            };
        }
        if !number
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b" .-/".contains(&byte))
        {
            return Err(IdNumberError::Character);
        }
        if number.starts_with(' ') || number.ends_with(' ') {
            return Err(IdNumberError::InnerBlank);
        }
        Ok(())
    }

    /// Only digits: among letters a date or an exponent may hide, and a spreadsheet may have rounded a long number. Whether
    /// it had to stand in quotation marks is not for its bytes to tell.
    pub(super) fn accepts(text: &[u8]) -> bool {
        (1..=DIGITS_KEPT).contains(&text.len()) && text.iter().all(u8::is_ascii_digit)
    }

    /// What a spreadsheet makes of a long number. Among letters the exponent needs its sign, lest `12E45` be taken for one.
    fn is_scientific(self, number: &str) -> bool {
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let Some((mantissa, exponent)) = number.split_once(['e', 'E']) else {
            return false;
        };
        let power = exponent.strip_prefix(['+', '-']);
        mantissa.split('.').count() <= 2
            && mantissa.split('.').all(is_digits)
            && is_digits(power.unwrap_or(exponent))
            && (power.is_some() || !self.letters)
    }
}

/// What stands between the quotation marks at both ends.
fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

fn is_smart_quote(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201F}' | '\u{2032}' | '\u{2033}' | '«' | '»')
}

/// Whether a spreadsheet has written a date: month, day and year with slashes, year, month and day with hyphens, or a month
/// by its name beside numbers.
pub fn is_date_text(text: &str) -> bool {
    let is_number = |text: &str, digits: std::ops::RangeInclusive<usize>, most: u16| {
        digits.contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse().is_ok_and(|number: u16| (1..=most).contains(&number))
    };
    let mut parts = text.split(['/', '-', ' ']);
    let (Some(first), Some(second), third, None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_year = |text: &str| matches!(text.len(), 2 | 4) && text.bytes().all(|byte| byte.is_ascii_digit());
    match third {
        Some(third) if is_month(second) => is_number(first, 1..=2, 31) && is_year(third),
        Some(third) if text.matches('/').count() == 2 => {
            let (month, day) = (is_number(first, 1..=2, 12), is_number(second, 1..=2, 31));
            let swapped = is_number(first, 1..=2, 31) && is_number(second, 1..=2, 12);
            (month && day || swapped) && is_year(third)
        }
        Some(third) if text.matches('-').count() == 2 => {
            first.len() == 4 && is_year(first) && is_number(second, 2..=2, 12) && is_number(third, 2..=2, 31)
        }
        Some(_) => false,
        None => {
            let beside = |number| is_number(number, 1..=2, 31) || is_year(number);
            (is_month(first) && beside(second)) || (is_month(second) && beside(first))
        }
    }
}

/// The English name of a month, or its first three letters, whatever the capitals.
fn is_month(text: &str) -> bool {
    MONTHS
        .iter()
        .any(|month| month.eq_ignore_ascii_case(text) || month[..3].eq_ignore_ascii_case(text))
}

/// Why a text is not such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdNumberError {
    /// Curly or other typographic quotation marks, which no importer strips.
    #[error("its quotation marks are curly and not straight")]
    SmartQuotes,
    /// A straight quotation mark that does not enclose the number together with another.
    #[error("a quotation mark has no other at the opposite end")]
    Quote,
    /// A mantissa and an exponent: a spreadsheet took it for a long number, and digits may be lost.
    #[error("it is in scientific notation, so a spreadsheet has changed it")]
    Scientific,
    /// A date: a spreadsheet took it for one, and what was typed may be lost.
    #[error("it is a date, so a spreadsheet has changed it")]
    Date,
    /// Something other than the digits `0` to `9`, where only those are wanted.
    #[error("it holds something other than digits")]
    NotDigits,
    /// Something other than ASCII letters, digits, spaces, full stops, hyphens and slashes.
    #[error("it holds something other than letters, digits, spaces, full stops, hyphens and slashes")]
    Character,
    /// A space just inside the quotation marks.
    #[error("a space stands just inside its quotation marks")]
    InnerBlank,
    /// Nothing stands between the quotation marks.
    #[error("nothing stands between its quotation marks")]
    Empty,
    /// It is longer than 20 characters, its quotation marks not counted.
    #[error("it is {found} characters long, at most 20 are allowed")]
    Length {
        /// How many characters it has.
        found: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::{IdNumberError, IdNumberLaw};

    const DIGITS: IdNumberLaw = IdNumberLaw { letters: false };
    const LETTERS: IdNumberLaw = IdNumberLaw { letters: true };

    #[test]
    fn a_number_is_read_bare_or_quoted() {
        for (law, text, number) in [
            (DIGITS, "00123", "00123"),
            (DIGITS, "\"00123\"", "00123"),
            (LETTERS, "DN12345", "DN12345"),
            (LETTERS, "\"DEN.00012345\"", "DEN.00012345"),
            (LETTERS, "1234567-9923", "1234567-9923"),
            (LETTERS, "22DI01234500", "22DI01234500"),
            (LETTERS, "1E5", "1E5"),
            (LETTERS, "1234-15", "1234-15"),
            (LETTERS, "DEC 12345", "DEC 12345"),
            (LETTERS, "1/2", "1/2"),
        ] {
            assert_eq!(law.parse(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn wrong_numbers_say_why() {
        let cases = [
            (DIGITS, "DN12345", IdNumberError::NotDigits),
            (DIGITS, "１２３４５", IdNumberError::NotDigits),
            (DIGITS, "“12345”", IdNumberError::SmartQuotes),
            (DIGITS, "\"12345", IdNumberError::Quote),
            (DIGITS, "\"", IdNumberError::Quote),
            (DIGITS, "\"\"12345\"\"", IdNumberError::Quote),
            (DIGITS, "\"\"", IdNumberError::Empty),
            (DIGITS, "", IdNumberError::Empty),
            (DIGITS, "\" 12345\"", IdNumberError::NotDigits),
            (DIGITS, "1E5", IdNumberError::Scientific),
            (
                DIGITS,
                "123456789012345678901",
                IdNumberError::Length { found: 21 },
            ),
            (LETTERS, "1.23E+09", IdNumberError::Scientific),
            (LETTERS, "12E-45", IdNumberError::Scientific),
            (LETTERS, "3/4/2026", IdNumberError::Date),
            (LETTERS, "31/12/26", IdNumberError::Date),
            (LETTERS, "2026-03-04", IdNumberError::Date),
            (LETTERS, "2-Jan", IdNumberError::Date),
            (LETTERS, "Mar-26", IdNumberError::Date),
            (LETTERS, "2-Jan-26", IdNumberError::Date),
            (LETTERS, "\"1 March 2026\"", IdNumberError::Date),
            (LETTERS, "12_345", IdNumberError::Character),
            (LETTERS, "\"12345 \"", IdNumberError::InnerBlank),
        ];
        for (law, text, error) in cases {
            assert_eq!(law.parse(text), Err(error), "{text}");
        }
    }
}
