//! The judgement: the law of a schema against the facts of a sheet.
//!
//! The key decision is *accept fast, explain slowly*. Most cells are right, so each column has an acceptor over bytes
//! that answers "certainly right" or "look closer", and the rules see only the rest. A rule raises a [`Diagnostic`],
//! which is a plain value of a few words' size; its message, its labels and its fixes are made when somebody looks,
//! through a [`Scene`] that knows whether that somebody may see sensitive values.
//!
//! The other decision is a type: [`CleanRows`]. [`Report::split`] is the only way to it, and an importer that accepts
//! nothing else cannot be handed a row that was not judged.
//!
//! ```
//! use rosterkit_lint::{Levels, Roster, Standing, Values, check};
//! use rosterkit_schema::{Answers, Batch, Schema};
//! use rosterkit_sheet::Document;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let text = include_str!("testing/sample.toml");
//! let schema = Schema::parse("schema.toml", text, &Answers::new())?;
//! let document = Document::read("staff.csv", b"First Name,Last Name,Username,Email,NPI\nAna,Chen,achen,a@example.com,123\n".to_vec())?;
//! let report = check(schema, vec![Roster { document, batch: Batch::default(), master: None, context: false, standing: Standing::default() }], &Levels::default());
//! let scene = report.scene(Values::Shown);
//! let messages: Vec<String> = report.diagnostics().iter().map(|found| scene.words(found).message).collect();
//! assert_eq!(messages, ["`123` is not an NPI: it has 3 digits, an NPI has 10"]);
//! # Ok(())
//! # }
//! ```

mod rule;
mod rules;
mod level;
mod suppression;
mod diagnostic;
mod fix;
mod roster;
mod master;
mod check;
mod pass;
mod acceptor;
mod view;
mod shape;
mod damage;
mod meaning;
mod example;
mod context;
mod contradiction;
mod keys;
mod kept;
mod laid_out;
mod share;
mod suspects;
mod shared;
mod person;
mod report;
mod clean;
mod repair;
mod renaming;
mod words;
mod locate;

#[cfg(test)]
mod testing;

pub use check::{check, check_again};
pub use clean::{CleanFile, CleanRow, CleanRows, RejectedRows};
pub use diagnostic::{Detail, Diagnostic, FileId, Location, Place};
pub use fix::{Applicability, Fix};
pub use kept::Kept;
pub use level::{Level, Levels, UnknownLevel};
pub use locate::{Lines, Located};
pub use master::{Master, MasterColumns};
pub use repair::{Again, AppliedFix, Repaired, RepairedFile};
pub use report::Report;
pub use roster::{Claim, LEAST_COLUMNS, Layout, Roster, Standing, Unknown};
pub use rule::{FixAvailability, Rule, Stops};
pub use rules::RULES;
pub use suppression::{Day, Suppression, Terms, Whose};
pub use words::{Scene, Values, Words};
