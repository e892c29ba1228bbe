//! The shape of the workspace as tests: each reads the workspace, and each is shown to fail on a planted fault.

mod docs;
mod hooks;
mod layers;
mod machine_paths;
mod manifests;
mod pack_names;
mod rule_folder;
mod source_files;

use std::fs;

use crate::files;

/// The folders that hold Rust sources.
const SOURCE_FOLDERS: [&str; 4] = ["crates", "fuzz", "tests", "xtask"];

/// Fails with every fault on its own line.
fn assert_none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "the workspace is not tidy:\n  {}\n",
        faults.join("\n  ")
    );
}

/// The files below a folder whose names end so, with their texts.
fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let paths = files::below(&files::root(), folder).unwrap();
    let wanted = paths.into_iter().filter(|path| path.ends_with(ending));
    wanted.map(|path| (path.clone(), text(&path))).collect()
}

fn text(path: &str) -> String {
    fs::read_to_string(files::root().join(path)).unwrap()
}
