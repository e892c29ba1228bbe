//! The two capitals by which the US Postal Service knows a state.

use std::fmt;
use std::sync::LazyLock;

use thiserror::Error;

use super::table;

/// A state, district, territory, freely associated state or military region of the US Postal Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UsState(&'static str);

impl UsState {
    pub(super) fn parse(text: &str) -> Result<Self, UsStateError> {
        if let Some(state) = Self::from_abbr(text.as_bytes()) {
            return Ok(state);
        }
        if let Some(state) = Self::from_abbr(text.to_ascii_uppercase().as_bytes()) {
            return Err(UsStateError::Lowercase { abbr: state });
        }
        let named = STATES
            .iter()
            .find(|state| same_words(text, state.name) || same_words(text, state.ap));
        Err(named.map_or(UsStateError::Unknown, |state| UsStateError::Name {
            abbr: state.abbr,
        }))
    }

    /// The state of exactly these two capitals.
    pub(super) fn from_abbr(abbr: &[u8]) -> Option<Self> {
        BY_CAPITALS.get(place(abbr)?).copied().flatten()
    }

    /// Every one with its name, by abbreviation.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        STATES.iter().map(|state| (state.abbr, state.name))
    }

    /// The two capitals.
    pub fn abbr(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for UsState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

struct State {
    abbr: UsState,
    name: &'static str,
    /// The abbreviation of the Associated Press, or nothing.
    ap: &'static str,
}

/// Sorted by abbreviation, as the table is.
static STATES: LazyLock<Vec<State>> = LazyLock::new(|| {
    table::rows(include_str!("../../data/usps_states.csv"))
        .map(|[abbr, name, ap]| State {
            abbr: UsState(abbr),
            name,
            ap,
        })
        .collect()
});

/// The number of capitals.
const CAPITALS: usize = 26;

/// Each at the place of its two capitals.
static BY_CAPITALS: LazyLock<Vec<Option<UsState>>> = LazyLock::new(|| {
    let mut all = vec![None; CAPITALS * CAPITALS];
    for state in STATES.iter() {
        if let Some(slot) = place(state.abbr.0.as_bytes()).and_then(|place| all.get_mut(place)) {
            *slot = Some(state.abbr);
        }
    }
    all
});

fn place(capitals: &[u8]) -> Option<usize> {
    match capitals {
        [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => {
            Some(usize::from(first - b'A') * CAPITALS + usize::from(second - b'A'))
        }
        _ => None,
    }
}

/// Whether two texts are the same but for capitals, spaces and full stops: `n. mex.` and `N.Mex.`.
fn same_words(text: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = u8> {
        text.bytes()
            .filter(|byte| !b" .".contains(byte))
            .map(|byte| byte.to_ascii_lowercase())
    }
    !other.is_empty() && letters(text).eq(letters(other))
}

/// Why a text is not the abbreviation of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UsStateError {
    /// It is one but for its capitals.
    #[error("it is not in capitals")]
    Lowercase {
        /// The state that is certainly meant.
        abbr: UsState,
    },
    /// It is the full name of a state or the Associated Press's abbreviation, whatever its capitals, spaces and stops.
    #[error("it is written out and not the two-letter abbreviation of the Postal Service")]
    Name {
        /// The state that is certainly meant.
        abbr: UsState,
    },
    /// It is none of the 62 abbreviations, nor the name of a state.
    #[error("the Postal Service knows no state or territory by it")]
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::{STATES, UsState, UsStateError};

    #[test]
    fn all_62_abbreviations_are_read_and_sorted() {
        assert_eq!(STATES.len(), 62);
        assert!(STATES.is_sorted_by_key(|state| state.abbr.0));
        for state in STATES.iter() {
            assert_eq!(UsState::parse(state.abbr.abbr()), Ok(state.abbr));
            assert_eq!(
                UsState::parse(state.name),
                Err(UsStateError::Name { abbr: state.abbr })
            );
        }
    }

    #[test]
    fn what_is_certainly_meant_is_named() {
        let state = |abbr: &str| UsState::from_abbr(abbr.as_bytes()).unwrap();
        let cases = [
            ("ut", UsStateError::Lowercase { abbr: state("UT") }),
            ("Ut", UsStateError::Lowercase { abbr: state("UT") }),
            ("UTAH", UsStateError::Name { abbr: state("UT") }),
            ("west virginia", UsStateError::Name { abbr: state("WV") }),
            ("Mass.", UsStateError::Name { abbr: state("MA") }),
            ("Calif", UsStateError::Name { abbr: state("CA") }),
            ("N. Y.", UsStateError::Name { abbr: state("NY") }),
            ("D.C.", UsStateError::Name { abbr: state("DC") }),
            ("XX", UsStateError::Unknown),
            ("U.T.", UsStateError::Unknown),
            ("Ｕ Ｔ", UsStateError::Unknown),
            (".", UsStateError::Unknown),
            ("", UsStateError::Unknown),
        ];
        for (text, error) in cases {
            assert_eq!(UsState::parse(text), Err(error), "{text}");
        }
    }
}
