//! Letters that were written in UTF-8 and read in an encoding of single bytes: `ZoÃ«`.

use rosterkit_sheet::Encoding;
use unicode_normalization::char::compose;

/// The text as it was before, where its letters are the bytes of fewer letters in UTF-8.
pub(super) fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    [Encoding::Windows1252, Encoding::MacRoman]
        .into_iter()
        .find_map(|encoding| mended_from(text, encoding))
}

fn mended_from(text: &str, encoding: Encoding) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // What means nothing in Windows-1252, many programs keep as a control character.
            '\u{80}'..='\u{9F}' => bytes.push(u8::try_from(c).ok()?),
            _ => bytes.extend(encoding.encode(c.encode_utf8(&mut [0; 4]))?),
        }
    }
    let mended = String::from_utf8(bytes).ok()?;
    (is_usual(&mended, encoding) && mended.chars().count() < text.chars().count()).then_some(mended)
}

/// Whether a text is in Latin letters with the punctuation that goes with them. Two letters of a right name can be the bytes of
/// one of another script: `LÍŠKA` and `D’Élia` are.
fn is_usual(text: &str, encoding: Encoding) -> bool {
    let mut letter = None;
    text.chars().all(|c| match c {
        ' '..='~' | '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}' | '\u{1E00}'..='\u{1EFF}' => {
            letter = Some(c);
            true
        }
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203A}' | '€' | '™' => true,
        // A mark goes with the letter before it, or nobody has written it. In the old Mac's encoding a letter begins it.
        '\u{300}'..='\u{36F}' if encoding != Encoding::MacRoman => {
            letter = letter.and_then(|letter| compose(letter, c));
            letter.is_some()
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_typed_is_found_again() {
        for (text, wanted) in [
            ("ZoÃ«", "Zoë"),
            ("MÃ¼ller", "Müller"),
            ("Oâ€™Neil", "O’Neil"),
            ("Ã\u{81}lvaro", "Álvaro"),
            ("MarÃ\u{AD}a", "María"),
            ("JosÃ©", "José"),
            ("Zo√´", "Zoë"),
            ("NuÃ±ez", "Nuñez"),
            ("Nu√±ez", "Nuñez"),
            ("Nun\u{CC}\u{192}ez", "Nun\u{303}ez"),
            ("L‚Äô√âtoile", "L’Étoile"),
            ("Å\u{A0}Å¥astnÃ½", "Šťastný"),
            ("Nguyá»…n", "Nguyễn"),
            ("È˜tefan", "Ștefan"),
            ("ZoÃƒÂ«", "ZoÃ«"),
            ("Â\u{A0}x", "\u{A0}x"),
        ] {
            assert_eq!(mended(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["Zoë", "Müller", "Ã", "São", "Ana", "ÃÃ", "李"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }

    #[test]
    fn right_names_are_no_bytes_of_other_scripts() {
        for text in [
            "LÍŠKA",
            "KRÍŽ",
            "ÓŽA",
            "D’Élia",
            "L’Étoile",
            "d’Éon",
            "O’Éanna",
            "L’Église",
            "RENÉ’S",
            "nÃÉ",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_is_damage_no_longer_once_mended(text in "[a-zA-Zà-ÿÃÂ€™«¼ ]{0,12}") {
            let mut text = text;
            for _ in 0..12 {
                let Some(next) = mended(&text) else { return Ok(()) };
                prop_assert!(next.chars().count() < text.chars().count());
                text = next;
            }
            prop_assert!(false, "{text}");
        }
    }
}
