//! Paths as people name them, and as they are compared.

use std::path::{Component, Path, PathBuf};

use rosterkit_project::nearest_roster_toml;

use crate::disk::Disk;

/// The `roster.toml` that governs a file or a folder.
pub(crate) fn governing(path: &Path) -> Option<PathBuf> {
    let nearest = nearest_roster_toml(&Disk, absolute(path).ancestors())?;
    Some(from_here(&nearest))
}

/// The path from the root, without `.` and `..`: two spellings of one place are one path.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = if path == Path::new("") {
        Path::new(".")
    } else {
        path
    };
    let mut absolute = PathBuf::new();
    for part in std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .components()
    {
        match part {
            Component::ParentDir => {
                absolute.pop();
            }
            Component::CurDir => {}
            part => absolute.push(part),
        }
    }
    absolute
}

/// The path from the working directory, where it lies below it: as people and `roster.toml`'s own path have it.
pub(super) fn from_here(path: &Path) -> PathBuf {
    let below = std::env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).map(Path::to_owned).ok());
    below.unwrap_or_else(|| path.to_owned())
}

/// The path from a folder, with slashes on every system.
pub(crate) fn relative(folder: &Path, path: &Path) -> String {
    let (folder, path) = (absolute(folder), absolute(path));
    let common = folder
        .components()
        .zip(path.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common).map(|part| match part {
        Component::Normal(name) => name.to_string_lossy().into_owned(),
        part => part.as_os_str().to_string_lossy().into_owned(),
    });
    up.chain(down).collect::<Vec<_>>().join("/")
}
