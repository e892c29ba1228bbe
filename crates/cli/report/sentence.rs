//! Words of ours as sentences: a message is lower case and has no full stop.

/// The words with a capital letter and a full stop; nothing where there are none.
pub(super) fn sentence(words: &str) -> String {
    let words = capital(words);
    if words.is_empty() { words } else { words + "." }
}

/// The words with a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}
