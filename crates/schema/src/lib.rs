//! The law: what a roster of one kind must look like.
//!
//! A schema is data. Everything that Rosterkit knows about a target stands in its `schema.toml`: columns, conditions,
//! limits, what a batch shares and what is left to do afterwards. What is code is the *field type*: an identifier has a
//! published algorithm and published tables behind it, and no regular expression says "ten digits whose Luhn sum, with
//! 24 added, is a multiple of ten". So a field type is its own parser: it takes the text of a cell and gives a value or
//! a typed reason, and nothing else in the workspace decides what an NPI is.
//!
//! What nobody outside the vendor knows is an *option* of the schema, with a default and the reason for it, so that an
//! assumption can be seen and changed without touching code.
//!
//! ```
//! use rosterkit_schema::{Answers, FieldType, Schema};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"
//! name = "staff"
//! target = "The staff list"
//! title = "The staff list"
//! version = "1.0.0"
//! sources = ["invented for this example"]
//! file = { newline = "crlf", byte-order-mark = false }
//! batch = { several-locations = false }
//!
//! [[column]]
//! id = "npi"
//! header = "NPI"
//! type = "npi"
//! attribute = "urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi"
//! hint = "The ten digits of the provider's own number"
//! example = "1234567893"
//! "#;
//! let schema = Schema::parse("schema.toml", text, &Answers::new())?;
//! let npi = schema.column_named("n.p.i.").ok_or("no such column")?;
//! assert!(schema.column(npi).field_type.parse("1234567893").is_ok());
//! assert!(schema.column(npi).field_type.parse("1234567890").is_err());
//! # Ok(())
//! # }
//! ```

mod schema;
mod column;
mod condition;
mod field_type;
mod attribute;
mod file_law;
mod batch;
mod task;
mod option;
mod organization;
mod fingerprint;
mod annotation;
mod source;
mod compiled;
mod resolve;
mod source_error;

pub use annotation::Annotation;
pub use attribute::{Attribute, FAMILY_NAME, GIVEN_NAME, PROVIDER_EXTENSION, USER_NAME};
pub use batch::{BatchError, BatchLaw, Hours, ProviderColumn, Timeout, TimeoutLaw, Weekday, WorkingWeek};
pub use column::{Column, Presence, Written};
pub use condition::{ColumnId, Condition};
pub use field_type::{
    AreaClass, AreaCode, BooleanLaw, Charset, ChoiceError, ChoiceLaw, Country, CountryError, DIGITS_KEPT,
    Dea, DeaError, E164, E164Error, Ein, EinError, EmailError, FieldError, FieldType, IdNumberError,
    IdNumberLaw, Npi, NpiError, OrgUnitPathError, Password, PasswordError, PasswordLaw, PersonNameError,
    Phone, PhoneError, TextError, TextLaw, UsState, UsStateError, UserPrincipalNameError,
    UserPrincipalNameLaw, UsernameError, UsernameLaw, Value, Zip, ZipDigits, ZipError, ZipLaw, ZipSeparator,
    ZipStatus, are_example_names, are_placeholder_names, is_date_text, is_error_text, is_placeholder_name,
    is_placeholder_text, trim_blanks,
};
pub use file_law::{FileLaw, Newline};
pub use fingerprint::Fingerprint;
pub use option::SchemaOption;
pub use organization::{Batch, Location, Organization, Role, is_id};
pub use resolve::unknown_answers;
pub use schema::{Answers, Schema};
pub use source::{SchemaSource, json_schema};
pub use source_error::{SourceError, SourceFault};
pub use task::Task;
