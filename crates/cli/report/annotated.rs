//! The workbook of `--annotate`: the user's rows with the wrong cells marked, and the failed rows once more, to be corrected.

mod columns;
mod corrections;
mod remarks;

use std::io::Write;
use std::path::Path;

use rosterkit_lint::{FileId, Report, Roster, Values};
use rosterkit_schema::{Annotation, Batch, Fingerprint};
use rosterkit_sheet::{CellRef, ColumnIndex, Row, visible};
use rosterkit_template::{
    Annotated, AnnotatedRow, AnnotatedSheet, Overview, OverviewLine, TemplateError, sheet_names,
};

use self::corrections::Corrections;
use self::remarks::{Remarks, gravity, help};
use super::place::for_people;
use crate::gather::{Judged, relative};

/// The names of the sheets that are no file's.
const OVERVIEW: &str = "Summary";
const TO_CORRECT: &str = "To correct";

/// Writes the workbook of one organization, whose report comes to these words. Rows wait in `folder` until they are packed.
///
/// The rows are shown as they are, and so are values in the notes beside them. The overview masks what is sensitive.
pub(crate) fn annotated(
    judged: &Judged,
    found: &str,
    folder: &Path,
    out: impl Write + Send,
) -> Result<(), TemplateError> {
    let report = &judged.report;
    let files: Vec<FileId> = own_files(report).map(|(file, _)| file).collect();
    let names = names(report);
    let corrections = Corrections::new(judged, &files);
    let remarks = Remarks::new(report);
    let sheet_of = |file: FileId| {
        let at = files.iter().position(|other| *other == file)?;
        names.get(at).map(String::as_str)
    };
    let failed = AnnotatedSheet {
        name: TO_CORRECT,
        header: 0,
        rows: Box::new(corrections.rows(&remarks)),
    };
    let rosters = files.iter().zip(&names).map(|(file, name)| {
        let sheet = report.rosters()[file.0 as usize].document.sheet();
        let header = sheet.header();
        AnnotatedSheet {
            name,
            header: header.as_ref().map_or(0, |header| header.index().0),
            rows: Box::new(
                header
                    .into_iter()
                    .chain(sheet.rows())
                    .map(|row| as_it_is(&remarks, *file, row)),
            ),
        }
    });
    let content = Annotated {
        overview: Overview {
            name: OVERVIEW,
            title: "What is wrong in the rosters",
            paragraphs: paragraphs(found, &corrections),
            lines: (
                report.diagnostics().len(),
                Box::new(overview(report, &corrections, &sheet_of)),
            ),
        },
        sheets: std::iter::once(failed).chain(rosters).collect(),
        properties: properties(judged),
    };
    rosterkit_template::annotated(content, folder, out)
}

/// The files that are not there for comparison only.
fn own_files(report: &Report) -> impl Iterator<Item = (FileId, &Roster)> {
    let rosters = (0..).map(FileId).zip(report.rosters());
    rosters.filter(|(_, roster)| !roster.context)
}

/// A sheet's name for each file: its own where that tells the files apart, else with its folders.
fn names(report: &Report) -> Vec<String> {
    let paths: Vec<&Path> = own_files(report)
        .map(|(_, roster)| Path::new(roster.document.name()))
        .collect();
    let stems: Vec<String> = paths
        .iter()
        .map(|path| path.file_stem().unwrap_or_default().display().to_string())
        .collect();
    let is_unique = stems
        .iter()
        .all(|stem| stems.iter().filter(|other| *other == stem).count() == 1);
    let titles = paths.iter().zip(stems).map(|(path, stem)| {
        if is_unique {
            stem
        } else {
            path.with_extension("").display().to_string()
        }
    });
    let titles: Vec<String> = titles.collect();
    sheet_names(&[OVERVIEW, TO_CORRECT], titles.iter().map(String::as_str))
}

fn as_it_is<'a>(remarks: &Remarks<'a>, file: FileId, row: Row<'a>) -> AnnotatedRow<'a> {
    AnnotatedRow {
        index: row.index().0,
        cells: row.cells().map(|cell| cell.text()).collect(),
        remarks: remarks.of(file, row.index(), None),
    }
}

fn paragraphs(found: &str, corrections: &Corrections<'_>) -> Vec<String> {
    let failed = if corrections.is_empty() {
        format!("Every row can be imported as it is: `{TO_CORRECT}` has none.")
    } else {
        format!(
            "`{TO_CORRECT}` has once more the rows that cannot be imported. Correct them there and save: `roster lint` and `roster \
             import` read this sheet of the workbook. Its notes name its own cells, and first the one of the file."
        )
    };
    let left_out: Vec<String> = corrections
        .left_out()
        .iter()
        .map(|header| format!("`{}`", visible(header)))
        .collect();
    let left_out = (!left_out.is_empty()).then(|| {
        format!(
            "The target has no column {}: what stands there is on the sheets of the files, and not in `{TO_CORRECT}`.",
            left_out.join(", ")
        )
    });
    let first = [
        format!("{found}."),
        "Coloured cells have a note with what is wrong and what to do. A click on the name of a cell goes there.".to_owned(),
        failed,
    ];
    let last =
        "The rows are as they stand in the files, sensitive values too: keep this workbook as you keep them."
            .to_owned();
    first.into_iter().chain(left_out).chain([last]).collect()
}

fn overview<'a>(
    report: &'a Report,
    corrections: &'a Corrections<'a>,
    sheet_of: &'a impl Fn(FileId) -> Option<&'a str>,
) -> impl Iterator<Item = OverviewLine<'a>> {
    let scene = report.scene(Values::Masked);
    report.diagnostics().iter().map(move |found| {
        let at = scene.locate(found.at);
        let words = scene.words(found);
        let place = for_people(&at);
        let is_settings = matches!(found.at.place, rosterkit_lint::Place::Suppression(_));
        let cell = found.at.place.cell();
        let row = found.at.place.row();
        let corner = CellRef::new(row.map_or(0, |row| row.0), cell.map_or(0, |cell| cell.column.0));
        let sheet = Some(found.at.file).filter(|_| !is_settings).and_then(sheet_of);
        let correction = row.and_then(|row| corrections.place_of(found.at.file, row, cell));
        OverviewLine {
            gravity: gravity(found.level),
            file: visible(&at.path).into_owned().into(),
            place: (place, sheet.map(|sheet| (sheet, corner.to_string()))),
            correction: correction.map(|at| {
                let place = match cell {
                    Some(_) => at.to_string(),
                    None => format!("row {}", at.row.number()),
                };
                (place, (TO_CORRECT, at.to_string()))
            }),
            column: visible(at.column_name.as_deref().unwrap_or_default()).into_owned(),
            message: words.message.clone(),
            help: help(&words, &scene.fixes(found)),
            rule: found.rule.name,
        }
    })
}

/// By which the workbook is known again: by which law its rows are judged, for whom they are, and whose they are.
fn properties(judged: &Judged) -> Vec<(String, String)> {
    let rosters: Vec<&Roster> = own_files(&judged.report).map(|(_, roster)| roster).collect();
    let batch = match &rosters[..] {
        [roster] => roster.batch.clone(),
        _ => Batch::default(),
    };
    let folder = judged.project.as_ref().map(rosterkit_project::Project::folder);
    let files = rosters.iter().map(|roster| {
        let path = Path::new(roster.document.name());
        folder.map_or_else(|| path.display().to_string(), |folder| relative(folder, path))
    });
    let annotation = Annotation {
        files: files.collect(),
    };
    let mut properties = Fingerprint::new(judged.report.schema(), &batch).properties();
    properties.extend(annotation.properties());
    properties
}

/// The column as a workbook counts; one that no workbook has is refused when its row is written.
fn position(column: ColumnIndex) -> u16 {
    u16::try_from(column.0).unwrap_or(u16::MAX)
}
