//! From paths to judged organizations: which files, under which schema, compared with which others.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rosterkit_lint::{Again, Levels, Report, Roster};
use rosterkit_project::{
    FileSystem, Found, Given, Project, SAYS_WHO_GETS_WHAT, discover, is_roster, read_as, rosters_below,
};

use crate::args::Selection;
use crate::crew;
use crate::disk::Disk;
use crate::failure::{Failure, show};
use crate::packs::PACKS;
use crate::progress::Progress;
use crate::table::count;

pub(crate) use self::again::Anew;
use self::annotation::{place_of_source, replaced};
use self::paths::from_here;
pub(crate) use self::paths::{absolute, governing, relative};
use self::reading::{Reading, Unread, read_file};

mod again;
mod annotation;
mod no_roster;
mod paths;
mod reading;
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
    /// What cannot be looked at, from the root.
    unseen: BTreeSet<PathBuf>,
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
    let (found, unseen) = discover(&Disk, paths);
    let is_empty = found.is_empty();
    let mut gathered = Gathered {
        judged: Vec::new(),
        failures: unseen
            .iter()
            .map(|(path, error)| Failure::reading(path, error))
            .collect(),
        asides: Vec::new(),
        unseen: unseen.iter().map(|(path, _)| absolute(path)).collect(),
    };
    let mut groups: BTreeMap<Option<PathBuf>, Vec<Found>> = BTreeMap::new();
    // Most files lie beside each other.
    let mut known: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    for file in found {
        let folder = file.path.parent().unwrap_or(Path::new(""));
        let roster_toml = match known.get(folder) {
            Some(roster_toml) => roster_toml.clone(),
            None => known
                .entry(folder.to_owned())
                .or_insert(governing(folder))
                .clone(),
        };
        groups.entry(roster_toml).or_default().push(file);
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
        let may_be_begun = is_empty && matches!(purpose, Purpose::Lint(_));
        gathered.nothing(paths, may_be_begun);
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
        self.idle_overrides(&project, &members);
        let settings = project.settings();
        let mut rosters: Vec<Roster> = Vec::new();
        let mut unassigned = Vec::new();
        for (member, reading) in members.iter().zip(readings(&project, &members, purpose, sheet)) {
            match reading {
                Reading::Roster {
                    roster,
                    is_unassigned,
                } => {
                    if is_unassigned && !member.context {
                        unassigned.push(show(&member.name));
                    }
                    rosters.push(*roster);
                }
                Reading::Other(file, document) => {
                    self.pass_over(&file, member.context, &[&settings.schema], &document);
                }
                Reading::Nothing(unread) => self.note(unread),
            }
        }
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
        // As the system has them, which are compared faster than paths, part by part.
        let mut known: BTreeSet<OsString> = BTreeSet::new();
        // Most files lie beside the one before.
        let mut beside: Option<(PathBuf, PathBuf)> = None;
        for Found { path: name, named } in files {
            let path = match (name.parent(), name.file_name(), &beside) {
                (Some(folder), Some(file), Some((known, at))) if folder == known => at.join(file),
                _ => absolute(&name),
            };
            let folders = name.parent().zip(path.parent());
            beside = folders.map(|(folder, at)| (folder.to_owned(), at.to_owned()));
            if known.insert(path.clone().into()) {
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
        let below = rosters_below(&Disk, &absolute(project.folder()), true);
        let others = below.found.into_iter();
        let others = others.filter(|path| known.insert(path.clone().into()));
        members.extend(others.map(|path| Member {
            name: from_here(&path),
            path,
            named: false,
            context: true,
        }));
        for (folder, error) in below.unseen {
            // One that was walked already for what was asked for is told of.
            if self.unseen.insert(folder.clone()) {
                self.failures.push(Failure::reading(&from_here(&folder), &error));
            }
        }
        members
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

    /// Says which overrides of `roster.toml` are about no file.
    fn idle_overrides(&mut self, project: &Project, members: &[Member]) {
        let overrides = &project.settings().overrides;
        if overrides.is_empty() {
            return;
        }
        let folder = absolute(project.folder());
        let places: Vec<&Path> = members
            .iter()
            .map(|member| member.path.strip_prefix(&folder).unwrap_or(&member.path))
            .collect();
        for idle in overrides
            .iter()
            .filter(|listed| !places.iter().any(|place| listed.matches(place)))
        {
            let roster_toml = show(project.path());
            self.asides.push(format!(
                "warning: an override of `{roster_toml}` is for `{}`, which fits no file",
                idle.pattern
            ));
        }
    }
}

/// What the members of an organization came to, each in its place.
fn readings(
    project: &Project,
    members: &[Member],
    purpose: Purpose<'_>,
    sheet: Option<&str>,
) -> Vec<Reading> {
    let progress = Progress::new("reading", members.len());
    let folder = absolute(project.folder());
    let read = |member: &Member| -> Result<Reading, Infallible> {
        let place = below(project, &folder, &member.path);
        let reading = reading(project, member, place, purpose, sheet);
        progress.step();
        Ok(reading.unwrap_or_else(Reading::Nothing))
    };
    let readings = crew::share(members, read);
    readings.into_iter().map(|Ok(reading)| reading).collect()
}

fn reading(
    project: &Project,
    member: &Member,
    place: PathBuf,
    purpose: Purpose<'_>,
    sheet: Option<&str>,
) -> Result<Reading, Unread> {
    let schema = &project.settings().schema;
    let file = Found {
        path: member.name.clone(),
        named: member.named,
    };
    let claimed = project.claims(&place);
    // The name is that of a sheet of the files that were asked for.
    let sheet = sheet.filter(|_| !member.context);
    let read = |name: &str, bytes| read_as(schema, name, bytes, sheet);
    let document = read_file(&file, claimed, member.context, read)?;
    if !is_roster(schema, &document) {
        let named = file.named || claimed;
        return Ok(Reading::Other(Found { named, ..file }, Box::new(document)));
    }
    let nothing = Given::default();
    let given = match purpose {
        Purpose::Import { given } if member.named => given,
        _ => &nothing,
    };
    let place = place_of_source(project, &document).unwrap_or(place);
    let mut roster = project.roster(document, &place, given);
    roster.context = member.context;
    roster.standing.levels = purpose.levels(&roster.standing.levels);
    Ok(Reading::Roster {
        is_unassigned: project.says_nothing_of(&roster),
        roster: Box::new(roster),
    })
}

/// That an import would not know what the people of these files get.
fn without_batch(files: &[String]) -> Option<String> {
    let first = files.first()?;
    let others = match files.len() {
        1 => String::new(),
        more => format!(" and {}", count(more as u64 - 1, "other file")),
    };
    Some(format!(
        "nothing says which role at which location the people of `{first}`{others} get: {SAYS_WHO_GETS_WHAT}"
    ))
}

/// A file as people name it, as the project's own folder would have it.
pub(crate) fn place_in(project: &Project, file: &Path) -> PathBuf {
    in_project(project, &absolute(file))
}

/// The file as the project's own folder would have it, by which its batches are listed.
fn in_project(project: &Project, file: &Path) -> PathBuf {
    below(project, &absolute(project.folder()), file)
}

/// The same where the project's folder is this one from the root.
fn below(project: &Project, folder: &Path, file: &Path) -> PathBuf {
    match file.strip_prefix(folder) {
        Ok(below) => project.folder().join(below),
        Err(_) => file.to_owned(),
    }
}
