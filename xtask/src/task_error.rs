//! Why a task did not succeed.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a task did not succeed. Its words are the last that the task says.
#[derive(Debug, Error)]
pub(crate) enum TaskError {
    /// The command line does not say what to do.
    #[error("{0}")]
    Usage(String),
    /// The task did its work, and the workspace does not pass.
    #[error("{0}")]
    Failed(String),
    /// A file that could not be read or written.
    #[error("`{}`: {error}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A program that could not be started.
    #[error("`{program}` does not start: {error}")]
    Program {
        /// Which program.
        program: String,
        /// What the system says.
        error: io::Error,
    },
    /// A pack whose schema has faults, or whose templates cannot be written.
    #[error("`{pack}`: {reason}")]
    Pack {
        /// The path of its `schema.toml`.
        pack: String,
        /// What is wrong, a line for each fault.
        reason: String,
    },
}

impl TaskError {
    /// For `map_err` beside a file.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::File {
            path: path.to_owned(),
            error,
        }
    }

    /// 1 when the workspace does not pass, 2 when the task could not do its job.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) | Self::File { .. } | Self::Program { .. } | Self::Pack { .. } => 2,
        }
    }
}
