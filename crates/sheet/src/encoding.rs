//! In which encoding a text file is written, and why it is taken for that one.

use std::fmt;

use self::single_byte::{MAC_ROMAN, WINDOWS_1252};
pub(crate) use self::survey::Survey;

mod guess;
mod single_byte;
mod survey;

/// U+FEFF in UTF-8, which Excel puts at the front of "CSV UTF-8".
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What stands in decoded text for bytes that mean nothing. It is no byte of UTF-8, so that it is found again.
const UNDECODABLE: u8 = 0xFF;

/// How much of a file is looked at to tell whether every second byte is NUL.
const SAMPLE: usize = 8 * 1024;

/// How the letters of a text file are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the lower byte first: Excel's "Unicode Text".
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// The Western code page of Windows, which Excel on Windows writes in "CSV (Comma delimited)".
    Windows1252,
    /// The Western code page of the old Mac OS, which Excel writes in "CSV (Macintosh)".
    MacRoman,
}

/// What an encoding was told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EncodingEvidence {
    /// The bytes are UTF-8: all of them, or the letters of some cells, which no other encoding makes by chance.
    Utf8,
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// Every second byte is NUL, as in Latin letters in UTF-16.
    ZeroBytes,
    /// It holds a byte that means nothing in Windows-1252.
    UndefinedByte {
        /// The first such byte.
        byte: u8,
    },
    /// Its lines end with a lone CR, as only the old Mac OS wrote them.
    LineEnds,
    /// Its letters make names in one encoding rather than in the other. A tie means Windows-1252, which is far more
    /// frequent.
    Letters {
        /// How many letters outside ASCII were looked at.
        of: u32,
        /// How many of them would stand where they may in Windows-1252.
        windows_1252: u32,
        /// How many of them would stand where they may in MacRoman.
        mac_roman: u32,
    },
}

impl Encoding {
    /// The name by which programs offer it.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::MacRoman => "MacRoman",
        }
    }

    /// What one byte is in an encoding of single bytes. `None` when it means nothing, and in the other encodings.
    pub fn character(self, byte: u8) -> Option<char> {
        match self {
            Encoding::Windows1252 => WINDOWS_1252.character(byte),
            Encoding::MacRoman => MAC_ROMAN.character(byte),
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => None,
        }
    }

    /// The text as UTF-8; `None` when it is UTF-8 already. Code units that mean nothing become bytes that are no UTF-8.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Encoding::Utf8 => None,
            Encoding::Utf16Le => Some(decode_utf16(bytes, u16::from_le_bytes)),
            Encoding::Utf16Be => Some(decode_utf16(bytes, u16::from_be_bytes)),
            Encoding::Windows1252 => Some(WINDOWS_1252.decode(bytes)),
            Encoding::MacRoman => Some(MAC_ROMAN.decode(bytes)),
        }
    }

    /// The text as bytes of this encoding; `None` when it has no such letter.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Encoding::Utf8 => Some(text.as_bytes().to_vec()),
            Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Encoding::Windows1252 => WINDOWS_1252.encode(text),
            Encoding::MacRoman => MAC_ROMAN.encode(text),
        }
    }

    /// How many bytes of a file in this encoding begin with this byte of its text in UTF-8.
    pub(crate) fn bytes_begun_by(self, byte: u8) -> u32 {
        let wide = matches!(self, Encoding::Utf16Le | Encoding::Utf16Be);
        match byte {
            _ if self == Encoding::Utf8 => 1,
            // A byte inside a character.
            0x80..=0xBF => 0,
            // A character beyond U+FFFF, which UTF-16 writes as two units.
            0xF0..=0xF4 if wide => 4,
            _ if wide => 2,
            _ => 1,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Tells the encoding of a text file.
pub(crate) fn detect(bytes: &[u8], survey: Survey) -> (Encoding, EncodingEvidence) {
    match bytes {
        [0xFF, 0xFE, ..] => return (Encoding::Utf16Le, EncodingEvidence::ByteOrderMark),
        [0xFE, 0xFF, ..] => return (Encoding::Utf16Be, EncodingEvidence::ByteOrderMark),
        [0xEF, 0xBB, 0xBF, ..] => return (Encoding::Utf8, EncodingEvidence::ByteOrderMark),
        _ => {}
    }
    if survey.has_nul {
        let encoding = utf16_by_zeros(&bytes[..bytes.len().min(SAMPLE)]);
        return encoding.map_or((Encoding::Utf8, EncodingEvidence::Utf8), |encoding| {
            (encoding, EncodingEvidence::ZeroBytes)
        });
    }
    // Nearly every file ends here: the quick test comes first.
    if survey.is_utf8 || bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return (Encoding::Utf8, EncodingEvidence::Utf8);
    }
    guess::windows_or_mac(bytes)
}

/// Which UTF-16 it is when nearly all NULs are in one half of the pairs of bytes, as with Latin letters.
fn utf16_by_zeros(sample: &[u8]) -> Option<Encoding> {
    let zeros = |from: usize| {
        let half = sample.iter().skip(from).step_by(2);
        half.filter(|&&byte| byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let (most, least) = (even.max(odd), even.min(odd));
    let clear = most * 4 > sample.len() && least * 16 < sample.len().max(16);
    clear.then_some(if odd > even {
        Encoding::Utf16Le
    } else {
        Encoding::Utf16Be
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len() / 2 + bytes.len() / 8);
    let (pairs, rest) = bytes.as_chunks();
    for character in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match character {
            Ok(character) => text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(_) => text.push(UNDECODABLE),
        }
    }
    // Half a code unit at the end.
    text.extend(rest.iter().map(|_| UNDECODABLE));
    text
}

#[cfg(test)]
mod tests;
