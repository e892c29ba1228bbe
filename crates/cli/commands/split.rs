//! `roster split`: the upload folder, one target-ready file for each set of roles and locations.

mod folder;
mod former;
mod manifest;
mod organization;
mod people;
mod ticks;

use std::io::Write;
use std::path::Path;

use rosterkit_lint::{Level, Report, Roster, Standing, check};
use rosterkit_project::{Given, Project};
use rosterkit_schema::{Batch, Schema};
use rosterkit_sheet::{Document, ReadOptions};
use rosterkit_template::{Form, uploads};
use serde::Serialize;

use crate::args::Split;
use crate::commands::answer;
use crate::commands::import::readiness;
use crate::commands::import::rejected::Rejected;
use crate::commands::import::tell_diagnostics;
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged, Purpose, gather};
use crate::report::{self, JSON_VERSION, Summary};
use crate::table::{self, count};
use crate::terminal::Terminal;

use folder::Place;
use manifest::{Manifest, PAGE};
use people::{People, number_with};

/// A file of the folder that is uploaded, and what its people get.
struct UploadFile {
    roster: Roster,
    people: Counts,
}

/// How many people are in a file.
struct Counts {
    all: usize,
    /// For how many of them each task of the schema is, in its order.
    tasks: Vec<usize>,
}

impl UploadFile {
    fn name(&self) -> &str {
        self.roster.document.name()
    }

    fn bytes(&self) -> &[u8] {
        self.roster.document.bytes()
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    /// The folder that was written; null where none was.
    path: Option<String>,
    /// Rows that are not fit to be uploaded, and those of the same people.
    left_out: usize,
    #[serde(flatten)]
    manifest: Option<&'a Manifest>,
}

pub(super) fn run(args: &Split, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let given = readiness::given(&args.given, &args.paths)?;
    let purpose = Purpose::Import { given: &given };
    let mut gathered = gather(&args.paths, purpose, args.sheet.as_deref());
    for aside in &gathered.asides {
        terminal.say(aside);
    }
    if !args.json {
        let summary = Summary::of(&gathered.judged);
        tell_diagnostics(&gathered, terminal, &summary)?;
    }
    if !is_ready(&gathered, &given, terminal) {
        return Ok(Exit::CouldNot);
    }
    let Some(Judged {
        project: Some(project),
        report,
        ..
    }) = gathered.judged.pop()
    else {
        return Ok(Exit::CouldNot);
    };
    let report = report.with_whole_people();
    let rejected = report.split().1.rows().count();
    let refused = |terminal: &mut Terminal, words: &str| {
        terminal.say(words);
        let exit = if rejected > 0 { Exit::Found } else { Exit::Fine };
        told_nothing(args, rejected, terminal).map(|()| exit)
    };
    if rejected > 0 && !args.skip_invalid {
        let (rows, are) = (
            count(rejected as u64, "row"),
            if rejected == 1 { "is" } else { "are" },
        );
        let words = format!(
            "nothing was written: {rows} {are} not fit to be uploaded, those of the same people included; correct what is \
             named above"
        );
        return refused(terminal, &words);
    }
    let people = People::of(&report);
    if people.is_empty() {
        return refused(
            terminal,
            "nothing was written: there is no row with anybody in it that is right",
        );
    }
    let files = judged(&project, files(&project, &people)?, terminal)?;
    let left_out: Vec<Rejected> = Rejected::of(&report);
    for rejected in &left_out {
        rejected.refuse_to_overwrite(&[], "nothing was written")?;
    }
    let manifest = write((args, terminal), &project, &files)?;
    for rejected in &left_out {
        rejected.write()?;
    }
    tell(args, &manifest, (&left_out, rejected), terminal)
}

/// Whether everything is known that must be; what is not is told.
fn is_ready(gathered: &Gathered, given: &Given, terminal: &mut Terminal) -> bool {
    let unready = readiness::unready(gathered, given);
    let several = (gathered.judged.len() > 1).then(|| {
        Failure::new(
            "an upload folder is for one organization, and the paths lead to several",
            "name a folder or a file of one of them",
        )
    });
    let mut ready = true;
    for failure in gathered.failures.iter().chain(&unready).chain(&several) {
        terminal.fail(failure);
        ready = false;
    }
    if !ready {
        terminal.say("nothing was written");
    }
    ready
}

fn told_nothing(args: &Split, left_out: usize, terminal: &mut Terminal) -> Result<(), Failure> {
    if !args.json {
        return Ok(());
    }
    let nothing = Answer {
        version: JSON_VERSION,
        path: None,
        left_out,
        manifest: None,
    };
    answer(terminal, &nothing)
}

/// The files of each group, under names that tell what is in them.
fn files(project: &Project, people: &People<'_>) -> Result<Vec<UploadFile>, Failure> {
    let settings = project.settings();
    let schema = &settings.schema;
    let mut files: Vec<UploadFile> = Vec::new();
    let mut stems = std::collections::BTreeSet::new();
    for (batch, rows) in people.groups() {
        let words = || settings.organization.in_words(pairs(batch));
        if batch.assignments.len() > 1 && !schema.batch.several_locations {
            return Err(Failure::new(
                format!(
                    "{} takes one location a file, and somebody is {}",
                    schema.target,
                    words()
                ),
                "give each of these people one location",
            ));
        }
        let form = Form {
            schema,
            organization: &settings.organization,
            batch,
        };
        let uploads = uploads(&form, &rows).map_err(|error| {
            Failure::new(
                format!("{error}: row {} of those who are {}", error.0 + 1, words()),
                "shorten what stands in its cells",
            )
        })?;
        let stem = stem(&form.file_stem(), &mut stems);
        let of = uploads.len();
        let mut rest = &rows[..];
        for (number, upload) in (1..).zip(uploads) {
            let name = match of {
                1 => format!("{stem}.csv"),
                _ => format!("{stem}.{number}-of-{of}.csv"),
            };
            let (own, others) = rest.split_at(upload.rows);
            rest = others;
            let tasks = schema.tasks.iter().map(|task| number_with(schema, task, own));
            files.push(UploadFile {
                people: Counts {
                    all: upload.rows,
                    tasks: tasks.collect(),
                },
                roster: roster(schema, batch, &name, upload.bytes)?,
            });
        }
    }
    Ok(files)
}

/// The file as its own lint reads it.
fn roster(schema: &Schema, batch: &Batch, name: &str, bytes: Vec<u8>) -> Result<Roster, Failure> {
    let preamble: Vec<&str> = schema.file.preamble.iter().map(String::as_str).collect();
    let options = ReadOptions {
        headers: &schema.header_names(),
        sheet: None,
        preamble: &preamble,
    };
    let document =
        Document::read_with(name, bytes, &options).map_err(|error| Failure::unreadable(name, error))?;
    Ok(Roster {
        document,
        batch: batch.clone(),
        master: None,
        context: false,
        standing: Standing::default(),
    })
}

/// A name that no other group has, and that every disk takes: ids are ASCII.
fn stem(whole: &str, taken: &mut std::collections::BTreeSet<String>) -> String {
    const LONGEST: usize = 100;
    let short: String = whole.chars().take(LONGEST).collect();
    let numbered = (2..).map(|number| format!("{short}.{number}"));
    let mut names = std::iter::once(short.clone()).chain(numbered);
    let free = names.find(|name| taken.insert(name.clone()));
    free.unwrap_or(short)
}

fn pairs(batch: &Batch) -> impl Iterator<Item = (&str, &str)> {
    let pairs = batch.assignments.iter();
    pairs.map(|(location, role)| (location.as_str(), role.as_str()))
}

/// Judges the files as their own lint would, before anything is written, and gives them back. What is found is a fault of
/// this program.
fn judged(
    project: &Project,
    files: Vec<UploadFile>,
    terminal: &mut Terminal,
) -> Result<Vec<UploadFile>, Failure> {
    let settings = project.settings();
    let (rosters, people): (Vec<Roster>, Vec<Counts>) =
        files.into_iter().map(|file| (file.roster, file.people)).unzip();
    let report: Report = check(settings.schema.clone(), rosters, &settings.levels);
    if report.count(Level::Error) == 0 && report.split().1.rows().next().is_none() {
        let rosters = report.into_rosters().into_iter();
        return Ok(rosters
            .zip(people)
            .map(|(roster, people)| UploadFile { roster, people })
            .collect());
    }
    let look = terminal.look();
    report::full(terminal.out(), &report, Level::Error, &look)?;
    Err(Failure::new(
        "nothing was written: the files would not be clean for the target",
        "please report this: every row that goes into them is",
    ))
}

fn write(
    (args, terminal): (&Split, &mut Terminal),
    project: &Project,
    files: &[UploadFile],
) -> Result<Manifest, Failure> {
    let place = Place::of(&args.output, args.force, terminal)?;
    let mut beside = organization::files(project, files, place.path())?;
    let manifest = Manifest::of(project, files, &beside);
    let page = match place.former() {
        Some(former) => former.tick(&manifest.page(), (&args.output, &manifest.hashes()))?,
        None => manifest.page(),
    };
    beside.push((rosterkit_project::UPLOAD_MANIFEST.to_owned(), manifest.json()?));
    beside.push((PAGE.to_owned(), page.into_bytes()));
    let uploads = files.iter().map(|file| (file.name(), file.bytes()));
    let beside = beside
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let contents: Vec<(&str, &[u8])> = uploads.chain(beside).collect();
    place.write(&contents)?;
    Ok(manifest)
}

fn tell(
    args: &Split,
    manifest: &Manifest,
    (left_out, rows): (&[Rejected], usize),
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    if args.json {
        let written = Answer {
            version: JSON_VERSION,
            path: Some(args.output.display().to_string()),
            left_out: rows,
            manifest: Some(manifest),
        };
        answer(terminal, &written)?;
    } else {
        let drawn = table::draw(
            &["FILE", "PEOPLE", "BYTES", "ROLE AT LOCATION"],
            &manifest.lines(),
        );
        let drawn = table::fit(&drawn, terminal.width());
        write!(terminal.out(), "\n{drawn}")?;
    }
    let folder = show(&args.output);
    let page = show(&Path::new(&args.output).join(PAGE));
    terminal.say(&format!(
        "wrote {folder}; `{page}` says what to choose for each file"
    ));
    for rejected in left_out {
        terminal.say(&format!(
            "left out: {}; correct what is wrong there",
            rejected.in_words()
        ));
    }
    Ok(if left_out.is_empty() {
        Exit::Fine
    } else {
        Exit::Found
    })
}
