//! From paths to judged organizations: which files, under which schema, compared with which others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rosterkit_lint::{Again, Levels, Report, Roster};
use rosterkit_project::{
    FileSystem, Found, Given, Project, discover, is_roster, read_as, rosters_below, without_rejected,
};
use rosterkit_sheet::{Document, ReadError};

use crate::args::Selection;
use crate::disk::Disk;
use crate::failure::{Failure, show};
use crate::packs::PACKS;
use crate::progress::Progress;
use crate::table::count;

pub(crate) use self::again::Anew;
use self::annotation::{annotated, place_of_source, replaced};
use self::paths::from_here;
pub(crate) use self::paths::{absolute, governing, relative};

mod again;
mod annotation;
mod no_roster;
mod paths;
mod strays;

/// An organization and the judgement of its files.
pub(crate) struct Judged {
    /// Its folder; `None` for files that no `roster.toml` governs.
    pub(crate) project: Option<Project>,
    pub(crate) report: Report,
    /// How its files were judged.
    pub(crate) anew: Anew,
}

/// What the paths led to.
pub(crate) struct Gathered {
    pub(crate) judged: Vec<Judged>,
    /// Files and folders of which nothing could be made. Any makes the exit code 2.
    pub(crate) failures: Vec<Failure>,
    /// What was passed over or assumed, in words.
    pub(crate) asides: Vec<String>,
}

/// What the files are judged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose<'a> {
    /// To be told what is wrong with these rules, at the levels of `roster.toml`.
    Lint(&'a Selection),
    /// To be imported. Rules whose own level is error are told at that level: they keep rows out. What is given
    /// holds for every file that is named.
    Import { given: &'a Given },
}

impl Purpose<'_> {
    /// The levels of one file that hold for this purpose.
    fn levels(self, levels: &Levels) -> Levels {
        match self {
            Self::Lint(selection) => selection.of_file(levels),
            Self::Import { .. } => levels.without_quieted_errors(),
        }
    }
}

/// Reads and judges what the paths name, of workbooks the sheet of this name if there is one.
pub(crate) fn gather(paths: &[PathBuf], purpose: Purpose<'_>, sheet: Option<&str>) -> Gathered {
    let mut gathered = Gathered {
        judged: Vec::new(),
        failures: Vec::new(),
        asides: Vec::new(),
    };
    let (found, unseen) = discover(&Disk, paths);
    gathered
        .failures
        .extend(unseen.iter().map(|(path, error)| Failure::reading(path, error)));
    let mut groups: BTreeMap<Option<PathBuf>, Vec<Found>> = BTreeMap::new();
    for file in found {
        groups.entry(governing(&file.path)).or_default().push(file);
    }
    for (roster_toml, files) in groups {
        match roster_toml {
            Some(path) => match Project::load(&Disk, PACKS, &path) {
                Ok(project) => gathered.organization(project, files, purpose, sheet),
                Err(error) => gathered.failures.push(error.into()),
            },
            None => gathered.strays(files, purpose, sheet),
        }
    }
    if gathered.judged.is_empty() && gathered.failures.is_empty() {
        // A roster.toml with faults says more than that nothing is there.
        let projects = paths
            .iter()
            .filter_map(|path| Some(Project::load(&Disk, PACKS, &governing(path)?)));
        gathered
            .failures
            .extend(projects.filter_map(|project| project.err().map(Failure::from)));
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

/// A file of an organization.
struct Member {
    /// From the root, to be compared.
    path: PathBuf,
    /// As it was named, or from the working directory.
    name: PathBuf,
    /// Whether it was named itself, and not found in a folder.
    named: bool,
    /// Whether it is there for comparison only.
    context: bool,
}

impl Gathered {
    /// Judges files of one organization together with the others in its folder, of which nothing is reported: a
    /// duplicate is found wherever its twin lies.
    fn organization(
        &mut self,
        project: Project,
        files: Vec<Found>,
        purpose: Purpose<'_>,
        sheet: Option<&str>,
    ) {
        let members = self.members(&project, files);
        self.absent(&project, &members);
        let progress = Progress::new("reading", members.len());
        let settings = project.settings();
        let mut rosters: Vec<Roster> = Vec::new();
        let mut unassigned = Vec::new();
        for member in &members {
            progress.step();
            let file = Found {
                path: member.name.clone(),
                named: member.named,
            };
            let place = in_project(&project, &member.path);
            let claimed = project.claims(&place);
            // The name is that of a sheet of the files that were asked for.
            let sheet = sheet.filter(|_| !member.context);
            let read = |name: &str, bytes| read_as(&settings.schema, name, bytes, sheet);
            let Some(document) = self.read(&file, claimed, member.context, read) else {
                continue;
            };
            if !is_roster(&settings.schema, &document) {
                let file = Found {
                    named: file.named || claimed,
                    ..file
                };
                self.pass_over(&file, member.context, &[&settings.schema], &document);
                continue;
            }
            let nothing = Given::default();
            let given = match purpose {
                Purpose::Import { given } if member.named => given,
                _ => &nothing,
            };
            let place = place_of_source(&project, &document).unwrap_or(place);
            let mut roster = project.roster(document, &place, given);
            roster.context = member.context;
            roster.standing.levels = purpose.levels(&roster.standing.levels);
            if project.says_nothing_of(&roster) && !member.context {
                unassigned.push(show(&file.path));
            }
            rosters.push(roster);
        }
        drop(progress);
        if matches!(purpose, Purpose::Lint(_)) {
            self.asides.extend(without_batch(&unassigned));
        }
        if rosters.iter().any(|roster| !roster.context) {
            let levels = match purpose {
                Purpose::Lint(selection) => selection.applied_to(&settings.levels),
                Purpose::Import { .. } => purpose.levels(&settings.levels),
            };
            let anew = Anew::of_project(&project, levels);
            let rosters = replaced(&project, rosters, &anew);
            self.judged.push(Judged {
                report: anew.judge(rosters),
                project: Some(project),
                anew,
            });
        }
    }

    /// The files that were asked for, and the others of the organization for comparison.
    fn members(&mut self, project: &Project, files: Vec<Found>) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        let mut known: BTreeSet<PathBuf> = BTreeSet::new();
        for Found { path: name, named } in files {
            let path = absolute(&name);
            if known.insert(path.clone()) {
                let name = name.strip_prefix(".").map(Path::to_owned).unwrap_or(name);
                members.push(Member {
                    path,
                    name,
                    named,
                    context: false,
                });
            } else if let Some(twin) = members.iter_mut().find(|member| member.path == path) {
                twin.named |= named;
            }
        }
        match rosters_below(&Disk, &absolute(project.folder()), true) {
            Ok(below) => {
                // Beside the rows that were rejected, the file from which they came has nothing to say: it has them too.
                let sources: Vec<PathBuf> = members
                    .iter()
                    .map(|member| without_rejected(&member.path))
                    .collect();
                let others = below
                    .into_iter()
                    .filter(|path| !sources.contains(path) && known.insert(path.clone()));
                members.extend(others.map(|path| Member {
                    name: from_here(&path),
                    path,
                    named: false,
                    context: true,
                }));
            }
            Err((path, error)) => self.failures.push(Failure::reading(&path, &error)),
        }
        members
    }

    fn read(
        &mut self,
        file: &Found,
        claimed: bool,
        context: bool,
        read: impl FnOnce(&str, Vec<u8>) -> Result<Document, ReadError>,
    ) -> Option<Document> {
        let name = file.path.display().to_string();
        let failure = match Disk.read(&file.path) {
            Ok(bytes) => match read(&name, bytes) {
                Ok(document) if !file.named && annotated(&document) => {
                    self.asides
                        .extend((!context).then(|| annotation::passed_over(&file.path)));
                    return None;
                }
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
                .push(format!("not compared with another file: {failure}"));
        } else {
            self.failures.push(failure);
        }
        None
    }

    /// Says which files `roster.toml` lists that are not there.
    fn absent(&mut self, project: &Project, members: &[Member]) {
        for listed in project
            .settings()
            .batches
            .iter()
            .filter(|listed| listed.names_one_file())
        {
            let path = absolute(&project.folder().join(&listed.pattern));
            if members.iter().all(|member| member.path != path) && Disk.kind(&path).is_err() {
                let roster_toml = show(project.path());
                self.asides.push(format!(
                    "warning: `{roster_toml}` lists `{}`, which is not there",
                    listed.pattern
                ));
            }
        }
    }
}

/// That an import would not know what the people of these files get.
fn without_batch(files: &[String]) -> Option<String> {
    let first = files.first()?;
    let others = match files.len() {
        1 => String::new(),
        more => format!(" and {}", count(more as u64 - 1, "other file")),
    };
    Some(format!(
        "nothing says which role at which location the people of `{first}`{others} get: an import needs the name \
         <role>--<location>.csv, an entry under [[batch]] in roster.toml, or columns Role and Location"
    ))
}

/// A file as people name it, as the project's own folder would have it.
pub(crate) fn place_in(project: &Project, file: &Path) -> PathBuf {
    in_project(project, &absolute(file))
}

/// The file as the project's own folder would have it, by which its batches are listed.
fn in_project(project: &Project, file: &Path) -> PathBuf {
    match file.strip_prefix(absolute(project.folder())) {
        Ok(below) => project.folder().join(below),
        Err(_) => file.to_owned(),
    }
}
