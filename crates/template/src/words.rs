//! Texts cut and numbers written for people.

/// The text, or as many of its words as fit with an ellipsis. `limit` is in UTF-16 units, as Excel counts.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub('…'.len_utf16());
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > room
    });
    let (head, tail) = text.split_at(end.map_or(text.len(), |(index, _)| index));
    let words = match head.rfind(char::is_whitespace) {
        Some(space) if !tail.starts_with(char::is_whitespace) => &head[..space],
        _ => head,
    };
    format!("{}…", words.trim_end())
}

/// A size in bytes as a person names it: `15 KB (15,360 bytes)`.
pub(crate) fn size_in_words(bytes: u64) -> String {
    match kilobytes(bytes) {
        Some(_) => format!("{} ({} bytes)", short_size(bytes), with_commas(bytes)),
        None => short_size(bytes),
    }
}

/// The same in one unit: `15 KB`.
pub(crate) fn short_size(bytes: u64) -> String {
    match kilobytes(bytes) {
        Some(kilobytes) => format!("{} KB", with_commas(kilobytes)),
        None => format!("{} bytes", with_commas(bytes)),
    }
}

/// A KB is 1,024 bytes where that comes out even, else 1,000.
fn kilobytes(bytes: u64) -> Option<u64> {
    let mut units = [1_024, 1_000].into_iter();
    let unit = units.find(|unit| bytes > 0 && bytes.is_multiple_of(*unit))?;
    Some(bytes / unit)
}

/// `15360` -> `15,360`.
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{shorten, size_in_words};

    #[test]
    fn a_text_is_cut_between_words_and_within_one_only_where_it_must() {
        let cases = [
            ("one two three", 13, "one two three"),
            ("one two three", 12, "one two…"),
            ("one two three", 8, "one two…"),
            ("one two three", 7, "one…"),
            ("onetwothree", 4, "one…"),
            (" onetwo", 4, "…"),
            ("", 4, ""),
        ];
        for (text, limit, short) in cases {
            assert_eq!(shorten(text, limit), short, "{text} in {limit}");
        }
    }

    #[test]
    fn utf_16_units_are_counted_and_never_split() {
        for limit in 1..12 {
            let short = shorten("👩‍⚕️👩‍⚕️ Zoë", limit);
            assert!(short.encode_utf16().count() <= limit, "{short} in {limit}");
        }
    }

    #[test]
    fn sizes_are_said_in_the_unit_that_comes_out_even() {
        let cases = [
            (15_360, "15 KB (15,360 bytes)"),
            (15_000, "15 KB (15,000 bytes)"),
            (1_048_576, "1,024 KB (1,048,576 bytes)"),
            (15_361, "15,361 bytes"),
            (0, "0 bytes"),
        ];
        for (bytes, words) in cases {
            assert_eq!(size_in_words(bytes), words);
        }
    }
}
