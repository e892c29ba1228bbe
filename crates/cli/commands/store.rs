//! Which organization, which store.

use std::path::Path;

use rosterkit_import::SqliteStore;
use rosterkit_project::{FileSystem, Project, StoreUrl};
use rosterkit_schema::Organization;

use crate::args::List;
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
pub(super) fn open(project: &Project, url: Option<&str>) -> Result<SqliteStore, Failure> {
    let StoreUrl::Sqlite(path) = match url {
        None => project.settings().store.clone(),
        Some(url) => parse(url)?,
    };
    Ok(SqliteStore::open(&path)?)
}

/// The store that a listing command is about, and the organization whose names it may use.
pub(super) fn listed(args: &List) -> Result<(SqliteStore, Organization), Failure> {
    let (store, organization) = if let Some(url) = &args.store {
        let StoreUrl::Sqlite(path) = parse(url)?;
        let organization = project_of(&args.folder).map(|project| project.settings().organization.clone());
        (SqliteStore::open(&path)?, organization.unwrap_or_default())
    } else {
        let project = project_of(&args.folder)?;
        (open(&project, None)?, project.settings().organization.clone())
    };
    if store.exists() {
        return Ok((store, organization));
    }
    Err(Failure::new(
        format!("there is no account store at `{}`", show(store.path())),
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
