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
    let short = short_size(bytes);
    let exact = format!("{} bytes", with_commas(bytes));
    if short == exact {
        exact
    } else {
        format!("{short} ({exact})")
    }
}

/// The same in one unit: `15 KB`. A KB or MB is a power of 1,024 where that comes out even, else of 1,000.
pub(crate) fn short_size(bytes: u64) -> String {
    let units = [("MB", 1_048_576), ("MB", 1_000_000), ("KB", 1_024), ("KB", 1_000)];
    let even = |unit: &&(&str, u64)| bytes > 0 && bytes.is_multiple_of(unit.1);
    match units.iter().find(even) {
        Some((name, unit)) => format!("{} {name}", with_commas(bytes / unit)),
        None => format!("{} bytes", with_commas(bytes)),
    }
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
            (1_048_576, "1 MB (1,048,576 bytes)"),
            (35_000_000, "35 MB (35,000,000 bytes)"),
            (15_361, "15,361 bytes"),
            (0, "0 bytes"),
        ];
        for (bytes, words) in cases {
            assert_eq!(size_in_words(bytes), words);
        }
    }
}
