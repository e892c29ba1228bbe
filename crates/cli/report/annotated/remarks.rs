//! What is said about each row of a file.

use rosterkit_lint::{Diagnostic, FileId, Fix, Level, Place, Report, Scene, Values, Words};
use rosterkit_sheet::{RowIndex, visible};
use rosterkit_template::{Gravity, Remark};

use super::position;

/// The diagnostics of a report by row; their words are made when they are asked for.
pub(super) struct Remarks<'a> {
    scene: Scene<'a>,
    by_row: Vec<(FileId, RowIndex, &'a Diagnostic)>,
}

impl<'a> Remarks<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let found = report.diagnostics().iter();
        let mut by_row: Vec<_> = found
            .filter_map(|found| match found.at.place {
                Place::Suppression(_) => None,
                // What is wrong with the whole file is told in the overview.
                place => Some((found.at.file, place.row()?, found)),
            })
            .collect();
        by_row.sort_by_key(|(file, row, _)| (*file, *row));
        Self {
            scene: report.scene(Values::Shown),
            by_row,
        }
    }

    /// What is said about a row; where it is shown elsewhere, each remark begins with the place that is meant.
    pub(super) fn of(&self, file: FileId, row: RowIndex, elsewhere: Option<&str>) -> Vec<Remark> {
        let start = self
            .by_row
            .partition_point(|(of, at, _)| (*of, *at) < (file, row));
        let here = self.by_row[start..]
            .iter()
            .take_while(|(of, at, _)| (*of, *at) == (file, row));
        here.map(|(_, _, found)| self.remark(found, elsewhere)).collect()
    }

    fn remark(&self, found: &Diagnostic, elsewhere: Option<&str>) -> Remark {
        let words = self.scene.words(found);
        let cell = found.at.place.cell();
        let level = match found.level {
            Level::Error => "Error",
            Level::Warning => "Warning",
            Level::Note => "Note",
        };
        let place = match (elsewhere, cell, found.at.place.row()) {
            (Some(file), Some(cell), _) => format!(" in {cell} of {}", visible(file)),
            (Some(file), None, Some(row)) => format!(" in row {} of {}", row.number(), visible(file)),
            _ => String::new(),
        };
        let help = help(&words, &self.scene.fixes(found));
        let act = if help.is_empty() {
            String::new()
        } else {
            format!("\nWhat to do: {help}")
        };
        Remark {
            column: cell.map(|cell| position(cell.column)),
            gravity: gravity(found.level),
            text: format!("{level}{place}: {}{act}", words.message),
        }
    }
}

/// What to do, and what `roster lint --fix` would do.
pub(super) fn help(words: &Words, fixes: &[Fix]) -> String {
    let help = words.help.iter().cloned();
    let fixes = fixes
        .iter()
        .map(|fix| format!("{} repair: {}", fix.applicability.as_str(), fix.title));
    help.chain(fixes).collect::<Vec<_>>().join("\n")
}

pub(super) fn gravity(level: Level) -> Gravity {
    match level {
        Level::Error => Gravity::Wrong,
        Level::Warning => Gravity::Doubtful,
        Level::Note => Gravity::Notable,
    }
}
