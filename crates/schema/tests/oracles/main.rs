//! Identifiers as others judge them: a second implementation of each check digit, examples gathered from documents, and the
//! Python packages python-stdnum and zipcodes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod examples;
mod python;
mod second;

use rosterkit_schema::FieldType;

/// A field type as `schema.toml` writes it.
fn field_type(text: &str) -> FieldType {
    #[derive(serde::Deserialize)]
    struct Column {
        r#type: FieldType,
    }
    let column: Column = toml::from_str(&format!("type = {text}")).unwrap();
    column.r#type
}
