//! From paths to judged organizations: which files, under which schema, compared with which others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rosterkit_lint::{Layout, Levels, Report, Roster, check};
use rosterkit_project::{FileSystem, Found, Pack, Project, discover, nearest_roster_toml, rosters_below};
use rosterkit_schema::{Batch, Schema};
use rosterkit_sheet::Document;

use crate::disk::Disk;
use crate::failure::{Failure, show};
use crate::packs::PACKS;
use crate::progress::Progress;
use crate::table::count;

/// How many columns of a schema a header must have to be a roster's at all: one could be chance.
const LEAST_COLUMNS: usize = 2;

/// An organization and the judgement of its files.
pub(crate) struct Judged {
    /// Its folder; `None` for files that no `roster.toml` governs.
    pub(crate) project: Option<Project>,
    pub(crate) report: Report,
}

/// What the paths led to.
pub(crate) struct Gathered {
    pub(crate) judged: Vec<Judged>,
    /// Files and folders of which nothing could be made. Any makes the exit code 2.
    pub(crate) failures: Vec<Failure>,
    /// What was passed over or assumed, in words.
    pub(crate) asides: Vec<String>,
}

/// Reads and judges what the paths name. `assign` overrides the batch of every file that is named.
pub(crate) fn gather(paths: &[PathBuf], assign: &[(String, String)]) -> Gathered {
    let mut gathered = Gathered {
        judged: Vec::new(),
        failures: Vec::new(),
        asides: Vec::new(),
    };
    let found = match discover(&Disk, paths) {
        Ok(found) => found,
        Err((path, error)) => {
            gathered.failures.push(Failure::reading(&path, &error));
            return gathered;
        }
    };
    let mut groups: BTreeMap<Option<PathBuf>, Vec<Found>> = BTreeMap::new();
    for file in found {
        groups.entry(governing(&file.path)).or_default().push(file);
    }
    for (roster_toml, files) in groups {
        match roster_toml {
            Some(path) => match Project::load(&Disk, PACKS, &path) {
                Ok(project) => gathered.organization(project, files, assign),
                Err(error) => gathered.failures.push(error.into()),
            },
            None => gathered.strays(files),
        }
    }
    if gathered.judged.is_empty() && gathered.failures.is_empty() {
        let places: Vec<String> = paths.iter().map(|path| format!("`{}`", show(path))).collect();
        gathered.failures.push(Failure::new(
            format!("there is no roster in {}", places.join(", ")),
            "a roster is a .csv or .xlsx file whose first row has the target's headers; `roster template` writes one to fill in",
        ));
    }
    gathered
}

/// The `roster.toml` that governs a file or a folder.
pub(crate) fn governing(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let nearest = nearest_roster_toml(&Disk, absolute.ancestors())?;
    Some(relative(nearest))
}

/// The path from the working directory, where it lies below it.
fn relative(path: PathBuf) -> PathBuf {
    let below = std::env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).map(Path::to_owned).ok());
    below.unwrap_or(path)
}

impl Gathered {
    /// Judges files of one organization together with the others in its folder, of which nothing is reported: a
    /// duplicate is found wherever its twin lies.
    fn organization(&mut self, project: Project, files: Vec<Found>, assign: &[(String, String)]) {
        let files: Vec<Found> = files
            .into_iter()
            .map(|file| Found {
                path: relative_to(&project, file.path),
                ..file
            })
            .collect();
        let mut all: Vec<(Found, bool)> = files.iter().map(|file| (file.clone(), false)).collect();
        let folder = if project.folder() == Path::new("") {
            Path::new(".")
        } else {
            project.folder()
        };
        match rosters_below(&Disk, folder, true) {
            Ok(below) => {
                let others = below
                    .into_iter()
                    .filter(|path| files.iter().all(|file| file.path != *path));
                all.extend(others.map(|path| (Found { path, named: false }, true)));
            }
            Err((path, error)) => self.failures.push(Failure::reading(&path, &error)),
        }
        self.absent(&project, &all);
        let progress = Progress::new("reading", all.len());
        let settings = project.settings();
        let mut rosters = Vec::new();
        for (file, context) in &all {
            progress.step();
            let claimed = project.claims(&file.path);
            let Some(document) = self.read(file, claimed, *context) else {
                continue;
            };
            let known = Layout::new(&settings.schema, document.sheet()).known();
            if known < LEAST_COLUMNS && !claimed {
                self.pass_over(file, *context, &settings.schema);
                continue;
            }
            let flag = if file.named { assign } else { &[] };
            let batch = project.batch_of(&file.path, flag);
            rosters.push(Roster {
                document,
                batch,
                context: *context,
            });
        }
        drop(progress);
        if rosters.iter().any(|roster| !roster.context) {
            let report = check(settings.schema.clone(), rosters, &settings.levels);
            self.judged.push(Judged {
                project: Some(project),
                report,
            });
        }
    }

    /// Judges files that no `roster.toml` governs: the pack is the one whose columns they have.
    fn strays(&mut self, files: Vec<Found>) {
        let mut by_pack: BTreeMap<&str, (&Pack<'_>, Vec<Roster>)> = BTreeMap::new();
        for file in files {
            let Some(document) = self.read(&file, false, false) else {
                continue;
            };
            let packs = PACKS.iter().filter_map(|pack| Some((pack, pack.schema().ok()?)));
            let known =
                packs.map(|(pack, schema)| (Layout::new(&schema, document.sheet()).known(), pack, schema));
            let Some((known, pack, schema)) = known.max_by_key(|(known, ..)| *known) else {
                continue;
            };
            if known < LEAST_COLUMNS {
                self.pass_over(&file, false, &schema);
                continue;
            }
            let roster = Roster {
                document,
                batch: Batch::default(),
                context: false,
            };
            by_pack
                .entry(pack.name)
                .or_insert((pack, Vec::new()))
                .1
                .push(roster);
        }
        for (name, (pack, rosters)) in by_pack {
            match pack.schema() {
                Ok(schema) => {
                    self.asides.push(format!(
                        "no roster.toml: {} judged as `{name}`, by the header",
                        count(rosters.len() as u64, "file")
                    ));
                    self.judged.push(Judged {
                        project: None,
                        report: check(schema, rosters, &Levels::default()),
                    });
                }
                Err(error) => self
                    .failures
                    .push(rosterkit_project::ProjectError::from(error).into()),
            }
        }
    }

    fn read(&mut self, file: &Found, claimed: bool, context: bool) -> Option<Document> {
        let name = file.path.display().to_string();
        let failure = match Disk.read(&file.path) {
            Ok(bytes) => match Document::read(&name, bytes) {
                Ok(document) => return Some(document),
                Err(error) if claimed || file.named => Failure::unreadable(&name, error),
                Err(error) => {
                    self.asides
                        .push(format!("passed over `{}`: {error}", show(&file.path)));
                    return None;
                }
            },
            Err(error) => Failure::reading(&file.path, &error),
        };
        if context {
            self.asides
                .push(format!("not compared with `{}`: {failure}", show(&file.path)));
        } else {
            self.failures.push(failure);
        }
        None
    }

    /// A table that is no roster: an error for a file that was named, else an aside.
    fn pass_over(&mut self, file: &Found, context: bool, schema: &Schema) {
        let path = show(&file.path);
        if file.named {
            let headers: Vec<&str> = schema
                .columns
                .iter()
                .take(3)
                .map(|column| column.header.as_str())
                .collect();
            self.failures.push(Failure::new(
                format!(
                    "`{path}` is not a roster: its first row has none of the headers of `{}`",
                    schema.name
                ),
                format!(
                    "the first row must hold the headers: {}, and so on",
                    headers.join(", ")
                ),
            ));
        } else if !context {
            self.asides.push(format!(
                "passed over `{path}`: its first row has no headers of `{}`",
                schema.name
            ));
        }
    }

    /// Says which files `roster.toml` lists that are not there.
    fn absent(&mut self, project: &Project, files: &[(Found, bool)]) {
        for listed in project
            .settings()
            .batches
            .iter()
            .filter(|listed| listed.names_one_file())
        {
            let path = project.folder().join(&listed.pattern);
            if files.iter().all(|(file, _)| file.path != path) && Disk.kind(&path).is_err() {
                self.asides.push(format!(
                    "warning: `{}` lists `{}`, which is not there",
                    show(project.path()),
                    listed.pattern
                ));
            }
        }
    }
}

/// The file's path as the project's folder would have it, so that the two can be compared.
fn relative_to(project: &Project, path: PathBuf) -> PathBuf {
    if path.starts_with(project.folder()) {
        return path;
    }
    std::path::absolute(&path).map_or(path, relative)
}
