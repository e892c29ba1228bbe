//! The files that are open in the editor, which stand in the way of those on the disk.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use lsp_types::Uri;
use rosterkit_project::{Entry, EntryKind, FileSystem, Stamp};

use crate::text::Draft;
use crate::uri::normalized;

/// A file that is open.
#[derive(Debug)]
pub(crate) struct Open {
    /// As the editor calls it.
    pub(crate) uri: Uri,
    /// The editor's count of its changes.
    pub(crate) version: i32,
    /// What it says now.
    pub(crate) draft: Draft,
    /// Our own count of its changes, over all files: an editor may begin anew with each opening.
    pub(crate) edition: u64,
}

/// The files that are open, by path.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: BTreeMap<PathBuf, Open>,
    editions: u64,
}

impl Documents {
    pub(crate) fn open(&mut self, path: PathBuf, uri: Uri, version: i32, text: String) {
        self.editions += 1;
        let edition = self.editions;
        self.open.insert(
            path,
            Open {
                uri,
                version,
                draft: Draft::new(text),
                edition,
            },
        );
    }

    pub(crate) fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    /// The file, about to be changed.
    pub(crate) fn change(&mut self, path: &Path) -> Option<&mut Open> {
        self.editions += 1;
        let open = self.open.get_mut(path)?;
        open.edition = self.editions;
        Some(open)
    }

    pub(crate) fn get(&self, path: &Path) -> Option<&Open> {
        self.open.get(&*normalized(path))
    }

    pub(crate) fn is_open(&self, path: &Path) -> bool {
        self.get(path).is_some()
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.open.keys()
    }
}

/// The disk with the open files in front of it.
#[derive(Clone, Copy)]
pub(crate) struct Overlay<'a> {
    pub(crate) disk: &'a dyn FileSystem,
    pub(crate) documents: &'a Documents,
}

impl FileSystem for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.documents.get(path) {
            Some(open) => Ok(open.draft.text().as_bytes().to_vec()),
            None => self.disk.read(path),
        }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = match self.disk.entries(folder) {
            // It may be there in the editor only, or have gone since somebody saw it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            entries => entries?,
        };
        let new = self
            .documents
            .paths()
            .filter(|path| path.parent() == Some(folder));
        for path in new {
            if entries.iter().all(|entry| entry.path != *path) {
                entries.push(Entry {
                    path: path.clone(),
                    kind: EntryKind::File,
                });
            }
        }
        Ok(entries)
    }

    fn kind(&self, path: &Path) -> io::Result<EntryKind> {
        if self.documents.is_open(path) {
            Ok(EntryKind::File)
        } else {
            self.disk.kind(path)
        }
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        match self.documents.get(path) {
            // No file on a disk was changed in a year of this kind.
            Some(open) => Ok(Stamp {
                len: open.draft.text().len() as u64,
                version: u128::MAX - u128::from(open.edition),
            }),
            None => self.disk.stamp(path),
        }
    }
}
