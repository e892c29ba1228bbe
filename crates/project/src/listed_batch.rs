//! Which files are which batch.

use std::path::Path;

use globset::GlobMatcher;
use rosterkit_lint::Unknown;
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

/// The parts of a file name of the form `<role>--<location>` that are not known, where the other one is, or where both are
/// nearly right: then no other name was meant.
pub(crate) fn unknown_parts(organization: &Organization, path: &Path) -> Vec<Unknown> {
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let lower = stem.to_lowercase();
    let Some((role, location)) = lower.split_once("--") else {
        return Vec::new();
    };
    let roles: Vec<String> = organization.roles.iter().map(|role| role.id.clone()).collect();
    let places = organization.locations.iter();
    let places: Vec<String> = places.map(|location| location.id.clone()).collect();
    let role_meant = organization.role_named(role).map(|role| role.id.clone());
    let place_meant = organization.locations_named(location).ok();
    let place_meant = place_meant.and_then(|found| Some(found.first()?.id.clone()));
    let unknown = |kind, part: &str, known, meant| Unknown {
        kind,
        part: part.to_owned(),
        known,
        meant,
    };
    let parts = [
        unknown("role", role, roles, role_meant),
        unknown("location", location, places, place_meant),
    ];
    let is_known = |unknown: &Unknown| unknown.known.contains(&unknown.part);
    let is_like = |unknown: &Unknown| {
        let mut known = unknown.known.iter();
        unknown.meant.is_some() || known.any(|id| strsim::jaro_winkler(&unknown.part, id) > LIKELY)
    };
    if !parts.iter().any(is_known) && !parts.iter().all(is_like) {
        return Vec::new();
    }
    parts.into_iter().filter(|unknown| !is_known(unknown)).collect()
}

/// How like two names are of which one could be meant by the other, between 0 and 1.
const LIKELY: f64 = 0.8;

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
