//! `roster convert`: clean rosters as the upload file of another target.

mod given;
mod people;
mod told;

use std::path::{Path, PathBuf};

use rosterkit_lint::{Level, Levels, Report, Roster, Standing, check};
use rosterkit_schema::{Answers, Batch, Organization, Schema, USER_NAME, Value};
use rosterkit_sheet::{Document, ReadOptions};
use rosterkit_template::{Conversion, Form, csv};

use crate::args::Convert;
use crate::disk::{self, Disk};
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Purpose, gather};
use crate::packs::PACKS;
use crate::report;
use crate::table::count;
use crate::terminal::Terminal;

use given::Given;
use people::People;
use told::{Told, Trouble};

pub(super) fn run(args: &Convert, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let gathered = gather(
        &args.paths,
        Purpose::Import {
            given: &rosterkit_project::Given::default(),
        },
        args.sheet.as_deref(),
    );
    let target = match own_schema(&gathered, &args.to) {
        Some(own) => own.clone(),
        None => schema(&args.to)?,
    };
    let given = Given::read(args, &target)?;
    for aside in &gathered.asides {
        terminal.say(aside);
    }
    if !gathered.failures.is_empty() {
        for failure in &gathered.failures {
            terminal.fail(failure);
        }
        terminal.say("nothing was written");
        return Ok(Exit::CouldNot);
    }
    if let Some(exit) = refuse_unclean(&gathered, terminal)? {
        return Ok(exit);
    }
    let (rows, mut told) = convert(&gathered, &target, &given)?;
    let path = path(args, &target);
    let fits = told.is_fine();
    if fits {
        let form = Form {
            schema: &target,
            organization: &Organization::default(),
            batch: &Batch::default(),
        };
        let bytes = csv(&form, &rows);
        let report = judge(&target, &path, &bytes)?;
        if report.count(Level::Error) > 0 {
            // What no column tells on its own: two rows that are one account there, a condition, the size of the file.
            let look = terminal.look();
            if args.json {
                terminal.say("the rows do not make a right file for the target; `roster convert` without --json says why");
            } else {
                report::full(terminal.out(), &report, Level::Error, &look)?;
            }
        } else if disk::write_private(&path, &bytes, args.force)
            .map_err(|error| Failure::writing(&path, &error))?
        {
            told.path = Some(path.display().to_string());
        } else {
            return Err(Failure::new(
                format!("there is a `{}` already", show(&path)),
                "--force writes over it; -o names another file",
            ));
        }
    }
    told.tell(&target, args.json, terminal)?;
    if told.path.is_some() {
        terminal.say("it holds what the rosters hold, and only you may read it: delete it once the target has taken it");
        return Ok(Exit::Fine);
    }
    terminal.say("nothing was written");
    Ok(Exit::Found)
}

/// The schema of the rosters themselves, where it is the one that is named: its options are answered.
fn own_schema<'a>(gathered: &'a Gathered, reference: &str) -> Option<&'a Schema> {
    let schemas = gathered.judged.iter().map(|judged| judged.report.schema());
    schemas.into_iter().find(|schema| schema.name == reference)
}

/// The schema of a pack, or of a file.
fn schema(reference: &str) -> Result<Schema, Failure> {
    let told = |error| Failure::from(rosterkit_project::ProjectError::from(error));
    if let Some(pack) = PACKS.iter().find(|pack| pack.name == reference) {
        return pack.schema(&Answers::new()).map_err(told);
    }
    let path = Path::new(reference);
    if path.extension().is_some_and(|ending| ending == "toml") {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::reading(path, &error))?;
        return Schema::parse(reference, &text, &Answers::new()).map_err(told);
    }
    let names: Vec<&str> = PACKS.iter().map(|pack| pack.name).collect();
    Err(Failure::new(
        format!("there is no pack `{}`", rosterkit_sheet::visible(reference)),
        format!(
            "there are: {}; or name the path of a schema.toml",
            names.join(", ")
        ),
    ))
}

fn path(args: &Convert, target: &Schema) -> PathBuf {
    args.output
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.csv", target.name)))
}

/// Only clean rows become another's: what is wrong here is not right there.
fn refuse_unclean(gathered: &Gathered, terminal: &mut Terminal) -> Result<Option<Exit>, Failure> {
    let reports = || gathered.judged.iter().map(|judged| &judged.report);
    let rejected: usize = reports().map(|report| report.split().1.rows().count()).sum();
    if rejected == 0 {
        return Ok(None);
    }
    let look = terminal.look();
    for report in reports() {
        report::full(terminal.out(), report, Level::Error, &look)?;
    }
    let rows = count(rejected as u64, "row");
    let are = if rejected == 1 { "is" } else { "are" };
    terminal.say(&format!(
        "nothing was written: {rows} {are} wrong; correct what is named above"
    ));
    Ok(Some(Exit::Found))
}

/// All the rows for the target, and what is to be told about them.
fn convert(gathered: &Gathered, target: &Schema, given: &Given) -> Result<(Vec<Vec<String>>, Told), Failure> {
    let mut people = People::default();
    let mut told = Told::default();
    for judged in &gathered.judged {
        let source = judged.report.schema();
        let conversion = Conversion::new(source, target, given.for_source(source)?);
        let (clean, _) = judged.report.split();
        let without_place = conversion.without_place();
        let mut left = vec![0_u64; without_place.len()];
        for file in clean.files() {
            for row in file.rows() {
                let (cells, unfit) = conversion.row(|id| row.value(id));
                for (count, id) in left.iter_mut().zip(&without_place) {
                    *count += u64::from(row.value(*id).is_some());
                }
                told.unfit.extend(unfit.into_iter().map(|unfit| Trouble {
                    path: file.document().name().to_owned(),
                    row: row.index().number(),
                    column: target.column(unfit.column).header.clone(),
                    reason: unfit.reason.map(|reason| reason.to_string()),
                }));
                let username = source.column_holding(USER_NAME).and_then(|id| row.value(id));
                people.add(username.map(Value::folded), cells);
            }
        }
        told.note(
            &conversion,
            (source, target),
            without_place.into_iter().zip(left).collect(),
        );
    }
    told.unfit
        .sort_by(|one, other| (&one.path, &one.column).cmp(&(&other.path, &other.column)));
    told.rows = people.rows.len();
    told.merged = people.merged;
    Ok((people.rows, told))
}

/// The file as the lint of its own target sees it.
fn judge(target: &Schema, path: &Path, bytes: &[u8]) -> Result<Report, Failure> {
    let preamble: Vec<&str> = target.file.preamble.iter().map(String::as_str).collect();
    let options = ReadOptions {
        headers: &target.header_names(),
        sheet: None,
        preamble: &preamble,
    };
    let name = path.display().to_string();
    let document = Document::read_with(&name, bytes.to_vec(), &options)
        .map_err(|error| Failure::unreadable(&name, error))?;
    let roster = Roster {
        document,
        batch: Batch::default(),
        master: None,
        context: false,
        standing: Standing::default(),
    };
    Ok(check(target.clone(), vec![roster], &Levels::default()))
}

/// The first line of a file.
fn first_line(path: &Path) -> Result<String, Failure> {
    use rosterkit_project::FileSystem;
    let bytes = Disk.read(path).map_err(|error| Failure::reading(path, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("`{}` is not UTF-8 text", show(path)), "save it as UTF-8"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
