//! The telephone number of the North American Numbering Plan: area code, exchange and line, ten digits in all.

use std::fmt;

use thiserror::Error;

use super::counted;
use super::digits::number;
use super::table::{Rows, decimal};
use super::us_state::UsState;

/// A telephone number that the numbering plan allows, whatever the style it was written in. Its text is the ten digits.
///
/// Rules: `[2-9][0-8]X-[2-9]XX-XXXX`; neither area code nor exchange ends in `11` (those are services such as 911); the area
/// codes 37X and 96X are reserved. Source: the numbering plan of NANPA; libphonenumber does not apply the rule for exchanges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Phone {
    area: u32,
    exchange: u32,
    line: u32,
}

impl Phone {
    pub(super) fn parse(text: &[u8]) -> Result<Self, PhoneError> {
        if let Some(rest) = text.strip_prefix(b"+") {
            let Some(rest) = rest.strip_prefix(b"1") else {
                let foreign = matches!(rest, [b'2'..=b'9', ..]);
                return Err(if foreign {
                    PhoneError::Foreign
                } else {
                    misshapen(text)
                });
            };
            let digits = styled(after_country(rest)).ok_or_else(|| misshapen(text))?;
            return Self::from_digits(digits);
        }
        if let Some(digits) = styled(text) {
            return Self::from_digits(digits);
        }
        let without_one = text
            .strip_prefix(b"1")
            .and_then(|rest| styled(after_country(rest)));
        match without_one.map(Self::from_digits) {
            Some(Ok(_)) => Err(PhoneError::WithoutPlus),
            _ => Err(misshapen(text)),
        }
    }

    /// Any style without the code of the country, and no number that a rule may have something to say of.
    pub(super) fn accepts(text: &[u8]) -> bool {
        styled(text).is_some_and(|digits| {
            Self::from_digits(digits).is_ok_and(|phone| {
                let area = phone.area().map(|area| area.class);
                !phone.is_fictional()
                    && !phone.is_directory_assistance()
                    && !matches!(area, None | Some(AreaClass::Personal | AreaClass::Premium))
            })
        })
    }

    /// The ten digits of a text that was accepted.
    pub fn digits_at_a_glance(text: &[u8]) -> [u8; 10] {
        styled(text).unwrap_or_default()
    }

    /// Ten ASCII digits.
    fn from_digits(digits: [u8; 10]) -> Result<Self, PhoneError> {
        let (area, subscriber) = digits.split_at(3);
        let (exchange, line) = subscriber.split_at(3);
        match area {
            [b'0' | b'1', ..] => return Err(PhoneError::AreaCodeStart),
            [_, b'9', _] => return Err(PhoneError::AreaCodeNine),
            [_, b'1', b'1'] => return Err(PhoneError::AreaCodeService),
            [b'3', b'7', _] | [b'9', b'6', _] => return Err(PhoneError::AreaCodeReserved),
            _ => {}
        }
        match exchange {
            [b'0' | b'1', ..] => Err(PhoneError::ExchangeStart),
            [_, b'1', b'1'] => Err(PhoneError::ExchangeService),
            _ => Ok(Self {
                area: number(area),
                exchange: number(exchange),
                line: number(line),
            }),
        }
    }

    /// What is known of the area code. None where the table does not list it, which is a doubt and no error: new ones are opened
    /// each year.
    ///
    /// Source: libphonenumber 9.0.43.
    pub fn area(self) -> Option<AreaCode> {
        AREAS.get(usize::try_from(self.area).ok()?).copied().flatten()
    }

    /// Whether the number is one of `555-0100` to `555-0199`, which are kept for fiction and ring nowhere.
    pub fn is_fictional(self) -> bool {
        self.exchange == 555 && matches!(self.line, 100..=199)
    }

    /// Whether the number is `555-1212`, at which an area code's directory is asked.
    pub fn is_directory_assistance(self) -> bool {
        self.exchange == 555 && self.line == 1212
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}{:03}{:04}", self.area, self.exchange, self.line)
    }
}

/// The text after a country code and the mark that may follow it.
fn after_country(text: &[u8]) -> &[u8] {
    match text {
        [b' ' | b'-' | b'.', rest @ ..] => rest,
        _ => text,
    }
}

/// The ten digits of a text in one of the usual styles: three of the area code, in parentheses or not, three and four, with a mark
/// between them or none.
fn styled(text: &[u8]) -> Option<[u8; 10]> {
    let (area, rest) = match text.strip_prefix(b"(") {
        Some(rest) => {
            let (area, rest) = leading_digits::<3>(rest)?;
            (area, rest.strip_prefix(b")")?)
        }
        None => leading_digits(text)?,
    };
    let (exchange, rest) = leading_digits::<3>(after_mark(rest))?;
    let (line, rest) = leading_digits::<4>(after_mark(rest))?;
    let mut digits = [b'0'; 10];
    digits[..3].copy_from_slice(area);
    digits[3..6].copy_from_slice(exchange);
    digits[6..].copy_from_slice(line);
    rest.is_empty().then_some(digits)
}

/// The digits at the front of a text, if it begins with so many, and what follows them.
fn leading_digits<const COUNT: usize>(text: &[u8]) -> Option<(&[u8; COUNT], &[u8])> {
    let (digits, rest) = text.split_first_chunk()?;
    digits.iter().all(u8::is_ascii_digit).then_some((digits, rest))
}

/// The text after the mark that stands between two groups of digits, if there is one.
fn after_mark(text: &[u8]) -> &[u8] {
    match text {
        [b' ', b'-', b' ', rest @ ..] | [b' ' | b'-' | b'.' | b'/', rest @ ..] => rest,
        _ => text,
    }
}

/// Why a text is in none of the styles.
fn misshapen(text: &[u8]) -> PhoneError {
    if text.iter().any(u8::is_ascii_alphabetic) {
        return PhoneError::Letters;
    }
    if !text
        .iter()
        .all(|byte| byte.is_ascii_digit() || b"+-./() ".contains(byte))
    {
        return PhoneError::NotDigits;
    }
    let subscriber = text.strip_prefix(b"+1").unwrap_or(text);
    match subscriber.iter().filter(|byte| byte.is_ascii_digit()).count() {
        10 => PhoneError::Style,
        digits => PhoneError::Count { digits },
    }
}

/// What is known of an area code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaCode {
    /// What kind of number it opens.
    pub class: AreaClass,
    /// The state, where it lies in one of the US.
    pub state: Option<UsState>,
}

/// What kind of number an area code opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaClass {
    /// A subscriber in a state or the District of Columbia.
    UsState,
    /// A subscriber in a territory of the US.
    UsTerritory,
    /// A subscriber in Canada.
    Canada,
    /// A subscriber in the Caribbean or Bermuda.
    Caribbean,
    /// A number for which the called party pays.
    TollFree,
    /// A number that follows a person (5XX).
    Personal,
    /// A number for which the caller pays more (900).
    Premium,
}

/// Indexed by area code.
static AREAS: [Option<AreaCode>; 1000] = {
    let mut rows = Rows::of(include_str!("../../data/nanp_area_codes.csv"));
    let mut areas = [None; 1000];
    while let Some([code, _, class, state]) = rows.next() {
        let class = match class.as_bytes() {
            b"us-state" => AreaClass::UsState,
            b"us-territory" => AreaClass::UsTerritory,
            b"canada" => AreaClass::Canada,
            b"caribbean" => AreaClass::Caribbean,
            b"toll-free" => AreaClass::TollFree,
            b"personal-5xx" => AreaClass::Personal,
            class => {
                assert!(matches!(class, b"premium"), "no such class");
                AreaClass::Premium
            }
        };
        areas[decimal(code) as usize] = Some(AreaCode {
            class,
            state: UsState::from_abbr(state.as_bytes()),
        });
    }
    areas
};

/// Why a text is not a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// It holds letters: a word to dial, or an extension.
    #[error("it holds letters")]
    Letters,
    /// It holds something other than the digits `0` to `9` and the marks of a style.
    #[error("it holds something other than digits")]
    NotDigits,
    /// It has this many digits, a leading `+1` not counted, and not ten.
    #[error("it has {}, a phone number has 10", counted(*.digits, "digit"))]
    Count {
        /// How many it has.
        digits: usize,
    },
    /// A right number after a `1` that has no `+`: a spreadsheet took `+1` for a sign, or it was typed without.
    #[error("it begins with the country code 1 without a plus sign")]
    WithoutPlus,
    /// It begins with the code of another country.
    #[error("its country code is not +1")]
    Foreign,
    /// The right number of digits, grouped as no style groups them.
    #[error("its digits are grouped in no usual way")]
    Style,
    /// The area code begins with 0 or 1.
    #[error("its area code begins with 0 or 1")]
    AreaCodeStart,
    /// The second digit of the area code is 9, which is kept for longer numbers.
    #[error("the second digit of its area code is 9")]
    AreaCodeNine,
    /// The area code ends in 11, as only services do.
    #[error("its area code ends in 11")]
    AreaCodeService,
    /// The area code is one of 37X and 96X, which are reserved.
    #[error("its area code is reserved and not in use")]
    AreaCodeReserved,
    /// The three digits after the area code begin with 0 or 1.
    #[error("the three digits after its area code begin with 0 or 1")]
    ExchangeStart,
    /// The three digits after the area code end in 11, as only services do.
    #[error("the three digits after its area code end in 11")]
    ExchangeService,
}

#[cfg(test)]
mod tests {
    use super::{AREAS, AreaClass, Phone, PhoneError, UsState};

    fn parse(text: &str) -> Result<Phone, PhoneError> {
        Phone::parse(text.as_bytes())
    }

    #[test]
    fn the_table_has_every_row() {
        let count = |class| AREAS.iter().flatten().filter(|area| area.class == class).count();
        assert_eq!(AREAS.iter().flatten().count(), 469);
        assert_eq!(count(AreaClass::UsState), 359);
        assert_eq!(count(AreaClass::UsTerritory), 6);
        assert_eq!(count(AreaClass::TollFree), 7);
        assert_eq!(count(AreaClass::Personal), 16);
        assert_eq!(count(AreaClass::Premium), 1);
        assert_eq!(count(AreaClass::Canada), 59);
        assert_eq!(count(AreaClass::Caribbean), 21);
    }

    #[test]
    fn every_style_gives_the_ten_digits() {
        for text in [
            "8015550123",
            "(801) 555-0123",
            "(801)555-0123",
            "801-555-0123",
            "801.555.0123",
            "801 555 0123",
            "801 555-0123",
            "(801) 555 0123",
            "(801)-555-0123",
            "(801)/555.0123",
            "801 5550123",
            "801555-0123",
            "801.555-0123",
            "801/555-0123",
            "801/555/0123",
            "801 - 555 - 0123",
            "+1 801 555-0123",
            "+18015550123",
            "+1 8015550123",
            "+1 (801) 555-0123",
            "+1-801-555-0123",
            "+1.801.555.0123",
        ] {
            assert_eq!(
                parse(text).map(|phone| phone.to_string()).as_deref(),
                Ok("8015550123"),
                "{text}"
            );
        }
        for text in ["8015551212", "2012345678", "8002345678"] {
            assert_eq!(parse(text).map(|phone| phone.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn wrong_numbers_say_why() {
        let cases = [
            ("2019112345", PhoneError::ExchangeService),
            ("2914112345", PhoneError::AreaCodeNine),
            ("9115551234", PhoneError::AreaCodeService),
            ("0205551234", PhoneError::AreaCodeStart),
            ("1235551234", PhoneError::AreaCodeStart),
            ("3715551234", PhoneError::AreaCodeReserved),
            ("9665551234", PhoneError::AreaCodeReserved),
            ("2010551234", PhoneError::ExchangeStart),
            ("2011551234", PhoneError::ExchangeStart),
            ("801555012", PhoneError::Count { digits: 9 }),
            ("18015550123", PhoneError::WithoutPlus),
            ("1-801-555-0123", PhoneError::WithoutPlus),
            ("1 (801) 555-0123", PhoneError::WithoutPlus),
            ("10155501234", PhoneError::Count { digits: 11 }),
            ("801-KID-TEETH", PhoneError::Letters),
            ("801-555-0123 x4", PhoneError::Letters),
            ("801_555_0123", PhoneError::NotDigits),
            ("80/15/55/01/23", PhoneError::Style),
            ("801  555-0123", PhoneError::Style),
            ("801) 555-0123", PhoneError::Style),
            ("(801 555-0123", PhoneError::Style),
            ("()801-555-0123", PhoneError::Style),
            ("801–555–0123", PhoneError::NotDigits),
            ("８０１５５５０１２３", PhoneError::NotDigits),
            ("80-1555-0123", PhoneError::Style),
            ("+1  8015550123", PhoneError::Style),
            ("+1 801-555-012", PhoneError::Count { digits: 9 }),
            ("+44 20 7946 0123", PhoneError::Foreign),
            ("+", PhoneError::Count { digits: 0 }),
            ("", PhoneError::Count { digits: 0 }),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn doubts_are_known() {
        let phone = |text| parse(text).unwrap();
        assert!(phone("8015550100").is_fictional());
        assert!(phone("8015550199").is_fictional());
        assert!(!phone("8015550200").is_fictional());
        assert!(!phone("8015650100").is_fictional());
        assert!(phone("8015551212").is_directory_assistance());
        assert!(!phone("8015551213").is_directory_assistance());
        let utah = phone("8012345678").area().unwrap();
        assert_eq!(utah.class, AreaClass::UsState);
        assert_eq!(utah.state.map(UsState::abbr), Some("UT"));
        assert_eq!(
            phone("9002345678").area().map(|area| area.class),
            Some(AreaClass::Premium)
        );
        assert_eq!(phone("2002345678").area(), None);
    }
}
