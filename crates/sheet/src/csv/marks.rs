//! One bit for each byte of a text, set or not.

use std::ops::Range;

/// The bytes of a word, and its bits.
pub(super) const WORD: usize = u64::BITS as usize;

/// How many words lie between two totals.
const STEP: usize = 16;

/// Marks at some of the bytes of a text, or of a part of it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// The number of words of the text before the first that is kept.
    skipped: usize,
    words: Vec<u64>,
    /// How many marks stand before each [`STEP`]th word. Empty where nobody asked for them.
    totals: Vec<u32>,
}

impl Marks {
    /// Room for marks in these bytes and right after them.
    pub(super) fn over(bytes: Range<usize>) -> Marks {
        let skipped = bytes.start / WORD;
        Marks {
            skipped,
            words: vec![0; bytes.end / WORD + 1 - skipped],
            totals: Vec::new(),
        }
    }

    /// Sets the marks of a word, which begins at this byte.
    pub(super) fn set_word(&mut self, base: usize, bits: u64) {
        if let Some(word) = self.words.get_mut(base / WORD - self.skipped) {
            *word |= bits;
        }
    }

    /// Sets one mark.
    pub(super) fn set(&mut self, at: usize) {
        self.set_word(at, 1 << (at % WORD));
    }

    /// Takes away the marks in these bytes.
    pub(super) fn clear(&mut self, bytes: Range<usize>) {
        for (word, within) in words(bytes) {
            if let Some(word) = self.words.get_mut(word - self.skipped) {
                *word &= !within;
            }
        }
    }

    /// Adds the marks that `part` has in these bytes.
    pub(super) fn add(&mut self, part: &Marks, bytes: Range<usize>) {
        for (word, within) in words(bytes) {
            let added = part
                .words
                .get(word - part.skipped)
                .map_or(0, |word| word & within);
            self.set_word(word * WORD, added);
        }
    }

    /// How many marks stand in these bytes.
    pub(super) fn count(&self, bytes: Range<usize>) -> usize {
        if self.is_long(&bytes) {
            self.rank(bytes.end) - self.rank(bytes.start)
        } else {
            self.added_up(bytes)
        }
    }

    fn added_up(&self, bytes: Range<usize>) -> usize {
        words(bytes)
            .map(|(word, within)| (self.word(word) & within).count_ones() as usize)
            .sum()
    }

    /// Whether totals are there for so many bytes.
    fn is_long(&self, bytes: &Range<usize>) -> bool {
        !self.totals.is_empty() && bytes.len() > STEP * WORD
    }

    /// How many marks stand before a byte, by the totals.
    fn rank(&self, at: usize) -> usize {
        let step = (at / WORD / STEP).min(self.totals.len() - 1);
        self.totals[step] as usize + self.added_up(step * STEP * WORD..at)
    }

    /// The marks in these bytes, from the first.
    pub(super) fn iter(&self, bytes: Range<usize>) -> Iter<'_> {
        let word = bytes.start / WORD;
        Iter {
            marks: self,
            word,
            bits: self.word(word) & (u64::MAX << (bytes.start % WORD)),
            end: bytes.end,
        }
    }

    /// The marks in these bytes, from the `n`th on. Zero-based.
    pub(super) fn iter_from(&self, bytes: Range<usize>, n: usize) -> Iter<'_> {
        let mut marks = self.iter(bytes.clone());
        let mut n = n;
        if self.is_long(&bytes) {
            let goal = self.rank(bytes.start) + n;
            let step = self.totals.partition_point(|&total| total as usize <= goal) - 1;
            n = goal - self.totals[step] as usize;
            marks.word = step * STEP;
            marks.bits = self.word(marks.word);
        }
        marks.skip_marks(n);
        marks
    }

    /// The last mark in these bytes.
    pub(super) fn last(&self, bytes: Range<usize>) -> Option<usize> {
        let (first, last) = (bytes.start / WORD, bytes.end.div_ceil(WORD));
        let mut filled = (first..last).rev().filter_map(|word| {
            let within = words(bytes.clone()).nth(word - first)?.1;
            let bits = self.word(word) & within;
            (bits != 0).then(|| word * WORD + bits.ilog2() as usize)
        });
        filled.next()
    }

    /// Makes any mark of a long run of bytes quick to find, if there is a run so long.
    pub(super) fn finish(&mut self, longest: usize) {
        if longest <= STEP * WORD {
            return;
        }
        let mut total: u32 = 0;
        self.totals.reserve_exact(self.words.len() / STEP + 1);
        for step in self.words.chunks(STEP) {
            self.totals.push(total);
            total += step.iter().map(|word| word.count_ones()).sum::<u32>();
        }
    }

    fn word(&self, at: usize) -> u64 {
        self.words.get(at - self.skipped).copied().unwrap_or_default()
    }

    /// How many bytes all of it takes.
    #[cfg(test)]
    pub(super) fn memory(&self) -> usize {
        self.words.capacity() * size_of::<u64>() + self.totals.capacity() * size_of::<u32>()
    }
}

/// The words that these bytes touch, and which bits of each are meant.
fn words(bytes: Range<usize>) -> impl Iterator<Item = (usize, u64)> {
    let Range { start, end } = bytes;
    (start / WORD..end.div_ceil(WORD)).map(move |word| {
        // The bits of the word that stand for bytes before this one.
        let before = |at: usize| match at.saturating_sub(word * WORD) {
            bits @ 0..WORD => (1 << bits) - 1,
            _ => u64::MAX,
        };
        (word, before(end) & !before(start))
    })
}

/// Where marks stand, in order.
#[derive(Clone, Debug)]
pub(super) struct Iter<'a> {
    marks: &'a Marks,
    word: usize,
    /// The marks of the word that have not been given out.
    bits: u64,
    end: usize,
}

impl Iter<'_> {
    fn skip_marks(&mut self, n: usize) {
        let mut n = n;
        loop {
            let here = self.bits.count_ones() as usize;
            if n < here {
                (0..n).for_each(|_| self.bits &= self.bits - 1);
                return;
            }
            n -= here;
            self.bits = 0;
            if (self.word + 1) * WORD >= self.end {
                return;
            }
            self.word += 1;
            self.bits = self.marks.word(self.word);
        }
    }
}

impl Iterator for Iter<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            if (self.word + 1) * WORD >= self.end {
                return None;
            }
            self.word += 1;
            self.bits = self.marks.word(self.word);
        }
        let at = self.word * WORD + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        (at < self.end).then_some(at)
    }
}
