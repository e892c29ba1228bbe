//! What a file is besides its bytes: who may do what with it, and by what one sees that it was changed.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::{Obstacle, Way};

/// What the system says about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    is_file: bool,
    is_protected: bool,
    size: u64,
    modified: Option<SystemTime>,
    unix: Unix,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            is_file: metadata.is_file(),
            is_protected: metadata.permissions().readonly(),
            size: metadata.len(),
            modified: metadata.modified().ok(),
            unix: Unix::of(metadata),
        }
    }

    pub(super) fn refuse_to_rewrite(&self, way: Way) -> Result<(), Obstacle> {
        if !self.is_file {
            return Err(Obstacle::NotAFile);
        }
        // The superuser may write to it all the same, but somebody did not want that.
        if self.is_protected {
            return Err(Obstacle::Protected);
        }
        match self.unix.names {
            names if names > 1 && way == Way::Renamed => Err(Obstacle::HardLinks(names)),
            _ => Ok(()),
        }
    }

    /// Whether it is the same file, and was not written to between the two stamps.
    pub(super) fn is_of_same_contents(&self, other: &Self) -> bool {
        (self.size, self.modified, self.unix.identity) == (other.size, other.modified, other.unix.identity)
    }
}

/// What only Unix knows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unix {
    /// Device and inode.
    identity: (u64, u64),
    /// How many hard links lead to it.
    names: u64,
    owner: u32,
    group: u32,
    mode: u32,
}

#[cfg(unix)]
impl Unix {
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            identity: (metadata.dev(), metadata.ino()),
            names: metadata.nlink(),
            owner: metadata.uid(),
            group: metadata.gid(),
            mode: metadata.mode(),
        }
    }
}

#[cfg(not(unix))]
impl Unix {
    fn of(_: &Metadata) -> Self {
        Self {
            identity: (0, 0),
            names: 1,
            owner: 0,
            group: 0,
            mode: 0,
        }
    }
}

/// Gives a new file the owner, the extended attributes (access lists among them) and, last, since the others change it, the
/// mode of the old one.
#[cfg(unix)]
pub(super) fn dress(new: &File, old: &Path, was: &Stamp) -> Result<(), Obstacle> {
    use std::os::unix::fs::{PermissionsExt, fchown};

    let undressed = |what: &str| {
        let what = what.to_owned();
        move |error| Obstacle::Undressed { what, error }
    };
    let is = Unix::of(&new.metadata()?);
    if (is.owner, is.group) != (was.unix.owner, was.unix.group) {
        fchown(new, Some(was.unix.owner), Some(was.unix.group)).map_err(undressed("owner"))?;
    }
    copy_attributes(new, old)?;
    let mode = fs::Permissions::from_mode(was.unix.mode & 0o7777);
    new.set_permissions(mode).map_err(undressed("mode"))
}

#[cfg(not(unix))]
pub(super) fn dress(_: &File, _: &Path, _: &Stamp) -> Result<(), Obstacle> {
    Ok(())
}

#[cfg(unix)]
fn copy_attributes(new: &File, old: &Path) -> Result<(), Obstacle> {
    use xattr::FileExt;

    let names = match xattr::list(old) {
        Ok(names) => names,
        // A file system without extended attributes has none to lose.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let names: Vec<_> = names.collect();
    // A folder hands out access lists to what is made in it, which the old file may not have had.
    for inherited in new.list_xattr()?.filter(|name| !names.contains(name)) {
        match new.remove_xattr(&inherited) {
            Ok(()) => {}
            Err(_) if is_of_the_system(&inherited.to_string_lossy()) => {}
            Err(error) => return Err(undressed(&inherited.to_string_lossy(), error)),
        }
    }
    for name in names {
        let Some(value) = xattr::get(old, &name)? else {
            continue;
        };
        let name = name.to_string_lossy();
        if new.get_xattr(&*name).ok().flatten().as_ref() == Some(&value) {
            continue;
        }
        match new.set_xattr(&*name, &value) {
            Ok(()) => {}
            Err(_) if is_of_the_system(&name) => {}
            Err(error) => return Err(undressed(&name, error)),
        }
    }
    Ok(())
}

/// Whether the system gives such a label to each file by itself.
#[cfg(unix)]
fn is_of_the_system(name: &str) -> bool {
    name.starts_with("security.") || name.starts_with("trusted.")
}

#[cfg(unix)]
fn undressed(name: &str, error: io::Error) -> Obstacle {
    let what = format!("attribute `{}`", rosterkit_sheet::visible(name));
    Obstacle::Undressed { what, error }
}
