//! The files of the workspace: where they are, how they are listed, how they are written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::task_error::TaskError;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    // What cargo says while it runs us; the path at compile time is wrong once the checkout was moved.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_owned)
}

/// The files below `folder`, sorted, as paths relative to `root` with `/` between their parts. None where there is no
/// such folder. Links are not followed.
pub(crate) fn below(root: &Path, folder: &str) -> Result<Vec<String>, TaskError> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        if !path.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&path).map_err(TaskError::file(&path))? {
            let entry = entry.map_err(TaskError::file(&path))?;
            let kind = entry.file_type().map_err(TaskError::file(&path))?;
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if kind.is_dir() {
                folders.push(name);
            } else if kind.is_file() {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The bytes of a file, or `None` where there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, TaskError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TaskError::file(path)(error)),
    }
}

/// Writes a file whole or not at all: beside its place first, then over it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), TaskError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(TaskError::file(folder))?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    fs::write(&beside, bytes).map_err(TaskError::file(&beside))?;
    fs::rename(&beside, path).map_err(TaskError::file(path))
}
