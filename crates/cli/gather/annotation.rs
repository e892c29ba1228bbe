//! Workbooks of `--annotate`, whose rows are those of other files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rosterkit_lint::Roster;
use rosterkit_project::Project;
use rosterkit_schema::Annotation;
use rosterkit_sheet::Document;

use super::{absolute, in_project};
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

/// The rosters without the files whose rows stand in what was asked for: beside it they have nothing to say, since they have the
/// same people.
pub(super) fn without_sources(project: &Project, mut rosters: Vec<Roster>) -> Vec<Roster> {
    let asked = rosters.iter().filter(|roster| !roster.context);
    let files = asked
        .filter_map(|roster| annotation(&roster.document))
        .flat_map(|annotation| annotation.files);
    let sources: BTreeSet<PathBuf> = files.map(|file| source(project, &file)).collect();
    rosters
        .retain(|roster| !roster.context || !sources.contains(&absolute(Path::new(roster.document.name()))));
    rosters
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
