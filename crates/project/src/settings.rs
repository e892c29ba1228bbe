//! `roster.toml` resolved: nothing is left out.

use std::path::{Path, PathBuf};

use globset::GlobMatcher;
use rosterkit_lint::{Levels, Suppression};
use rosterkit_schema::{Organization, Schema};

use crate::listed_batch::ListedBatch;

/// What governs the files of an organization.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The schema, its options answered.
    pub schema: Schema,
    /// The roles and locations.
    pub organization: Organization,
    /// Which files are which batch, the first that matches.
    pub batches: Vec<ListedBatch>,
    /// The levels at which rules are shown.
    pub levels: Levels,
    /// The levels at which rules are shown in some files, the first that names a rule.
    pub overrides: Vec<Override>,
    /// What is not raised about some people.
    pub suppressions: Vec<Suppression>,
    /// Where accounts are kept.
    pub store: StoreUrl,
}

/// Files in which rules are shown at other levels.
#[derive(Debug, Clone)]
pub struct Override {
    /// The levels of the rules that it names.
    pub levels: Levels,
    pub(crate) matcher: GlobMatcher,
}

impl Override {
    /// Whether it is about this file, whose path is from the folder of `roster.toml`.
    pub fn matches(&self, path: &Path) -> bool {
        self.matcher.is_match(path)
    }
}

/// Where accounts are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// `sqlite:PATH`: a database file.
    Sqlite(PathBuf),
}

impl StoreUrl {
    /// Reads `sqlite:PATH`; `None` for anything else.
    pub fn parse(url: &str) -> Option<Self> {
        let path = url
            .strip_prefix("sqlite:")
            .filter(|path| !path.is_empty() && !path.starts_with(':'))?;
        Some(Self::Sqlite(PathBuf::from(path)))
    }

    /// The store with its path taken from this folder, where it was relative.
    #[must_use]
    pub fn from_folder(self, folder: &Path) -> Self {
        match self {
            Self::Sqlite(path) => Self::Sqlite(folder.join(path)),
        }
    }
}
