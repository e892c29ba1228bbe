//! No code knows a pack by its name: a target is a file.

use super::{assert_none, texts};
use crate::codegen;
use crate::files;

/// Where the packs are embedded, by name.
const EMBEDDED: &str = "crates/cli/packs.rs";

/// The examples of `--help`, which are words for people.
const HELP: &str = "crates/cli/args";

/// The lines of a source that name a pack, outside comments, tests and benchmarks.
fn faults(path: &str, text: &str, packs: &[String]) -> Vec<String> {
    let is_of_tests = ["/tests", "/testing", "/benches/"]
        .iter()
        .any(|part| path.contains(part));
    if path == EMBEDDED || path.starts_with(HELP) || is_of_tests {
        return Vec::new();
    }
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = (1..).zip(code.lines());
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .flat_map(|(number, line)| {
            let named = packs.iter().filter(move |pack| line.contains(pack.as_str()));
            named.map(move |pack| {
                format!("{path}:{number}: names the pack `{pack}`; what only it needs belongs into its schema.toml")
            })
        })
        .collect()
}

#[test]
fn no_code_names_a_pack() {
    let packs = codegen::packs(&files::root()).unwrap();
    let names: Vec<String> = packs.iter().map(|pack| pack.name().to_owned()).collect();
    assert!(names.len() >= 3, "{names:?}");
    let sources = texts("crates", ".rs");
    let found: Vec<String> = sources
        .iter()
        .flat_map(|(path, text)| faults(path, text, &names))
        .collect();
    assert_none(&found);
}

#[test]
fn a_planted_name_is_found() {
    let packs = ["some-pack".to_owned()];
    let text = "// some-pack\nlet a = 1;\nif name == \"some-pack\" {}\n#[cfg(test)]\nmod tests { // \"some-pack\" }\n";
    assert_eq!(faults("crates/lint/src/a.rs", text, &packs).len(), 1);
    assert_eq!(faults(EMBEDDED, text, &packs).len(), 0);
}
