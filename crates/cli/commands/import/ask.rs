//! The questions of an import, in the order in which the target's wizard asks them. Every answer is also a flag: what is
//! answered here becomes the arguments of the import.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dialoguer::theme::SimpleTheme;
use dialoguer::{Input, MultiSelect, Select};
use rosterkit_lint::MasterColumns;
use rosterkit_project::{FileSystem, Given, Project, discover, parse_week, week_in_words};
use rosterkit_schema::Batch;
use rosterkit_sheet::{Document, ReadOptions};

use super::readiness;
use crate::args::Import;
use crate::commands::store::project_of;
use crate::disk::Disk;
use crate::failure::{Failure, show};
use crate::gather::{Purpose, gather, place_in};
use crate::terminal::Terminal;

/// The arguments with the answers in them.
pub(super) fn arguments(args: &Import, terminal: &mut Terminal) -> Result<Import, Failure> {
    if !terminal.can_ask() {
        return Err(Failure::new(
            "--interactive asks, and there is no terminal to ask at",
            "say it with flags: roster import FILE --assign LOCATION=ROLE --hours \"mon-fri 08:00-17:00\" \
             --inactivity-timeout 1h --yes",
        ));
    }
    let mut args = args.clone();
    let mut path = file(&args.paths)?;
    while path.is_dir() && is_told_why_not(&path, terminal) {
        path = file(&args.paths)?;
    }
    let folder = if path.is_dir() {
        path.as_path()
    } else {
        path.parent().unwrap_or(Path::new(""))
    };
    let folder = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    let project = project_of(folder)?;
    args.paths = vec![path.clone()];
    if path.is_dir() {
        return Ok(args);
    }
    let mut batch = project.batch_of(&place_in(&project, &path), &[]);
    let is_master = batch.assignments.is_empty() && is_master(&project, &path)?;
    let law = &project.settings().schema.batch;
    if law.assigned && args.given.assign.is_empty() && !is_master {
        batch.assignments = roles(&project, &batch, terminal)?;
        args.given.assign = batch
            .assignments
            .iter()
            .map(|(location, role)| format!("{location}={role}"))
            .collect();
    }
    if law.hours && args.given.hours.is_empty() {
        args.given.hours = hours(&project, &batch, is_master)?;
    }
    if let (Some(law), None) = (&law.inactivity_timeout, &args.given.inactivity_timeout) {
        let choices: Vec<String> = law.choices.iter().map(ToString::to_string).collect();
        let chosen = batch.inactivity_timeout.unwrap_or(law.default).to_string();
        let start = choices.iter().position(|choice| *choice == chosen).unwrap_or(0);
        let answer = select("Inactivity timeout", &choices, start)?;
        args.given.inactivity_timeout = choices.into_iter().nth(answer);
    }
    Ok(args)
}

/// Whether to do what is shown. No answer is no: a line is read and not a key, so that the end of the input is an answer too.
pub(super) fn confirms(terminal: &mut Terminal) -> bool {
    if !terminal.can_ask() {
        return false;
    }
    terminal.say("\nImport this? Type yes or no, then Enter:");
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.is_ok() && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

fn file(paths: &[PathBuf]) -> Result<PathBuf, Failure> {
    if let [path] = paths
        && !path.is_dir()
    {
        return Ok(path.clone());
    }
    let (found, _) = discover(&Disk, paths);
    let mut choices: Vec<PathBuf> = found.into_iter().map(|file| file.path).collect();
    if let [folder] = paths {
        choices.insert(0, folder.clone());
    }
    let words: Vec<String> = choices
        .iter()
        .map(|path| {
            if path.is_dir() {
                format!("every roster in {}", show(path))
            } else {
                show(path)
            }
        })
        .collect();
    let answer = select("File", &words, 0)?;
    choices.into_iter().nth(answer).ok_or_else(no_answer)
}

/// Says of which files of a folder nobody knows what their people get, and whether there are any: of a folder that is not asked.
fn is_told_why_not(folder: &Path, terminal: &mut Terminal) -> bool {
    let given = Given::default();
    let gathered = gather(&[folder.to_owned()], Purpose::Import { given: &given }, None);
    let unready = readiness::unready(&gathered, &given);
    for failure in &unready {
        terminal.say(&failure.to_string());
    }
    if !unready.is_empty() {
        terminal.say("choose such a file by itself, and what its people get is asked\n");
    }
    !unready.is_empty()
}

fn is_master(project: &Project, path: &Path) -> Result<bool, Failure> {
    let bytes = Disk.read(path).map_err(|error| Failure::reading(path, &error))?;
    let schema = &project.settings().schema;
    let options = ReadOptions {
        headers: &schema.header_names(),
        ..ReadOptions::default()
    };
    let name = path.display().to_string();
    let document =
        Document::read_with(&name, bytes, &options).map_err(|error| Failure::unreadable(&name, error))?;
    Ok(MasterColumns::of(schema, document.sheet()).is_some())
}

/// The role at each location that is chosen.
fn roles(
    project: &Project,
    batch: &Batch,
    terminal: &mut Terminal,
) -> Result<BTreeMap<String, String>, Failure> {
    let organization = &project.settings().organization;
    let locations: Vec<&str> = organization
        .locations
        .iter()
        .map(|location| location.name.as_str())
        .collect();
    let roles: Vec<String> = organization.roles.iter().map(|role| role.name.clone()).collect();
    let given: Vec<bool> = organization
        .locations
        .iter()
        .map(|location| batch.assignments.contains_key(&location.id))
        .collect();
    let choose = || {
        let chosen = MultiSelect::with_theme(&SimpleTheme)
            .with_prompt("Locations (space chooses, Enter goes on)")
            .items(&locations)
            .defaults(&given)
            .interact_opt();
        chosen.ok().flatten().ok_or_else(no_answer)
    };
    let mut chosen = choose()?;
    while chosen.is_empty() {
        terminal.say(
            "no location is chosen, and everybody needs one: the space bar chooses it, then Enter goes on\n",
        );
        chosen = choose()?;
    }
    let mut assignments = BTreeMap::new();
    for at in chosen {
        let location = &organization.locations[at];
        let now = batch.assignments.get(&location.id);
        let start = organization
            .roles
            .iter()
            .position(|role| Some(&role.id) == now)
            .unwrap_or(0);
        let answer = select(&format!("Role at {}", location.name), &roles, start)?;
        assignments.insert(location.id.clone(), organization.roles[answer].id.clone());
    }
    Ok(assignments)
}

/// The hours at each location whose people treat patients, as flags.
fn hours(project: &Project, batch: &Batch, is_master: bool) -> Result<Vec<String>, Failure> {
    let organization = &project.settings().organization;
    let treats = |role: &String| organization.role(role).is_some_and(|role| role.provider);
    let locations: Vec<(&str, &str)> = if is_master {
        organization
            .locations
            .iter()
            .map(|location| (location.id.as_str(), location.name.as_str()))
            .collect()
    } else {
        let treating = batch.assignments.iter().filter(|(_, role)| treats(role));
        let named = treating.filter_map(|(location, _)| organization.location(location));
        named
            .map(|location| (location.id.as_str(), location.name.as_str()))
            .collect()
    };
    let mut flags = Vec::new();
    let mut last = String::new();
    for (id, name) in locations {
        let now = batch
            .hours
            .get(id)
            .map(week_in_words)
            .filter(|words| !words.is_empty());
        let answer: String = Input::with_theme(&SimpleTheme)
            .with_prompt(format!(
                "Working hours at {name}, as in mon-fri 08:00-17:00 (blank for none)"
            ))
            .with_initial_text(now.unwrap_or(last))
            .allow_empty(true)
            .validate_with(|text: &String| match parse_week(text) {
                Some(_) => Ok(()),
                None => Err("write days and hours: mon-fri 08:00-17:00, sat 09:00-12:00"),
            })
            .interact_text()
            .map_err(|_| no_answer())?;
        if !answer.trim().is_empty() {
            flags.push(format!("{id}={answer}"));
        }
        last = answer;
    }
    Ok(flags)
}

fn select(question: &str, choices: &[String], start: usize) -> Result<usize, Failure> {
    let answer = Select::with_theme(&SimpleTheme)
        .with_prompt(question)
        .items(choices)
        .default(start);
    answer.interact_opt().ok().flatten().ok_or_else(no_answer)
}

fn no_answer() -> Failure {
    Failure::new(
        "nothing was answered, and nothing was imported",
        "every answer is also a flag: roster import --help",
    )
}
