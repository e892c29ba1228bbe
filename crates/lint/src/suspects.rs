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
    /// In order.
    suspects: Vec<u32>,
    bits: Bits,
}

impl Filter {
    /// At which hashes of a key to look, if all of so many files were judged together before.
    pub(crate) fn of_known(key: usize, files: usize, known: &[&Alone]) -> Option<Self> {
        let since = known.first()?.since.as_ref()?;
        let mut suspects: Vec<u32> = since.0.get(key)?.iter().copied().collect();
        for file in known {
            if !Arc::ptr_eq(file.since.as_ref()?, since) {
                return None;
            }
            suspects.extend(file.new.get(key)?);
        }
        (known.len() == files).then(|| Self::of(suspects, Bits::default()))
    }

    /// At which of these to look: those that fall on a place where one is already. Sorting all of them would take far longer.
    pub(crate) fn of_all(hashes: impl Iterator<Item = u32> + Clone) -> Self {
        let mut taken = Bits::for_some(hashes.clone().count());
        let again = hashes.filter(|hash| !taken.insert(*hash)).collect();
        Self::of(again, taken)
    }

    /// The bits may be of others.
    fn of(mut suspects: Vec<u32>, bits: Bits) -> Self {
        suspects.sort_unstable();
        suspects.dedup();
        let mut bits = bits.cleared_for(suspects.len());
        for suspect in &suspects {
            bits.insert(*suspect);
        }
        Self { suspects, bits }
    }

    pub(crate) fn holds(&self, hash: u32) -> bool {
        self.bits.holds(hash) && self.suspects.binary_search(&hash).is_ok()
    }
}

/// One bit for the first half of each of some hashes: nearly all others are told apart by it.
#[derive(Default)]
struct Bits {
    /// A power of two, or none.
    words: Vec<u64>,
}

/// How many bits there are for each hash.
const BITS_EACH: usize = 16;

impl Bits {
    fn for_some(hashes: usize) -> Self {
        Self::default().cleared_for(hashes)
    }

    /// None of them set, and enough of them.
    fn cleared_for(mut self, hashes: usize) -> Self {
        let words = (hashes * BITS_EACH / 64).next_power_of_two();
        self.words.fill(0);
        if self.words.len() < words {
            self.words = vec![0; words];
        }
        self
    }

    /// Whether the place was free.
    fn insert(&mut self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        let Some(word) = self.words.get_mut(word) else {
            return true;
        };
        let was_free = *word & bit == 0;
        *word |= bit;
        was_free
    }

    fn holds(&self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The word by the first bits of the hash, the bit by its last.
    fn place(&self, hash: u32) -> (usize, u64) {
        let word = (u64::from(hash) * self.words.len() as u64) >> 32;
        (usize::try_from(word).unwrap_or_default(), 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Filter;

    proptest! {
        #[test]
        fn what_occurs_twice_is_held(hashes in prop::collection::vec(0..40_u32, 0..60), spread in 1..200_000_000_u32) {
            let hashes: Vec<u32> = hashes.iter().map(|hash| hash.wrapping_mul(spread)).collect();
            let filter = Filter::of_all(hashes.iter().copied());
            for hash in &hashes {
                let times = hashes.iter().filter(|other| *other == hash).count();
                prop_assert!(times == 1 || filter.holds(*hash));
            }
        }
    }

    #[test]
    fn few_others_are_held() {
        let hashes = (0..100_000_u32).map(|at| at.wrapping_mul(0x9E37_79B1));
        let filter = Filter::of_all(hashes.clone());
        assert!(hashes.filter(|hash| filter.holds(*hash)).count() < 10_000);
    }
}
