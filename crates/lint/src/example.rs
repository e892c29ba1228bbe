//! Which rows are examples: those of the schema, and people whom handbooks have invented.

use rosterkit_schema::{
    ColumnId, FAMILY_NAME, FieldType, GIVEN_NAME, Presence, Schema, USER_NAME, are_example_names,
};

use crate::acceptor::Fields;
use crate::view::{RowView, is_blank};

/// Domains that nobody can have. Source: RFC 2606, section 3.
const EXAMPLE_DOMAINS: [&str; 3] = ["@example.com", "@example.org", "@example.net"];

/// What an example shows at a glance: the username of the schema's, or the name of nobody.
#[derive(Debug)]
pub(crate) struct Glance {
    username: Option<(ColumnId, String)>,
    names: Option<(ColumnId, ColumnId)>,
}

impl Glance {
    pub(crate) fn of(schema: &Schema) -> Self {
        let username = schema.column_holding(USER_NAME);
        Self {
            username: username.map(|id| (id, schema.column(id).example.clone())),
            names: schema
                .column_holding(GIVEN_NAME)
                .zip(schema.column_holding(FAMILY_NAME)),
        }
    }

    /// Whether a row that says this may be an example.
    pub(crate) fn suspects(&self, fields: Fields<'_, '_>) -> bool {
        let says = |id: ColumnId, words: &str| fields.of(id).eq_ignore_ascii_case(words.as_bytes());
        let is_of_schema = self
            .username
            .as_ref()
            .is_some_and(|(id, example)| says(*id, example));
        let names = self.names.map(|names| (fields.of(names.0), fields.of(names.1)));
        is_of_schema || names.is_some_and(|(first, last)| are_example_names(first, last))
    }
}

/// Fewer cells may be equal to those of an example by chance.
const LEAST_EQUAL: usize = 5;

/// Whether every cell of the row says what the schema's own example does. A choice says nothing about a person.
pub(crate) fn is_of_schema(row: &RowView<'_>) -> bool {
    let columns = row
        .on
        .schema()
        .columns()
        .filter(|(_, column)| !matches!(column.field_type, FieldType::Choice(_) | FieldType::Boolean(_)));
    let mut equal = 0;
    for (id, column) in columns {
        match row.cell(id).filter(|cell| !is_blank(cell)) {
            Some(cell) if cell.text().trim().eq_ignore_ascii_case(&column.example) => equal += 1,
            None if column.presence == Presence::Optional => {}
            _ => return false,
        }
    }
    equal >= LEAST_EQUAL
}

/// Whether name and address are those of nobody.
pub(crate) fn is_of_nobody(row: &RowView<'_>) -> bool {
    let text = |attribute| {
        let cell = row.cell(row.on.schema().column_holding(attribute)?)?;
        Some(cell.text().trim().to_lowercase())
    };
    let (Some(first), Some(last)) = (text(GIVEN_NAME), text(FAMILY_NAME)) else {
        return false;
    };
    if !are_example_names(first.as_bytes(), last.as_bytes()) {
        return false;
    }
    let address = text("emails[type eq \"work\"].value").or_else(|| text(USER_NAME));
    address.is_some_and(|address| EXAMPLE_DOMAINS.iter().any(|domain| address.ends_with(domain)))
}
