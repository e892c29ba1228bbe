//! Number formats that pad a number with zeros: `00000` and `00000-0000`.

use std::iter;

/// Excel keeps this many digits of a number. Those of a longer one are not certain.
const CERTAIN_DIGITS: usize = 15;

/// A number format of nothing but zeros and dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mask(String);

impl Mask {
    /// The mask that a format code is, if it is one that adds anything to a number.
    ///
    /// Excel writes a dash that stands for itself as `\-`, other programs as `"-"` or bare.
    pub(super) fn of(code: &str) -> Option<Mask> {
        let plain = code
            .replace("&quot;", "\"")
            .replace("\\-", "-")
            .replace("\"-\"", "-");
        let zeros = plain.bytes().filter(|&byte| byte == b'0').count();
        let is_mask =
            (2..=CERTAIN_DIGITS).contains(&zeros) && plain.bytes().all(|byte| matches!(byte, b'0' | b'-'));
        is_mask.then_some(Mask(plain))
    }

    /// What Excel shows for the number that is written so; `None` where that is not certain.
    pub(super) fn pad(&self, number: &str) -> Option<String> {
        if number.len() > CERTAIN_DIGITS || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let zeros = self.0.bytes().filter(|&byte| byte == b'0').count();
        let missing = zeros.saturating_sub(number.len());
        // Digits for which there is no zero stand before the first one that has one.
        let surplus = number.len().saturating_sub(zeros);
        let mut digits = iter::repeat_n('0', missing).chain(number.chars());
        let mut text = String::new();
        let mut is_first = true;
        for place in self.0.chars() {
            if place == '-' {
                text.push('-');
                continue;
            }
            let count = if is_first { surplus + 1 } else { 1 };
            text.extend(digits.by_ref().take(count));
            is_first = false;
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: &str) -> Option<String> {
        Mask::of(code)?.pad(number)
    }

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        assert_eq!(shown("00000", "2139").as_deref(), Some("02139"));
        assert_eq!(shown("00000", "0").as_deref(), Some("00000"));
        for code in [
            "00000-0000",
            "00000\\-0000",
            "00000\"-\"0000",
            "00000&quot;-&quot;0000",
        ] {
            assert_eq!(shown(code, "21390000").as_deref(), Some("02139-0000"), "{code}");
        }
        assert_eq!(shown("00000-0000", "1234567890").as_deref(), Some("123456-7890"));
        assert_eq!(shown("00", "7").as_deref(), Some("07"));
    }

    #[test]
    fn what_is_not_certain_stays_as_it_is() {
        for code in [
            "0",
            "General",
            "",
            "-",
            "00.00",
            "#,##00",
            "00000;-00000",
            "0000000000000000",
            "@",
        ] {
            assert_eq!(Mask::of(code), None, "{code}");
        }
        for number in ["-5", "1.5", "1E21", "1234567890123456"] {
            assert_eq!(shown("00000", number), None, "{number}");
        }
    }
}
