//! What becomes of digits that a spreadsheet takes for a number.

use rosterkit_schema::DIGITS_KEPT;

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a column too narrow for its number shows.
pub(super) fn is_not_shown(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'#')
}

/// The digits of the mantissa, and the exponent.
fn scientific(text: &str) -> Option<(String, i32)> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_mantissa = whole.len() == 1 && is_digits(whole) && is_digits(fraction);
    if !is_mantissa || !is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) {
        return None;
    }
    let digits = mantissa.replace('.', "");
    Some((digits, exponent.parse().ok()?))
}

/// Whether a spreadsheet has written a long number so: `1.23E+09`.
pub(super) fn is_scientific(text: &str) -> bool {
    scientific(text).is_some()
}

/// All the digits of a number in scientific notation, where none is lost.
pub(super) fn written_out(text: &str) -> Option<String> {
    let (digits, exponent) = scientific(text).filter(|_| !text.starts_with('-'))?;
    (i32::try_from(digits.len()).ok()? == exponent.checked_add(1)?).then_some(digits)
}

/// The digits of a number with a comma after every three.
pub(super) fn without_separators(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let is_grouped = (1..=3).contains(&first.len())
        && is_digits(first)
        && text.contains(',')
        && groups.all(|group| group.len() == 3 && is_digits(group));
    is_grouped.then(|| text.replace(',', ""))
}

/// Whether a number has more digits than a spreadsheet keeps, and zeros for the others.
pub(super) fn is_rounded(text: &str) -> bool {
    let lost = text.get(DIGITS_KEPT..).unwrap_or_default();
    is_digits(text) && !lost.is_empty() && lost.bytes().all(|byte| byte == b'0')
}

/// Whether it is money, a percentage or a number below zero.
pub(super) fn is_amount(text: &str) -> bool {
    let currency = ['$', '€', '£', '¥'];
    let inner = text
        .strip_prefix('-')
        .or_else(|| text.strip_prefix('(')?.strip_suffix(')'))
        .or_else(|| text.strip_prefix(currency))
        .or_else(|| text.strip_suffix('%'))
        .or_else(|| text.strip_suffix(currency));
    inner.is_some_and(|inner| {
        let inner = inner
            .trim()
            .trim_start_matches(currency)
            .trim_end_matches(currency);
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        inner.starts_with(|c: char| c.is_ascii_digit()) && inner.chars().all(is_number)
    })
}

/// Whether it is a number with a decimal point, as a percentage and a sum of money become.
pub(super) fn is_fraction(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, fraction)| {
        is_digits(whole) && is_digits(fraction) && (whole == "0" || matches!(fraction, "0" | "00"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_mantissa_with_every_digit_is_written_out() {
        for (text, wanted) in [
            ("1.234567893E+09", Some("1234567893")),
            ("1.234567893e9", Some("1234567893")),
            ("1E0", Some("1")),
            ("1.23E+09", None),
            ("1.8E+10", None),
            ("-1.2E+1", None),
            ("1E99999999999", None),
        ] {
            assert_eq!(written_out(text).as_deref(), wanted, "{text}");
        }
        for text in ["1.23E+09", "1.8e10", "-1E-5"] {
            assert!(is_scientific(text), "{text}");
        }
        for text in ["12E5", "1.E5", "E5", "1E", "AB1234563", "1E+"] {
            assert!(!is_scientific(text), "{text}");
        }
    }

    #[test]
    fn separators_stand_after_every_three_digits() {
        assert_eq!(without_separators("1,234,567,893").as_deref(), Some("1234567893"));
        for text in ["1234", "1,23", ",123", "1234,567", "12,345a"] {
            assert_eq!(without_separators(text), None, "{text}");
        }
    }

    #[test]
    fn zeros_after_the_fifteenth_digit_are_suspect() {
        assert!(is_rounded("1234567893123450"));
        assert!(!is_rounded("123456789312345"));
        assert!(!is_rounded("1234567893123456"));
    }

    #[test]
    fn amounts_are_told_from_phone_numbers() {
        for text in ["-123", "(123)", "$12", "50%", "($1,200.00)", "12 €", "-1.5"] {
            assert!(is_amount(text), "{text}");
        }
        for text in ["801-555-0123", "(801) 555-0123", "-", "()", "%", "123", "-a"] {
            assert!(!is_amount(text), "{text}");
        }
        for (text, wanted) in [
            ("0.5", true),
            ("123.00", true),
            ("19.012345", false),
            ("801.555.0123", false),
        ] {
            assert_eq!(is_fraction(text), wanted, "{text}");
        }
        assert!(is_not_shown("####") && !is_not_shown("#4"));
    }
}
