//! Encodings told apart, and the evidence.

use super::*;

fn found(bytes: &[u8]) -> (Encoding, EncodingEvidence) {
    detect(bytes, Survey::of(bytes, 1))
}

fn told(bytes: &[u8]) -> Encoding {
    found(bytes).0
}

fn in_mac_roman(text: &str) -> Vec<u8> {
    Encoding::MacRoman.encode(text).unwrap()
}

fn in_windows_1252(text: &str) -> Vec<u8> {
    Encoding::Windows1252.encode(text).unwrap()
}

#[test]
fn marks_and_zeros_tell_unicode() {
    let text = "Name\tRole\nZoë\tDentist\n";
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let bytes = encoding.encode(text).unwrap();
        assert_eq!(found(&bytes), (encoding, EncodingEvidence::ZeroBytes));
        let marked = encoding.encode(&format!("\u{FEFF}{text}")).unwrap();
        assert_eq!(found(&marked), (encoding, EncodingEvidence::ByteOrderMark));
    }
    assert_eq!(
        found("\u{FEFF}Zoë".as_bytes()),
        (Encoding::Utf8, EncodingEvidence::ByteOrderMark)
    );
}

#[test]
fn letters_in_utf8_outweigh_stray_bytes() {
    assert_eq!(told(b"Name\nZo\xC3\xAB\nJos\xE9\n"), Encoding::Utf8);
    assert_eq!(told(b"Name\nZo\xEB\nZo\xC3\xAB\n"), Encoding::Utf8);
    assert_eq!(told(b"Name\nJos\xE9\n"), Encoding::Windows1252);
}

#[test]
fn a_byte_without_meaning_in_one_is_the_other() {
    let bytes = in_mac_roman("Name\nHéctor è\n");
    assert_eq!(bytes[bytes.len() - 2], 0x8F);
    assert_eq!(
        found(&bytes),
        (Encoding::MacRoman, EncodingEvidence::UndefinedByte { byte: 0x8F })
    );
}

#[test]
fn lone_carriage_returns_are_of_the_old_mac() {
    let bytes = in_mac_roman("Name\rJosé\r");
    assert_eq!(found(&bytes), (Encoding::MacRoman, EncodingEvidence::LineEnds));
    // Written by Excel on a Mac as "CSV (Macintosh)" after it had read Windows-1252.
    let windows = b"Name\rZo\xEB\rO\x92Brien\r";
    assert_eq!(found(windows).0, Encoding::Windows1252);
}

#[test]
fn letters_stand_where_they_may() {
    let names = [
        "José",
        "Zoë",
        "René",
        "Renée",
        "Núñez",
        "Müller",
        "Chloë",
        "François",
        "Åsa",
        "Øyvind",
        "O’Brien",
        "Beyoncé",
        "Peña",
        "Gonçalves",
        "Jürgen",
        "NÚÑEZ",
        "SÁNCHEZ",
        "Björk",
        "Iñaki",
        "Élodie",
        "Ángel",
        "Óscar",
        "D’Ângelo",
        "Siân",
        "Brontë",
        "Señor “Pepe”",
        "Straße 1",
    ];
    for name in names {
        let text = format!("First Name,Last Name\n{name},Chen\n");
        assert_eq!(told(&in_windows_1252(&text)), Encoding::Windows1252, "{name}");
        assert_eq!(told(&in_mac_roman(&text)), Encoding::MacRoman, "{name}");
    }
    let (_, evidence) = found(b"Name\nZo\xEB\n");
    let letters = EncodingEvidence::Letters {
        of: 1,
        windows_1252: 1,
        mac_roman: 0,
    };
    assert_eq!(evidence, letters);
}

#[test]
fn what_has_no_letter_is_not_written() {
    assert_eq!(Encoding::Windows1252.encode("王"), None);
    assert_eq!(Encoding::MacRoman.encode("Ž"), None);
    assert_eq!(Encoding::Windows1252.encode("Ž"), Some(vec![0x8E]));
    assert_eq!(Encoding::MacRoman.encode("é"), Some(vec![0x8E]));
}

#[test]
fn single_bytes_come_back() {
    for encoding in [Encoding::Windows1252, Encoding::MacRoman] {
        for byte in 0..=255 {
            let Some(character) = encoding.character(byte) else {
                assert!(encoding == Encoding::Windows1252 && [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(&byte));
                continue;
            };
            assert_eq!(encoding.encode(&character.to_string()), Some(vec![byte]));
        }
    }
}

#[test]
fn half_a_character_is_noted_as_no_utf8() {
    assert_eq!(
        Encoding::Utf16Le.decode(b"a\0\x3D\xD8b\0c"),
        Some(b"a\xFFb\xFF".to_vec())
    );
}
