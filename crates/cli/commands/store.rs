//! Which organization, which store.

use std::path::{Path, PathBuf};

use rosterkit_import::{Passwords, PostgresStore, SqliteStore, Store};
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
    Ok(match url {
        StoreUrl::Sqlite(path) => Box::new(SqliteStore::open(path)?),
        StoreUrl::Postgres(url) => Box::new(PostgresStore::open(url, &passwords()?)?),
    })
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
    StoreUrl::parse(url).map_err(|error| Failure::new("this is no store", error.to_string()))
}

/// The passwords of the file that PostgreSQL's own programs read. Like these, a file that others may read is refused, so
/// that nobody goes on with it.
fn passwords() -> Result<Passwords, Failure> {
    let named = std::env::var_os("PGPASSFILE").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".pgpass"));
    let Some(path) = named.or(home) else {
        return Ok(Passwords::default());
    };
    match std::fs::metadata(&path) {
        Ok(metadata) if is_open_to_others(&metadata) => Err(Failure::new(
            format!("`{}` may be read by others", show(&path)),
            format!("take that from them: chmod 600 {}", show(&path)),
        )),
        Ok(_) => {
            let bytes = Disk
                .read(&path)
                .map_err(|error| Failure::reading(&path, &error))?;
            Ok(Passwords::new(String::from_utf8_lossy(&bytes).into_owned()))
        }
        Err(_) => Ok(Passwords::default()),
    }
}

#[cfg(unix)]
fn is_open_to_others(metadata: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(metadata) & 0o077 != 0
}

/// Files belong to the user where the folder does.
#[cfg(not(unix))]
fn is_open_to_others(_: &std::fs::Metadata) -> bool {
    false
}
