//! Failures: why the job cannot be done, with what to do about it.

use std::io;
use std::path::Path;

use miette::Diagnostic;
use rosterkit_project::{ProjectError, reason};
use rosterkit_sheet::visible;
use thiserror::Error;

/// Why the job cannot be done.
#[derive(Debug, Error, Diagnostic)]
pub(crate) enum Failure {
    /// A fault of a settings file, with its place.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] rosterkit_project::ProjectError),
    /// A file of which no reader could make anything.
    #[error("`{}`: {error}", visible(path))]
    Unreadable {
        path: String,
        error: rosterkit_sheet::ReadError,
        #[help]
        help: Option<String>,
    },
    /// Anything that is told in words alone.
    #[error("{message}")]
    Told {
        message: String,
        /// The file that is meant, if it is one.
        path: Option<String>,
        #[help]
        help: Option<String>,
    },
    /// The account store could not be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] rosterkit_import::StoreError),
    /// No plan could be made.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Plan(#[from] rosterkit_import::PlanError),
    /// A saved plan does not hold any more.
    #[error(transparent)]
    #[diagnostic(transparent)]
    SavedPlan(#[from] rosterkit_import::SavedPlanError),
    /// A batch was not undone.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Undo(#[from] rosterkit_import::UndoError),
    /// A plan was not applied, or not to its end.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Apply(#[from] rosterkit_import::ApplyError),
    /// The output could not be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Told {
            message: message.into(),
            path: None,
            help: Some(help.into()),
        }
    }

    /// A file or folder could not be read.
    pub(crate) fn reading(path: &Path, error: &io::Error) -> Self {
        let help = match error.kind() {
            io::ErrorKind::NotFound => {
                Some("check the spelling, and that the file has not been moved".to_owned())
            }
            io::ErrorKind::PermissionDenied => Some("ask its owner for permission to read it".to_owned()),
            _ => None,
        };
        Self::Told {
            message: format!("`{}` cannot be read: {}", show(path), reason(error)),
            path: Some(path.display().to_string()),
            help,
        }
    }

    /// A file could not be written.
    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        let help = "check that you may write in this folder and that there is space, or name another folder";
        Self::Told {
            message: format!("`{}` cannot be written: {}", show(path), reason(error)),
            path: Some(path.display().to_string()),
            help: Some(help.to_owned()),
        }
    }

    pub(crate) fn unreadable(path: &str, error: rosterkit_sheet::ReadError) -> Self {
        let help = error.help().map(|help| help.to_string());
        Self::Unreadable {
            path: path.to_owned(),
            error,
            help,
        }
    }

    /// The file that is meant, if it is one, as it is called and not as it is printed.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::Told { path, .. } => path.as_deref(),
            Self::Project(ProjectError::Source(error)) => Some(error.name()),
            Self::Unreadable { path, .. }
            | Self::Project(ProjectError::Read { path, .. } | ProjectError::NotText { path, .. }) => {
                Some(path)
            }
            _ => None,
        }
    }

    /// The line of the file that is meant, of several the first. One-based.
    pub(crate) fn line(&self) -> Option<usize> {
        let Self::Project(ProjectError::Source(error)) = self else {
            return None;
        };
        error.faults().iter().map(|fault| error.line(fault)).min()
    }

    /// What is wrong, in one text: a report draws no lines of a settings file.
    pub(crate) fn in_full(&self) -> String {
        let Self::Project(ProjectError::Source(error)) = self else {
            return self.to_string();
        };
        let faults: Vec<String> = error
            .faults()
            .iter()
            .map(|fault| format!("line {}: {}", error.line(fault), fault.message))
            .collect();
        format!("`{}`: {}", visible(error.name()), visible(&faults.join("; ")))
    }

    /// What to do about it.
    pub(crate) fn act(&self) -> Option<String> {
        self.help().map(|help| help.to_string())
    }
}

/// A path that can be printed.
pub(crate) fn show(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}
