//! JSON in which nothing is left that steers a terminal or an editor.

use std::io::{self, Write};

use rosterkit_sheet::visible;

/// Writes JSON on to another writer, with the escapes of JSON for control, direction and invisible characters: to a
/// program they are the same text.
pub(crate) struct JsonText<W>(pub(crate) W);

impl<W: Write> Write for JsonText<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The serializer writes pieces of texts, never pieces of characters.
        match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.is_ascii() => text
                .chars()
                .try_for_each(|character| write_character(&mut self.0, character))?,
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn write_character(out: &mut impl Write, character: char) -> io::Result<()> {
    let (mut buffer, mut units) = ([0; 4], [0; 2]);
    let text = character.encode_utf8(&mut buffer);
    // Those of ASCII are escaped already, or are the spaces between the values.
    if character.is_ascii() || visible(text) == *text {
        return out.write_all(text.as_bytes());
    }
    for unit in character.encode_utf16(&mut units) {
        write!(out, "\\u{unit:04x}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_reads_the_same_text() {
        let text = "Zoë 😀 \u{202E}nimda\u{7F} \u{E0001}\u{FEFF}\n";
        let mut bytes = Vec::new();
        serde_json::to_writer_pretty(JsonText(&mut bytes), &[text]).unwrap();
        let json = String::from_utf8(bytes).unwrap();
        assert!(json.contains("Zoë 😀 \\u202enimda"), "{json}");
        assert!(json.contains("\\udb40\\udc01\\ufeff\\n"), "{json}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
    }
}
