//! The ZIP Code of five or nine digits, and the state its first three digits stand for.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use super::counted;
use super::digits::number;
use super::table::{Rows, decimal, same};
use super::us_state::UsState;

/// What a ZIP Code column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ZipLaw {
    /// How many digits the target takes: 5, or 9 with the +4.
    pub digits: ZipDigits,
    /// What stands between the fifth and the sixth digit. Of no account where five digits are wanted.
    #[serde(default)]
    pub separator: ZipSeparator,
}

/// How many digits of a ZIP Code a target takes, written as the number itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "u8")]
#[schemars(extend("enum" = [5, 9]))]
pub enum ZipDigits {
    /// The five digits of a delivery area.
    Five,
    /// Those five and the +4 of a block or building.
    Nine,
}

impl TryFrom<u8> for ZipDigits {
    type Error = &'static str;

    fn try_from(digits: u8) -> Result<Self, Self::Error> {
        match digits {
            5 => Ok(Self::Five),
            9 => Ok(Self::Nine),
            _ => Err("a ZIP Code has 5 or 9 digits"),
        }
    }
}

/// What stands between the five digits and the +4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ZipSeparator {
    /// Nothing: `840430000`.
    #[default]
    None,
    /// A hyphen: `84043-0000`.
    Hyphen,
}

/// A ZIP Code whose three-digit prefix is or was in use. That the five digits exist is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zip {
    five: u32,
    plus_four: Option<u32>,
    separator: ZipSeparator,
    prefix: Prefix,
}

impl ZipLaw {
    pub(super) fn parse(self, text: &[u8]) -> Result<Zip, ZipError> {
        let (hyphen, front, back) = match text.iter().position(|&byte| byte == b'-') {
            Some(place) => (true, &text[..place], &text[place + 1..]),
            None => (false, text, &text[text.len()..]),
        };
        if !front.iter().chain(back).all(u8::is_ascii_digit) || (hyphen && back.len() != 4) {
            return Err(ZipError::NotDigits);
        }
        let digits = front.len() + back.len();
        let (five, plus_four) = match digits {
            5 if !hyphen => (number(front), None),
            9 if hyphen => (number(front), Some(number(back))),
            9 => (number(&front[..5]), Some(number(&front[5..]))),
            _ => return Err(self.wrong_length(front, digits)),
        };
        if matches!(five, 0 | 99_999) {
            return Err(ZipError::Filler);
        }
        let prefix = zip3(five / 100).ok_or(ZipError::NeverAssigned)?;
        match (self.digits, plus_four, self.separator, hyphen) {
            (ZipDigits::Five, Some(_), ..) => Err(ZipError::PlusFour),
            (ZipDigits::Nine, None, ..) => Err(ZipError::FiveDigits),
            (ZipDigits::Nine, Some(_), ZipSeparator::None, true) => Err(ZipError::Hyphen),
            (ZipDigits::Nine, Some(_), ZipSeparator::Hyphen, false) => Err(ZipError::HyphenMissing),
            _ => Ok(Zip {
                five,
                plus_four,
                separator: self.separator,
                prefix,
            }),
        }
    }

    pub(super) fn accepts(self, text: &[u8]) -> bool {
        self.parse(text)
            .is_ok_and(|zip| zip.status() == ZipStatus::Assigned && !zip.plus_four_is_filler())
    }

    /// Whether zeros went missing at the front is told by the prefix that they would restore.
    fn wrong_length(self, front: &[u8], digits: usize) -> ZipError {
        let (zeros, leading) = match digits {
            4 | 8 => (1, front.get(..2)),
            3 | 7 => (2, front.get(..1)),
            _ => (0, None),
        };
        match leading.map(number).and_then(zip3) {
            Some(_) => ZipError::LostZeros { zeros },
            None => ZipError::Length {
                digits,
                wanted: if self.digits == ZipDigits::Five { 5 } else { 9 },
            },
        }
    }
}

impl Zip {
    /// The state to which the Postal Service gives this ZIP Code; some touch a second one. None for a prefix without a state.
    pub fn state(self) -> Option<UsState> {
        match EXCEPTIONS.binary_search_by_key(&self.five, |&(five, _)| five) {
            Ok(index) => EXCEPTIONS.get(index).and_then(|&(_, state)| state),
            Err(_) => self.prefix.state,
        }
    }

    /// Whether its area touches this state, although the Postal Service gives it to another: an address may lie there.
    pub fn crosses_into(self, state: UsState) -> bool {
        CROSSING
            .binary_search_by_key(&self.five, |&(five, _)| five)
            .ok()
            .and_then(|index| CROSSING.get(index))
            .is_some_and(|(_, also)| also.split(' ').any(|abbr| abbr == state.abbr()))
    }

    /// Whether the bytes of a ZIP Code and of a state certainly agree, for those that are right in themselves.
    pub(super) fn agrees_at_a_glance(zip: &[u8], state: &[u8]) -> bool {
        let Some(three) = zip.get(..3).filter(|three| three.iter().all(u8::is_ascii_digit)) else {
            return false;
        };
        zip3(number(three)).is_some_and(|prefix| {
            prefix.is_of_one_state && prefix.state.is_some_and(|known| known.abbr().as_bytes() == state)
        })
    }

    /// What is known of the three-digit prefix.
    pub fn status(self) -> ZipStatus {
        self.prefix.status
    }

    /// Whether the +4 is one that people write when they do not know it: `0000`, `9998` or `9999`. A claim needs the true one.
    ///
    /// Sources: the example of Dentrix Ascend and Stedi's padding; the filler of a clearing house; habit.
    pub fn plus_four_is_filler(self) -> bool {
        matches!(self.plus_four, Some(0 | 9998 | 9999))
    }
}

impl fmt::Display for Zip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.five)?;
        match (self.plus_four, self.separator) {
            (None, _) => Ok(()),
            (Some(plus_four), ZipSeparator::None) => write!(f, "{plus_four:04}"),
            (Some(plus_four), ZipSeparator::Hyphen) => write!(f, "-{plus_four:04}"),
        }
    }
}

/// How a three-digit prefix is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZipStatus {
    /// In use.
    Assigned,
    /// In use, but absent from older lists, so that other software may not know it.
    Newer,
    /// Once in use and no longer: probably mistyped, or an old address.
    Retired,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Prefix {
    state: Option<UsState>,
    /// Whether every ZIP Code of the prefix belongs to this state.
    is_of_one_state: bool,
    status: ZipStatus,
}

const RANGES: &str = include_str!("../../data/zip3_ranges.csv");

/// Indexed by the first three digits.
static PREFIXES: [Option<Prefix>; 1000] = {
    let mut rows = Rows::of(RANGES);
    let mut prefixes = [None; 1000];
    while let Some([first, last, state, status]) = rows.next() {
        let status = if same(status, "newer") {
            ZipStatus::Newer
        } else if same(status, "retired") {
            ZipStatus::Retired
        } else {
            ZipStatus::Assigned
        };
        let mut three = decimal(first);
        while three <= decimal(last) {
            prefixes[three as usize] = Some(Prefix {
                state: UsState::from_abbr(state.as_bytes()),
                is_of_one_state: true,
                status,
            });
            three += 1;
        }
    }
    let mut at = 0;
    while at < EXCEPTIONS.len() {
        if let Some(prefix) = &mut prefixes[EXCEPTIONS[at].0 as usize / 100] {
            prefix.is_of_one_state = false;
        }
        at += 1;
    }
    prefixes
};

const OTHERS: &str = include_str!("../../data/zip5_exceptions.csv");

/// The ZIP Codes that lie in another state than their prefix does, sorted, as the table is.
const EXCEPTIONS: [(u32, Option<UsState>); Rows::count(OTHERS)] = {
    let mut rows = Rows::of(OTHERS);
    let mut exceptions = [(0, None); Rows::count(OTHERS)];
    let mut at = 0;
    while let Some([five, state]) = rows.next() {
        exceptions[at] = (decimal(five), UsState::from_abbr(state.as_bytes()));
        at += 1;
    }
    exceptions
};

const BORDERS: &str = include_str!("../../data/zip5_crossing.csv");

/// The ZIP Codes whose area touches other states as well, with these: sorted, as the table is.
static CROSSING: [(u32, &str); Rows::count(BORDERS)] = {
    let mut rows = Rows::of(BORDERS);
    let mut crossing = [(0, ""); Rows::count(BORDERS)];
    let mut at = 0;
    while let Some([five, also]) = rows.next() {
        crossing[at] = (decimal(five), also);
        at += 1;
    }
    crossing
};

fn zip3(three: u32) -> Option<Prefix> {
    PREFIXES.get(usize::try_from(three).ok()?).copied().flatten()
}

/// Why a text is not the ZIP Code that the column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ZipError {
    /// It holds something other than digits and one hyphen before the +4.
    #[error("it holds something other than digits")]
    NotDigits,
    /// It has so many digits as no ZIP Code has, lost zeros or not.
    #[error("it has {}, {wanted} are wanted", counted(*.digits, "digit"))]
    Length {
        /// How many it has.
        digits: usize,
        /// How many the column asks for: 5 or 9.
        wanted: u8,
    },
    /// The zeros at its front were lost, as happens when a spreadsheet takes it for a number: with them its prefix is in use.
    #[error("{}", if *.zeros == 1 { "the zero at its beginning was lost" } else { "the two zeros at its beginning were lost" })]
    LostZeros {
        /// How many: 1 or 2.
        zeros: u8,
    },
    /// Five digits where nine are wanted.
    #[error("it has 5 digits, the 4 digits of the ZIP+4 are missing")]
    FiveDigits,
    /// Nine digits where five are wanted.
    #[error("it has 9 digits, only the first 5 are wanted")]
    PlusFour,
    /// Nine digits with a hyphen that the target does not take.
    #[error("it is written with a hyphen, and 9 digits without one are wanted")]
    Hyphen,
    /// Nine digits without the hyphen that the target wants.
    #[error("the hyphen after its fifth digit is missing")]
    HyphenMissing,
    /// `00000` or `99999`, with or without a +4: what people type when they have none.
    #[error("it stands for no ZIP Code at all")]
    Filler,
    /// No ZIP Code ever began with its first three digits.
    #[error("no ZIP Code begins with its first three digits")]
    NeverAssigned,
}

#[cfg(test)]
mod tests {
    use super::{
        CROSSING, EXCEPTIONS, PREFIXES, UsState, Zip, ZipDigits, ZipError, ZipLaw, ZipSeparator, ZipStatus,
    };

    const FIVE: ZipLaw = ZipLaw {
        digits: ZipDigits::Five,
        separator: ZipSeparator::None,
    };
    const NINE: ZipLaw = ZipLaw {
        digits: ZipDigits::Nine,
        separator: ZipSeparator::None,
    };
    const HYPHEN: ZipLaw = ZipLaw {
        digits: ZipDigits::Nine,
        separator: ZipSeparator::Hyphen,
    };

    #[test]
    fn the_table_has_958_prefixes_and_24_exceptions() {
        let count = |status| {
            PREFIXES
                .iter()
                .flatten()
                .filter(|prefix| prefix.status == status)
                .count()
        };
        assert_eq!(count(ZipStatus::Assigned), 931);
        assert_eq!(count(ZipStatus::Newer), 2);
        assert_eq!(count(ZipStatus::Retired), 25);
        assert_eq!(EXCEPTIONS.len(), 24);
        assert!(EXCEPTIONS.is_sorted_by_key(|&(five, _)| five));
        assert!(PREFIXES.iter().flatten().all(|prefix| prefix.state.is_some()));
    }

    #[test]
    fn the_state_is_that_of_the_prefix_or_the_exception() {
        let cases = [
            ("840030000", "UT"),
            ("123450000", "NY"),
            ("021390000", "MA"),
            ("005010001", "NY"),
            ("063900000", "NY"),
            ("063910000", "CT"),
            ("205000003", "DC"),
            ("205880001", "MD"),
            ("726430000", "MO"),
            ("739600000", "TX"),
            ("834140000", "WY"),
            ("967990000", "AS"),
            ("969600000", "MH"),
            ("006010000", "PR"),
            ("098010000", "AE"),
        ];
        for (text, state) in cases {
            let zip = NINE.parse(text.as_bytes()).unwrap();
            assert_eq!(zip.state().map(UsState::abbr), Some(state), "{text}");
            assert_eq!(zip.to_string(), text);
        }
    }

    #[test]
    fn an_area_may_touch_a_second_state() {
        assert_eq!(CROSSING.len(), 103);
        assert!(CROSSING.is_sorted_by_key(|&(five, _)| five));
        for (_, also) in &CROSSING {
            assert!(
                also.split(' ')
                    .all(|abbr| UsState::from_abbr(abbr.as_bytes()).is_some()),
                "{also}"
            );
        }
        let state = |abbr: &str| UsState::from_abbr(abbr.as_bytes()).unwrap();
        let zip = NINE.parse(b"811370001").unwrap();
        assert_eq!(zip.state(), Some(state("CO")));
        assert!(zip.crosses_into(state("NM")));
        assert!(!zip.crosses_into(state("UT")));
        assert!(!NINE.parse(b"840430001").unwrap().crosses_into(state("ID")));
    }

    #[test]
    fn what_agrees_at_a_glance_is_in_the_state() {
        for five in 0..100_000 {
            let text = format!("{five:05}");
            let Ok(zip) = FIVE.parse(text.as_bytes()) else {
                continue;
            };
            for state in [zip.state(), UsState::from_abbr(b"UT")].into_iter().flatten() {
                let agrees = Zip::agrees_at_a_glance(text.as_bytes(), state.abbr().as_bytes());
                assert!(!agrees || zip.state() == Some(state), "{text} {state}");
            }
        }
        assert!(Zip::agrees_at_a_glance(b"840430001", b"UT"));
        assert!(!Zip::agrees_at_a_glance(b"063900001", b"NY"), "an exception");
        assert!(!Zip::agrees_at_a_glance(b"84", b"UT"));
    }

    #[test]
    fn wrong_codes_say_why() {
        let cases = [
            (NINE, "84003", ZipError::FiveDigits),
            (NINE, "84003-0000", ZipError::Hyphen),
            (NINE, "21390000", ZipError::LostZeros { zeros: 1 }),
            (NINE, "2139-0000", ZipError::LostZeros { zeros: 1 }),
            (NINE, "6010000", ZipError::LostZeros { zeros: 2 }),
            (NINE, "601-0000", ZipError::LostZeros { zeros: 2 }),
            (NINE, "2139", ZipError::LostZeros { zeros: 1 }),
            (NINE, "4010000", ZipError::Length { digits: 7, wanted: 9 }),
            (NINE, "00390000", ZipError::Length { digits: 8, wanted: 9 }),
            (NINE, "840030", ZipError::Length { digits: 6, wanted: 9 }),
            (
                NINE,
                "8400300001",
                ZipError::Length {
                    digits: 10,
                    wanted: 9,
                },
            ),
            (NINE, "84003-", ZipError::NotDigits),
            (NINE, "84003 0000", ZipError::NotDigits),
            (NINE, "84003–0000", ZipError::NotDigits),
            (NINE, "８４００３００００", ZipError::NotDigits),
            (NINE, "000000000", ZipError::Filler),
            (NINE, "999991234", ZipError::Filler),
            (NINE, "000120000", ZipError::NeverAssigned),
            (NINE, "213010000", ZipError::NeverAssigned),
            (FIVE, "840030000", ZipError::PlusFour),
            (FIVE, "84003-0000", ZipError::PlusFour),
            (FIVE, "2139", ZipError::LostZeros { zeros: 1 }),
            (FIVE, "601", ZipError::LostZeros { zeros: 2 }),
            (FIVE, "84", ZipError::Length { digits: 2, wanted: 5 }),
            (HYPHEN, "840030000", ZipError::HyphenMissing),
            (HYPHEN, "8400-30000", ZipError::NotDigits),
            (HYPHEN, "", ZipError::Length { digits: 0, wanted: 9 }),
        ];
        for (law, text, error) in cases {
            assert_eq!(law.parse(text.as_bytes()), Err(error), "{text}");
        }
    }

    #[test]
    fn the_law_decides_how_a_code_is_printed() {
        assert_eq!(FIVE.parse(b"02139").unwrap().to_string(), "02139");
        assert_eq!(HYPHEN.parse(b"02139-0001").unwrap().to_string(), "02139-0001");
    }

    #[test]
    fn prefixes_out_of_use_and_filled_plus_fours_are_doubts() {
        assert_eq!(NINE.parse(b"345010001").unwrap().status(), ZipStatus::Retired);
        assert_eq!(NINE.parse(b"888010001").unwrap().status(), ZipStatus::Newer);
        assert_eq!(NINE.parse(b"840030001").unwrap().status(), ZipStatus::Assigned);
        assert!(NINE.parse(b"840030000").unwrap().plus_four_is_filler());
        assert!(!NINE.parse(b"840030001").unwrap().plus_four_is_filler());
    }
}
