//! Why a file is not rewritten, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::failure::{Failure, show};

/// Why a file is not rewritten.
#[derive(Debug, Error)]
pub(crate) enum Obstacle {
    /// Somebody wrote to it since it was read.
    #[error("it was changed meanwhile")]
    Changed,
    /// It has other names, which would go on holding the old bytes.
    #[error("it has {} more {}", .0 - 1, if *.0 == 2 { "name (a hard link)" } else { "names (hard links)" })]
    HardLinks(u64),
    /// It is a pipe or a device.
    #[error("it is no ordinary file")]
    NotAFile,
    /// Nobody may write to it.
    #[error("it is write-protected")]
    Protected,
    /// The new file could not be given the owner, the mode or an extended attribute of the old one.
    #[error("its {what} could not be kept: {error}")]
    Undressed {
        /// What could not be kept.
        what: String,
        /// Why.
        error: io::Error,
    },
    /// What was written is not what is read again.
    #[error("the disk gave back other bytes than were written")]
    Misread,
    /// It was written in place, and not to its end.
    #[error("it is half written: {error}")]
    HalfWritten {
        /// The file that holds all that was to be written.
        kept: PathBuf,
        /// Why.
        error: Box<Obstacle>,
    },
    /// The system could not do it.
    #[error(transparent)]
    System(#[from] io::Error),
}

impl Obstacle {
    /// What is told about the file.
    pub(crate) fn in_words(&self, path: &Path) -> Failure {
        let help = match self {
            Self::Changed => {
                "close it in Excel or the editor that wrote to it, then run the same command again".to_owned()
            }
            Self::HardLinks(_) => {
                "with --in-place it is written where it is, and its other names see the change".to_owned()
            }
            Self::NotAFile => "name the file itself".to_owned(),
            Self::Protected => {
                "allow writing to it (in Windows: Properties, untick Read-only), or write copies with --out-dir"
                    .to_owned()
            }
            Self::Undressed { .. } => {
                "run the command as the owner of the file, write into it with --in-place, or write copies with --out-dir"
                    .to_owned()
            }
            Self::Misread => "save your other work to another disk, and have this one looked at".to_owned(),
            Self::HalfWritten { kept, .. } => {
                format!("all of it is in `{}`: copy that file over this one", show(kept))
            }
            Self::System(error) => return Failure::writing(path, error),
        };
        Failure::new(format!("`{}` was not rewritten: {self}", show(path)), help)
    }
}
