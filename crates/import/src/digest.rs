//! What a batch is known by, so that it is applied once.

use std::fmt;

use rosterkit_lint::CleanFile;
use rosterkit_schema::{Schema, Timeout};
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

    pub(crate) fn of(schema: &Schema, file: &CleanFile<'_>) -> Self {
        let batch = file.batch();
        let mut parts = Parts(Sha256::new());
        parts.add(b"rosterkit batch 1");
        parts.add(file.document().bytes());
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
        for row in file.rows() {
            parts.0.update(row.index().0.to_le_bytes());
        }
        Self(parts.0.finalize().into())
    }
}

/// Feeds parts to a hash, each after its length, so that no two lists of parts feed the same bytes.
struct Parts(Sha256);

impl Parts {
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
