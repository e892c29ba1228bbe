//! The `roster.toml` of an upload folder, by which its files are linted and read back on their own.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rosterkit_lint::Level;
use rosterkit_project::{FileSystem, Project, StoreUrl};
use rosterkit_schema::Batch;

use super::UploadFile;
use crate::commands::init::quoted;
use crate::disk::Disk;
use crate::failure::Failure;
use crate::gather::{absolute, relative};

/// The files beside the uploads in a folder: `roster.toml`, and the schema where it is no pack.
pub(super) fn files(
    project: &Project,
    files: &[UploadFile],
    folder: &Path,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let reference = &project.settings().schema_reference;
    let mut written = Vec::new();
    let mut schema = reference.as_str();
    if Path::new(reference)
        .extension()
        .is_some_and(|ending| ending == "toml")
    {
        let path = project.folder().join(reference);
        let bytes = Disk
            .read(&path)
            .map_err(|error| Failure::reading(&path, &error))?;
        schema = "schema.toml";
        written.push((schema.to_owned(), bytes));
    }
    let store = store(&project.settings().store, folder);
    let text = text(project, (schema, &store), files).map_err(|_| std::io::Error::other("no text"))?;
    written.push(("roster.toml".to_owned(), text.into_bytes()));
    Ok(written)
}

/// The account store of the organization, from the folder: what is imported there goes to everybody else.
fn store(store: &StoreUrl, folder: &Path) -> String {
    let path = match store {
        StoreUrl::Postgres(url) => return url.clone(),
        StoreUrl::Sqlite(path) => absolute(path),
    };
    // The folder has no links in it, and `..` after one leads elsewhere.
    let real = path.parent().and_then(|parent| fs::canonicalize(parent).ok());
    let path = match (real, path.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => path,
    };
    let is_on_one_disk = path.components().next() == folder.components().next();
    if is_on_one_disk {
        format!("sqlite:{}", relative(folder, &path))
    } else {
        format!("sqlite:{}", path.display())
    }
}

fn text(
    project: &Project,
    (schema, store): (&str, &str),
    files: &[UploadFile],
) -> Result<String, std::fmt::Error> {
    let settings = project.settings();
    let mut text = format!(
        "# Written by `roster split` beside the files for the upload, so that they can be linted as they are.\n\
         # What to choose for each of them stands in upload.md. An import from here goes into the store of the\n\
         # organization: move this folder, and `store` must follow.\n\nschema = {}\nstore = {}\n",
        quoted(schema),
        quoted(store)
    );
    if !settings.schema.answers.is_empty() {
        text.push_str("\n[options]\n");
    }
    for (option, is) in &settings.schema.answers {
        writeln!(text, "{option} = {}", quoted(is))?;
    }
    for role in &settings.organization.roles {
        let (id, name) = (quoted(&role.id), quoted(&role.name));
        writeln!(
            text,
            "\n[[role]]\nid = {id}\nname = {name}\nprovider = {}",
            role.provider
        )?;
    }
    for location in &settings.organization.locations {
        let (id, name) = (quoted(&location.id), quoted(&location.name));
        writeln!(text, "\n[[location]]\nid = {id}\nname = {name}")?;
    }
    for file in files {
        writeln!(text, "\n[[batch]]\nfiles = {}", quoted(file.name()))?;
        of_batch(&file.roster.batch, &mut text)?;
    }
    if !settings.levels.0.is_empty() {
        text.push_str("\n[rules]\n");
    }
    for (rule, level) in &settings.levels.0 {
        let level = level.map_or("off", Level::as_str);
        writeln!(
            text,
            "{rule} = {{ level = {}, reason = \"as in the organization\" }}",
            quoted(level)
        )?;
    }
    Ok(text)
}

fn of_batch(batch: &Batch, text: &mut String) -> std::fmt::Result {
    if !batch.assignments.is_empty() {
        let assign = batch
            .assignments
            .iter()
            .map(|(location, role)| format!("{location} = {}", quoted(role)));
        writeln!(text, "assign = {{ {} }}", assign.collect::<Vec<_>>().join(", "))?;
    }
    if let Some(timeout) = batch.inactivity_timeout {
        writeln!(text, "inactivity-timeout = {}", quoted(&timeout.to_string()))?;
    }
    let weeks = batch.hours.iter().map(|(location, week)| {
        let days = week
            .iter()
            .map(|(day, hours)| format!("{} = \"{hours}\"", day.as_str()));
        format!("{location} = {{ {} }}", days.collect::<Vec<_>>().join(", "))
    });
    let weeks: Vec<String> = weeks.collect();
    if !weeks.is_empty() {
        writeln!(text, "hours = {{ {} }}", weeks.join(", "))?;
    }
    Ok(())
}
