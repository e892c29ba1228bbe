//! Source files: a sentence on top, a bearable length, no `mod.rs`.

use super::{SOURCE_FOLDERS, assert_none, texts};

/// The most lines of a file, its tests not counted.
const MOST_LINES: usize = 400;

/// Longer files, each with the reason why it is one subject all the same.
const LONGER: &[(&str, &str)] = &[];

fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !begins_with_sentence(text) {
        faults.push(format!(
            "{path}: the first line is no `//!` with a sentence that says what is in the file"
        ));
    }
    if path.ends_with("/mod.rs") {
        faults.push(format!(
            "{path}: a module is `foo.rs` beside `foo/`, never `mod.rs`"
        ));
    }
    let lines = lines_without_tests(path, text);
    let is_excused = LONGER.iter().any(|(long, _)| *long == path);
    match (lines > MOST_LINES, is_excused) {
        (true, false) => faults.push(format!(
            "{path}: {lines} lines without its tests; {MOST_LINES} are enough"
        )),
        (false, true) => faults.push(format!(
            "{path}: no longer long; take it from the list of exceptions"
        )),
        _ => {}
    }
    faults
}

/// Whether the first paragraph is documentation that begins like a sentence and ends with a full stop.
fn begins_with_sentence(text: &str) -> bool {
    let paragraph: Vec<&str> = text
        .lines()
        .map_while(|line| line.strip_prefix("//! "))
        .take_while(|line| !line.is_empty())
        .collect();
    let begins = paragraph
        .first()
        .is_some_and(|line| line.starts_with(|c: char| !c.is_lowercase()));
    let ends = paragraph
        .last()
        .is_some_and(|line| line.ends_with(['.', '?', '!', ':']));
    begins && ends
}

/// How long the file is up to its tests; a file of nothing but tests has no such lines.
fn lines_without_tests(path: &str, text: &str) -> usize {
    let is_tests = path.starts_with("tests/")
        || path.starts_with("xtask/src/tidy")
        || path.ends_with("/tests.rs")
        || path.contains("/tests/")
        || path.contains("/testing");
    if is_tests {
        return 0;
    }
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines
        .windows(2)
        .position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{'));
    tests.unwrap_or(lines.len())
}

#[test]
fn files_have_a_sentence_and_a_bearable_length() {
    let faults: Vec<String> = SOURCE_FOLDERS
        .iter()
        .flat_map(|folder| texts(folder, ".rs"))
        .flat_map(|(path, text)| faults(&path, &text))
        .collect();
    assert_none(&faults);
}

#[test]
fn a_file_without_a_sentence_is_a_fault() {
    for text in [
        "//! What it is.\n",
        "//! What it is, which\n//! takes two lines.\n//!\n//! More\n",
        "//! `x`.\nfn x() {}",
    ] {
        assert_eq!(faults("a.rs", text), [""; 0], "{text}");
    }
    for text in [
        "",
        "fn x() {}",
        "// A comment.\n",
        "\n//! What it is.\n",
        "//!\n",
        "//! no sentence\n",
        "//! A title\nfn x() {}",
    ] {
        assert_eq!(faults("a.rs", text).len(), 1, "{text}");
    }
}

#[test]
fn a_long_file_is_a_fault_and_its_tests_are_not_counted() {
    let long = |lines: usize| format!("//! Long.\n{}", "// line\n".repeat(lines - 1));
    let tests = "#[cfg(test)]\nmod tests {\n".to_owned() + &"// line\n".repeat(500) + "}\n";
    assert_eq!(faults("a.rs", &(long(MOST_LINES) + &tests)), [""; 0]);
    assert_eq!(faults("a.rs", &(long(MOST_LINES + 1) + &tests)).len(), 1);
    assert_eq!(faults("crates/a/src/b/tests.rs", &long(1_000)), [""; 0]);
    // A module of tests that stands elsewhere ends nothing.
    assert_eq!(
        faults(
            "a.rs",
            &long(300).replacen("// line", "#[cfg(test)]\nmod testing;", 1)
        ),
        [""; 0]
    );
    assert_eq!(
        faults(
            "a.rs",
            &long(450).replacen("// line", "#[cfg(test)]\nmod testing;", 1)
        )
        .len(),
        1
    );
}

#[test]
fn a_mod_rs_is_a_fault() {
    assert_eq!(faults("crates/a/src/b/mod.rs", "//! What it is.\n").len(), 1);
}
