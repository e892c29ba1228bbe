//! Reads a run of digits as a number.

/// The number that ASCII digits stand for, of which the caller knows that there are at most nine, or ten below `u32::MAX`.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn leading_zeros_count_for_nothing() {
        assert_eq!(number(b""), 0);
        assert_eq!(number(b"00420"), 420);
        assert_eq!(number(b"2999999999"), 2_999_999_999);
    }
}
