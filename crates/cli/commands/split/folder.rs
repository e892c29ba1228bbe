//! A folder that is written whole or not at all: wherever it is interrupted, the old folder or the new one is complete.
//!
//! The new files are written into a folder beside the place. Then the old folder is put aside under a name that the next run
//! knows, the new one takes its place, and the old one is removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::former::{Former, remove};
use crate::disk;
use crate::failure::{Failure, show};
use crate::gather::absolute;
use crate::progress::Progress;
use crate::terminal::Terminal;

/// Where a folder is to be written.
pub(super) struct Place {
    /// As it was named.
    name: PathBuf,
    /// From the root, and without links.
    path: PathBuf,
    /// The folder that holds it.
    parent: PathBuf,
    /// What is there and may be replaced.
    there: There,
}

enum There {
    Nothing,
    Empty,
    Upload(Former),
}

impl Place {
    /// Looks at what is there, and puts right what a run left that was interrupted. With `force` an upload folder may be
    /// replaced.
    ///
    /// # Errors
    /// When something is there that must stay.
    pub(super) fn of(name: &Path, force: bool, terminal: &mut Terminal) -> Result<Self, Failure> {
        let fault = |error: io::Error| Failure::writing(name, &error);
        let path = absolute(name);
        let (Some(parent), Some(own)) = (path.parent(), path.file_name()) else {
            return Err(fault(io::ErrorKind::AlreadyExists.into()));
        };
        fs::create_dir_all(parent).map_err(fault)?;
        let parent = fs::canonicalize(parent).map_err(fault)?;
        let path = parent.join(own);
        if path.is_symlink() {
            return Err(Failure::new(
                format!("`{}` is a link", show(name)),
                "name the folder to which it leads",
            ));
        }
        let mut place = Self {
            name: name.to_owned(),
            path,
            parent,
            there: There::Nothing,
        };
        for words in place.put_right()? {
            terminal.say(&words);
        }
        place.there = place.look(force)?;
        Ok(place)
    }

    /// The folder from the root.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The upload folder that is to be replaced.
    pub(super) fn former(&self) -> Option<&Former> {
        match &self.there {
            There::Upload(former) => Some(former),
            There::Nothing | There::Empty => None,
        }
    }

    /// Writes the files into a folder that only the user may read.
    pub(super) fn write(&self, files: &[(&str, &[u8])]) -> Result<(), Failure> {
        let fault = |error: io::Error| Failure::writing(&self.name, &error);
        // It is removed where anything fails.
        let made = self.private_folder().map_err(fault)?;
        let progress = Progress::new("writing", files.len());
        for (name, bytes) in files {
            disk::write_private(&made.path().join(name), bytes, true).map_err(fault)?;
            progress.step();
        }
        drop(progress);
        disk::sync_folder(made.path()).map_err(fault)?;
        match &self.there {
            There::Nothing => {}
            There::Empty => fs::remove_dir(&self.path).map_err(fault)?,
            There::Upload(_) => fs::rename(&self.path, self.aside()).map_err(fault)?,
        }
        self.take(made)?;
        disk::sync_folder(&self.parent).map_err(fault)?;
        if let There::Upload(former) = &self.there {
            remove(&self.aside(), former).map_err(|_| self.not_removed())?;
        }
        Ok(())
    }

    fn not_removed(&self) -> Failure {
        let (name, aside) = (show(&self.name), show(&self.named_aside()));
        Failure::new(
            format!("`{name}` is written, but the files from before it are still in `{aside}`"),
            "delete that folder: it holds personal data",
        )
    }

    /// Gives the new folder its name. Where that fails, the old one has it again.
    fn take(&self, made: TempDir) -> Result<(), Failure> {
        let Err(error) = fs::rename(made.path(), &self.path) else {
            // It has its name now, and is not to be removed.
            let _ = made.keep();
            return Ok(());
        };
        if matches!(self.there, There::Upload(_)) && fs::rename(self.aside(), &self.path).is_err() {
            let (name, aside) = (show(&self.name), show(&self.named_aside()));
            return Err(Failure::new(
                format!("`{name}` was not written: its old files are in `{aside}`"),
                "the next `roster split` into this folder puts them back",
            ));
        }
        Err(Failure::writing(&self.name, &error))
    }

    /// Ends what a run began that was interrupted, and says what it found.
    fn put_right(&self) -> Result<Vec<String>, Failure> {
        let fault = |error: io::Error| Failure::writing(&self.name, &error);
        let (name, aside) = (show(&self.name), self.aside());
        let mut told = Vec::new();
        if aside.is_dir() {
            if self.path.exists() {
                // The new folder is complete, or it would not have its name.
                let removed = match Former::of(&aside)? {
                    Some(former) => {
                        former.refuse_to_lose(&self.named_aside())?;
                        remove(&aside, &former)
                    }
                    None => fs::remove_dir(&aside),
                };
                removed.map_err(|_| left_over(&self.named_aside()))?;
                told.push(format!(
                    "an earlier run was interrupted after it wrote `{name}`; the files from before it are removed now"
                ));
            } else {
                fs::rename(&aside, &self.path).map_err(fault)?;
                told.push(format!(
                    "an earlier run was interrupted before it wrote `{name}`; the files from before it are back"
                ));
            }
        }
        for entry in fs::read_dir(&self.parent).map_err(fault)?.flatten() {
            let left = entry.file_name();
            if left.to_string_lossy().starts_with(&self.beside("new")) {
                let left = show(&self.name.with_file_name(left));
                told.push(format!(
                    "`{left}` is left of a run that was interrupted and holds personal data: delete it, unless such a run \
                     is still at work"
                ));
            }
        }
        Ok(told)
    }

    fn look(&self, force: bool) -> Result<There, Failure> {
        let name = show(&self.name);
        let mut entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(There::Nothing),
            Err(error) => return Err(Failure::writing(&self.name, &error)),
        };
        if entries.next().is_none() {
            return Ok(There::Empty);
        }
        let Some(former) = Former::of(&self.path)? else {
            return Err(Failure::new(
                format!("`{name}` holds other files"),
                "name a folder that does not exist yet",
            ));
        };
        if !force {
            return Err(Failure::new(
                format!("`{name}` is an upload folder already"),
                "--force writes it anew; what was uploaded from it must not be uploaded again",
            ));
        }
        former.refuse_to_lose(&self.name)?;
        Ok(There::Upload(former))
    }

    /// Where the old folder is while the new one takes its place.
    fn aside(&self) -> PathBuf {
        self.parent.join(self.beside("old"))
    }

    /// The same as people would name it.
    fn named_aside(&self) -> PathBuf {
        self.name.with_file_name(self.beside("old"))
    }

    /// The name of a folder beside the place, in which walks do not look.
    fn beside(&self, what: &str) -> String {
        let own = self.path.file_name().unwrap_or_default();
        format!(".roster-{what}-{}", own.to_string_lossy())
    }

    /// A folder that is its user's alone from the beginning.
    fn private_folder(&self) -> io::Result<TempDir> {
        let prefix = self.beside("new") + "-";
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        builder.tempdir_in(&self.parent)
    }
}

fn left_over(aside: &Path) -> Failure {
    Failure::new(
        format!(
            "`{}` is left of a run that was interrupted, and is in the way",
            show(aside)
        ),
        "look at what is in it, then delete it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_new_folder_cannot_take_its_place_the_old_one_has_it_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("upload");
        fs::create_dir(&path).expect("a folder");
        fs::write(
            path.join("upload.json"),
            r#"{"rosterkit_upload":1,"files":[],"beside":[]}"#,
        )
        .expect("a file");
        let former = Former::of(&path).ok().flatten().expect("an upload folder");
        let place = Place {
            name: path.clone(),
            path: path.clone(),
            parent: folder.path().to_owned(),
            there: There::Upload(former),
        };
        fs::rename(&path, place.aside()).expect("a folder aside");
        let made = place.private_folder().expect("a folder");
        fs::remove_dir(made.path()).expect("a removed folder");
        assert!(place.take(made).is_err());
        assert!(path.join("upload.json").is_file() && !place.aside().exists());
    }
}
