//! `roster.toml` resolved: nothing is left out.

use std::path::{Path, PathBuf};

use globset::GlobMatcher;
use rosterkit_lint::{Levels, Suppression};
use rosterkit_schema::{Organization, Schema};
use thiserror::Error;

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
    /// The pattern, from the folder of `roster.toml`.
    pub pattern: String,
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
    /// `postgres://user@host:port/database`, without a password.
    Postgres(String),
}

/// Why a text is no [`StoreUrl`]. The words do not repeat it: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StoreUrlError {
    /// It is in no form that is known.
    #[error(
        "a store is written as `sqlite:` and the path of its file, or as `postgres://user@host:port/database`"
    )]
    Form,
    /// It holds a password, which others would read.
    #[error("a password does not belong here: write it into ~/.pgpass, as host:port:database:user:password")]
    Password,
}

impl StoreUrl {
    /// Reads the address of a store.
    pub fn parse(url: &str) -> Result<Self, StoreUrlError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let fits = !path.is_empty() && !path.starts_with(':');
            return fits
                .then(|| Self::Sqlite(PathBuf::from(path)))
                .ok_or(StoreUrlError::Form);
        }
        let (scheme, rest) = url.split_once("://").ok_or(StoreUrlError::Form)?;
        if !["postgres", "postgresql"].contains(&scheme) || rest.is_empty() {
            return Err(StoreUrlError::Form);
        }
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let login = place.rsplit_once('@').map_or("", |(login, _)| login);
        if login.contains(':') || query.to_lowercase().contains("password") {
            return Err(StoreUrlError::Password);
        }
        Ok(Self::Postgres(url.to_owned()))
    }

    /// The store with its path taken from this folder, where it was relative.
    #[must_use]
    pub fn from_folder(self, folder: &Path) -> Self {
        match self {
            Self::Sqlite(path) => Self::Sqlite(folder.join(path)),
            Self::Postgres(url) => Self::Postgres(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_refused_wherever_it_stands() {
        for url in [
            "postgres://ana:secret@db.example.com/x",
            "postgres://ana:@db.example.com/x",
            "postgresql://db.example.com/x?sslmode=require&PassWord=secret",
            "postgres://ana:se@cret@db.example.com/x",
        ] {
            assert_eq!(StoreUrl::parse(url), Err(StoreUrlError::Password), "{url}");
        }
        let url = "postgres://ana@db.example.com:5433/x?sslmode=require";
        assert_eq!(StoreUrl::parse(url), Ok(StoreUrl::Postgres(url.to_owned())));
        for url in [
            "postgres://",
            "mysql://db.example.com/x",
            "sqlite:",
            "sqlite::memory:",
            "roster.db",
        ] {
            assert_eq!(StoreUrl::parse(url), Err(StoreUrlError::Form), "{url}");
        }
    }
}
