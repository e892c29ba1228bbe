//! Which keys may occur again: of many files that were judged together, those that did then, and those that came since.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::kept::Alone;

/// By key: the hashes of what occurred again in a judgement.
///
/// Whoever was judged together then, and still is, knows of every other hash that it occurs once.
#[derive(Debug, Default)]
pub(crate) struct Suspects(pub(crate) Vec<BTreeSet<u32>>);

/// The hashes at which it is worth looking; of the others each occurs once.
pub(crate) struct Filter {
    suspects: BTreeSet<u32>,
    /// One bit for the upper half of each of them: nearly all others are told apart by it.
    bits: Vec<u64>,
}

impl Filter {
    /// At which hashes of a key to look; `None` means at all, unless all of so many files were judged together before.
    pub(crate) fn of(key: usize, files: usize, known: &[&Alone]) -> Option<Self> {
        let since = known.first()?.since.as_ref()?;
        let mut suspects = since.0.get(key)?.clone();
        for file in known {
            if !Arc::ptr_eq(file.since.as_ref()?, since) {
                return None;
            }
            suspects.extend(file.new.get(key)?);
        }
        if known.len() != files {
            return None;
        }
        let mut bits = vec![0; if suspects.is_empty() { 0 } else { 1024 }];
        for suspect in &suspects {
            bits[word(*suspect)] |= bit(*suspect);
        }
        Some(Self { suspects, bits })
    }

    pub(crate) fn holds(&self, hash: u32) -> bool {
        self.bits
            .get(word(hash))
            .is_some_and(|bits| bits & bit(hash) != 0)
            && self.suspects.contains(&hash)
    }
}

fn word(hash: u32) -> usize {
    (hash >> 22) as usize
}

fn bit(hash: u32) -> u64 {
    1 << (hash >> 16 & 63)
}
