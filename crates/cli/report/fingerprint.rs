//! A name for each diagnostic by which platforms know it again: it stays when lines move, unless its message names a cell or a row.

use std::collections::HashMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::told::Told;

/// How often each diagnostic was seen: two that say the same in one file must not have one name.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<[u8; 16], u32>);

impl Fingerprints {
    /// 32 hexadecimal digits from the rule, the file, the column and the masked message.
    pub(super) fn of(&mut self, told: &Told) -> String {
        let mut digest = Sha256::new();
        let column = told.at.column_name.as_deref().unwrap_or_default();
        let sheet = told.at.sheet.as_deref().unwrap_or_default();
        for part in [told.rule.name, &told.at.path, sheet, column, &told.words.message] {
            digest.update(part.as_bytes());
            // A byte that no text holds, so that no two lists of parts are one.
            digest.update([0xFF]);
        }
        let name = |digest: Sha256| -> [u8; 16] { std::array::from_fn(|at| digest.clone().finalize()[at]) };
        let seen = self.0.entry(name(digest.clone())).or_default();
        digest.update(seen.to_le_bytes());
        *seen += 1;
        let mut hex = String::with_capacity(32);
        for byte in name(digest) {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}
