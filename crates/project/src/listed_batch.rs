//! Which files are which batch.

use std::path::Path;

use globset::GlobMatcher;
use rosterkit_schema::{Batch, Organization, WorkingWeek};

/// Files that a `[[batch]]` of `roster.toml` names, and what it says about them.
#[derive(Debug, Clone)]
pub struct ListedBatch {
    /// The pattern as written.
    pub pattern: String,
    /// What the people of the files get. Without assignments the names of the files say them.
    pub batch: Batch,
    /// The working hours at every location that has none of its own in `batch`.
    pub hours: WorkingWeek,
    pub(crate) matcher: GlobMatcher,
}

impl ListedBatch {
    /// Whether it is about this file, whose path is from the folder of `roster.toml`.
    pub fn matches(&self, path: &Path) -> bool {
        self.matcher.is_match(path)
    }

    /// Whether the pattern names one file and no others.
    pub fn names_one_file(&self) -> bool {
        !self.pattern.contains(['*', '?', '[', '{'])
    }
}

/// The role and the location that a file name says: `<role>--<location>.csv`, both known to the organization, in letters of
/// any case.
pub(crate) fn named(organization: &Organization, path: &Path) -> Option<(String, String)> {
    let stem = path.file_stem()?.to_str()?.to_lowercase();
    let (role, location) = stem.split_once("--")?;
    Some((
        organization.role(role)?.id.clone(),
        organization.location(location)?.id.clone(),
    ))
}

/// `lehi=dentist` -> location and role. `None` when it has another form.
pub fn parse_assignment(text: &str) -> Option<(String, String)> {
    let (location, role) = text.split_once('=')?;
    (rosterkit_schema::is_id(location) && rosterkit_schema::is_id(role))
        .then(|| (location.to_owned(), role.to_owned()))
}

/// Whether those who have the roles of the batch treat patients; `None` where the roles disagree.
pub(crate) fn provider(organization: &Organization, batch: &Batch) -> Option<bool> {
    let mut roles = batch
        .assignments
        .values()
        .filter_map(|role| organization.role(role));
    let first = roles.next()?.provider;
    roles.all(|role| role.provider == first).then_some(first)
}
