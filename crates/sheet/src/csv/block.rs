//! Sixty-four bytes at a time: which of them mean something to the lexer.

use wide::u8x16;

/// How many bytes are looked at together.
pub(super) const BLOCK: usize = 64;

/// Which of the bytes of a block are what: bit 0 stands for the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) quotes: u64,
    pub(super) separators: u64,
    /// LF and CR. Where the text ends without one, the byte after it is one.
    pub(super) line_ends: u64,
    pub(super) crs: u64,
}

impl Block {
    /// The block that begins at `base`, which is not past the end of the text.
    pub(super) fn at(text: &[u8], base: usize, separator: u8) -> Block {
        let rest = &text[base..];
        if let Some(bytes) = rest.first_chunk() {
            return Block::of(bytes, separator);
        }
        let mut bytes = [0; BLOCK];
        bytes[..rest.len()].copy_from_slice(rest);
        let mut block = Block::of(&bytes, separator);
        if !matches!(text.last(), Some(b'\n' | b'\r')) {
            block.line_ends |= 1 << rest.len();
        }
        block
    }

    /// Without what the first bits stand for.
    pub(super) fn skipping(self, bits: usize) -> Block {
        let kept = u64::MAX << bits;
        Block {
            quotes: self.quotes & kept,
            separators: self.separators & kept,
            line_ends: self.line_ends & kept,
            crs: self.crs & kept,
        }
    }

    fn of(bytes: &[u8; BLOCK], separator: u8) -> Block {
        #[cfg(test)]
        super::work::note(BLOCK);
        let (quote, separator) = (u8x16::splat(b'"'), u8x16::splat(separator));
        let (lf, cr) = (u8x16::splat(b'\n'), u8x16::splat(b'\r'));
        let mut block = Block {
            quotes: 0,
            separators: 0,
            line_ends: 0,
            crs: 0,
        };
        let mut any_cr = u8x16::splat(0);
        let (lanes, _) = bytes.as_chunks::<16>();
        for (lane, shift) in lanes.iter().zip([0, 16, 32, 48]) {
            let lane = u8x16::new(*lane);
            let bits = |found: u8x16| u64::from(found.to_bitmask()) << shift;
            block.quotes |= bits(lane.simd_eq(quote));
            block.separators |= bits(lane.simd_eq(separator));
            let found_cr = lane.simd_eq(cr);
            any_cr |= found_cr;
            block.line_ends |= bits(lane.simd_eq(lf) | found_cr);
        }
        // Most files have none, and then it is not asked where.
        if any_cr.to_bitmask() != 0 {
            for (lane, shift) in lanes.iter().zip([0, 16, 32, 48]) {
                block.crs |= u64::from(u8x16::new(*lane).simd_eq(cr).to_bitmask()) << shift;
            }
        }
        block
    }
}

/// Sets each bit to whether an odd number of bits are set up to it, itself included.
pub(super) fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}
