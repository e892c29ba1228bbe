//! Windows-1252 or MacRoman: no byte says it, so line ends and the letters' neighbours must.
//!
//! The two give quite different letters to one byte, and most of them cannot stand where they would: E9 in `Rene` is
//! é in Windows-1252 and a capital È in MacRoman. It stays a guess, and so its evidence is kept for whoever decides.

use memchr::memchr;

use super::{Encoding, EncodingEvidence};

/// How many letters outside ASCII are looked at. More would say nothing new.
const ENOUGH_LETTERS: usize = 4096;

/// How many characters of a word are looked at on each side of a letter.
const WORD: usize = 32;

/// The letters outside ASCII with which names begin. A small one at the front of a word tells nothing: people who leave
/// out capitals leave them out everywhere.
const INITIALS: &str = "ÁÄÅÆÇÉÍÑÓÖØÚÜ";

/// Tells the two apart. The bytes are not UTF-8 and hold no NUL.
pub(super) fn windows_or_mac(bytes: &[u8]) -> (Encoding, EncodingEvidence) {
    let undefined = |&&byte: &&u8| !byte.is_ascii() && Encoding::Windows1252.character(byte).is_none();
    if let Some(&byte) = bytes.iter().find(undefined) {
        return (Encoding::MacRoman, EncodingEvidence::UndefinedByte { byte });
    }
    let letters = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii());
    let (mut of, mut windows_1252, mut mac_roman) = (0, 0, 0);
    for (at, _) in letters.take(ENOUGH_LETTERS) {
        of += 1;
        windows_1252 += u32::from(is_plausible(bytes, at, Encoding::Windows1252));
        mac_roman += u32::from(is_plausible(bytes, at, Encoding::MacRoman));
    }
    let has_mac_line_ends = memchr(b'\r', bytes).is_some() && memchr(b'\n', bytes).is_none();
    // Excel for the Mac writes them too, whatever the encoding: letters that only Windows-1252 explains say more.
    if has_mac_line_ends && mac_roman >= windows_1252 {
        return (Encoding::MacRoman, EncodingEvidence::LineEnds);
    }
    let encoding = if mac_roman > windows_1252 {
        Encoding::MacRoman
    } else {
        Encoding::Windows1252
    };
    let evidence = EncodingEvidence::Letters {
        of,
        windows_1252,
        mac_roman,
    };
    (encoding, evidence)
}

/// Whether the byte would be a character that people write, where they write it.
fn is_plausible(bytes: &[u8], at: usize, encoding: Encoding) -> bool {
    let letter = |&byte: &u8| encoding.character(byte).filter(|found| found.is_alphabetic());
    let Some(character) = encoding.character(bytes[at]) else {
        return false;
    };
    let before = bytes[..at].last().and_then(letter);
    let after = bytes.get(at + 1).and_then(letter);
    match character {
        // `O’Brien` and `Ana’s`, but not `Mart’nez`, which is what Windows makes of a Mac's í.
        '’' => match (before, after) {
            (Some(_), Some('s')) => bytes.get(at + 2).and_then(letter).is_none(),
            (Some(_), Some(next)) => next.is_uppercase(),
            _ => false,
        },
        '‘' | '“' => before.is_none() && after.is_some(),
        '”' => before.is_some() && after.is_none(),
        '–' | '—' => before.is_none() && after.is_none(),
        // What spreadsheets and web pages put between words.
        '\u{A0}' => true,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='þ' => {
            let word = bytes[..at].iter().rev().take(WORD).map_while(letter);
            let mut word: Vec<char> = word.collect();
            word.reverse();
            word.push(character);
            word.extend(bytes[at + 1..].iter().take(WORD).map_while(letter));
            let begins = before.is_some() || INITIALS.contains(character);
            begins && word.len() > 1 && has_natural_case(&word)
        }
        _ => false,
    }
}

/// Whether a word is written `ana`, `Ana`, `ANA` or `McAna`.
fn has_natural_case(word: &[char]) -> bool {
    let word = match word {
        ['M', 'c', rest @ ..] | ['M', 'a', 'c', rest @ ..]
            if rest.first().is_some_and(|c| c.is_uppercase()) =>
        {
            rest
        }
        word => word,
    };
    let inner = word.get(1..).unwrap_or_default();
    let upper = inner.iter().filter(|letter| letter.is_uppercase()).count();
    let first = word.first().is_some_and(|letter| letter.is_uppercase());
    upper == 0 || first && upper == inner.len()
}
