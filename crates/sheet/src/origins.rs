//! Where the bytes of decoded text come from in the file, so that spans stay true whatever the encoding.

use crate::{ByteSpan, Encoding};

/// How much text, in bytes, lies between two offsets that are kept. Looking one up reads half of it on average.
const BLOCK: usize = 128;

/// The offsets in the file of every so many bytes of its decoded text: three bytes in a hundred of the text.
#[derive(Debug)]
pub(crate) struct Origins {
    encoding: Encoding,
    /// The number of bytes of the file.
    len: u32,
    blocks: Vec<u32>,
}

impl Origins {
    /// The origins of `text`, which `encoding` made of a file of `len` bytes.
    pub(crate) fn new(encoding: Encoding, text: &[u8], len: u32) -> Origins {
        let mut at = 0;
        let blocks = text.chunks(BLOCK).map(|block| {
            let start = at;
            at += begun(encoding, block);
            start
        });
        Origins {
            encoding,
            len,
            blocks: blocks.collect(),
        }
    }

    /// Where the character that begins at byte `at` of `text` begins in the file.
    pub(crate) fn of(&self, text: &[u8], at: u32) -> u32 {
        let at = text.len().min(at as usize);
        let block = at / BLOCK;
        let start = self.blocks.get(block).copied();
        let start = start.map(|start| start + begun(self.encoding, &text[block * BLOCK..at]));
        start.unwrap_or(self.len).min(self.len)
    }

    /// The bytes of the file from which these bytes of `text` were made.
    pub(crate) fn of_span(&self, text: &[u8], span: ByteSpan) -> ByteSpan {
        ByteSpan {
            start: self.of(text, span.start),
            end: self.of(text, span.end),
        }
    }

    /// Where in `text` the character is that begins at byte `origin` of the file, or the next one.
    pub(crate) fn find(&self, text: &[u8], origin: u32) -> u32 {
        let block = self
            .blocks
            .partition_point(|&start| start <= origin)
            .saturating_sub(1);
        let mut at = block * BLOCK;
        let mut here = self.blocks.get(block).copied().unwrap_or_default();
        while at < text.len() && (here < origin || self.encoding.bytes_begun_by(text[at]) == 0) {
            here += self.encoding.bytes_begun_by(text[at]);
            at += 1;
        }
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

/// How many bytes of the file begin with these of its text.
fn begun(encoding: Encoding, text: &[u8]) -> u32 {
    text.iter().map(|&byte| encoding.bytes_begun_by(byte)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_character_is_found_there_and_back(text in "[a\u{EB}\u{2019}\n,]{0,300}", emoji in "[\u{1F9B7}b]{0,80}") {
            for encoding in [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252, Encoding::MacRoman] {
                let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
                let text = if wide { format!("{text}{emoji}{text}") } else { text.clone() };
                let file = encoding.encode(&text).unwrap();
                prop_assert_eq!(encoding.decode(&file).unwrap(), text.as_bytes());
                let origins = Origins::new(encoding, text.as_bytes(), u32::try_from(file.len()).unwrap());
                let mut expected = 0;
                for (at, character) in text.char_indices() {
                    let origin = origins.of(text.as_bytes(), u32::try_from(at).unwrap());
                    prop_assert_eq!(origin as usize, expected);
                    prop_assert_eq!(origins.find(text.as_bytes(), origin) as usize, at);
                    expected += encoding.encode(&character.to_string()).unwrap().len();
                }
                let end = origins.of(text.as_bytes(), u32::MAX);
                prop_assert_eq!(end as usize, file.len());
                prop_assert_eq!(origins.find(text.as_bytes(), end) as usize, text.len());
            }
        }
    }
}
