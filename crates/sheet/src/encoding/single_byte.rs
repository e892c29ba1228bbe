//! The two encodings of single bytes that old spreadsheets write, each as the letters of its upper half.

/// An encoding in which each byte is a character and the lower half is ASCII.
#[derive(Debug)]
pub(super) struct SingleByte {
    /// The characters of 80 to FF. U+FFFD where a byte means nothing.
    upper: [char; 128],
}

/// Source: unicode.org, VENDORS/MICSFT/WINDOWS/CP1252.TXT.
pub(super) static WINDOWS_1252: SingleByte = SingleByte::new(
    "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ\
     \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿\
     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
     àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
);

/// Source: unicode.org, VENDORS/APPLE/ROMAN.TXT, with the euro sign of Mac OS 8.5.
pub(super) static MAC_ROMAN: SingleByte = SingleByte::new(
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
     †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
     ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
     ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
);

impl SingleByte {
    /// Spreads the characters, of which there are 128, over the upper half.
    const fn new(characters: &str) -> SingleByte {
        let bytes = characters.as_bytes();
        let mut upper = [char::REPLACEMENT_CHARACTER; 128];
        let (mut at, mut place) = (0, 0);
        while at < bytes.len() {
            let (len, lead) = match bytes[at] {
                0..0xE0 => (2, bytes[at] & 0x1F),
                _ => (3, bytes[at] & 0x0F),
            };
            let mut code = lead as u32;
            let mut next = 1;
            while next < len {
                code = code << 6 | (bytes[at + next] & 0x3F) as u32;
                next += 1;
            }
            if let Some(character) = char::from_u32(code) {
                upper[place] = character;
            }
            at += len;
            place += 1;
        }
        SingleByte { upper }
    }

    pub(super) fn character(&self, byte: u8) -> Option<char> {
        match byte.checked_sub(0x80) {
            None => Some(char::from(byte)),
            Some(place) => {
                Some(self.upper[usize::from(place)]).filter(|&found| found != char::REPLACEMENT_CHARACTER)
            }
        }
    }

    /// The text as UTF-8. A byte that means nothing becomes U+FFFD.
    pub(super) fn decode(&self, bytes: &[u8]) -> Vec<u8> {
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
        for &byte in bytes {
            text.push(self.character(byte).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        text.into_bytes()
    }

    /// The text as bytes; `None` when a character of it has none.
    pub(super) fn encode(&self, text: &str) -> Option<Vec<u8>> {
        text.chars()
            .map(|character| {
                if character.is_ascii() {
                    return u8::try_from(character).ok();
                }
                (0x80..=0xFF).find(|&byte| self.character(byte) == Some(character))
            })
            .collect()
    }
}
