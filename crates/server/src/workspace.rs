//! All that is open or lies in the editor's folders: the organizations, and the schemas that somebody writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lsp_types::Diagnostic;
use rosterkit_project::{nearest_roster_toml, roster_tomls_below};
use rosterkit_schema::{Answers, Schema};

use crate::context::Context;
use crate::organization::{Home, Organization, Scope};
use crate::to_proto;

/// The organizations, by what governs them.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    /// The editor's folders.
    folders: BTreeSet<PathBuf>,
    organizations: BTreeMap<Home, Organization>,
    /// What is wrong with schemas that no organization has.
    schemas: BTreeMap<PathBuf, Vec<Diagnostic>>,
}

impl Workspace {
    /// Another folder.
    pub(crate) fn add_folder(&mut self, folder: PathBuf) {
        self.folders.insert(folder);
    }

    /// A folder less.
    pub(crate) fn remove_folder(&mut self, folder: &Path) {
        self.folders.remove(folder);
    }

    /// Forgets every judgement. The next look begins anew.
    pub(crate) fn forget(&mut self) {
        self.organizations.clear();
    }

    /// The organization of a file.
    pub(crate) fn organization(&mut self, cx: &Context, path: &Path) -> Option<&mut Organization> {
        self.organizations.get_mut(&home(cx, path))
    }

    /// What is told of each file of which anything is.
    pub(crate) fn told(&self) -> BTreeMap<&Path, Vec<&Diagnostic>> {
        let organizations = self.organizations.values().map(Organization::told);
        let all = organizations.chain([&self.schemas]).flatten();
        let mut told: BTreeMap<&Path, Vec<&Diagnostic>> = BTreeMap::new();
        for (path, found) in all {
            let told = told.entry(path).or_default();
            for found in found {
                // A schema that two organizations have is wrong once. What a rule raised is never told twice, and there may
                // be so much of it that it is not to be compared with itself.
                if found.code.is_some() || !told.contains(&found) {
                    told.push(found);
                }
            }
        }
        told
    }

    /// Looks again at what the scope says.
    pub(crate) fn refresh(&mut self, cx: &Context, scope: &Scope) {
        let open: Vec<(&PathBuf, Home)> = cx
            .documents
            .paths()
            .filter(|path| !is_toml(path))
            .map(|path| (path, home(cx, path)))
            .collect();
        if *scope == Scope::Folder {
            let found = self.homes(cx);
            let wanted: BTreeSet<Home> = found
                .into_iter()
                .chain(open.iter().map(|(_, home)| home.clone()))
                .collect();
            self.organizations.retain(|home, _| wanted.contains(home));
            for home in wanted {
                let organization = Organization::new(home.clone());
                self.organizations.entry(home).or_insert(organization);
            }
        }
        for (home, organization) in &mut self.organizations {
            let open = open.iter().filter(|(_, other)| other == home);
            let open = open.map(|(path, _)| (*path).clone()).collect();
            organization.refresh(cx, scope, &open);
        }
        self.schemas(cx);
    }

    /// What governs the files of the editor's folders.
    fn homes(&self, cx: &Context) -> BTreeSet<Home> {
        let mut homes = BTreeSet::new();
        for folder in &self.folders {
            homes.extend(nearest_roster_toml(&cx.files(), folder.ancestors()));
            // Of a folder that cannot be read the organization tells to which it belongs, if any.
            homes.extend(roster_tomls_below(&cx.files(), folder).found);
        }
        let open = cx.documents.paths().filter(|path| path.ends_with("roster.toml"));
        homes.extend(open.cloned());
        homes.into_iter().map(Home::RosterToml).collect()
    }

    /// Reads the schemas that are open and that no organization names.
    fn schemas(&mut self, cx: &Context) {
        self.schemas.clear();
        for path in cx.documents.paths().filter(|path| path.ends_with("schema.toml")) {
            let Some(open) = cx.documents.get(path) else {
                continue;
            };
            let name = path.display().to_string();
            if let Err(error) = Schema::parse(&name, open.draft.text(), &Answers::new()) {
                let faults = to_proto::source_faults(cx, open.draft.text(), &error);
                self.schemas.insert(path.clone(), faults);
            }
        }
    }
}

/// What governs a file.
fn home(cx: &Context, path: &Path) -> Home {
    let folders = path.parent().into_iter().flat_map(Path::ancestors);
    let nearest = nearest_roster_toml(&cx.files(), folders.filter(|folder| folder.is_absolute()));
    nearest.map_or_else(|| Home::Stray(path.to_owned()), Home::RosterToml)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}
