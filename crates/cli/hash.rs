//! Hashes as text, and what stands for a person in a file that others may read.

use sha2::{Digest, Sha256};

/// Two digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The SHA-256, as programs such as `sha256sum` print it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A stable hash that does not say what it is of to whoever only looks at it. Who can guess the value can confirm the guess.
pub(crate) fn hashed(text: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"rosterkit baseline 1\0")
        .chain_update(text.as_bytes())
        .finalize();
    format!("sha256:{}", hex(&digest))
}
