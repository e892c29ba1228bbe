//! Records: one person as one file has them, in the canonical vocabulary.

use std::collections::BTreeMap;
use std::fmt;

use rosterkit_lint::CleanRow;
use rosterkit_schema::{Attribute, Column, ColumnId, FAMILY_NAME, GIVEN_NAME, Schema, Task, USER_NAME};

/// What a person is known by: the case-folded username. Two spellings that differ in case only are one person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey(String);

impl AccountKey {
    /// The key of a username in any spelling.
    pub fn of(username: &str) -> Self {
        Self(username.to_lowercase())
    }

    /// The username in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One person as one file or one store has them. Its debug form names the attributes and shows no value but the
/// username.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// The username as typed. It is not repeated among the values.
    pub username: String,
    /// The canonical text of each attribute that is filled.
    pub values: BTreeMap<Attribute, String>,
}

impl Record {
    /// What the person is known by.
    pub fn key(&self) -> AccountKey {
        AccountKey::of(&self.username)
    }

    /// Name and phone number in lower case, by which two accounts are seen to be perhaps one person; `None` where either
    /// is not known.
    pub fn likeness(&self) -> Option<String> {
        let of = |path: &str| {
            let mut values = self.values.iter();
            values
                .find(|(attribute, _)| attribute.as_str().starts_with(path))
                .map(|(_, text)| text.to_lowercase())
        };
        let given = of(GIVEN_NAME).unwrap_or_default();
        Some([given, of(FAMILY_NAME)?, of("phoneNumbers")?].join("\u{1F}"))
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.values.keys().map(Attribute::as_str).collect();
        f.debug_struct("Record")
            .field("username", &self.username)
            .field("values", &names)
            .finish()
    }
}

/// A value that at most one account has: an NPI, say. Its debug form shows no value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// What it identifies by.
    pub attribute: Attribute,
    /// The canonical text in lower case, the form in which values are compared.
    pub value: String,
}

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Identifier")
            .field(&self.attribute.as_str())
            .finish()
    }
}

/// A clean row, and what its schema says about the person in it.
#[derive(Debug)]
pub(crate) struct Person<'a> {
    pub(crate) key: AccountKey,
    pub(crate) record: Record,
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) tasks: Vec<&'a Task>,
}

/// Reads clean rows as people. Made once for a plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    schema: &'a Schema,
    username: ColumnId,
}

impl<'a> Reader<'a> {
    /// `None` when the schema has no column that holds the username.
    pub(crate) fn new(schema: &'a Schema) -> Option<Self> {
        let username = schema.column_holding(USER_NAME)?;
        Some(Self { schema, username })
    }

    /// `None` when the username is blank.
    pub(crate) fn key(&self, row: &CleanRow) -> Option<AccountKey> {
        Some(AccountKey(row.value(self.username)?.folded()))
    }

    /// The username as typed; `None` when it is blank.
    pub(crate) fn username(&self, row: &CleanRow) -> Option<String> {
        Some(row.value(self.username)?.to_string())
    }

    /// `None` when the username is blank.
    pub(crate) fn person(&self, row: &CleanRow) -> Option<Person<'a>> {
        let username = self.username(row)?;
        let mut values = BTreeMap::new();
        let mut identifiers = Vec::new();
        for (id, column) in self.details() {
            let Some(value) = row.value(id) else { continue };
            if column.unique {
                identifiers.push(Identifier {
                    attribute: column.attribute.clone(),
                    value: value.folded(),
                });
            }
            values.insert(column.attribute.clone(), value.to_string());
        }
        Some(Person {
            key: self.key(row)?,
            record: Record { username, values },
            identifiers,
            tasks: self.tasks(row),
        })
    }

    /// Whether the values of an attribute may be seen by the user alone.
    pub(crate) fn is_sensitive(&self, attribute: &Attribute) -> bool {
        self.details()
            .any(|(_, column)| column.sensitive && column.attribute == *attribute)
    }

    /// The columns but the username's. What is secret is for the target alone: no store keeps it.
    fn details(&self) -> impl Iterator<Item = (ColumnId, &'a Column)> + use<'a> {
        let username = self.username;
        let columns = self.schema.columns();
        columns.filter(move |(id, column)| *id != username && !column.is_secret())
    }

    /// The tasks whose condition holds for the person, and those without one.
    fn tasks(&self, row: &CleanRow) -> Vec<&'a Task> {
        let holds = |task: &&Task| {
            task.when.as_ref().is_none_or(|when| {
                row.value(when.column)
                    .is_some_and(|value| value.to_string() == when.is)
            })
        };
        self.schema.tasks.iter().filter(holds).collect()
    }
}
