//! The Employer Identification Number, by which the tax office knows a practice: `12-3456789`.

use std::fmt;

use thiserror::Error;

use super::digits::number;
use super::table::{Rows, decimal};

/// An Employer Identification Number in the form `12-3456789`. It has no check digit.
///
/// Only the dash tells it from a Social Security number, which has nine digits as well: therefore nine digits without one
/// are no EIN, and a dash is not to be added to them unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ein {
    /// 0 to 99.
    prefix: u32,
    /// The seven digits after the dash.
    serial: u32,
}

impl Ein {
    pub(super) fn parse(text: &[u8]) -> Result<Self, EinError> {
        if !text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-') {
            return Err(EinError::Shape);
        }
        let mut groups = text.split(|&byte| byte == b'-');
        match [groups.next(), groups.next(), groups.next(), groups.next()] {
            [Some(prefix @ [_, _]), Some(serial), None, None] if serial.len() == 7 => Ok(Self {
                prefix: number(prefix),
                serial: number(serial),
            }),
            [Some(prefix @ [_]), Some(serial), None, None]
                if serial.len() == 7 && is_assigned(number(prefix)) =>
            {
                Err(EinError::LostZero)
            }
            [
                Some(area @ [_, _, _]),
                Some(group @ [_, _]),
                Some(serial @ [_, _, _, _]),
                None,
            ] => Err(personal(number(area), number(group), number(serial))),
            [Some(digits), None, None, None] if digits.len() == 9 => Err(EinError::MissingDash),
            _ => Err(EinError::Shape),
        }
    }

    /// Whether the two digits before the dash are among those that the IRS has assigned. It may assign more, so a prefix that
    /// is not known is a doubt and no error.
    pub fn prefix_is_assigned(self) -> bool {
        is_assigned(self.prefix)
    }
}

impl fmt::Display for Ein {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:07}", self.prefix, self.serial)
    }
}

/// Indexed by prefix.
static ASSIGNED: [bool; 100] = {
    let mut rows = Rows::of(include_str!("../../data/ein_prefixes.csv"));
    let mut assigned = [false; 100];
    while let Some([prefix]) = rows.next() {
        assigned[decimal(prefix) as usize] = true;
    }
    assigned
};

fn is_assigned(prefix: u32) -> bool {
    usize::try_from(prefix)
        .ok()
        .and_then(|prefix| ASSIGNED.get(prefix))
        .is_some_and(|&assigned| assigned)
}

/// Whose number it is that has three, two and four digits.
///
/// Sources: python-stdnum 2.2 and taxact.com on what is never assigned (area 000, 666 and 900 to 999, group 00, serial 0000); the
/// Internal Revenue Service on the groups of its own numbers, by way of taxslayerpro.com.
fn personal(area: u32, group: u32, serial: u32) -> EinError {
    match (area, group, serial) {
        (900..=999, 50..=65 | 70..=88 | 90..=92 | 94..=99, _) => EinError::Itin,
        (900..=999, 93, _) => EinError::Atin,
        (0 | 666 | 900..=999, ..) | (_, 0, _) | (_, _, 0) => EinError::SsnShape,
        _ => EinError::Ssn,
    }
}

/// Why a text is not an EIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EinError {
    /// Nine digits and no dash: an EIN or a Social Security number, which only a person can tell.
    #[error("the dash after the second digit is missing")]
    MissingDash,
    /// Three, two and four digits that may be a Social Security number.
    #[error("it has the form of a Social Security number")]
    Ssn,
    /// Three, two and four digits that may be an Individual Taxpayer Identification Number.
    #[error("it has the form of an ITIN, the tax number of a person without a Social Security number")]
    Itin,
    /// Three, two and four digits that may be an Adoption Taxpayer Identification Number.
    #[error("it has the form of an ATIN, the tax number of a child who is being adopted")]
    Atin,
    /// Three, two and four digits that nobody's number has.
    #[error("its dashes are those of a Social Security number, an EIN has one after its second digit")]
    SsnShape,
    /// One digit before the dash, which with a zero before it is an assigned prefix.
    #[error("the zero at its beginning was lost")]
    LostZero,
    /// Anything else, also with a dash that is not the ASCII hyphen.
    #[error("it is not two digits, a hyphen and seven digits")]
    Shape,
}

#[cfg(test)]
mod tests {
    use super::{ASSIGNED, Ein, EinError};

    fn parse(text: &str) -> Result<Ein, EinError> {
        Ein::parse(text.as_bytes())
    }

    #[test]
    fn right_numbers_are_read_and_printed_back() {
        for text in [
            "12-3456789",
            "01-0234567",
            "91-1144442",
            "04-2103594",
            "98-7654321",
        ] {
            let ein = parse(text).unwrap();
            assert_eq!(ein.to_string(), text);
            assert!(ein.prefix_is_assigned(), "{text}");
        }
    }

    #[test]
    fn unassigned_prefixes_are_doubts() {
        for text in ["07-1144442", "00-1234567", "89-1234567"] {
            assert!(!parse(text).unwrap().prefix_is_assigned(), "{text}");
        }
    }

    #[test]
    fn the_prefixes_never_assigned_are_these() {
        let never: Vec<usize> = (0..100).filter(|&prefix| !ASSIGNED[prefix]).collect();
        assert_eq!(
            never,
            [0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97]
        );
    }

    #[test]
    fn wrong_numbers_say_why() {
        let cases = [
            ("123456789", EinError::MissingDash),
            ("123-45-6789", EinError::Ssn),
            ("536-90-4399", EinError::Ssn),
            ("000-12-3456", EinError::SsnShape),
            ("666-12-3456", EinError::SsnShape),
            ("123-00-4567", EinError::SsnShape),
            ("123-45-0000", EinError::SsnShape),
            ("912-89-1234", EinError::SsnShape),
            ("900-12-3456", EinError::SsnShape),
            ("912-90-3456", EinError::Itin),
            ("900-70-0000", EinError::Itin),
            ("912-50-3456", EinError::Itin),
            ("912-93-1234", EinError::Atin),
            ("1-0234567", EinError::LostZero),
            ("7-0234567", EinError::Shape),
            ("0-0234567", EinError::Shape),
            ("12-345678", EinError::Shape),
            ("12345678", EinError::Shape),
            ("12–3456789", EinError::Shape),
            ("１２-3456789", EinError::Shape),
            ("", EinError::Shape),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }
}
