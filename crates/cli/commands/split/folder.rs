//! A folder that is written whole or not at all.

use std::fs;
use std::io;
use std::path::Path;

use rosterkit_project::UPLOAD_MANIFEST;

use crate::disk;
use crate::failure::{Failure, show};
use crate::progress::Progress;

/// Writes the files into a folder that only the user may read, beside its place first. With `force` it takes the place of
/// an upload folder in which nothing else is.
pub(super) fn write(path: &Path, files: &[(&str, &[u8])], force: bool) -> Result<(), Failure> {
    let fault = |error: io::Error| Failure::writing(path, &error);
    let place = std::path::absolute(path).map_err(fault)?;
    let is_there = is_there(path, force)?;
    let parent = place.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(parent).map_err(fault)?;
    // Such a folder is its user's alone from the beginning, and is removed where anything fails.
    let made = private_folder(parent).map_err(fault)?;
    let progress = Progress::new("writing", files.len());
    for (name, bytes) in files {
        disk::write_private(&made.path().join(name), bytes, true).map_err(fault)?;
        progress.step();
    }
    drop(progress);
    let old = is_there
        .then(|| private_folder(parent))
        .transpose()
        .map_err(fault)?;
    if let Some(old) = &old {
        fs::rename(&place, old.path().join("old")).map_err(fault)?;
    }
    if let Err(error) = fs::rename(made.path(), &place) {
        if let Some(old) = &old {
            fs::rename(old.path().join("old"), &place).map_err(fault)?;
        }
        return Err(fault(error));
    }
    // It has its name now, and is not to be removed.
    let _ = made.keep();
    Ok(())
}

fn private_folder(parent: &Path) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".roster-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(parent)
}

/// Whether there is a folder whose place may be taken.
fn is_there(path: &Path, force: bool) -> Result<bool, Failure> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Failure::writing(path, &error)),
    };
    let names: Result<Vec<String>, io::Error> = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect();
    let names = names.map_err(|error| Failure::reading(path, &error))?;
    if names.is_empty() {
        return Ok(true);
    }
    if !names.iter().any(|name| name == UPLOAD_MANIFEST) {
        return Err(Failure::new(
            format!("`{}` holds other files", show(path)),
            "name a folder that does not exist yet",
        ));
    }
    if !force {
        return Err(Failure::new(
            format!("`{}` is an upload folder already", show(path)),
            "--force writes it anew; what was uploaded from it must not be uploaded again",
        ));
    }
    let is_ours = |name: &String| {
        Path::new(name).extension().is_some_and(|ending| ending == "csv")
            || [UPLOAD_MANIFEST, "upload.md", "roster.toml", "schema.toml"].contains(&name.as_str())
    };
    match names.iter().find(|name| !is_ours(name)) {
        Some(other) => Err(Failure::new(
            format!(
                "`{}` holds another file: `{}`",
                show(path),
                rosterkit_sheet::visible(other)
            ),
            "move it somewhere else, or name another folder",
        )),
        None => Ok(true),
    }
}
