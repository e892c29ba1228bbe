//! A schema: the whole law of one kind of roster.

use std::collections::BTreeMap;

use crate::batch::BatchLaw;
use crate::column::Column;
use crate::compiled::{compile, read};
use crate::condition::ColumnId;
use crate::file_law::FileLaw;
use crate::fingerprint::short_hash;
use crate::option::SchemaOption;
use crate::resolve::{Trial, resolve};
use crate::source_error::SourceError;
use crate::task::Task;

/// The answers to a schema's options: option id to choice.
pub type Answers = BTreeMap<String, String>;

/// What a roster of one kind must look like. Every name in it is resolved and every option answered.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The pack's name: `[a-z0-9-]+`.
    pub name: String,
    /// The target, as its users call it in a sentence.
    pub target: String,
    /// What a roster of this kind is for, as a heading.
    pub title: String,
    /// The version of the schema: `major.minor.patch`.
    pub version: String,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// What the target accepts as a file.
    pub file: FileLaw,
    /// What all the people of one file share.
    pub batch: BatchLaw,
    /// The columns, in the order of the target's template.
    pub columns: Vec<Column>,
    /// What is left to do after an import.
    pub tasks: Vec<Task>,
    /// The options and their defaults.
    pub options: Vec<SchemaOption>,
    /// The choice that holds for each option.
    pub answers: Answers,
}

impl Schema {
    /// Reads a `schema.toml`; `name` is the file's, for messages.
    ///
    /// # Errors
    /// Every fault of the text at its place, under these answers and under every other that could be given. An answer that
    /// no option has is not one: see [`unknown_answers`](crate::unknown_answers).
    pub fn parse(name: &str, text: &str, answers: &Answers) -> Result<Self, SourceError> {
        let source = toml::from_str(text).map_err(|error| SourceError::from_toml(name, text, &error))?;
        resolve(source, answers, Trial::EveryAnswer).map_err(|faults| SourceError::new(name, text, faults))
    }

    /// A sound `schema.toml` as bytes that [`of_compiled`](Self::of_compiled) need not parse, to be built into a program.
    ///
    /// # Errors
    /// Every fault of the text at its place, whatever is answered.
    pub fn compile(name: &str, text: &str) -> Result<Vec<u8>, SourceError> {
        Self::parse(name, text, &Answers::new())?;
        compile(name, text)
    }

    /// The schema of these bytes. What other answers would make of it is not tried: it was, when it was compiled.
    ///
    /// # Errors
    /// The bytes are not those of a compiled schema.
    pub fn of_compiled(name: &str, compiled: &[u8], answers: &Answers) -> Result<Self, SourceError> {
        let source = read(name, compiled)?;
        resolve(source, answers, Trial::TheseAnswers).map_err(|faults| SourceError::new(name, "", faults))
    }

    /// The law of one column.
    ///
    /// # Panics
    /// When `id` was made by another schema with more columns.
    pub fn column(&self, id: ColumnId) -> &Column {
        &self.columns[id.index()]
    }

    /// The columns with their ids.
    pub fn columns(&self) -> impl Iterator<Item = (ColumnId, &Column)> {
        (0..).map(ColumnId).zip(&self.columns)
    }

    /// The column that this header names: its own text or an alias, whatever the case, spaces and punctuation.
    pub fn column_named(&self, header: &str) -> Option<ColumnId> {
        let names = |column: &Column, is: &dyn Fn(&str) -> bool| {
            std::iter::once(&column.header)
                .chain(&column.aliases)
                .any(|name| is(name))
        };
        let find = |is: &dyn Fn(&str) -> bool| self.columns().find(|(_, column)| names(column, is));
        // Nearly every header is written as it should be.
        let found = find(&|name| name == header).or_else(|| {
            let key = header_key(header);
            find(&|name| !key.is_empty() && header_key(name) == key)
        });
        found.map(|(id, _)| id)
    }

    /// Every header and alias, for readers that must tell a header from other text.
    pub fn header_names(&self) -> Vec<&str> {
        let names = self
            .columns
            .iter()
            .flat_map(|column| std::iter::once(&column.header).chain(&column.aliases));
        names.map(String::as_str).collect()
    }

    /// A short text that is another one when anything changes that a roster can keep or break: headers, types, presence,
    /// conditions, uniqueness, what must agree. Hints and examples may change without it.
    pub fn hash(&self) -> String {
        let laws = self.columns.iter().map(|column| {
            let Column {
                id,
                header,
                field_type,
                presence,
                required_when,
                blank_when,
                unique,
                agrees_with,
                ..
            } = column;
            // Only where there is one, so that other schemas keep their hash.
            let agrees_with = agrees_with.map(|id| format!(" {id:?}")).unwrap_or_default();
            format!(
                "{id:?} {header:?} {field_type:?} {presence:?} {required_when:?} {blank_when:?} {unique}{agrees_with}\n"
            )
        });
        short_hash(&laws.collect::<String>())
    }

    /// The column whose attribute is this path, such as `userName`.
    pub fn column_holding(&self, attribute: &str) -> Option<ColumnId> {
        self.columns()
            .find(|(_, column)| column.attribute.as_str() == attribute)
            .map(|(id, _)| id)
    }
}

/// A header as it is compared: its letters and digits, lower case.
pub(crate) fn header_key(header: &str) -> String {
    header
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
