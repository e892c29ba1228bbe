//! The law on paper: templates to fill in and the target's own CSV.
//!
//! A [`Form`] says whose law and for which batch. Out of it, and of rows of text if there are any, come bytes: [`csv`]
//! is the one writer of the target's own file, a blank template when there are no rows; [`workbook`] is the same roster
//! for a person with a spreadsheet, and [`hints`] what a CSV has no place for. The two differ in one thing on purpose. A CSV has exactly the target's header, for
//! the target is a machine and wants every column. A workbook leaves out the columns that its batch must leave blank,
//! for whoever fills it in should not be asked for them.
//!
//! The law is written down and not enforced here: a row is written as it is given, whether it keeps the law or not.
//! Everything that a workbook says about a column follows from the schema, so that another target is another schema and
//! not another writer. Nothing depends on a clock: the same form gives the same bytes.
//!
//! ```
//! use rosterkit_schema::{Answers, Batch, Organization, Schema};
//! use rosterkit_template::{Form, csv, workbook};
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
//! id = "family-name"
//! header = "Last Name"
//! type = "person-name"
//! presence = "required"
//! attribute = "name.familyName"
//! hint = "The person's last name"
//! example = "Chen"
//! "#;
//! let schema = Schema::parse("schema.toml", text, &Answers::new())?;
//! let form = Form { schema: &schema, organization: &Organization::default(), batch: &Batch::default() };
//! assert_eq!(csv(&form, &[vec!["Chen".to_owned()]]), b"Last Name\r\nChen\r\n");
//! assert!(workbook(&form, &[])?.starts_with(b"PK"));
//! # Ok(())
//! # }
//! ```

mod form;
mod csv_file;
mod upload;
mod hint_text;
mod conversion;
mod workbook;
mod field;
mod words;
mod template_error;

pub use conversion::{Conversion, Fill, Pattern, PatternError, Unfit};
pub use csv_file::csv;
pub use form::Form;
pub use hint_text::hints;
pub use template_error::TemplateError;
pub use upload::{TooLong, Upload, uploads};
pub use workbook::{
    Annotated, AnnotatedRow, AnnotatedSheet, Gravity, Overview, OverviewLine, Remark, annotated, sheet_names,
    workbook,
};

#[cfg(test)]
mod tests;
