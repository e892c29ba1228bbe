//! Words for a column, in which `{First Name}` stands for what a row has there.

use rosterkit_schema::{ColumnId, Schema};
use thiserror::Error;

/// Words in which headers between braces stand for the values of a row: `{First Name} {Last Name}`. A brace itself is
/// written twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Column(ColumnId),
}

/// Why words are no pattern.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PatternError {
    /// A brace is not closed, or closes nothing.
    #[error("a brace stands alone; a brace itself is written twice")]
    Brace,
    /// The schema has no such column.
    #[error("`{schema}` has no column `{header}`")]
    Column {
        /// What stands between the braces.
        header: String,
        /// The name of the schema.
        schema: String,
    },
}

impl Pattern {
    /// Reads words whose headers are those of this schema.
    pub fn parse(text: &str, schema: &Schema) -> Result<Self, PatternError> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
                words.push_str(&rest[..1]);
                rest = after;
                continue;
            }
            let (header, after) = rest
                .strip_prefix('{')
                .and_then(|rest| rest.split_once('}'))
                .ok_or(PatternError::Brace)?;
            let column = schema.column_named(header).ok_or_else(|| PatternError::Column {
                header: header.to_owned(),
                schema: schema.name.clone(),
            })?;
            pieces.push(Piece::Words(std::mem::take(&mut words)));
            pieces.push(Piece::Column(column));
            rest = after;
        }
        words.push_str(rest);
        pieces.push(Piece::Words(words));
        Ok(Self(pieces))
    }

    /// Words in which a brace is a brace.
    pub fn plain(text: &str) -> Self {
        Self(vec![Piece::Words(text.to_owned())])
    }

    pub(super) fn uses(&self, column: ColumnId) -> bool {
        self.0.contains(&Piece::Column(column))
    }

    /// The text for a row, without blanks at its ends, where a value was missing.
    pub(super) fn text(&self, value: impl Fn(ColumnId) -> String) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Column(column) => value(*column),
        });
        pieces.collect::<String>().trim().to_owned()
    }
}
