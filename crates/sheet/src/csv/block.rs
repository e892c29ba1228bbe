//! Sixty-four bytes at a time: which of them mean something to the lexer.

use wide::u8x16;

/// How many bytes are looked at together.
pub(super) const BLOCK: usize = 64;

/// Which of the bytes of a block are what: bit 0 stands for the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) quotes: u64,
    pub(super) separators: u64,
    /// LF and CR.
    pub(super) line_ends: u64,
}

impl Block {
    pub(super) fn of(bytes: &[u8; BLOCK], separator: u8) -> Block {
        #[cfg(test)]
        super::work::note(BLOCK);
        let (quote, separator) = (u8x16::splat(b'"'), u8x16::splat(separator));
        let (lf, cr) = (u8x16::splat(b'\n'), u8x16::splat(b'\r'));
        let mut block = Block {
            quotes: 0,
            separators: 0,
            line_ends: 0,
        };
        let (lanes, _) = bytes.as_chunks::<16>();
        for (lane, shift) in lanes.iter().zip([0, 16, 32, 48]) {
            let lane = u8x16::new(*lane);
            let bits = |found: u8x16| u64::from(found.to_bitmask()) << shift;
            block.quotes |= bits(lane.simd_eq(quote));
            block.separators |= bits(lane.simd_eq(separator));
            block.line_ends |= bits(lane.simd_eq(lf) | lane.simd_eq(cr));
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
