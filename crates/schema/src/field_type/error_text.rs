//! What spreadsheets show where a formula failed.

/// The words after the `#`, without the marks around them. Excel writes them in the language of its user.
///
/// Sources: Microsoft's documentation of `ERROR.TYPE`, in English, Spanish, French, German, Italian and Portuguese; `#DATA!` is how
/// the reader of workbooks writes `#GETTING_DATA`; `#ERROR!` is Google's.
const WORDS: [&str; 31] = [
    "n/a",
    "n/d",
    "nv",
    "ref",
    "rif",
    "bezug",
    "value",
    "valor",
    "valore",
    "valeur",
    "wert",
    "name",
    "nombre",
    "nom",
    "nome",
    "div/0",
    "null",
    "nulo",
    "nullo",
    "nul",
    "num",
    "zahl",
    "error",
    "spill",
    "calc",
    "field",
    "busy",
    "blocked",
    "connect",
    "data",
    "getting_data",
];

/// Whether a text is the whole of what a spreadsheet shows where a formula failed, in letters of any case: `#N/A`, `#VALUE!`,
/// LibreOffice's `Err:502`, Google's `Loading...`.
pub fn is_error_text(text: &[u8]) -> bool {
    match text {
        [b'#', rest @ ..] => std::str::from_utf8(rest).is_ok_and(|rest| {
            let word = rest.trim_matches(['!', '?', '¡', '¿']);
            WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
        }),
        [b'e' | b'E', b'r' | b'R', b'r' | b'R', b':', digits @ ..] => {
            digits.len() == 3 && digits.iter().all(u8::is_ascii_digit)
        }
        [b'l' | b'L', ..] => text.eq_ignore_ascii_case(b"loading..."),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_error_text;
    use crate::field_type::{FieldType, TextLaw};

    #[test]
    fn the_words_of_each_program_are_known_in_any_case() {
        let any = FieldType::Text(TextLaw::default());
        for text in [
            "#N/A",
            "#n/a",
            "#VALUE!",
            "#VALUE",
            "#N/D",
            "#¡REF!",
            "#¿NOMBRE?",
            "#DIV/0!",
            "#ERROR!",
            "Err:502",
            "err:508",
            "Loading...",
            "#GETTING_DATA",
            "#Name?",
        ] {
            assert!(is_error_text(text.as_bytes()), "{text}");
            assert!(!any.accepts(text.as_bytes()), "{text}");
        }
        for text in [
            "#4", "#NA", "# 12", "N/A", "Err", "Err:5021", "Erro:502", "Loading", "Lehi", "Error", "",
        ] {
            assert!(!is_error_text(text.as_bytes()), "{text}");
        }
    }
}
