//! Which rows are examples: those of the schema, and people whom handbooks have invented.

use rosterkit_schema::{ColumnId, FieldType, Presence, Schema};

use crate::acceptor::Fields;
use crate::view::{RowView, is_blank};

/// Names that stand for nobody. With an address of a domain that is kept for examples, they are no person's.
const NOBODY: [(&str, &str); 8] = [
    ("jane", "doe"),
    ("john", "doe"),
    ("jane", "roe"),
    ("jane", "smith"),
    ("john", "smith"),
    ("first", "last"),
    ("test", "user"),
    ("test", "test"),
];

/// Domains that nobody can have. Source: RFC 2606, section 3.
const EXAMPLE_DOMAINS: [&str; 3] = ["@example.com", "@example.org", "@example.net"];

/// What an example shows at a glance: the username of the schema's, or the first name of nobody.
#[derive(Debug)]
pub(crate) struct Glance {
    username: Option<(ColumnId, String)>,
    first_name: Option<ColumnId>,
}

impl Glance {
    pub(crate) fn of(schema: &Schema) -> Self {
        let username = schema.column_holding("userName");
        Self {
            username: username.map(|id| (id, schema.column(id).example.clone())),
            first_name: schema.column_holding("name.givenName"),
        }
    }

    /// Whether a row that says this may be an example.
    pub(crate) fn suspects(&self, fields: Fields<'_, '_>) -> bool {
        let says = |id: ColumnId, words: &str| fields.of(id).eq_ignore_ascii_case(words.as_bytes());
        let username = self.username.as_ref();
        username.is_some_and(|(id, example)| says(*id, example))
            || self
                .first_name
                .is_some_and(|id| NOBODY.iter().any(|(first, _)| says(id, first)))
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
    let Some(first) = text("name.givenName").filter(|first| NOBODY.iter().any(|(name, _)| name == first))
    else {
        return false;
    };
    let Some(last) = text("name.familyName") else {
        return false;
    };
    let address = text("emails[type eq \"work\"].value").or_else(|| text("userName"));
    let has_example_address =
        address.is_some_and(|address| EXAMPLE_DOMAINS.iter().any(|domain| address.ends_with(domain)));
    has_example_address && NOBODY.contains(&(first.as_str(), last.as_str()))
}
