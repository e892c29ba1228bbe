//! The two capitals by which the US Postal Service knows a state.

use std::fmt;

use thiserror::Error;

use super::table::Rows;

/// A state, district, territory, freely associated state or military region of the US Postal Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UsState(u8);

impl UsState {
    pub(super) fn parse(text: &str) -> Result<Self, UsStateError> {
        if let Some(state) = Self::from_abbr(text.as_bytes()) {
            return Ok(state);
        }
        if let Some(state) = Self::from_abbr(text.to_ascii_uppercase().as_bytes()) {
            return Err(UsStateError::Lowercase { abbr: state });
        }
        // A file may be wrong in every row, and few names begin as this text does.
        let first = letters(text).next();
        let begins = |other: &str| letters(other).next() == first;
        let named = STATES
            .iter()
            .filter(|state| begins(state.name))
            .find(|state| same_words(text, state.name) || same_words(text, state.ap))
            .and_then(|state| Self::from_abbr(state.abbr.as_bytes()));
        Err(named.map_or(UsStateError::Unknown, |abbr| UsStateError::Name { abbr }))
    }

    /// The state of exactly these two capitals.
    pub(super) const fn from_abbr(abbr: &[u8]) -> Option<Self> {
        match place(abbr) {
            Some(place) => BY_CAPITALS[place],
            None => None,
        }
    }

    /// Every one with its name, by abbreviation.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        (0..).map(Self).zip(STATES.iter().map(|state| state.name))
    }

    /// The two capitals.
    pub fn abbr(self) -> &'static str {
        STATES.get(usize::from(self.0)).map_or("", |state| state.abbr)
    }
}

impl fmt::Display for UsState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.abbr())
    }
}

#[derive(Clone, Copy)]
struct State {
    abbr: &'static str,
    name: &'static str,
    /// The abbreviation of the Associated Press, or nothing.
    ap: &'static str,
}

const TABLE: &str = include_str!("../../data/usps_states.csv");

/// Sorted by abbreviation, as the table is. A [`UsState`] is a place in it.
static STATES: [State; Rows::count(TABLE)] = {
    let mut rows = Rows::of(TABLE);
    let mut states = [State {
        abbr: "",
        name: "",
        ap: "",
    }; Rows::count(TABLE)];
    let mut at = 0;
    while let Some([abbr, name, ap]) = rows.next() {
        states[at] = State { abbr, name, ap };
        at += 1;
    }
    states
};

/// The number of capitals.
const CAPITALS: usize = 26;

/// Each at the place of its two capitals.
const BY_CAPITALS: [Option<UsState>; CAPITALS * CAPITALS] = {
    let mut rows = Rows::of(TABLE);
    let mut all = [None; CAPITALS * CAPITALS];
    let mut at = 0;
    while let Some([abbr, _, _]) = rows.next() {
        if let Some(place) = place(abbr.as_bytes()) {
            all[place] = Some(UsState(at));
        }
        at += 1;
    }
    all
};

const fn place(capitals: &[u8]) -> Option<usize> {
    match capitals {
        [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => {
            Some((*first - b'A') as usize * CAPITALS + (*second - b'A') as usize)
        }
        _ => None,
    }
}

/// What counts of a text that names a state.
fn letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes()
        .filter(|byte| !b" .".contains(byte))
        .map(|byte| byte.to_ascii_lowercase())
}

/// Whether two texts are the same but for capitals, spaces and full stops: `n. mex.` and `N.Mex.`.
fn same_words(text: &str, other: &str) -> bool {
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
        assert!(STATES.is_sorted_by_key(|state| state.abbr));
        for state in &STATES {
            let abbr = UsState::from_abbr(state.abbr.as_bytes()).unwrap();
            assert_eq!((UsState::parse(state.abbr), abbr.abbr()), (Ok(abbr), state.abbr));
            for name in [state.name, state.ap] {
                let wanted = Err(UsStateError::Name { abbr });
                assert!(name.is_empty() || UsState::parse(name) == wanted, "{name}");
            }
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
