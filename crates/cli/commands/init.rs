//! `roster init`: a roster.toml that describes the organization.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use rosterkit_project::Project;
use rosterkit_schema::is_id;
use serde::Serialize;

use crate::args::Init;
use crate::commands::answer;
use crate::disk::{self, Disk};
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::packs::PACKS;
use crate::report::JSON_VERSION;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    path: String,
}

pub(super) fn run(args: &Init, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let path = args.folder.join("roster.toml");
    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
    let head = head(args);
    let assigned = draft(&path, &head)?.settings().schema.batch.assigned;
    let text = head + &organization(args, assigned)?;
    draft(&path, &text)?;
    if !disk::write(&path, text.as_bytes(), false).map_err(|error| Failure::writing(&path, &error))? {
        return Err(Failure::new(
            format!("there is a `{}` already", show(&path)),
            "edit it, or name another folder: nothing was changed",
        ));
    }
    if args.json {
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                path: path.display().to_string(),
            },
        )?;
    } else {
        writeln!(terminal.out(), "wrote {}", show(&path))?;
        terminal.say(if !assigned {
            "next: `roster template` writes a file to fill in"
        } else if args.location.is_empty() || args.role.len() + args.provider.len() == 0 {
            "next: add your roles and locations to it, then `roster template`"
        } else {
            "next: `roster template` writes a file to fill in for each role and location"
        });
    }
    Ok(Exit::Fine)
}

/// What was asked for must be a sound roster.toml before it is written.
fn draft(path: &Path, text: &str) -> Result<Project, Failure> {
    struct Drafted<'a>(&'a Path, &'a str);
    impl rosterkit_project::FileSystem for Drafted<'_> {
        fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
            if path == self.0 {
                Ok(self.1.as_bytes().to_vec())
            } else {
                Disk.read(path)
            }
        }
        fn entries(&self, folder: &Path) -> std::io::Result<Vec<rosterkit_project::Entry>> {
            Disk.entries(folder)
        }
        fn kind(&self, path: &Path) -> std::io::Result<rosterkit_project::EntryKind> {
            Disk.kind(path)
        }
        fn stamp(&self, path: &Path) -> std::io::Result<rosterkit_project::Stamp> {
            Disk.stamp(path)
        }
    }
    Ok(Project::load(&Drafted(path, text), PACKS, path)?)
}

fn head(args: &Init) -> String {
    format!(
        "# The organization. `roster template` writes what is to be filled in, `roster lint` checks the filled files,\n\
         # `roster import` brings them into the account store.\n\n\
         schema = {}\nstore = \"sqlite:roster.db\"\n",
        quoted(&args.schema)
    )
}

/// The roles and locations, and how they are written where none are known yet and the target asks for them.
fn organization(args: &Init, assigned: bool) -> Result<String, Failure> {
    let mut text = String::new();
    let roles = args
        .provider
        .iter()
        .map(|role| (role, true))
        .chain(args.role.iter().map(|role| (role, false)));
    for (role, provider) in roles {
        let (id, name) = id_and_name(role)?;
        let _ = write!(text, "\n[[role]]\nid = {}\nname = {}\n", quoted(id), quoted(name));
        if provider {
            text.push_str("provider = true\n");
        }
    }
    for location in &args.location {
        let (id, name) = id_and_name(location)?;
        let _ = write!(
            text,
            "\n[[location]]\nid = {}\nname = {}\n",
            quoted(id),
            quoted(name)
        );
    }
    if assigned && args.role.is_empty() && args.provider.is_empty() {
        text.push_str(
            "\n# [[role]]\n# id = \"dentist\"        # in file names: lower-case letters, digits, hyphens\n\
             # name = \"Provider\"     # exactly as the target calls it\n# provider = true       # they treat patients\n",
        );
    }
    if assigned && args.location.is_empty() {
        text.push_str("\n# [[location]]\n# id = \"lehi\"\n# name = \"Lehi\"\n");
    }
    Ok(text)
}

/// `dentist=Provider` -> id and name; without a name it is the id.
fn id_and_name(text: &str) -> Result<(&str, &str), Failure> {
    let (id, name) = text.split_once('=').unwrap_or((text, text));
    if is_id(id) {
        return Ok((id, name));
    }
    Err(Failure::new(
        format!("`{}` is no id", rosterkit_sheet::visible(id)),
        "an id is made of lower-case letters, digits and single hyphens: dentist=Provider",
    ))
}

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}
