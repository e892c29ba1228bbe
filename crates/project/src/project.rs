//! An organization's folder: its `roster.toml`, and what that says about each file.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use rosterkit_lint::{Claim, Levels, Unknown};
use rosterkit_schema::{Answers, Batch, Schema, SourceError};
use thiserror::Error;

use crate::discovery::REJECTED_ENDING;
use crate::files::FileSystem;
use crate::given::Given;
use crate::listed_batch::{named, provider, unknown_parts};
use crate::options::Options;
use crate::resolve::resolve;
use crate::settings::Settings;

/// A built-in schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pack<'a> {
    /// Its name: what `roster.toml` calls it.
    pub name: &'a str,
    /// Its `schema.toml` as [`Schema::compile`] has it.
    pub schema: &'a [u8],
}

impl Pack<'_> {
    /// The schema under these answers.
    ///
    /// # Errors
    /// It is no compiled schema.
    pub fn schema(&self, answers: &Answers) -> Result<Schema, SourceError> {
        Schema::of_compiled(&format!("{}/schema.toml", self.name), self.schema, answers)
    }
}

/// An organization's folder.
#[derive(Debug, Clone)]
pub struct Project {
    path: PathBuf,
    settings: Settings,
}

/// Why an organization's settings cannot be had.
#[derive(Debug, Error, Diagnostic)]
pub enum ProjectError {
    /// `roster.toml` or `schema.toml` has faults.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Source(Box<SourceError>),
    /// A file cannot be read.
    #[error("`{path}` cannot be read")]
    #[diagnostic(code(project::read))]
    Read {
        /// Which file.
        path: String,
        /// Where `roster.toml` names it, in bytes; the beginning where it is that file itself.
        named: Range<usize>,
        /// Why.
        source: io::Error,
    },
    /// A file is not text.
    #[error("`{path}` is not UTF-8 text")]
    #[diagnostic(code(project::not_text), help("save it as UTF-8"))]
    NotText {
        /// Which file.
        path: String,
        /// Where `roster.toml` names it, in bytes; the beginning where it is that file itself.
        named: Range<usize>,
    },
}

impl ProjectError {
    /// The same of a file that `roster.toml` names here.
    pub(crate) fn named_at(mut self, at: Range<usize>) -> Self {
        if let Self::Read { named, .. } | Self::NotText { named, .. } = &mut self {
            *named = at;
        }
        self
    }
}

impl From<SourceError> for ProjectError {
    fn from(error: SourceError) -> Self {
        Self::Source(Box::new(error))
    }
}

impl Project {
    /// Reads the `roster.toml` at this path, and the schema that it names.
    ///
    /// # Errors
    /// Every fault of the two files, or why one of them cannot be read.
    pub fn load(files: &dyn FileSystem, packs: &[Pack<'_>], path: &Path) -> Result<Self, ProjectError> {
        let name = path.display().to_string();
        let text = read_text(files, path)?;
        let shown = without_passwords(&text);
        let options: Options =
            toml::from_str(&text).map_err(|error| SourceError::from_toml(&name, &shown, &error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let schema = |reference: &str, answers: &Answers| schema(files, packs, folder, reference, answers);
        let settings = resolve((&options, &text), folder, packs, schema)?
            .map_err(|faults| SourceError::new(&name, &shown, faults))?;
        Ok(Self {
            path: path.to_owned(),
            settings,
        })
    }

    /// The `roster.toml`.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of `roster.toml`.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The `schema.toml` that it names, unless its schema is built in.
    pub fn schema_path(&self) -> Option<PathBuf> {
        schema_path(self.folder(), &self.settings.schema_reference)
    }

    /// What it resolves to.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What all the people of this file get. Their roles are those of `flag`, as pairs of location and role; else those of
    /// the first `[[batch]]` that lists the file; else those that its name says. Without assignments when nothing says.
    ///
    /// Rejected rows are those of the file that they came from.
    pub fn batch_of(&self, file: &Path, flag: &[(String, String)]) -> Batch {
        let organization = &self.settings.organization;
        let file = &without_rejected(file);
        let listed = self.listed(file);
        let mut batch = listed.map(|listed| listed.batch.clone()).unwrap_or_default();
        if !flag.is_empty() {
            batch.assignments = flag.iter().cloned().collect();
        } else if batch.assignments.is_empty()
            && let Some((role, location)) = named(organization, file)
        {
            batch.assignments.insert(location, role);
        }
        if let Some(week) = listed.map(|listed| &listed.hours).filter(|week| !week.is_empty()) {
            for location in batch.assignments.keys() {
                batch
                    .hours
                    .entry(location.clone())
                    .or_insert_with(|| week.clone());
            }
        }
        batch.provider = provider(organization, &batch);
        batch
    }

    /// What says which batch this file is, where two that say it disagree: the fingerprint of its template, `roster.toml`, its
    /// name. An entry of `roster.toml` may add locations to those of the name.
    pub fn contradiction(&self, file: &Path, stamped: &[(String, String)]) -> Vec<Claim> {
        let organization = &self.settings.organization;
        let file = &without_rejected(file);
        let listed = self.listed(file).map(|listed| &listed.batch.assignments);
        let listed = listed.filter(|assignments| !assignments.is_empty());
        let named: Option<BTreeMap<String, String>> =
            named(organization, file).map(|(role, location)| [(location, role)].into());
        let stamped: BTreeMap<String, String> = stamped.iter().cloned().collect();
        let said = listed.or(named.as_ref());
        let adds = |listed: &BTreeMap<String, String>, named: &BTreeMap<String, String>| {
            named.iter().all(|pair| listed.iter().any(|other| other == pair))
        };
        let agree = match (listed, &named) {
            (Some(listed), Some(named)) => adds(listed, named),
            _ => true,
        };
        if agree && (stamped.is_empty() || said.is_none_or(|said| *said == stamped)) {
            return Vec::new();
        }
        let claims = [
            ("the template it was made from", Some(&stamped)),
            ("roster.toml", listed),
            ("its name", named.as_ref()),
        ];
        let claims = claims.into_iter().filter_map(|(by, says)| {
            let says = says.filter(|says| !says.is_empty())?;
            let ids = says
                .iter()
                .map(|(location, role)| (location.as_str(), role.as_str()));
            let says = organization.in_words(ids);
            Some(Claim { by, says })
        });
        claims.collect()
    }

    /// What the file's name says of a role or a location that the organization does not have.
    pub fn unknown(&self, file: &Path) -> Vec<Unknown> {
        unknown_parts(&self.settings.organization, &without_rejected(file))
    }

    /// The levels at which rules are shown in this file, where they differ from those of all files: of each rule, by the first
    /// `[[override]]` that lists the file and names the rule.
    pub fn levels_in(&self, file: &Path) -> Levels {
        let file = &without_rejected(file);
        let below = file.strip_prefix(self.folder()).unwrap_or(file);
        let mut levels = Levels::default();
        for listed in self
            .settings
            .overrides
            .iter()
            .filter(|listed| listed.matches(below))
        {
            for (rule, level) in &listed.levels.0 {
                levels.0.entry(rule).or_insert(*level);
            }
        }
        levels
    }

    /// The same with all that is said on the command line, which comes first.
    pub fn batch_given(&self, file: &Path, given: &Given) -> Batch {
        let mut batch = self.batch_of(file, &given.assignments);
        given.over(&mut batch);
        batch
    }

    /// What the person of a row of a master gets, from what its cells for role and location say; `None` where they name
    /// nothing. Hours and inactivity timeout are those that [`Self::batch_given`] gives for the file; hours only where the
    /// role is that of people who treat patients.
    pub fn batch_of_row(&self, file: &Path, given: &Given, (role, locations): (&str, &str)) -> Option<Batch> {
        let organization = &self.settings.organization;
        let role = organization.role_named(role)?;
        let locations = organization.locations_named(locations).ok()?.into_iter();
        let given = Given {
            assignments: locations
                .map(|location| (location.id.clone(), role.id.clone()))
                .collect(),
            ..given.clone()
        };
        let mut batch = self.batch_given(file, &given);
        batch
            .hours
            .retain(|location, _| role.provider && batch.assignments.contains_key(location));
        Some(batch)
    }

    /// A batch of people who have this role at this location, by their ids.
    pub fn batch_at(&self, location: &str, role: &str) -> Batch {
        let assignments = [(location.to_owned(), role.to_owned())].into();
        let mut batch = Batch {
            assignments,
            ..Batch::default()
        };
        batch.provider = provider(&self.settings.organization, &batch);
        batch
    }

    /// Whether the organization says that this file is a roster: it is listed, or its name is a role's and a location's.
    pub fn claims(&self, file: &Path) -> bool {
        // Where nobody gets a role at a location, templates are named after the schema.
        let schema = &self.settings.schema;
        let is_template = || {
            file.file_stem()
                .is_some_and(|stem| stem.eq_ignore_ascii_case(&schema.name))
        };
        self.listed(file).is_some()
            || named(&self.settings.organization, file).is_some()
            || !schema.batch.assigned && is_template()
    }

    fn listed(&self, file: &Path) -> Option<&crate::ListedBatch> {
        let below = file.strip_prefix(self.folder()).unwrap_or(file);
        self.settings.batches.iter().find(|rule| rule.matches(below))
    }
}

/// The file from which rejected rows came: `desk--lehi.csv` of `desk--lehi.csv.rejected.csv`; every other file is its own.
pub fn without_rejected(file: &Path) -> PathBuf {
    let name = file.file_name().and_then(|name| name.to_str());
    match name.and_then(|name| name.strip_suffix(REJECTED_ENDING)) {
        Some(stem) if !stem.is_empty() => file.with_file_name(stem),
        _ => file.to_owned(),
    }
}

/// The schema that `roster.toml` names; `None` where no pack has the name.
fn schema(
    files: &dyn FileSystem,
    packs: &[Pack<'_>],
    folder: &Path,
    reference: &str,
    answers: &Answers,
) -> Result<Option<Schema>, ProjectError> {
    if let Some(path) = schema_path(folder, reference) {
        let text = read_text(files, &path)?;
        return Ok(Some(Schema::parse(&path.display().to_string(), &text, answers)?));
    }
    let pack = packs.iter().find(|pack| pack.name == reference);
    Ok(pack.map(|pack| pack.schema(answers)).transpose()?)
}

/// The `schema.toml` that the `roster.toml` at this path names, also where one of them has faults; `None` where it names none, or
/// a pack.
pub fn schema_named_in(files: &dyn FileSystem, roster_toml: &Path) -> Option<PathBuf> {
    let text = read_text(files, roster_toml).ok()?;
    let table: toml::Table = text.parse().ok()?;
    let reference = table.get("schema")?.as_str()?;
    schema_path(roster_toml.parent().unwrap_or(Path::new("")), reference)
}

/// The file of a schema, where it is one and no pack.
fn schema_path(folder: &Path, reference: &str) -> Option<PathBuf> {
    let is_file = Path::new(reference)
        .extension()
        .is_some_and(|extension| extension == "toml");
    is_file.then(|| folder.join(reference))
}

fn read_text(files: &dyn FileSystem, path: &Path) -> Result<String, ProjectError> {
    let name = || path.display().to_string();
    let bytes = files.read(path).map_err(|source| ProjectError::Read {
        path: name(),
        named: 0..0,
        source,
    })?;
    String::from_utf8(bytes).map_err(|_| ProjectError::NotText {
        path: name(),
        named: 0..0,
    })
}

/// The text with asterisks for the passwords of its addresses, `user:password@host`, byte for byte: a fault shows the line in
/// which it stands.
fn without_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, address) = rest.split_at(at + "://".len());
        shown.push_str(before);
        let end = address
            .find(|c: char| c.is_whitespace() || "\"'/".contains(c))
            .unwrap_or(address.len());
        let (authority, after) = address.split_at(end);
        match authority
            .rsplit_once('@')
            .and_then(|(user, host)| Some((user.split_once(':')?, host)))
        {
            Some(((user, password), host)) => {
                shown.extend([user, ":", &"*".repeat(password.len()), "@", host]);
            }
            None => shown.push_str(authority),
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::without_passwords;

    #[test]
    fn a_password_is_hidden_and_nothing_moves() {
        let text = "store = \"postgres://ana:sécr:t@db.example.com/x\" # http://example.com/a@b:c@d\n";
        let shown = without_passwords(text);
        assert_eq!(
            shown,
            "store = \"postgres://ana:*******@db.example.com/x\" # http://example.com/a@b:c@d\n"
        );
        assert_eq!(shown.len(), text.len());
    }
}
