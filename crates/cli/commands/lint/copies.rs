//! `--out-dir`: repaired copies in another folder, of a workbook as CSV.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rosterkit_lint::{Again, Level, Report, Stops};
use rosterkit_project::FileSystem;
use rosterkit_sheet::DocumentKind;

use crate::csv_text::csv_text;
use crate::disk::{self, Disk};
use crate::failure::{Failure, show};
use crate::gather::{Judged, absolute};

/// Where the copy of each file goes.
pub(super) struct Copies(BTreeMap<String, PathBuf>);

impl Copies {
    /// The copies of all the files go into this folder, in the folders in which the files lie.
    pub(super) fn into(folder: &Path, organizations: &[Judged]) -> Result<Self, Failure> {
        let mut copies = BTreeMap::new();
        let mut taken: BTreeMap<PathBuf, String> = BTreeMap::new();
        for judged in organizations {
            refuse_to_mix(folder, judged)?;
            for roster in judged.report.rosters().iter().filter(|roster| !roster.context) {
                let name = roster.document.name();
                let mut copy = folder.join(below(Path::new(name), judged));
                if roster.document.kind() == DocumentKind::Workbook {
                    copy.set_extension("csv");
                }
                if let Some(other) = taken.insert(copy.clone(), name.to_owned()) {
                    return Err(Failure::new(
                        format!(
                            "the copies of `{}` and `{}` would both be `{}`",
                            show(Path::new(&other)),
                            show(Path::new(name)),
                            show(&copy)
                        ),
                        "name one of the two files alone",
                    ));
                }
                copies.insert(name.to_owned(), copy);
            }
        }
        Ok(Self(copies))
    }

    /// The organization with the copies in the place of their originals, before any fix.
    ///
    /// # Errors
    /// The workbook whose copy would look right although it is not.
    pub(super) fn of(&self, judged: Judged, anew: &impl Again) -> Result<Judged, Failure> {
        let schema = judged.report.schema().clone();
        let before = faults(&judged.report);
        let names: Vec<String> = judged
            .report
            .rosters()
            .iter()
            .map(|roster| roster.document.name().to_owned())
            .collect();
        let mut rosters = judged.report.into_rosters();
        for roster in rosters.iter_mut().filter(|roster| !roster.context) {
            let document = &roster.document;
            let Some(copy) = self.0.get(document.name()) else {
                continue;
            };
            let bytes = match document.kind() {
                DocumentKind::Csv => document.bytes().to_vec(),
                DocumentKind::Workbook => {
                    csv_text(document.sheet(), |row| !row.is_blank(), &schema).into_bytes()
                }
            };
            // What was read is read again; only its name is another.
            if let Ok(document) = anew.read(&copy.display().to_string(), bytes) {
                roster.master = roster.master.as_ref().and_then(|_| anew.master(&document));
                // By its fingerprint a copy is known as well as the workbook.
                roster.document = document.with_properties_of(&roster.document);
            }
        }
        let report = anew.judge(rosters);
        let after = faults(&report);
        let hidden = before
            .iter()
            .find(|(fault, count)| after.get(fault).is_none_or(|now| now < count));
        if let Some(((file, rule), _)) = hidden {
            return Err(hiding(&names[*file], rule));
        }
        Ok(Judged {
            project: judged.project,
            report,
            anew: judged.anew,
        })
    }
}

/// How often what keeps rows of a workbook from being imported was found, by file and rule.
fn faults(report: &Report) -> BTreeMap<(usize, &'static str), usize> {
    let mut faults = BTreeMap::new();
    for found in report.diagnostics() {
        let stops_rows = match found.rule.stops {
            Stops::Row => found.rule.level == Level::Error,
            Stops::Sheet => true,
            Stops::Upload => false,
        };
        let file = found.at.file.0 as usize;
        let is_asked_for = report.rosters().get(file).is_some_and(|roster| !roster.context);
        if stops_rows && is_asked_for {
            *faults.entry((file, found.rule.name)).or_default() += 1;
        }
    }
    faults
}

/// What a CSV cannot say, such as that a cell is a number or that people stand on another sheet, would be wrong in it unseen.
fn hiding(file: &str, rule: &str) -> Failure {
    let file = show(Path::new(file));
    Failure::new(
        format!("no copy of `{file}` was written: as a CSV it would hide what `{rule}` found"),
        format!("`roster lint {file}` says where: mend it in Excel first"),
    )
}

/// Writes the copies, whose report it is, unless one of them would go over another file.
pub(super) fn write(report: &Report) -> Result<Vec<String>, Failure> {
    let copies: Vec<(&Path, &[u8])> = report
        .rosters()
        .iter()
        .filter(|roster| !roster.context)
        .map(|roster| (Path::new(roster.document.name()), roster.document.bytes()))
        .collect();
    for (path, bytes) in &copies {
        if Disk.read(path).is_ok_and(|there| there != *bytes) {
            return Err(over_another(path));
        }
    }
    for (path, bytes) in &copies {
        let is_new = disk::write_private(path, bytes, false);
        let is_new = is_new.map_err(|error| Failure::writing(path, &error))?;
        if !is_new && Disk.read(path).map_or(true, |there| there != *bytes) {
            return Err(over_another(path));
        }
    }
    Ok(copies
        .iter()
        .map(|(path, _)| path.display().to_string())
        .collect())
}

/// The place of a file in its organization's folder, or else its name.
fn below(file: &Path, judged: &Judged) -> PathBuf {
    let folder = judged.project.as_ref().map(|project| absolute(project.folder()));
    let file = absolute(file);
    let below = folder.and_then(|folder| file.strip_prefix(folder).map(Path::to_owned).ok());
    below.unwrap_or_else(|| PathBuf::from(file.file_name().unwrap_or_default()))
}

/// Copies in the organization's own folder would be judged as rosters beside their originals, and everybody in them would
/// be there twice.
fn refuse_to_mix(folder: &Path, judged: &Judged) -> Result<(), Failure> {
    let Some(project) = &judged.project else {
        return Ok(());
    };
    if !absolute(folder).starts_with(absolute(project.folder())) {
        return Ok(());
    }
    Err(Failure::new(
        format!("`{}` lies in the organization's own folder", show(folder)),
        "name a folder elsewhere, such as ../repaired: in this one the copies would count as rosters, and everybody in them \
         as a duplicate",
    ))
}

fn over_another(path: &Path) -> Failure {
    Failure::new(
        format!("`{}` is there already and holds something else", show(path)),
        "name another folder, or delete the file",
    )
}
