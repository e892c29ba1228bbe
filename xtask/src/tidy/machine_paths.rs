//! Tracked files speak of no machine: no absolute paths of somebody's disk, no hosts of package registries.

use std::fs;
use std::process::Command;

use super::assert_none;
use crate::files;

/// Where home folders are. Written in two parts, for this file is looked at as well.
const HOMES: [&str; 4] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers\\"),
];

/// What a registry's address holds and no sentence does. Which registry serves a build is its machine's business.
const REGISTRIES: [&str; 6] = [
    concat!("index.crat", "es.io"),
    concat!("static.crat", "es.io"),
    concat!("pypi.or", "g/simple"),
    concat!("files.python", "hosted.org"),
    concat!("registry.npm", "js.org"),
    concat!("--index", "-url"),
];

fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        for home in HOMES {
            // Behind a letter, a digit, a dot or a closing bracket it is the middle of a longer, relative path or of an address.
            let is_start =
                |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || ".}>)_-*~".contains(c));
            if line.match_indices(home).any(|(at, _)| is_start(at)) {
                faults.push(format!("{path}:{number}: a path of one machine, `{home}`"));
            }
        }
        for registry in REGISTRIES.iter().filter(|registry| line.contains(**registry)) {
            faults.push(format!(
                "{path}:{number}: the address of a registry, `{registry}`"
            ));
        }
    }
    faults
}

/// What git tracks, or where there is no git every file outside the build folders.
fn tracked() -> Vec<String> {
    let root = files::root();
    let git = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(&root)
        .output();
    match git {
        Ok(output) if output.status.success() => {
            let text = String::from_utf8(output.stdout).unwrap();
            text.split_terminator('\0').map(str::to_owned).collect()
        }
        _ => {
            let folders = [".ci", "crates", "docs", "fuzz", "templates", "tests", "xtask"];
            let below = folders
                .into_iter()
                .flat_map(|folder| files::below(&root, folder).unwrap());
            below.filter(|path| !path.starts_with("docs/book/")).collect()
        }
    }
}

#[test]
fn no_file_speaks_of_a_machine() {
    let root = files::root();
    let mut faults_found = Vec::new();
    for path in tracked() {
        // A file may be deleted and not yet committed; what is not UTF-8 is no text.
        let Ok(bytes) = fs::read(root.join(&path)) else {
            continue;
        };
        if let Ok(text) = str::from_utf8(&bytes) {
            faults_found.extend(faults(&path, text));
        }
    }
    assert_none(&faults_found);
}

#[test]
fn a_path_of_a_machine_is_a_fault() {
    let [linux, superuser, mac, windows] = HOMES;
    for text in [
        format!("see {linux}ana/notes"),
        format!("\"{superuser}x\""),
        format!("first\n{mac}ana"),
        format!("`{windows}ana`"),
        format!("file://{linux}ana"),
        format!("https://{}/x", REGISTRIES[0]),
    ] {
        assert_eq!(faults("a.md", &text).len(), 1, "{text}");
    }
    for text in [
        format!("https://example.com/scim/v2{mac}1"),
        format!("./var{linux}x"),
        "~/notes".to_owned(),
    ] {
        assert_eq!(faults("a.md", &text), [""; 0], "{text}");
    }
}
