//! Workbooks of `--annotate` and files of rejected rows, whose rows are those of other files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rosterkit_lint::{Again as _, FileId, Roster};
use rosterkit_project::{Project, without_rejected};
use rosterkit_schema::Annotation;
use rosterkit_sheet::{Document, RowIndex};

use super::{Anew, absolute, in_project};
use crate::failure::show;

/// Whether the document holds the rows of other files.
pub(super) fn annotated(document: &Document) -> bool {
    annotation(document).is_some()
}

/// Where the one file lies whose rows the document holds, to be judged as that file is.
pub(super) fn place_of_source(project: &Project, document: &Document) -> Option<PathBuf> {
    let annotation = annotation(document)?;
    let [file] = &annotation.files[..] else {
        return None;
    };
    Some(in_project(project, &source(project, file)))
}

/// The rosters, where the rows that stand in what was asked for replace those from which they were made: beside them those have
/// nothing to say, since they are the same people. Their neighbours have: a corrected row may be one of them again.
pub(super) fn replaced(project: &Project, rosters: Vec<Roster>, anew: &Anew) -> Vec<Roster> {
    let name = |roster: &Roster| roster.document.name().to_owned();
    let asked: BTreeSet<String> = rosters
        .iter()
        .filter(|roster| !roster.context)
        .map(name)
        .collect();
    let (copies, mut others): (Vec<Roster>, Vec<Roster>) = rosters
        .into_iter()
        .partition(|roster| !roster.context && !sources(project, &roster.document).is_empty());
    let sources: BTreeSet<PathBuf> = copies
        .iter()
        .flat_map(|roster| sources(project, &roster.document))
        .collect();
    let is_source = |roster: &Roster| {
        let path = absolute(Path::new(roster.document.name()));
        sources.contains(&path) && !asked.contains(roster.document.name())
    };
    if !others.iter().any(is_source) {
        others.extend(copies);
        return others;
    }
    // What stands in the copies are the rows that cannot be imported, and so they are found as they were then.
    for roster in &mut others {
        roster.context = !is_source(roster);
    }
    let report = anew.judge(others);
    let mut failed: BTreeMap<FileId, BTreeSet<RowIndex>> = BTreeMap::new();
    for (file, row) in report.split().1.rows() {
        failed.entry(file).or_default().insert(row);
    }
    let mut rosters = report.into_rosters();
    for (file, roster) in (0..).map(FileId).zip(&mut rosters) {
        roster.standing.replaced = failed.remove(&file).unwrap_or_default();
        roster.context = !asked.contains(roster.document.name());
    }
    rosters.extend(copies);
    rosters
}

/// The files whose rows a workbook of `--annotate`, or a file of rejected rows, holds.
fn sources(project: &Project, document: &Document) -> Vec<PathBuf> {
    if let Some(annotation) = annotation(document) {
        return annotation
            .files
            .iter()
            .map(|file| source(project, file))
            .collect();
    }
    let path = absolute(Path::new(document.name()));
    let of_rejected = without_rejected(&path);
    (of_rejected != path).then_some(of_rejected).into_iter().collect()
}

/// That the workbook was found in a folder, and what to do with it.
pub(super) fn passed_over(path: &Path) -> String {
    format!(
        "passed over `{}`: its rows are those of other files; name it to read what was corrected in it",
        show(path)
    )
}

fn annotation(document: &Document) -> Option<Annotation> {
    Annotation::read(document.sheet().properties())
}

fn source(project: &Project, file: &str) -> PathBuf {
    absolute(&project.folder().join(Path::new(file)))
}
