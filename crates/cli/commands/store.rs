//! Which organization, which store.

use std::path::Path;

use rosterkit_import::{SqliteStore, Store};
use rosterkit_project::{FileSystem, Project, StoreUrl};
use rosterkit_schema::Organization;
use rosterkit_sheet::visible;

use crate::args::Which;
use crate::disk::Disk;
use crate::failure::{Failure, show};
use crate::gather::governing;
use crate::packs::PACKS;

/// The organization that governs a folder.
pub(super) fn project_of(folder: &Path) -> Result<Project, Failure> {
    Disk.kind(folder)
        .map_err(|error| Failure::reading(folder, &error))?;
    let Some(path) = governing(folder) else {
        return Err(Failure::new(
            format!("no roster.toml governs `{}`", show(folder)),
            "`roster init` writes one; it says which roles and locations there are",
        ));
    };
    Ok(Project::load(&Disk, PACKS, &path)?)
}

/// The store of an organization, or the one that the command line names instead.
pub(super) fn open(project: &Project, url: Option<&str>) -> Result<Box<dyn Store>, Failure> {
    match url {
        None => open_url(&project.settings().store),
        Some(url) => open_url(&parse(url)?),
    }
}

fn open_url(url: &StoreUrl) -> Result<Box<dyn Store>, Failure> {
    let StoreUrl::Sqlite(path) = url;
    Ok(Box::new(SqliteStore::open(path)?))
}

/// A store that is asked what it holds, and the organization whose names it may use.
pub(super) struct Listed {
    pub(super) store: Box<dyn Store>,
    /// `None` where the store is named on the command line and no `roster.toml` governs the folder.
    pub(super) project: Option<Project>,
}

impl Listed {
    pub(super) fn organization(&self) -> Organization {
        let settings = self.project.as_ref().map(Project::settings);
        settings
            .map(|settings| settings.organization.clone())
            .unwrap_or_default()
    }
}

/// The store that a listing command is about.
pub(super) fn listed(which: &Which) -> Result<Listed, Failure> {
    let listed = if let Some(url) = &which.store {
        Listed {
            store: open_url(&parse(url)?)?,
            project: project_of(&which.folder).ok(),
        }
    } else {
        let project = project_of(&which.folder)?;
        Listed {
            store: open(&project, None)?,
            project: Some(project),
        }
    };
    if listed.store.exists() {
        return Ok(listed);
    }
    Err(Failure::new(
        format!("there is no account store at `{}`", visible(&listed.store.name())),
        "the first `roster import --yes` makes it",
    ))
}

fn parse(url: &str) -> Result<StoreUrl, Failure> {
    // The text is not repeated: a connection URL can hold a password.
    StoreUrl::parse(url).ok_or_else(|| {
        Failure::new(
            "this is no store",
            "a store is written as sqlite: and the path of its file: sqlite:accounts.db",
        )
    })
}
