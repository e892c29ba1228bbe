//! The two capitals of ISO 3166-1 by which a country is known.

use std::fmt;

use thiserror::Error;

use super::table::Rows;

/// A country, or a territory that ISO 3166-1 lists like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Country(&'static str);

impl Country {
    pub(super) fn parse(text: &str) -> Result<Self, CountryError> {
        if let Some(country) = Self::from_code(text.as_bytes()) {
            return Ok(country);
        }
        // `uk` is no code, and yet everybody knows what it means: names come before capitals.
        if let Some(named) = COUNTRIES.iter().find(|country| country.is_called(text)) {
            return Err(CountryError::Name { code: named.code });
        }
        match Self::from_code(text.to_ascii_uppercase().as_bytes()) {
            Some(country) => Err(CountryError::Lowercase { code: country }),
            None => Err(CountryError::Unknown),
        }
    }

    /// The country of exactly these two capitals.
    pub(super) fn from_code(code: &[u8]) -> Option<Self> {
        let index = COUNTRIES
            .binary_search_by(|country| country.code.0.as_bytes().cmp(code))
            .ok()?;
        COUNTRIES.get(index).map(|country| country.code)
    }

    /// The two capitals.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[derive(Clone, Copy)]
struct Named {
    code: Country,
    name: &'static str,
    /// Other names, with semicolons between.
    also: &'static str,
}

impl Named {
    fn is_called(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut names = std::iter::once(self.name).chain(self.also.split(';'));
        names.any(|name| !name.is_empty() && name.to_lowercase() == text)
    }
}

const TABLE: &str = include_str!("../../data/iso3166_countries.csv");

/// Sorted by code, as the table is.
static COUNTRIES: [Named; Rows::count(TABLE)] = {
    let mut rows = Rows::of(TABLE);
    let mut countries = [Named {
        code: Country(""),
        name: "",
        also: "",
    }; Rows::count(TABLE)];
    let mut at = 0;
    while let Some([code, name, also]) = rows.next() {
        countries[at] = Named {
            code: Country(code),
            name,
            also,
        };
        at += 1;
    }
    countries
};

/// Why a text is not the code of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CountryError {
    /// It is one but for its capitals.
    #[error("it is not in capitals")]
    Lowercase {
        /// The country that is certainly meant.
        code: Country,
    },
    /// It is the name of a country.
    #[error("it is a name and not the two-letter code of ISO 3166-1")]
    Name {
        /// The country that is certainly meant.
        code: Country,
    },
    /// It is neither a code nor a name.
    #[error("ISO 3166-1 knows no country by it")]
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, Country, CountryError};

    #[test]
    fn all_249_codes_are_read_and_sorted() {
        assert_eq!(COUNTRIES.len(), 249);
        assert!(COUNTRIES.is_sorted_by_key(|country| country.code.0));
        for country in &COUNTRIES {
            assert_eq!(Country::parse(country.code.code()), Ok(country.code));
            assert_eq!(
                Country::parse(country.name),
                Err(CountryError::Name { code: country.code })
            );
        }
    }

    #[test]
    fn what_is_certainly_meant_is_named() {
        let country = |code: &str| Country::from_code(code.as_bytes()).unwrap();
        let cases = [
            ("us", CountryError::Lowercase { code: country("US") }),
            ("Germany", CountryError::Name { code: country("DE") }),
            ("UK", CountryError::Name { code: country("GB") }),
            ("USA", CountryError::Name { code: country("US") }),
            ("türkiye", CountryError::Name { code: country("TR") }),
            ("XX", CountryError::Unknown),
            ("", CountryError::Unknown),
        ];
        for (text, error) in cases {
            assert_eq!(Country::parse(text), Err(error), "{text}");
        }
    }
}
