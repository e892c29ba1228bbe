//! A user's file is rewritten: it holds the old bytes or the new ones, and never a part of either.
//!
//! The new bytes are written into a file beside the old one, which takes its place by being renamed. What the old file
//! was besides its bytes (mode, owner, extended attributes, a link that leads to it) stays as it was; where that cannot be
//! brought about, nothing is written.

use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::disk::{self, folder_of};
use crate::interrupt::{self, Noted};

use self::stamp::Stamp;

pub(crate) use self::obstacle::Obstacle;

mod obstacle;
mod stamp;

/// How the new bytes come into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// By a file beside it that takes its place. At no moment is there half a file.
    Renamed,
    /// Into the file itself, so that every hard link sees them. What was to be written is kept beside it until it is
    /// there.
    InPlace,
}

/// A thing that is asked of the system. Each can fail, and a test lets each fail in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Resolve,
    Stat,
    Read,
    Create,
    Write,
    Dress,
    Sync,
    Open,
    Rename,
    SyncFolder,
}

/// Rewrites a file that was read as `old`.
///
/// # Errors
/// The obstacle. The file is then what it was; or, where the folder could not be synchronised after the renaming, it holds
/// the new bytes; or, in place, the obstacle names the file beside it that holds them.
pub(crate) fn rewrite(path: &Path, old: &[u8], new: &[u8], way: Way) -> Result<(), Obstacle> {
    Rewrite {
        may: &mut |_| Ok(()),
        old,
        new,
    }
    .run(path, way)
}

/// One rewriting, and who is asked before each call: the tests say no.
struct Rewrite<'a> {
    may: &'a mut dyn FnMut(Call) -> io::Result<()>,
    old: &'a [u8],
    new: &'a [u8],
}

impl Rewrite<'_> {
    fn run(&mut self, path: &Path, way: Way) -> Result<(), Obstacle> {
        // A link stays a link: the file to which it leads is rewritten.
        (self.may)(Call::Resolve)?;
        let path = &fs::canonicalize(path)?;
        let was = self.stamp(path)?;
        was.refuse_to_rewrite(way)?;
        (self.may)(Call::Open)?;
        let mut file = fs::OpenOptions::new().read(true).write(true).open(path)?;
        if self.contents(&mut file)? != self.old {
            return Err(Obstacle::Changed);
        }
        let beside = self.beside(path)?;
        match way {
            Way::Renamed => self.rename(beside, path, &was),
            Way::InPlace => self.overwrite(beside, path, file, &was),
        }
    }

    /// The new bytes in a file of their own in the same folder, read again and compared. Only its owner may read it.
    fn beside(&mut self, path: &Path) -> Result<Temporary, Obstacle> {
        (self.may)(Call::Create)?;
        let mut temporary = Temporary::beside(path)?;
        let (first, rest) = self.new.split_at(self.new.len() / 2);
        for part in [first, rest] {
            (self.may)(Call::Write)?;
            temporary.file().write_all(part)?;
        }
        (self.may)(Call::Sync)?;
        temporary.file().sync_all()?;
        if self.contents(temporary.file())? != self.new {
            return Err(Obstacle::Misread);
        }
        Ok(temporary)
    }

    fn rename(&mut self, mut temporary: Temporary, path: &Path, was: &Stamp) -> Result<(), Obstacle> {
        (self.may)(Call::Dress)?;
        stamp::dress(temporary.file(), path, was)?;
        (self.may)(Call::Sync)?;
        temporary.file().sync_all()?;
        self.unchanged(path, was)?;
        (self.may)(Call::Rename)?;
        temporary.rename(path)?;
        self.sync_folder(path)
    }

    fn overwrite(
        &mut self,
        temporary: Temporary,
        path: &Path,
        mut file: fs::File,
        was: &Stamp,
    ) -> Result<(), Obstacle> {
        self.unchanged(path, was)?;
        temporary.keep_until(path);
        let written = (|| {
            file.rewind()?;
            (self.may)(Call::Write)?;
            file.write_all(self.new)?;
            file.set_len(self.new.len() as u64)?;
            (self.may)(Call::Sync)?;
            file.sync_all()?;
            if self.contents(&mut file)? != self.new {
                return Err(Obstacle::Misread);
            }
            Ok(())
        })();
        match written {
            Ok(()) => Ok(()),
            Err(error) => Err(Obstacle::HalfWritten {
                kept: temporary.keep()?,
                error: Box::new(error),
            }),
        }
    }

    /// That nobody wrote to the file since it was read. Its bytes are read again, since the clock of a file system is
    /// coarse.
    fn unchanged(&mut self, path: &Path, was: &Stamp) -> Result<(), Obstacle> {
        (self.may)(Call::Open)?;
        let mut file = fs::File::open(path)?;
        if self.contents(&mut file)? == self.old && self.stamp(path)?.is_of_same_contents(was) {
            Ok(())
        } else {
            Err(Obstacle::Changed)
        }
    }

    fn stamp(&mut self, path: &Path) -> Result<Stamp, Obstacle> {
        (self.may)(Call::Stat)?;
        Ok(Stamp::of(&fs::metadata(path)?))
    }

    fn contents(&mut self, file: &mut fs::File) -> Result<Vec<u8>, Obstacle> {
        (self.may)(Call::Read)?;
        let mut bytes = Vec::with_capacity(self.new.len());
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn sync_folder(&mut self, path: &Path) -> Result<(), Obstacle> {
        (self.may)(Call::SyncFolder)?;
        Ok(disk::sync_folder(folder_of(path))?)
    }
}

/// A file beside another that is gone unless it takes its place or is kept, also where a signal ends the program.
struct Temporary {
    file: NamedTempFile,
    // Dropped after the file, which is noted as long as it is there.
    noted: Noted,
}

impl Temporary {
    fn beside(path: &Path) -> io::Result<Self> {
        // Exclusive and, on Unix, readable only by its owner: so `tempfile` makes every file.
        let create = || {
            tempfile::Builder::new()
                .prefix(".roster-")
                .tempfile_in(folder_of(path))
        };
        let (file, noted) = interrupt::unfinished(create, |file| file.path().to_owned())?;
        Ok(Self { file, noted })
    }

    fn file(&mut self) -> &mut fs::File {
        self.file.as_file_mut()
    }

    /// The other file is about to be neither old nor new: from now on a signal leaves this one where it is.
    fn keep_until(&self, other: &Path) {
        self.noted.keep(other);
    }

    fn rename(self, path: &Path) -> io::Result<()> {
        let renamed = self.file.persist(path);
        renamed.map(|_| ()).map_err(|error| error.error)
    }

    fn keep(self) -> io::Result<PathBuf> {
        let kept = self.file.keep();
        kept.map(|(_, path)| path).map_err(|error| error.error)
    }
}

#[cfg(test)]
mod tests;
