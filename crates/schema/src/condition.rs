//! Conditions: what one cell demands of another in the same row.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// Which column of a [`Schema`](crate::Schema): its zero-based position among `Schema::columns`.
///
/// It says nothing about where the column stands in a file; that is the file's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u16);

impl ColumnId {
    /// The position as an index into `Schema::columns`.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// "When the cell of this column says that."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The deciding column.
    pub column: ColumnId,
    /// The value it must hold, as the field type writes it.
    pub is: String,
}

/// A condition as `schema.toml` writes it: `{ column = "provider", is = "YES" }`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConditionSource {
    /// The id of the deciding column, which must be a choice.
    #[schemars(with = "String")]
    pub(crate) column: Spanned<String>,
    /// The choice that it must hold.
    #[schemars(with = "String")]
    pub(crate) is: Spanned<String>,
}
