//! `roster.toml` resolved: nothing is left out.

use std::path::PathBuf;

use rosterkit_lint::Levels;
use rosterkit_schema::{Organization, Schema};

use crate::listed_batch::ListedBatch;

/// What governs the files of an organization.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The schema as `roster.toml` names it: a pack, or a path from its folder.
    pub schema_reference: String,
    /// The schema, its options answered.
    pub schema: Schema,
    /// The roles and locations.
    pub organization: Organization,
    /// Which files are which batch, the first that matches.
    pub batches: Vec<ListedBatch>,
    /// The levels at which rules are shown.
    pub levels: Levels,
    /// Where accounts are kept.
    pub store: StoreUrl,
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
    pub fn from_folder(self, folder: &std::path::Path) -> Self {
        match self {
            Self::Sqlite(path) => Self::Sqlite(folder.join(path)),
        }
    }
}
