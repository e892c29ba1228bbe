//! The extension for Visual Studio Code, packed by vsce.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::succeed;
use crate::task_error::TaskError;

/// What an archive of the extension holds, and nothing else.
const HOLDS: [&str; 6] = [
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/out/extension.js",
    "extension/package.json",
    "extension/readme.md",
];

/// Packs the extension in a folder, so that none of npm's files lie among the sources, and gives the archive.
pub(crate) fn pack(root: &Path, folder: &Path) -> Result<PathBuf, TaskError> {
    let sources = root.join("editors/vscode");
    fs::create_dir_all(folder).map_err(TaskError::file(folder))?;
    let listed = succeed(Command::new("git").arg("ls-files").current_dir(&sources))?;
    for name in listed.lines() {
        let to = folder.join(name);
        fs::copy(sources.join(name), &to).map_err(TaskError::file(&to))?;
    }
    let npm = |arguments: &[&str]| succeed(Command::new("npm").args(arguments).current_dir(folder));
    npm(&["ci", "--no-audit", "--no-fund", "--silent"])?;
    let archive = folder.join("rosterkit.vsix");
    let out = archive.to_string_lossy();
    npm(&["run", "--silent", "package", "--", "--out", &*out])?;
    Ok(archive)
}

/// The step of `test`: the archive holds the extension, and nothing of npm's.
pub(crate) fn packs(root: &Path) -> Result<(), TaskError> {
    let folder = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    let archive = pack(root, folder.path())?;
    let list = "import sys, zipfile; print('\\n'.join(sorted(zipfile.ZipFile(sys.argv[1]).namelist())))";
    let names = succeed(Command::new("python3").args(["-c", list]).arg(&archive))?;
    if names.lines().eq(HOLDS) {
        println!("{}", archive.file_name().unwrap_or_default().display());
        Ok(())
    } else {
        Err(TaskError::Failed(format!(
            "the extension's archive holds\n{names}"
        )))
    }
}
