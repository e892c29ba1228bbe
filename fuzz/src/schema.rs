//! Schemas: a text is refused with faults at their places, or it is a law under which any roster can be judged.

use miette::Diagnostic;
use rosterkit_schema::{Answers, Schema};

use crate::packs::judged;

const ROSTER: &[u8] =
    b"First Name,Last Name,Username,Email,ZIP\nAna,Chen,achen,ana@example.com,02139\n,,,,\n\"Bo\n";

/// Reads the bytes as a `schema.toml`.
///
/// # Panics
/// Where a fault lies outside the text, or a schema that was accepted is no law.
pub fn schema(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match Schema::parse("schema.toml", text, &Answers::new()) {
        Ok(schema) => {
            assert!(!schema.hash().is_empty());
            for (id, column) in schema.columns() {
                assert_eq!(schema.column_named(&column.header), Some(id), "{}", column.header);
            }
            let report = judged(&schema, ROSTER);
            assert!(report.is_some());
        }
        Err(error) => {
            assert!(!error.faults().is_empty() && !error.to_string().is_empty());
            for fault in error.faults() {
                assert!(
                    fault.span.start <= fault.span.end && fault.span.end <= text.len(),
                    "{fault:?}"
                );
                assert!(!fault.message.is_empty());
            }
            assert!(error.labels().is_some());
        }
    }
}
