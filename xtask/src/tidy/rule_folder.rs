//! Rules: the list and the folder say the same.

use std::collections::BTreeSet;

use rosterkit_lint::RULES;

use super::assert_none;
use crate::files;

const FOLDER: &str = "crates/lint/src/rules";

/// `files` are the paths in the folder, `rules` the names in the list.
fn faults(files: &[String], rules: &[&str]) -> Vec<String> {
    let wanted: BTreeSet<String> = rules
        .iter()
        .map(|rule| rule.replace('-', "_"))
        .flat_map(|stem| ["rs", "md"].map(|ending| format!("{FOLDER}/{stem}.{ending}")))
        .collect();
    let found: BTreeSet<String> = files.iter().cloned().collect();
    let missing = wanted
        .difference(&found)
        .map(|path| format!("{path}: missing, and its rule is in `RULES`"));
    let surplus = found
        .difference(&wanted)
        .map(|path| format!("{path}: belongs to no rule in `RULES`"));
    missing.chain(surplus).collect()
}

#[test]
fn list_and_folder_are_equal() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_none(&faults(&files::below(&files::root(), FOLDER).unwrap(), &names));
}

#[test]
fn a_rule_without_its_files_and_files_without_a_rule_are_faults() {
    let files = ["a_b.rs", "a_b.md", "c.rs", "d.txt"].map(|name| format!("{FOLDER}/{name}"));
    assert_eq!(faults(&files[..2], &["a-b"]), [""; 0]);
    assert_eq!(faults(&files[..3], &["a-b", "c"]).len(), 1, "no page");
    assert_eq!(faults(&files[..3], &["a-b"]).len(), 1, "not in the list");
    assert_eq!(faults(&files, &["c"]).len(), 4);
}
