//! A name for each diagnostic by which platforms know it again, wherever its line has moved to.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::told::Told;
use crate::failure::Failure;
use crate::hash::hex;

/// What is told of one person, or of nobody, by one rule in one column of a file.
type Key = [u8; 12];

/// How often each was seen: two that say the same in one file must not have one name.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<Key, u32>);

impl Fingerprints {
    /// The name of a diagnostic, which is about a person as a baseline knows them. Where it is about nobody in particular its
    /// message says what it is about.
    pub(super) fn of(&mut self, told: &Told<'_>) -> String {
        let at = &told.at;
        let about = told
            .person()
            .unwrap_or_else(|| without_numbers(&told.words.message));
        let [sheet, column] = [&at.sheet, &at.column_name].map(|name| name.as_deref().unwrap_or_default());
        self.name([told.rule.name, &at.path, sheet, column, &about])
    }

    /// The name of something that could not be done.
    pub(super) fn of_failure(&mut self, failure: &Failure) -> String {
        let path = failure.path().unwrap_or_default();
        self.name(["", path, "", "", &without_numbers(&failure.in_full())])
    }

    /// 32 hexadecimal digits: 24 of what it is about, and eight that count those about the same.
    fn name(&mut self, about: [&str; 5]) -> String {
        let mut digest = Sha256::new();
        for part in about {
            digest.update(part.as_bytes());
            // A byte that no text holds, so that no two lists of parts are one.
            digest.update([0xFF]);
        }
        let digest: [u8; 32] = digest.finalize().into();
        let key: Key = std::array::from_fn(|at| digest[at]);
        let seen = self.0.entry(key).or_default();
        *seen += 1;
        format!("{}{seen:08x}", hex(&key))
    }
}

/// The message without the numbers in it: they are those of rows and cells, or count them.
fn without_numbers(message: &str) -> String {
    let characters = message.chars();
    characters
        .filter(|character| !character.is_ascii_digit())
        .collect()
}
