//! The fingerprint of a template: by which law and for whom it was made, as properties of the document.

use std::collections::BTreeMap;

use crate::condition::ColumnId;
use crate::organization::{Batch, is_id};
use crate::schema::Schema;

const SCHEMA: &str = "Rosterkit schema";
const VERSION: &str = "Rosterkit schema version";
const HASH: &str = "Rosterkit schema hash";
const BATCH: &str = "Rosterkit batch";
/// Before the id of a column.
const COLUMN: &str = "Rosterkit column ";

/// The longest text of a property, in characters: Excel cuts what is longer.
const LONGEST: usize = 255;

/// By which law and for whom a template was made. It travels inside the document as named texts, so that the file is known
/// again whatever it is called.
///
/// It is a claim and not a proof: whoever can write the file can write the fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// The schema's name.
    pub schema: String,
    /// The schema's version.
    pub version: String,
    /// The [`Schema::hash`] of the time.
    pub hash: String,
    /// The role at each location, by ids; empty for anybody.
    pub assignments: BTreeMap<String, String>,
    /// The header that each column had, by the column's id.
    pub headers: BTreeMap<String, String>,
}

impl Fingerprint {
    /// The fingerprint of a template that is made now.
    pub fn new(schema: &Schema, batch: &Batch) -> Self {
        let headers = schema.columns.iter();
        Self {
            schema: schema.name.clone(),
            version: schema.version.clone(),
            hash: schema.hash(),
            assignments: batch.assignments.clone(),
            headers: headers
                .map(|column| (column.id.clone(), column.header.clone()))
                .collect(),
        }
    }

    /// Names and texts of the properties. What is too long for one is left out: a header, or all the assignments, of which a
    /// part would be a lie.
    pub fn properties(&self) -> Vec<(String, String)> {
        let assignments = self
            .assignments
            .iter()
            .map(|(location, role)| format!("{location}={role}"));
        let facts = [
            (SCHEMA, self.schema.clone()),
            (VERSION, self.version.clone()),
            (HASH, self.hash.clone()),
            (BATCH, assignments.collect::<Vec<_>>().join(" ")),
        ];
        let facts = facts.map(|(name, text)| (name.to_owned(), text)).into_iter();
        let headers = self
            .headers
            .iter()
            .map(|(id, header)| (format!("{COLUMN}{id}"), header.clone()));
        facts
            .chain(headers)
            .filter(|(name, text)| {
                let fits = |text: &str| text.encode_utf16().count() <= LONGEST;
                !text.is_empty() && fits(name) && fits(text)
            })
            .collect()
    }

    /// Reads the properties of a document; `None` when they name no schema. A text that has another form than is written here
    /// says nothing.
    pub fn read<'a>(properties: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let mut read = Self::default();
        for (name, text) in properties {
            match name {
                SCHEMA => text.clone_into(&mut read.schema),
                VERSION => text.clone_into(&mut read.version),
                HASH => text.clone_into(&mut read.hash),
                BATCH => read.assignments = assignments(text).unwrap_or_default(),
                _ => {
                    if let Some(id) = name.strip_prefix(COLUMN).filter(|id| is_id(id)) {
                        read.headers.insert(id.to_owned(), text.to_owned());
                    }
                }
            }
        }
        (!read.schema.is_empty()).then_some(read)
    }

    /// Whether the law has changed since in anything that a roster can keep or break.
    pub fn is_outdated(&self, schema: &Schema) -> bool {
        self.schema == schema.name && self.hash != schema.hash()
    }

    /// The columns that have another header now, with the one that they had.
    pub fn renamed<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = (ColumnId, &'a str)> {
        let same = self.schema == schema.name;
        let columns = schema.columns().filter(move |_| same);
        columns.filter_map(|(id, column)| {
            let was = self.headers.get(&column.id)?;
            (*was != column.header).then_some((id, was.as_str()))
        })
    }

    /// The column of today that had this header when the template was made.
    pub fn column_once_named(&self, schema: &Schema, header: &str) -> Option<ColumnId> {
        if self.schema != schema.name {
            return None;
        }
        let (id, _) = self.headers.iter().find(|(_, was)| *was == header)?;
        let mut columns = schema.columns();
        columns.find(|(_, column)| column.id == *id).map(|(id, _)| id)
    }
}

/// `lehi=dentist orem=dentist`.
fn assignments(text: &str) -> Option<BTreeMap<String, String>> {
    let pairs = text.split_ascii_whitespace().map(|pair| {
        let (location, role) = pair.split_once('=')?;
        (is_id(location) && is_id(role)).then(|| (location.to_owned(), role.to_owned()))
    });
    pairs.collect()
}

/// A short text that differs where two texts differ: FNV-1a with 64 bits, as hexadecimal digits. It tells versions of a law
/// apart and protects nothing.
///
/// Source: Fowler, Noll, Vo, Eastlake: The FNV Non-Cryptographic Hash Algorithm.
pub(crate) fn short_hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, short_hash};
    use crate::{Answers, Batch, Schema};

    const ASCEND: &str = include_str!("../../../templates/dentrix-ascend/schema.toml");

    fn schema(text: &str) -> Schema {
        Schema::parse("schema.toml", text, &Answers::new()).unwrap()
    }

    fn read(properties: &[(String, String)]) -> Option<Fingerprint> {
        Fingerprint::read(
            properties
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        )
    }

    #[test]
    fn what_is_written_is_read() {
        let mut batch = Batch::default();
        for (location, role) in [("lehi", "dentist"), ("orem", "front-desk")] {
            batch.assignments.insert(location.to_owned(), role.to_owned());
        }
        for batch in [batch, Batch::default()] {
            let written = Fingerprint::new(&schema(ASCEND), &batch);
            assert_eq!(read(&written.properties()), Some(written));
        }
    }

    #[test]
    fn what_others_wrote_says_nothing() {
        assert_eq!(
            Fingerprint::read([("Company", "Example"), ("Rosterkit batch", "lehi=dentist")]),
            None
        );
        let odd = [
            ("Rosterkit schema", "x"),
            ("Rosterkit batch", "lehi=dentist ../../etc=root"),
            ("Rosterkit column ../x", "Name"),
        ];
        let read = Fingerprint::read(odd).unwrap();
        assert!(read.assignments.is_empty() && read.headers.is_empty());
    }

    #[test]
    fn a_text_too_long_for_a_property_is_left_out_whole() {
        let mut fingerprint = Fingerprint::new(&schema(ASCEND), &Batch::default());
        for number in 0..40 {
            fingerprint
                .assignments
                .insert(format!("location-{number}"), "dentist".to_owned());
        }
        fingerprint.headers.insert("npi".to_owned(), "é".repeat(256));
        let read = read(&fingerprint.properties()).unwrap();
        assert!(read.assignments.is_empty() && !read.headers.contains_key("npi"));
        assert_eq!(read.headers.len(), 14);
    }

    #[test]
    fn a_law_is_another_when_a_roster_could_tell_and_a_renamed_column_is_known_again() {
        let old = Fingerprint::new(&schema(ASCEND), &Batch::default());
        let reworded = schema(&ASCEND.replace("The person's first name", "Their first name"));
        assert!(!old.is_outdated(&reworded));
        let renamed = schema(&ASCEND.replace("header = \"TIN\"", "header = \"Tax Number\""));
        assert!(old.is_outdated(&renamed));
        let column = old.column_once_named(&renamed, "TIN").unwrap();
        assert_eq!(renamed.column(column).header, "Tax Number");
        assert_eq!(old.column_once_named(&renamed, "Shoe Size"), None);
        assert_eq!(old.renamed(&renamed).collect::<Vec<_>>(), [(column, "TIN")]);
        assert_eq!(old.renamed(&reworded).count(), 0);
        let stricter = schema(&ASCEND.replacen("max-length = 56", "max-length = 20", 1));
        assert!(old.is_outdated(&stricter));
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // The test vectors of the draft.
        assert_eq!(short_hash(""), "cbf29ce484222325");
        assert_eq!(short_hash("foobar"), "85944171f73967e8");
    }
}
