//! Field types: what the text of one cell may be, each with its own parser and its own reasons.

mod boolean;
mod character;
mod choice;
mod country;
mod dea;
mod digits;
mod e164;
mod ein;
mod error_text;
mod email;
mod id_number;
mod npi;
mod org_unit_path;
mod password;
mod person_name;
mod phone;
mod placeholder;
mod source;
mod table;
mod taking;
mod text;
mod us_state;
mod user_principal_name;
mod username;
mod zip;

use std::fmt;

use schemars::JsonSchema;
use thiserror::Error;

pub use boolean::BooleanLaw;
pub use choice::{ChoiceError, ChoiceLaw};
pub use country::{Country, CountryError};
pub use dea::{Dea, DeaError};
pub use e164::{E164, E164Error};
pub use ein::{Ein, EinError};
pub use email::EmailError;
pub use error_text::is_error_text;
pub use id_number::{DIGITS_KEPT, IdNumberError, IdNumberLaw, is_date_text};
pub use npi::{Npi, NpiError};
pub use org_unit_path::OrgUnitPathError;
pub use password::{Password, PasswordError, PasswordLaw};
pub use person_name::{PersonNameError, are_example_names, are_placeholder_names, is_placeholder_name};
pub use phone::{AreaClass, AreaCode, Phone, PhoneError};
pub use placeholder::is_placeholder_text;
pub use text::{Charset, TextError, TextLaw};
pub use us_state::{UsState, UsStateError};
pub use user_principal_name::{UserPrincipalNameError, UserPrincipalNameLaw};
pub use username::{UsernameError, UsernameLaw};
pub use zip::{Zip, ZipDigits, ZipError, ZipLaw, ZipSeparator, ZipStatus};

/// What the cells of a column hold: `type = "npi"`, or with parameters `type = { zip = { digits = 9 } }`.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", transform = source::allow_bare_words)]
pub enum FieldType {
    /// Text of one line.
    Text(TextLaw),
    /// The first or last name of a person: letters of any script, spaces, apostrophes, hyphens and full stops.
    PersonName,
    /// The name a person logs in with: ASCII letters and digits.
    Username(UsernameLaw),
    /// One of a few given words.
    Choice(ChoiceLaw),
    /// Yes or no, in the words of the target.
    Boolean(BooleanLaw),
    /// An e-mail address.
    Email,
    /// The name with which a person signs in to Microsoft Entra, which looks like an e-mail address.
    UserPrincipalName(UserPrincipalNameLaw),
    /// The first password of an account. It is shown nowhere and kept in no store.
    Password(PasswordLaw),
    /// A telephone number of the North American Numbering Plan, in one of the usual styles.
    Phone,
    /// A telephone number of any country as ITU-T E.164 writes it: `+` and digits.
    E164,
    /// The two-letter abbreviation of a state or territory, as the US Postal Service has it, in capitals.
    UsState,
    /// A ZIP Code.
    Zip(ZipLaw),
    /// The two-letter code of a country, as ISO 3166-1 has it, in capitals.
    Country,
    /// The path of an organizational unit: `/`, or `/Staff/Front Desk`.
    OrgUnitPath,
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
            Self::Boolean(law) => Value::Boolean(law.parse(text)?),
            Self::Email => email::check(bytes).map(|()| Value::Email(text.to_owned()))?,
            Self::UserPrincipalName(law) => law.check(text).map(|()| Value::Email(text.to_owned()))?,
            Self::Password(law) => law.check(text).map(|()| Value::Password(Password::new(text)))?,
            Self::Phone => Value::Phone(Phone::parse(bytes)?),
            Self::E164 => Value::E164(E164::parse(bytes)?),
            Self::UsState => Value::UsState(UsState::parse(text)?),
            Self::Zip(law) => Value::Zip(law.parse(bytes)?),
            Self::Country => Value::Country(Country::parse(text)?),
            Self::OrgUnitPath => org_unit_path::check(text).map(|()| Value::OrgUnitPath(text.to_owned()))?,
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
    /// ASCII, to quotation marks and to what a spreadsheet would take for a formula or an error.
    pub fn accepts(&self, bytes: &[u8]) -> bool {
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return false;
        };
        let is_formula_like =
            matches!(first, b'=' | b'+' | b'-' | b'@' | b'\'' | b'#') && !matches!(self, Self::E164);
        // A name may begin and end with a letter outside ASCII.
        let is_no_blank =
            |byte: &u8| byte.is_ascii_graphic() || *self == Self::PersonName && !byte.is_ascii();
        if !is_no_blank(first) || !is_no_blank(last) || is_formula_like || is_error_text(bytes) {
            return false;
        }
        match self {
            Self::Text(law) => law.accepts(bytes) && !is_placeholder_text(bytes),
            Self::PersonName => person_name::accepts(bytes),
            Self::Username(law) => law.accepts(bytes),
            Self::Choice(law) => law.accepts(bytes),
            Self::Boolean(law) => law.words().iter().any(|word| word.as_bytes() == bytes),
            Self::Email => email::accepts(bytes),
            Self::UserPrincipalName(law) => is_ascii_text(bytes, |text| law.check(text).is_ok()),
            Self::Password(law) => is_ascii_text(bytes, |text| law.check(text).is_ok()),
            Self::Phone => Phone::accepts(bytes),
            // A number of country code 1 may be fictional.
            Self::E164 => !bytes.starts_with(b"+1") && E164::parse(bytes).is_ok(),
            Self::UsState => UsState::from_abbr(bytes).is_some(),
            Self::Zip(law) => law.accepts(bytes),
            Self::Country => Country::from_code(bytes).is_some(),
            Self::OrgUnitPath => is_ascii_text(bytes, |text| org_unit_path::check(text).is_ok()),
            Self::Npi => {
                Npi::parse(bytes).is_ok_and(|npi| !npi.is_placeholder() && !npi.is_of_unissued_series())
            }
            Self::Dea => {
                Dea::parse(bytes).is_ok_and(|dea| dea.first_letter_is_usual() && !dea.is_placeholder())
            }
            Self::Ein => Ein::parse(bytes).is_ok_and(Ein::prefix_is_assigned),
            Self::IdNumber(_) => IdNumberLaw::accepts(bytes),
        }
    }

    /// Whether a value of this type and one of the other can agree or disagree: a ZIP Code with a state, a DEA number with a last
    /// name.
    pub fn is_comparable_with(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Zip(_), Self::UsState) | (Self::Dea, Self::PersonName)
        )
    }

    /// Whether these bytes certainly agree with those of the other column, as far as both are right in themselves. `false` means
    /// "look closer", not "they disagree". Like [`accepts`](Self::accepts), it allocates nothing.
    pub fn agrees_at_a_glance(&self, bytes: &[u8], other: &[u8]) -> bool {
        match self {
            Self::Zip(_) => Zip::agrees_at_a_glance(bytes, other),
            Self::Dea => Dea::fits_at_a_glance(bytes, other),
            _ => false,
        }
    }

    /// The name of the type, as `schema.toml` writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::PersonName => "person-name",
            Self::Username(_) => "username",
            Self::Choice(_) => "choice",
            Self::Boolean(_) => "boolean",
            Self::Email => "email",
            Self::UserPrincipalName(_) => "user-principal-name",
            Self::Password(_) => "password",
            Self::Phone => "phone",
            Self::E164 => "e164",
            Self::UsState => "us-state",
            Self::Zip(_) => "zip",
            Self::Country => "country",
            Self::OrgUnitPath => "org-unit-path",
            Self::Npi => "npi",
            Self::Dea => "dea",
            Self::Ein => "ein",
            Self::IdNumber(_) => "id-number",
        }
    }

    /// The text of a value of this type as the target has it: yes and no in its own words, else the canonical text.
    pub fn text_of(&self, value: &Value) -> String {
        match (self, value) {
            (Self::Boolean(law), Value::Boolean(is)) => law.word(*is).to_owned(),
            _ => value.to_string(),
        }
    }

    /// The words of which a cell must hold one, where the schema lists them. The law of a choice, and of yes and no.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Choice(law) => law.values.iter().map(String::as_str).collect(),
            Self::Boolean(law) => law.words().to_vec(),
            _ => Vec::new(),
        }
    }
}

/// Whether the bytes are printable ASCII that passes the check.
fn is_ascii_text(bytes: &[u8], check: impl Fn(&str) -> bool) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'"';
    bytes.iter().all(is_plain) && str::from_utf8(bytes).is_ok_and(check)
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
    /// Yes or no; its text is `true` or `false`, whatever the words of the target.
    Boolean(bool),
    /// An address or a user principal name, as typed.
    Email(String),
    /// A password.
    Password(Password),
    /// A telephone number.
    Phone(Phone),
    /// A telephone number with the code of its country.
    E164(E164),
    /// A state.
    UsState(UsState),
    /// A ZIP Code.
    Zip(Zip),
    /// A country.
    Country(Country),
    /// The path of an organizational unit.
    OrgUnitPath(String),
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
            | Self::OrgUnitPath(text)
            | Self::IdNumber(text) => text.fmt(f),
            Self::Boolean(is) => is.fmt(f),
            Self::Password(password) => password.text().fmt(f),
            Self::Phone(phone) => phone.fmt(f),
            Self::E164(number) => number.fmt(f),
            Self::UsState(state) => state.fmt(f),
            Self::Zip(zip) => zip.fmt(f),
            Self::Country(country) => country.fmt(f),
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
    /// It is not a user principal name.
    #[error(transparent)]
    UserPrincipalName(#[from] UserPrincipalNameError),
    /// It is not a password.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// It is not a telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// It is not a telephone number with the code of its country.
    #[error(transparent)]
    E164(#[from] E164Error),
    /// It is not a state.
    #[error(transparent)]
    UsState(#[from] UsStateError),
    /// It is not a ZIP Code.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// It is not a country.
    #[error(transparent)]
    Country(#[from] CountryError),
    /// It is not the path of an organizational unit.
    #[error(transparent)]
    OrgUnitPath(#[from] OrgUnitPathError),
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

/// `1 digit`, `8 digits`.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests;
