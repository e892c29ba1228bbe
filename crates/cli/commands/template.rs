//! `roster template`: a file to fill in for each role and location.

use std::io::Write;
use std::path::{Path, PathBuf};

use rosterkit_project::Project;
use rosterkit_schema::Batch;
use rosterkit_template::{Form, csv, workbook};
use serde::Serialize;

use crate::args::{Template, TemplateFormat};
use crate::commands::{answer, store::project_of};
use crate::disk;
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::progress::Progress;
use crate::report::JSON_VERSION;
use crate::table::count;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    files: Vec<JsonFile>,
}

#[derive(Debug, Serialize)]
struct JsonFile {
    path: String,
    /// Null where the target asks for none.
    role: Option<String>,
    /// Null where the target asks for none.
    location: Option<String>,
    /// `written`, or `kept` where a file was there already.
    state: &'static str,
}

pub(super) fn run(args: &Template, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let project = project_of(Path::new("."))?;
    let batches = batches(&project, args)?;
    let progress = Progress::new("writing", batches.len() * args.format.len());
    let mut files = Vec::new();
    for batch in &batches {
        let (location, role) = batch.assignments.first_key_value().unzip();
        for format in &args.format {
            let (path, written) = write(&project, batch, *format, args)?;
            files.push(JsonFile {
                path: path.display().to_string(),
                role: role.cloned(),
                location: location.cloned(),
                state: if written { "written" } else { "kept" },
            });
            progress.step();
        }
    }
    drop(progress);
    if args.json {
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                files,
            },
        )?;
        return Ok(Exit::Fine);
    }
    for file in &files {
        writeln!(terminal.out(), "{} {}", file.state, show(Path::new(&file.path)))?;
    }
    let kept = files.iter().filter(|file| file.state == "kept").count() as u64;
    if kept > 0 {
        terminal.say(&format!(
            "{} there already and not touched; --force writes over them",
            count_were(kept)
        ));
    }
    Ok(Exit::Fine)
}

/// What there is a template for: each role at each location, or one for all where the target asks for neither.
fn batches(project: &Project, args: &Template) -> Result<Vec<Batch>, Failure> {
    let schema = &project.settings().schema;
    if !schema.batch.assigned {
        if args.role.is_empty() && args.location.is_empty() {
            return Ok(vec![Batch::default()]);
        }
        return Err(Failure::new(
            format!("`{}` asks for no role and no location", schema.name),
            "leave out --role and --location",
        ));
    }
    let organization = &project.settings().organization;
    let ids = organization.roles.iter().map(|role| role.id.as_str());
    let roles = chosen("role", &args.role, ids, project)?;
    let ids = organization.locations.iter().map(|location| location.id.as_str());
    let locations = chosen("location", &args.location, ids, project)?;
    let mut batches = Vec::new();
    for role in &roles {
        batches.extend(locations.iter().map(|location| project.batch_at(location, role)));
    }
    Ok(batches)
}

fn count_were(kept: u64) -> String {
    format!(
        "{} {}",
        count(kept, "file"),
        if kept == 1 { "was" } else { "were" }
    )
}

/// The ids that were asked for, or all.
fn chosen<'a>(
    noun: &str,
    asked: &[String],
    known: impl Iterator<Item = &'a str>,
    project: &Project,
) -> Result<Vec<String>, Failure> {
    let known: Vec<&str> = known.collect();
    let roster_toml = show(project.path());
    if known.is_empty() {
        return Err(Failure::new(
            format!("`{roster_toml}` has no {noun}"),
            format!("add a [[{noun}]] to it"),
        ));
    }
    for id in asked {
        if !known.contains(&id.as_str()) {
            return Err(Failure::new(
                format!("`{roster_toml}` has no {noun} `{}`", rosterkit_sheet::visible(id)),
                format!("it has: {}", known.join(", ")),
            ));
        }
    }
    Ok(if asked.is_empty() {
        known.into_iter().map(str::to_owned).collect()
    } else {
        asked.to_vec()
    })
}

fn write(
    project: &Project,
    batch: &Batch,
    format: TemplateFormat,
    args: &Template,
) -> Result<(PathBuf, bool), Failure> {
    let settings = project.settings();
    let form = Form {
        schema: &settings.schema,
        organization: &settings.organization,
        batch,
    };
    let (extension, bytes) = match format {
        TemplateFormat::Csv => ("csv", csv(&form, &[])),
        TemplateFormat::Xlsx => (
            "xlsx",
            workbook(&form, &[]).map_err(|error| {
                Failure::new(
                    error.to_string(),
                    "shorten what the message names in schema.toml or roster.toml",
                )
            })?,
        ),
    };
    let path = args.output.join(format!("{}.{extension}", form.file_stem()));
    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
    let written = disk::write(&path, &bytes, args.force).map_err(|error| Failure::writing(&path, &error))?;
    Ok((path, written))
}
