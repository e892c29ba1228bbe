//! What a batch is known by, so that it is applied once.

use std::fmt;

use rosterkit_lint::CleanFile;
use rosterkit_schema::{Schema, Timeout};
use rosterkit_sheet::Document;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of all that decides what a batch does: the file's bytes, the schema's name, version and answers, the
/// assignments, working hours and inactivity timeout, and which rows are clean. The rows belong to it because a changed
/// setting can make a row clean whose file did not change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digests of files, in their order.
    pub(crate) fn of_each<'a>(
        schema: &'a Schema,
        files: impl Iterator<Item = CleanFile<'a>>,
    ) -> impl Iterator<Item = (CleanFile<'a>, Self)> {
        let mut last: Option<(&Document, Parts)> = None;
        files.map(move |file| {
            let document = file.document();
            // The parts of one master follow each other, and its bytes are read once for all of them.
            let begun = match last.take() {
                Some((of, begun)) if std::ptr::eq(of, document) => begun,
                _ => Parts::begin(document),
            };
            let digest = Self::of(schema, &file, begun.clone());
            last = Some((document, begun));
            (file, digest)
        })
    }

    fn of(schema: &Schema, file: &CleanFile<'_>, mut parts: Parts) -> Self {
        let batch = file.batch();
        parts.add(schema.name.as_bytes());
        parts.add(schema.version.as_bytes());
        parts.add_map(schema.answers.iter());
        parts.add_map(batch.assignments.iter());
        parts.count(batch.hours.len());
        for (location, week) in &batch.hours {
            parts.add(location.as_bytes());
            parts.count(week.len());
            for (day, hours) in week {
                parts.add(day.as_str().as_bytes());
                parts.add(hours.to_string().as_bytes());
            }
        }
        let timeout = batch.inactivity_timeout.map(Timeout::minutes);
        parts.add(&timeout.map_or(Vec::new(), |minutes| minutes.to_le_bytes().to_vec()));
        for row in file.indices() {
            parts.0.update(row.0.to_le_bytes());
        }
        Self(parts.0.finalize().into())
    }
}

/// Feeds parts to a hash, each after its length, so that no two lists of parts feed the same bytes.
#[derive(Clone)]
struct Parts(Sha256);

impl Parts {
    fn begin(document: &Document) -> Self {
        let mut parts = Self(Sha256::new());
        parts.add(b"rosterkit batch 1");
        parts.add(document.bytes());
        parts
    }

    fn count(&mut self, count: usize) {
        self.0.update((count as u64).to_le_bytes());
    }

    fn add(&mut self, part: &[u8]) {
        self.count(part.len());
        self.0.update(part);
    }

    fn add_map<'a>(&mut self, map: impl ExactSizeIterator<Item = (&'a String, &'a String)>) {
        self.count(map.len());
        for (key, value) in map {
            self.add(key.as_bytes());
            self.add(value.as_bytes());
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}
