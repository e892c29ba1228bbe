//! Field types: what the text of one cell may be, each with its own parser and its own reasons.

mod character;
mod choice;
mod dea;
mod digits;
mod ein;
mod email;
mod id_number;
mod npi;
mod person_name;
mod phone;
mod table;
mod text;
mod us_state;
mod username;
mod zip;

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

pub use choice::{ChoiceError, ChoiceLaw};
pub use dea::{Dea, DeaError};
pub use ein::{Ein, EinError};
pub use email::EmailError;
pub use id_number::{IdNumberError, IdNumberLaw};
pub use npi::{Npi, NpiError};
pub use person_name::PersonNameError;
pub use phone::{AreaClass, AreaCode, Phone, PhoneError};
pub use text::{Charset, TextError, TextLaw};
pub use us_state::{UsState, UsStateError};
pub use username::{UsernameError, UsernameLaw};
pub use zip::{Zip, ZipDigits, ZipError, ZipLaw, ZipSeparator, ZipStatus};

/// What the cells of a column hold: `type = "npi"`, or with parameters `type = { zip = { digits = 9 } }`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// Text of one line.
    Text(TextLaw),
    /// The first or last name of a person: letters of any script, spaces, apostrophes, hyphens and full stops.
    PersonName,
    /// The name a person logs in with: ASCII letters and digits.
    Username(UsernameLaw),
    /// One of a few given words.
    Choice(ChoiceLaw),
    /// An e-mail address.
    Email,
    /// A telephone number of the North American Numbering Plan, in one of the usual styles.
    Phone,
    /// The two-letter abbreviation of a state or territory, as the US Postal Service has it, in capitals.
    UsState,
    /// A ZIP Code.
    Zip(ZipLaw),
    /// A National Provider Identifier, ten digits with a check digit.
    Npi,
    /// A registration number of the Drug Enforcement Administration, with a check digit.
    Dea,
    /// An Employer Identification Number, with its dash: `12-3456789`.
    Ein,
    /// A licence number or the like, bare or between quotation marks.
    IdNumber(IdNumberLaw),
}

impl FieldType {
    /// Reads the text of one cell that is not blank.
    pub fn parse(&self, text: &str) -> Result<Value, FieldError> {
        if text.starts_with(character::is_blank) || text.ends_with(character::is_blank) {
            return Err(FieldError::BlankEdges);
        }
        let bytes = text.as_bytes();
        Ok(match self {
            Self::Text(law) => law.check(text).map(|()| Value::Text(text.to_owned()))?,
            Self::PersonName => person_name::check(text).map(|()| Value::PersonName(text.to_owned()))?,
            Self::Username(law) => law.check(text).map(|()| Value::Username(text.to_owned()))?,
            Self::Choice(law) => law.check(text).map(|()| Value::Choice(text.to_owned()))?,
            Self::Email => email::check(bytes).map(|()| Value::Email(text.to_owned()))?,
            Self::Phone => Value::Phone(Phone::parse(bytes)?),
            Self::UsState => Value::UsState(UsState::parse(text)?),
            Self::Zip(law) => Value::Zip(law.parse(bytes)?),
            Self::Npi => Value::Npi(Npi::parse(bytes)?),
            Self::Dea => Value::Dea(Dea::parse(bytes)?),
            Self::Ein => Value::Ein(Ein::parse(bytes)?),
            Self::IdNumber(law) => Value::IdNumber(law.parse(text)?.to_owned()),
        })
    }

    /// Whether these bytes are certainly a right value that no rule complains about. `false` means "look closer", not "wrong".
    ///
    /// The acceptor runs on every cell and allocates nothing. It says no to all that [`parse`](Self::parse) refuses, to every
    /// doubt a rule may raise (a fictional phone number, a placeholder, a prefix not in a table), to most values outside
    /// ASCII and to what a spreadsheet would take for a formula, an error or a quoted text.
    pub fn accepts(&self, bytes: &[u8]) -> bool {
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return false;
        };
        if !first.is_ascii_graphic() || !last.is_ascii_graphic() || b"=+-@'#".contains(first) {
            return false;
        }
        match self {
            Self::Text(law) => law.accepts(bytes),
            Self::PersonName => person_name::accepts(bytes),
            Self::Username(law) => law.accepts(bytes),
            Self::Choice(law) => law.accepts(bytes),
            Self::Email => email::check(bytes).is_ok(),
            Self::Phone => Phone::accepts(bytes),
            Self::UsState => UsState::from_abbr(bytes).is_some(),
            Self::Zip(law) => law.accepts(bytes),
            Self::Npi => Npi::parse(bytes).is_ok_and(|npi| !npi.is_placeholder()),
            Self::Dea => {
                Dea::parse(bytes).is_ok_and(|dea| dea.first_letter_is_usual() && !dea.is_placeholder())
            }
            Self::Ein => Ein::parse(bytes).is_ok_and(Ein::prefix_is_assigned),
            Self::IdNumber(_) => IdNumberLaw::accepts(bytes),
        }
    }

    /// The name of the type, as `schema.toml` writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::PersonName => "person-name",
            Self::Username(_) => "username",
            Self::Choice(_) => "choice",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::UsState => "us-state",
            Self::Zip(_) => "zip",
            Self::Npi => "npi",
            Self::Dea => "dea",
            Self::Ein => "ein",
            Self::IdNumber(_) => "id-number",
        }
    }
}

/// The text without the white space and the invisible characters at its ends that [`FieldError::BlankEdges`] is about.
pub fn trim_blanks(text: &str) -> &str {
    text.trim_matches(character::is_blank)
}

/// What a cell says once it is read. Its text is the canonical one: a phone number is ten digits, an id number is bare, whatever
/// has no canonical form is as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A text, as typed.
    Text(String),
    /// A name, as typed.
    PersonName(String),
    /// A username, as typed.
    Username(String),
    /// One of the words of the column.
    Choice(String),
    /// An address, as typed.
    Email(String),
    /// A telephone number.
    Phone(Phone),
    /// A state.
    UsState(UsState),
    /// A ZIP Code.
    Zip(Zip),
    /// A National Provider Identifier.
    Npi(Npi),
    /// A DEA number.
    Dea(Dea),
    /// An Employer Identification Number.
    Ein(Ein),
    /// A number without its quotation marks.
    IdNumber(String),
}

impl Value {
    /// The form by which two values are the same: the canonical text in lower case, in every script.
    pub fn folded(&self) -> String {
        self.to_string().to_lowercase()
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text)
            | Self::PersonName(text)
            | Self::Username(text)
            | Self::Choice(text)
            | Self::Email(text)
            | Self::IdNumber(text) => text.fmt(f),
            Self::Phone(phone) => phone.fmt(f),
            Self::UsState(state) => state.fmt(f),
            Self::Zip(zip) => zip.fmt(f),
            Self::Npi(npi) => npi.fmt(f),
            Self::Dea(dea) => dea.fmt(f),
            Self::Ein(ein) => ein.fmt(f),
        }
    }
}

/// Why a text is not a value of its field type. Small, because a roster may be wrong in every row.
///
/// The message completes "... is not an NPI: " and never holds the cell's own value, which may be sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FieldError {
    /// White space or an invisible character stands at an end: a no-break space, a zero-width space, a byte order mark. It hides
    /// every other reason, since the text without it may be right.
    #[error("a space or an invisible character stands at its beginning or end")]
    BlankEdges,
    /// It is not a text that the column takes.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is not a name.
    #[error(transparent)]
    PersonName(#[from] PersonNameError),
    /// It is not a username.
    #[error(transparent)]
    Username(#[from] UsernameError),
    /// It is not one of the words.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// It is not an address.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// It is not a telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// It is not a state.
    #[error(transparent)]
    UsState(#[from] UsStateError),
    /// It is not a ZIP Code.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// It is not an NPI.
    #[error(transparent)]
    Npi(#[from] NpiError),
    /// It is not a DEA number.
    #[error(transparent)]
    Dea(#[from] DeaError),
    /// It is not an EIN.
    #[error(transparent)]
    Ein(#[from] EinError),
    /// It is not an id number.
    #[error(transparent)]
    IdNumber(#[from] IdNumberError),
}

#[cfg(test)]
mod tests;
