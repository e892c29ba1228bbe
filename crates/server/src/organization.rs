//! One organization as the editor shows it: its settings, its files, and what is told of each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{Diagnostic, Range};
use rosterkit_lint::{Applicability, Place};
use rosterkit_project::{FileSystem, Project, Stamp, fits, is_roster, reason, rosters_below};
use rosterkit_schema::Schema;
use rosterkit_sheet::{Document, ReadOptions};

use crate::bench::{Bench, Judged};
use crate::context::Context;
use crate::law::Law;
use crate::to_proto;
use crate::uri::normalized;

mod words;

use words::{closed, culprit, faults, headless, unassigned};

/// What has to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// These files, whose texts changed in the editor.
    Texts(BTreeSet<PathBuf>),
    /// Everything: files may have come, gone or changed.
    Folder,
}

impl Scope {
    fn includes(&self, path: &Path) -> bool {
        match self {
            Self::Texts(paths) => paths.contains(path),
            Self::Folder => true,
        }
    }
}

/// What governs an organization.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    /// A `roster.toml`.
    RosterToml(PathBuf),
    /// Nothing: the file stands alone, and its header says for which pack it is.
    Stray(PathBuf),
}

/// A file that could be a roster, as it was when somebody looked.
#[derive(Debug)]
struct Member {
    stamp: Option<Stamp>,
    /// Why it is none, where somebody should know.
    refused: Option<String>,
    /// Whether nothing says what its people get.
    is_unassigned: bool,
}

/// One organization.
#[derive(Debug)]
pub(crate) struct Organization {
    home: Home,
    /// What governs its files: the last settings without a fault.
    law: Option<Law>,
    /// The files of the settings, as they were when somebody looked.
    sources: Vec<(PathBuf, Option<Stamp>)>,
    /// What is wrong with the settings, by file.
    faults: BTreeMap<PathBuf, Vec<Diagnostic>>,
    members: BTreeMap<PathBuf, Member>,
    /// That a folder cannot be read, told of `roster.toml`: there is no file of which it could be.
    unseen: Vec<Diagnostic>,
    bench: Bench,
    /// What is told of each file of which anything is.
    told: BTreeMap<PathBuf, Vec<Diagnostic>>,
}

impl Organization {
    pub(crate) fn new(home: Home) -> Self {
        Self {
            home,
            law: None,
            sources: Vec::new(),
            faults: BTreeMap::new(),
            members: BTreeMap::new(),
            unseen: Vec::new(),
            bench: Bench::default(),
            told: BTreeMap::new(),
        }
    }

    /// What is told of each file of which anything is.
    pub(crate) fn told(&self) -> &BTreeMap<PathBuf, Vec<Diagnostic>> {
        &self.told
    }

    /// What governs its files.
    pub(crate) fn law(&self) -> Option<&Law> {
        self.law.as_ref()
    }

    /// Looks again. `open` are the files of this organization that are open.
    pub(crate) fn refresh(&mut self, cx: &Context, scope: &Scope, open: &BTreeSet<PathBuf>) {
        let mut is_new = self.reload(cx, scope);
        if *scope == Scope::Folder || is_new {
            is_new |= self.enlist(cx, open);
        }
        let all = is_new;
        let paths: Vec<PathBuf> = self.members.keys().cloned().collect();
        for path in paths.iter().filter(|path| all || scope.includes(path)) {
            is_new |= self.reread(cx, path);
        }
        if is_new {
            self.tell(cx, open);
        }
    }

    /// The judgement in which all is told that there is about this file.
    pub(crate) fn judged(&mut self, path: &Path) -> Option<&Judged> {
        let judged = self.bench.of_file(self.law.as_ref()?, path);
        judged.file(path).map(|_| judged)
    }

    /// What the file would say after its fixes.
    pub(crate) fn repaired(&mut self, path: &Path, least: Applicability) -> Option<Vec<u8>> {
        let member = self.members.get(path)?;
        if member.refused.is_some() {
            return None;
        }
        self.bench.repaired(self.law.as_ref()?, path, least)
    }

    /// Reads the settings, where they changed. Settings with a fault leave those before in force.
    fn reload(&mut self, cx: &Context, scope: &Scope) -> bool {
        let today = (cx.surroundings.today)();
        let mut is_new = false;
        if let Some(law) = self.law.as_mut().filter(|law| law.today != today) {
            law.today = today;
            is_new = true;
        }
        let Home::RosterToml(path) = &self.home else {
            return is_new;
        };
        let files = cx.files();
        let is_same = |(path, stamp): &(PathBuf, Option<Stamp>)| {
            !scope.includes(&normalized(path)) || files.stamp(path).ok() == *stamp
        };
        if !self.sources.is_empty() && self.sources.iter().all(is_same) {
            return is_new;
        }
        let stamped = |path: PathBuf| {
            let stamp = files.stamp(&path).ok();
            (path, stamp)
        };
        self.sources = vec![stamped(path.clone())];
        self.faults.clear();
        match Project::load(&files, cx.surroundings.packs, path) {
            Ok(project) => {
                let reference = &project.settings().schema_reference;
                if Path::new(reference)
                    .extension()
                    .is_some_and(|extension| extension == "toml")
                {
                    self.sources.push(stamped(project.folder().join(reference)));
                }
                self.law = Some(Law {
                    schema: project.settings().schema.clone(),
                    project: Some(Arc::new(project)),
                    today,
                });
                self.bench = Bench::default();
                self.members.clear();
            }
            Err(error) => {
                // Also one that is missing: once it is there, all may be well.
                let culprit = culprit(&error);
                if culprit != *path {
                    self.sources.push(stamped(culprit));
                }
                let (at, faults) = faults(cx, path, &error);
                self.faults.insert(at, faults);
            }
        }
        true
    }

    /// Finds out which files there are.
    fn enlist(&mut self, cx: &Context, open: &BTreeSet<PathBuf>) -> bool {
        let mut unseen = Vec::new();
        let paths: BTreeSet<PathBuf> = match &self.home {
            Home::Stray(path) => [path.clone()].into(),
            Home::RosterToml(path) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                let below = rosters_below(&cx.files(), folder, true);
                unseen.extend(below.unseen.iter().map(|unseen| closed(folder, unseen)));
                below.found.into_iter().chain(open.iter().cloned()).collect()
            }
        };
        let mut is_new = unseen != self.unseen;
        self.unseen = unseen;
        let gone: Vec<PathBuf> = self
            .members
            .keys()
            .filter(|path| !paths.contains(*path))
            .cloned()
            .collect();
        for path in &gone {
            self.members.remove(path);
            self.bench.remove(path);
        }
        is_new |= !gone.is_empty();
        for path in paths {
            self.members.entry(path).or_insert_with(|| {
                is_new = true;
                Member {
                    stamp: None,
                    refused: None,
                    is_unassigned: false,
                }
            });
        }
        is_new
    }

    /// Reads a file, if it changed.
    fn reread(&mut self, cx: &Context, path: &Path) -> bool {
        let stamp = cx.files().stamp(path).ok();
        let Some(member) = self.members.get_mut(path) else {
            return false;
        };
        if stamp.is_some() && member.stamp == stamp {
            return false;
        }
        member.stamp = stamp;
        member.refused = None;
        member.is_unassigned = false;
        let read = match &self.home {
            Home::Stray(_) => Ok(self.read_stray(cx, path)),
            Home::RosterToml(_) => self.read_member(cx, path),
        };
        match read {
            Ok(Some(document)) => {
                if let (Some(law), Some(member)) = (&self.law, self.members.get_mut(path)) {
                    let roster = law.roster(document, path);
                    let project = law.project.as_ref();
                    member.is_unassigned = project.is_some_and(|project| project.says_nothing_of(&roster));
                    self.bench.put(path.to_owned(), roster);
                }
            }
            Ok(None) => self.bench.remove(path),
            Err(refused) => {
                self.bench.remove(path);
                if let Some(member) = self.members.get_mut(path) {
                    member.refused = Some(refused);
                }
            }
        }
        true
    }

    /// A file of the organization; `None` where it is no roster, and nobody says it should be.
    fn read_member(&self, cx: &Context, path: &Path) -> Result<Option<Document>, String> {
        let Some(law) = &self.law else { return Ok(None) };
        let is_claimed = law.project.as_ref().is_some_and(|project| project.claims(path));
        let read = cx
            .files()
            .read(path)
            .map_err(|error| format!("this file cannot be read: {}", reason(&error)))
            .and_then(|bytes| {
                let document = read_as(law, path, bytes)?;
                if is_roster(&law.schema, &document) {
                    Ok(document)
                } else {
                    Err(headless(&law.schema))
                }
            });
        match read {
            Ok(document) => Ok(Some(document)),
            Err(refused) if is_claimed => Err(refused),
            Err(_) => Ok(None),
        }
    }

    /// A file that is to be a roster and has no header yet, and what it should be. An empty one has nothing at all.
    pub(crate) fn begun(&self, cx: &Context, path: &Path) -> Option<(&Schema, Option<Document>)> {
        let law = self.law.as_ref()?;
        let is_begun = self.members.get(path)?.refused.is_some() && law.project.as_ref()?.claims(path);
        let bytes = cx.files().read(path).ok()?;
        is_begun.then(|| (&law.schema, read_as(law, path, bytes).ok()))
    }

    /// A file that no `roster.toml` governs, under the pack that its header fits.
    fn read_stray(&mut self, cx: &Context, path: &Path) -> Option<Document> {
        let bytes = cx.files().read(path).unwrap_or_default();
        let name = path.display().to_string();
        let read = |options: &ReadOptions<'_>| Document::read_with(&name, bytes.clone(), options).ok();
        let (document, fits) = fits(&cx.packs, read)?;
        let best = fits.first().filter(|fit| fit.is_roster())?;
        let (_, schema) = cx.packs.get(best.pack)?;
        if self.law.as_ref().is_none_or(|law| law.schema.name != schema.name) {
            self.law = Some(Law {
                project: None,
                schema: schema.clone(),
                today: (cx.surroundings.today)(),
            });
            self.bench = Bench::default();
        }
        Some(document)
    }

    /// Judges, and says it of each file.
    fn tell(&mut self, cx: &Context, open: &BTreeSet<PathBuf>) {
        self.told = self.faults.clone();
        if let Home::RosterToml(path) = &self.home
            && !self.unseen.is_empty()
        {
            let told = self.told.entry(path.clone()).or_default();
            told.extend_from_slice(&self.unseen);
        }
        for (path, member) in &self.members {
            let at = Range::default();
            let told = match &member.refused {
                Some(refused) => to_proto::plain(at, refused.clone()),
                None if member.is_unassigned => to_proto::aside(at, unassigned()),
                None => continue,
            };
            self.told.insert(path.clone(), vec![told]);
        }
        let Some(law) = &self.law else { return };
        let judged = self.bench.all(law);
        let is_shared = judged.report.crosses_files();
        let roster_toml = law.project.as_deref().map(Project::path);
        for found in judged.report.diagnostics() {
            let path = match found.at.place {
                // While the settings have a fault those before are in force, and their entries stand elsewhere, if at all.
                Place::Suppression(_) if !self.faults.is_empty() => None,
                Place::Suppression(_) => roster_toml,
                _ => judged.path(found.at.file),
            };
            if let Some(path) = path {
                let told = to_proto::diagnostic(cx, judged, found);
                self.told.entry(path.to_owned()).or_default().push(told);
            }
        }
        for path in open
            .iter()
            .filter(|path| is_shared || crate::bench::is_rejected(path))
        {
            let judged = self.bench.of_file(law, path);
            let Some(file) = judged.file(path) else { continue };
            let found = judged.report.diagnostics().iter();
            let found = found
                .filter(|found| found.at.file == file && !matches!(found.at.place, Place::Suppression(_)));
            let told = found.map(|found| to_proto::diagnostic(cx, judged, found));
            let member = self.members.get(path);
            let is_unassigned = member.is_some_and(|member| member.is_unassigned);
            let aside = is_unassigned.then(|| to_proto::aside(Range::default(), unassigned()));
            self.told
                .insert(path.clone(), aside.into_iter().chain(told).collect());
        }
    }
}

fn read_as(law: &Law, path: &Path, bytes: Vec<u8>) -> Result<Document, String> {
    rosterkit_project::read_as(&law.schema, &law.name(path), bytes, None).map_err(|error| {
        let help = miette::Diagnostic::help(&error).map(|help| format!("\n{help}"));
        format!("this file cannot be read: {error}{}", help.unwrap_or_default())
    })
}
