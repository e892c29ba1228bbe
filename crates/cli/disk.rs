//! The disk: reading folders and files, and writing files whole or not at all.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rosterkit_project::{Entry, EntryKind, FileSystem, Stamp};
use tempfile::NamedTempFile;

use crate::failure::Failure;

/// The file system of this machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disk;

/// The largest file that is read: beyond it, offsets in a file no longer fit their type.
const LARGEST: u64 = u32::MAX as u64;

impl FileSystem for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let file = fs::File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if is_endless(&file, &metadata) {
            return Err(io::Error::other("it is a device and no file"));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(LARGEST)).unwrap_or(0));
        // A pipe or a file that grows has no honest length; one byte past the largest is enough to refuse it.
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = join(folder, &entry.path());
            let found = entry.file_type()?;
            let kind = if found.is_dir() {
                EntryKind::Folder
            } else if found.is_file() || (found.is_symlink() && path.is_file()) {
                EntryKind::File
            } else {
                EntryKind::Other
            };
            entries.push(Entry { path, kind });
        }
        Ok(entries)
    }

    fn kind(&self, path: &Path) -> io::Result<EntryKind> {
        let metadata = fs::metadata(path)?;
        Ok(if metadata.is_dir() {
            EntryKind::Folder
        } else if metadata.is_file() {
            EntryKind::File
        } else {
            EntryKind::Other
        })
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        let metadata = fs::metadata(path)?;
        let modified = metadata.modified()?.duration_since(UNIX_EPOCH);
        Ok(Stamp {
            len: metadata.len(),
            version: modified.map_or(0, |since| since.as_nanos()),
        })
    }
}

/// Whether this is a device that may never come to its end, like `/dev/zero`. A pipe ends, and so does what somebody types.
#[cfg(unix)]
fn is_endless(file: &fs::File, metadata: &fs::Metadata) -> bool {
    use std::io::IsTerminal as _;
    use std::os::unix::fs::FileTypeExt as _;
    metadata.file_type().is_char_device() && !file.is_terminal()
}

#[cfg(not(unix))]
fn is_endless(_: &fs::File, _: &fs::Metadata) -> bool {
    false
}

/// The path of an entry without the `./` of a folder that is only `.`.
fn join(folder: &Path, entry: &Path) -> PathBuf {
    if folder == Path::new(".") {
        entry.strip_prefix(".").unwrap_or(entry).to_owned()
    } else {
        entry.to_owned()
    }
}

/// The folder in which a file lies or is to lie.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Writes a file whole or not at all: beside its place first, then renamed. `Ok(false)` when there is a file already and
/// it must stay.
pub(crate) fn write(path: &Path, bytes: &[u8], replace: bool) -> io::Result<bool> {
    write_for(path, bytes, replace, Readers::Usual)
}

/// The same with a file that only the user may read.
pub(crate) fn write_private(path: &Path, bytes: &[u8], replace: bool) -> io::Result<bool> {
    write_for(path, bytes, replace, Readers::User)
}

/// Writes a file whole or not at all, over one that may be there. Only the user may read a new one; one that was there is read
/// by whoever could read it before.
pub(crate) fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_for(path, bytes, true, Readers::UserUnlessBefore).map(|_| ())
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// Whoever may read what the user's programs create; of a file that is replaced, whoever could read it.
    Usual,
    /// The user alone.
    User,
    /// The user alone, unless a file is replaced: then whoever could read that.
    UserUnlessBefore,
}

/// Creates a file that only the user may read, whole or not at all, with what `written_by` writes into it. `Ok(false)` when there is a
/// file already, which stays.
///
/// # Errors
/// Those of `written_by`, and that it cannot be written.
pub(crate) fn create_private(
    path: &Path,
    written_by: impl FnOnce(&mut fs::File) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    let cannot = |error: io::Error| Failure::writing(path, &error);
    let mut file = beside(path, 0o600).map_err(cannot)?;
    written_by(file.as_file_mut())?;
    put(file, path, false).map_err(cannot)
}

fn write_for(path: &Path, bytes: &[u8], replace: bool, readers: Readers) -> io::Result<bool> {
    let there = fs::metadata(path).ok().filter(|_| replace);
    if there
        .as_ref()
        .is_some_and(|there| !there.is_file() && !there.is_dir())
    {
        // A pipe or a device such as `/dev/stdout` is written into, and not replaced by a file.
        fs::OpenOptions::new().write(true).open(path)?.write_all(bytes)?;
        return Ok(true);
    }
    // A link stays a link.
    let resolved = there.as_ref().and_then(|_| fs::canonicalize(path).ok());
    let path = resolved.as_deref().unwrap_or(path);
    let mut file = match readers {
        // What a program that creates a file asks for; the umask takes away what its user does not want.
        Readers::Usual => beside(path, 0o666)?,
        Readers::User | Readers::UserUnlessBefore => beside(path, 0o600)?,
    };
    file.write_all(bytes)?;
    if let Some(there) = there.filter(|there| there.is_file() && readers != Readers::User) {
        file.as_file().set_permissions(there.permissions())?;
    }
    put(file, path, replace)
}

/// A temporary file beside the place where it is to be.
fn beside(path: &Path, mode: u32) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".roster-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder.tempfile_in(folder)
}

/// Lets a folder last as it is: without it a renaming can be forgotten when the power fails.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Puts a file that is written to its end in its place.
fn put(file: NamedTempFile, path: &Path, replace: bool) -> io::Result<bool> {
    file.as_file().sync_all()?;
    let persisted = if replace {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    match persisted {
        Ok(_) => Ok(true),
        Err(error) if !replace && error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}
