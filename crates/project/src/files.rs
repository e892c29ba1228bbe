//! The file system as this room sees it: four questions.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// A way to read files and folders.
pub trait FileSystem {
    /// The bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What stands in a folder, in any order.
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// What the path is, links followed.
    fn kind(&self, path: &Path) -> io::Result<EntryKind>;

    /// What is another one when the file has changed.
    fn stamp(&self, path: &Path) -> io::Result<Stamp>;
}

/// Why a file or a folder cannot be read or written, in words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}

/// A mark of a file's contents, by which somebody who has read it knows whether to read it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The length of the file. Bytes.
    pub len: u64,
    /// What else tells one version from another: the time of the last change on a disk.
    pub version: u128,
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The folder's path and the name.
    pub path: PathBuf,
    /// What it is.
    pub kind: EntryKind,
}

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file, or a link to one.
    File,
    /// A folder. A link to a folder found in a folder is `Other`, so that no walk runs in circles.
    Folder,
    /// Anything else.
    Other,
}

/// Files in memory, for tests and for editors.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles(BTreeMap<PathBuf, Vec<u8>>);

impl<const N: usize> From<[(&str, &str); N]> for MemoryFiles {
    fn from(files: [(&str, &str); N]) -> Self {
        Self(
            files
                .into_iter()
                .map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()))
                .collect(),
        )
    }
}

impl FileSystem for MemoryFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let below = self
            .0
            .keys()
            .filter_map(|path| path.strip_prefix(folder).ok()?.components().next());
        let mut paths: Vec<PathBuf> = below.map(|name| folder.join(name)).collect();
        paths.dedup();
        paths
            .into_iter()
            .map(|path| {
                Ok(Entry {
                    kind: self.kind(&path)?,
                    path,
                })
            })
            .collect()
    }

    fn kind(&self, path: &Path) -> io::Result<EntryKind> {
        if self.0.contains_key(path) {
            Ok(EntryKind::File)
        } else if path == Path::new("") || self.0.keys().any(|file| file.starts_with(path)) {
            Ok(EntryKind::Folder)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        let bytes = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Ok(Stamp {
            len: bytes.len() as u64,
            version: hasher.finish().into(),
        })
    }
}

impl MemoryFiles {
    /// Writes a file, over one that may be there.
    pub fn write(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// Takes a file away, if it is there.
    pub fn remove(&mut self, path: &Path) {
        self.0.remove(path);
    }
}
