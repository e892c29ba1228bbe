//! The seeds, and every file that ever made a target panic, go through the targets.

#![expect(
    clippy::print_stderr,
    reason = "a target that panics does not know of which file"
)]

use std::fs;
use std::path::{Path, PathBuf};

use rosterkit_fuzz::TARGETS;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths
}

#[test]
fn seeds_hold() {
    for (name, target) in TARGETS {
        let seeds = files(&folder("seeds").join(name));
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for path in seeds {
            eprintln!("{}", path.display());
            target(&fs::read(&path).unwrap());
        }
    }
}

#[test]
fn no_crash_comes_back() {
    for (name, target) in TARGETS {
        for path in files(&folder("regressions").join(name)) {
            eprintln!("{}", path.display());
            target(&fs::read(&path).unwrap());
        }
    }
}

#[test]
fn the_rosters_of_the_packs_hold() {
    for pack in [
        "demo",
        "demo-as-sent",
        "dentrix-ascend",
        "google-workspace",
        "entra-bulk-create",
    ] {
        for path in files(&folder("../templates").join(pack)) {
            let bytes = fs::read(&path).unwrap();
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("csv") => TARGETS
                    .iter()
                    .filter(|(name, _)| *name != "schema")
                    .for_each(|(_, target)| target(&bytes)),
                Some("xlsx") => rosterkit_fuzz::xlsx_gate(&bytes),
                Some("toml") => rosterkit_fuzz::schema(&bytes),
                _ => {}
            }
        }
    }
}
