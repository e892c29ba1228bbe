//! Marks that were put around or into a value: quotation marks, apostrophes, dashes, signs of a formula.

use rosterkit_schema::trim_blanks;

/// What stands in `="..."`, by which exports tell Excel that digits are text. A formula in it is none of them.
pub(super) fn in_text_formula(text: &str) -> Option<String> {
    let inner = trim_blanks(text).strip_prefix("=\"")?.strip_suffix('"')?;
    let inner = inner.replace("\"\"", "\u{0}");
    let is_one = !inner.is_empty() && !inner.contains('"') && !is_formula(&inner, true);
    is_one.then(|| inner.replace('\u{0}', "\""))
}

/// Whether a spreadsheet would take the text for a formula. Where a value may begin with + or -, only = and @ count.
///
/// Source: OWASP ASVS 1.2.10, CWE-1236: `=`, `+`, `-`, `@`, also after TAB or CR and in their full-width forms.
pub(super) fn is_formula(text: &str, may_begin_with_sign: bool) -> bool {
    match trim_blanks(text).chars().next() {
        Some('=' | '@' | '\u{FF1D}' | '\u{FF20}') => true,
        Some('+' | '-' | '\u{FF0B}' | '\u{FF0D}') => !may_begin_with_sign,
        _ => false,
    }
}

/// What stands between straight quotation marks.
pub(super) fn unquoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    (!trim_blanks(inner).is_empty() && !inner.contains('"')).then_some(inner)
}

/// The straight mark for a curly one, or for one of those that stand around words in other languages.
fn straight(c: char) -> Option<char> {
    match c {
        '\u{2018}'..='\u{201B}' | '\u{2032}' => Some('\''),
        '\u{201C}'..='\u{201F}' | '\u{2033}' | '«' | '»' => Some('"'),
        _ => None,
    }
}

/// The text with straight marks for curly ones: all of them in an identifier, else those around the whole.
pub(super) fn straight_quotes(text: &str, is_identifier: bool) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    if is_identifier {
        let straightened: String = text.chars().map(|c| straight(c).unwrap_or(c)).collect();
        return (straightened != text).then_some(straightened);
    }
    let mut inner = text.chars();
    let (first, last) = (straight(inner.next()?)?, straight(inner.next_back()?)?);
    let inner = inner.as_str();
    let is_around = first == last && !inner.is_empty() && !inner.contains(|c| straight(c) == Some('"'));
    is_around.then(|| format!("{first}{inner}{last}"))
}

/// The text without the apostrophe by which Excel is told that digits are text, or without the two between which it stands.
pub(super) fn without_apostrophe(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '('))?;
    Some(rest.strip_suffix('\'').unwrap_or(rest))
}

/// The text with hyphens for the dashes of a word processor.
pub(super) fn hyphenated(text: &str) -> Option<String> {
    let is_dash = |c: char| {
        matches!(
            c,
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
        )
    };
    text.contains(is_dash).then(|| text.replace(is_dash, "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_for_text_is_opened_and_another_is_not() {
        assert_eq!(in_text_formula("=\"00123\"").as_deref(), Some("00123"));
        assert_eq!(in_text_formula("=\"a\"\"b\"").as_deref(), Some("a\"b"));
        for text in ["=\"\"", "=\"a\"&\"b\"", "=\"=1+1\"", "\"00123\"", "=A2"] {
            assert_eq!(in_text_formula(text), None, "{text}");
        }
    }

    #[test]
    fn signs_of_a_formula_count_after_blanks_and_full_width_too() {
        for text in [
            "=A2",
            "@SUM(A1)",
            "\t=A2",
            "\r@x",
            "＝A2",
            "-2+3",
            "+cmd|' /C calc'!A0",
        ] {
            assert!(is_formula(text, false), "{text}");
        }
        assert!(!is_formula("+1 801 555 0123", true));
        assert!(!is_formula("Smith-Jones", false));
    }

    #[test]
    fn marks_around_the_whole_are_told_from_marks_inside() {
        assert_eq!(straight_quotes("“Ana”", false).as_deref(), Some("\"Ana\""));
        assert_eq!(straight_quotes("«12»", true).as_deref(), Some("\"12\""));
        assert_eq!(straight_quotes("’12", true).as_deref(), Some("'12"));
        for text in ["O’Neil", "‘Akahi", "“A” and “B”", "12 O’Connell St", "Ana"] {
            assert_eq!(straight_quotes(text, false), None, "{text}");
        }
        assert_eq!(unquoted("\"Ana\""), Some("Ana"));
        for text in ["\"\"", "\"A\" and \"B\"", "\"", "Ana"] {
            assert_eq!(unquoted(text), None, "{text}");
        }
    }

    #[test]
    fn dashes_and_apostrophes() {
        assert_eq!(hyphenated("12–3456789").as_deref(), Some("12-3456789"));
        assert_eq!(hyphenated("12-3456789"), None);
        assert_eq!(without_apostrophe("'00123"), Some("00123"));
        assert_eq!(without_apostrophe("'00123'"), Some("00123"));
        assert_eq!(without_apostrophe("'t Hooft"), None);
    }
}
