//! `roster template`: a file to fill in for each role and location.

mod people;
mod state;

use std::io::Write;
use std::path::{Path, PathBuf};

use rosterkit_project::Project;
use rosterkit_schema::Batch;
use rosterkit_template::{Form, csv, hints, workbook};
use serde::Serialize;

use crate::args::{Template, TemplateFormat};
use crate::commands::{answer, store::project_of};
use crate::crew;
use crate::disk;
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::progress::Progress;
use crate::report::JSON_VERSION;
use crate::table::count;
use crate::terminal::Terminal;

use people::People;
use state::State;

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
    /// `written`, `kept` where a file was there already, or `filled` where it could not be written over without losing
    /// people; with `--check` `current`, `in-use`, `stale` or `missing`.
    state: &'static str,
    /// Why a file is stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

/// A file to be written.
struct Job<'a> {
    batch: &'a Batch,
    kind: Kind,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Workbook,
    Csv,
    Hints,
}

pub(super) fn run(args: &Template, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let project = project_of(Path::new("."))?;
    let batches = batches(&project, args)?;
    let people = People::of(args, &project, &batches)?;
    let jobs = jobs(args, &batches);
    let deed = if args.check { "comparing" } else { "writing" };
    let progress = Progress::new(deed, jobs.len());
    let states = crew::share(&jobs, |job| {
        let state = make(&project, &people, job, args);
        progress.step();
        state
    });
    drop(progress);
    let mut files = Vec::new();
    for (job, state) in jobs.iter().zip(states) {
        let (path, state) = state?;
        let (location, role) = job.batch.assignments.first_key_value().unzip();
        files.push(JsonFile {
            path: path.display().to_string(),
            role: role.cloned(),
            location: location.cloned(),
            state: state.name(),
            because: state.because(),
        });
    }
    let exit = tell(&files, args, terminal)?;
    if args.json {
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                files,
            },
        )?;
    }
    Ok(exit)
}

/// A line for each file, unless the answer is JSON, and what it comes to.
fn tell(files: &[JsonFile], args: &Template, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let these = |states: &[&str]| files.iter().filter(|file| states.contains(&file.state)).count() as u64;
    let old = these(&["stale", "missing", "filled"]);
    let exit = if old > 0 { Exit::Found } else { Exit::Fine };
    if args.json {
        return Ok(exit);
    }
    for file in files {
        let because = file.because.as_ref().map(|because| format!(": {because}"));
        writeln!(
            terminal.out(),
            "{} {}{}",
            file.state.replace('-', " "),
            show(Path::new(&file.path)),
            because.unwrap_or_default()
        )?;
    }
    let kept = these(&["kept"]);
    if kept > 0 {
        let were = if kept == 1 { "was" } else { "were" };
        terminal.say(&format!(
            "{} {were} there already and not touched; --force writes over them",
            count(kept, "file")
        ));
    }
    let filled = these(&["filled"]);
    if filled > 0 {
        let (has, it) = if filled == 1 {
            ("has", "it")
        } else {
            ("have", "them")
        };
        terminal.say(&format!(
            "{} {has} people in {it}, and --force does not write over people: import or move {it} first",
            count(filled, "file")
        ));
    }
    if these(&["stale"]) > 0 {
        terminal.say(
            "--force writes a stale file anew, unless people are in it: move such a file away first, and copy them into the new one",
        );
    }
    Ok(exit)
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

/// Which files there are to be, in the order in which they are told.
fn jobs<'a>(args: &Template, batches: &'a [Batch]) -> Vec<Job<'a>> {
    let kinds = args.format.iter().flat_map(|format| match format {
        TemplateFormat::Xlsx => vec![Kind::Workbook],
        TemplateFormat::Csv if args.with_hints => vec![Kind::Csv, Kind::Hints],
        TemplateFormat::Csv => vec![Kind::Csv],
    });
    let kinds: Vec<Kind> = kinds.collect();
    let jobs = batches
        .iter()
        .flat_map(|batch| kinds.iter().map(move |kind| Job { batch, kind: *kind }));
    jobs.collect()
}

/// Makes one file, and writes it or compares it with the one that is there.
fn make(
    project: &Project,
    people: &People,
    job: &Job<'_>,
    args: &Template,
) -> Result<(PathBuf, State), Failure> {
    let settings = project.settings();
    let form = Form {
        schema: &settings.schema,
        organization: &settings.organization,
        batch: job.batch,
    };
    let rows = people.of_batch(job.batch);
    let stem = form.file_stem();
    let (name, bytes) = match job.kind {
        Kind::Csv => (format!("{stem}.csv"), csv(&form, rows)),
        Kind::Hints => (format!("{stem}--hints.txt"), hints(&form).into_bytes()),
        Kind::Workbook => {
            let bytes = workbook(&form, rows).map_err(|error| {
                Failure::new(
                    error.to_string(),
                    "shorten what the message names in schema.toml or roster.toml",
                )
            })?;
            (format!("{stem}.xlsx"), bytes)
        }
    };
    let path = args.output.join(name);
    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
    let state = if args.check {
        state::compare(&path, &bytes, &form)?
    } else if args.force && state::would_lose(&path, &bytes, &form)? {
        State::Filled
    } else if disk::write(&path, &bytes, args.force).map_err(|error| Failure::writing(&path, &error))? {
        State::Written
    } else {
        State::Kept
    };
    Ok((path, state))
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
