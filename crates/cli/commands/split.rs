//! `roster split`: the upload folder, one target-ready file for each set of roles and locations.

mod folder;
mod manifest;
mod organization;
mod people;

use std::io::Write;
use std::path::Path;

use rosterkit_lint::{Level, Report, Roster, Standing, check};
use rosterkit_project::{Given, Project};
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

use manifest::Manifest;
use people::{Group, grouped};

/// A file of the folder that is uploaded.
struct UploadFile {
    name: String,
    bytes: Vec<u8>,
    rows: usize,
    /// Its position among the groups.
    group: usize,
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
    let groups = grouped(&report);
    if groups.is_empty() {
        return refused(
            terminal,
            "nothing was written: there is no row with anybody in it that is right",
        );
    }
    let files = files(&project, &groups)?;
    judge(&project, &groups, &files, terminal)?;
    let left_out: Vec<Rejected> = Rejected::of(&report);
    for rejected in &left_out {
        rejected.refuse_to_overwrite(&[])?;
    }
    let manifest = Manifest::of(&project, &groups, &files);
    write(args, &project, (&groups, &files), &manifest)?;
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
fn files(project: &Project, groups: &[Group]) -> Result<Vec<UploadFile>, Failure> {
    let settings = project.settings();
    let mut files: Vec<UploadFile> = Vec::new();
    let mut stems = std::collections::BTreeSet::new();
    for (group, Group { batch, rows, .. }) in groups.iter().enumerate() {
        if batch.assignments.len() > 1 && !settings.schema.batch.several_locations {
            let places = settings.organization.in_words(pairs(batch));
            return Err(Failure::new(
                format!(
                    "{} takes one location a file, and somebody is {places}",
                    settings.schema.target
                ),
                "give each of these people one location",
            ));
        }
        let form = Form {
            schema: &settings.schema,
            organization: &settings.organization,
            batch,
        };
        let uploads = uploads(&form, rows).map_err(|error| {
            Failure::new(
                format!(
                    "{error}: row {} of those who are {}",
                    error.0 + 1,
                    settings.organization.in_words(pairs(batch))
                ),
                "shorten what stands in its cells",
            )
        })?;
        let stem = stem(&form.file_stem(), &mut stems);
        let of = uploads.len();
        for (number, upload) in (1..).zip(uploads) {
            let name = match of {
                1 => format!("{stem}.csv"),
                _ => format!("{stem}.{number}-of-{of}.csv"),
            };
            files.push(UploadFile {
                name,
                bytes: upload.bytes,
                rows: upload.rows,
                group,
            });
        }
    }
    Ok(files)
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

fn pairs(batch: &rosterkit_schema::Batch) -> impl Iterator<Item = (&str, &str)> {
    let pairs = batch.assignments.iter();
    pairs.map(|(location, role)| (location.as_str(), role.as_str()))
}

/// Judges the files as their own lint would, before anything is written. What is found is a fault of this program.
fn judge(
    project: &Project,
    groups: &[Group],
    files: &[UploadFile],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let settings = project.settings();
    let preamble: Vec<&str> = settings.schema.file.preamble.iter().map(String::as_str).collect();
    let options = ReadOptions {
        headers: &settings.schema.header_names(),
        sheet: None,
        preamble: &preamble,
    };
    let roster = |file: &UploadFile| {
        let document = Document::read_with(&file.name, file.bytes.clone(), &options)
            .map_err(|error| Failure::unreadable(&file.name, error))?;
        Ok(Roster {
            document,
            batch: groups[file.group].batch.clone(),
            master: None,
            context: false,
            standing: Standing::default(),
        })
    };
    let rosters = files.iter().map(roster).collect::<Result<Vec<_>, Failure>>()?;
    let report: Report = check(settings.schema.clone(), rosters, &settings.levels);
    if report.count(Level::Error) == 0 && report.split().1.rows().next().is_none() {
        return Ok(());
    }
    let look = terminal.look();
    report::full(terminal.out(), &report, Level::Error, &look)?;
    Err(Failure::new(
        "nothing was written: the files would not be clean for the target",
        "please report this: every row that goes into them is",
    ))
}

fn write(
    args: &Split,
    project: &Project,
    (groups, files): (&[Group], &[UploadFile]),
    manifest: &Manifest,
) -> Result<(), Failure> {
    let mut contents: Vec<(String, Vec<u8>)> = Vec::new();
    for file in files {
        contents.push((file.name.clone(), file.bytes.clone()));
    }
    contents.extend(organization::files(project, groups, files)?);
    contents.push((rosterkit_project::UPLOAD_MANIFEST.to_owned(), manifest.json()?));
    contents.push(("upload.md".to_owned(), manifest.page().into_bytes()));
    folder::write(&args.output, &contents, args.force)
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
    let page = show(&Path::new(&args.output).join("upload.md"));
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
