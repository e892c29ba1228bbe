//! What is said about each row of a file.

use std::collections::BTreeMap;

use rosterkit_lint::{Diagnostic, FileId, Fix, Level, Location, Place, Report, Scene, Stops, Values, Words};
use rosterkit_sheet::{CellRef, RowIndex, visible};
use rosterkit_template::{Gravity, Remark};

use super::position;
use crate::report::sentence::capital;

/// The diagnostics of a report by row; their words are made when they are asked for.
pub(super) struct Remarks<'a> {
    scene: Scene<'a>,
    by_row: Vec<(FileId, RowIndex, Said<'a>)>,
    /// By file: what keeps all its rows from being imported.
    of_all_rows: BTreeMap<FileId, Vec<&'a Diagnostic>>,
}

/// That a row is shown on another sheet than its own.
#[derive(Clone, Copy)]
pub(super) struct Elsewhere<'s> {
    /// The file that it comes from.
    pub(super) file: &'s str,
    /// Where places of the files stand on the sheet, if they do.
    pub(super) copied: &'s (dyn Fn(Location) -> Option<CellRef> + Sync),
}

/// Something that is said about a row.
#[derive(Clone, Copy)]
enum Said<'a> {
    /// The row is wrong.
    Here(&'a Diagnostic),
    /// Another row is wrong because of this one, and nobody knows which of the two is meant.
    There(&'a Diagnostic, Location),
}

impl<'a> Said<'a> {
    fn found(self) -> &'a Diagnostic {
        match self {
            Self::Here(found) | Self::There(found, _) => found,
        }
    }
}

impl<'a> Remarks<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let mut by_row: Vec<(FileId, RowIndex, Said<'a>)> = Vec::new();
        let mut of_all_rows: BTreeMap<FileId, Vec<&'a Diagnostic>> = BTreeMap::new();
        for found in report.diagnostics() {
            let header = |file: FileId| {
                let sheet = report.rosters()[file.0 as usize].document.sheet();
                sheet.header().map(|header| header.index())
            };
            let row = match found.at.place {
                Place::Suppression(_) => continue,
                // What is wrong with the whole file is told in the overview.
                place => place.row(),
            };
            by_row.extend(row.map(|row| (found.at.file, row, Said::Here(found))));
            if !keeps_out(found) {
                continue;
            }
            if found.rule.stops == Stops::Sheet || row.is_none() || row == header(found.at.file) {
                of_all_rows.entry(found.at.file).or_default().push(found);
            } else if let Some(other) = found.related
                && let Some(other_row) = other.place.row()
                && (other.file, Some(other_row)) != (found.at.file, row)
                && Some(other_row) != header(other.file)
            {
                by_row.push((other.file, other_row, Said::There(found, other)));
            }
        }
        by_row.sort_by_key(|(file, row, _)| (*file, *row));
        Self {
            scene: report.scene(Values::Shown),
            by_row,
            of_all_rows,
        }
    }

    /// What is said about a row; where it is shown elsewhere, each remark begins with the place from which it comes, and names the
    /// cells that are before the reader.
    pub(super) fn of(&self, file: FileId, row: RowIndex, elsewhere: Option<Elsewhere<'_>>) -> Vec<Remark> {
        let here = self.said(file, row);
        here.map(|said| match said {
            Said::Here(found) => self.remark(found, elsewhere),
            Said::There(found, at) => self.remark_there(found, at, elsewhere),
        })
        .collect()
    }

    /// Why a row cannot be imported about which nothing is said that would keep it out; nothing where something is. `settled` is
    /// what became of a fault of the whole file on the sheet of the row, if it is settled there.
    pub(super) fn reason(
        &self,
        (file, row): (FileId, RowIndex),
        elsewhere: Elsewhere<'_>,
        settled: impl Fn(&Diagnostic) -> Option<String>,
    ) -> Option<Remark> {
        if self.said(file, row).any(|said| keeps_out(said.found())) {
            return None;
        }
        let remark = |gravity, text| Remark {
            column: None,
            gravity,
            text,
        };
        let of_all_rows = self.of_all_rows(file);
        // What is left to be done comes before what is settled.
        let first = of_all_rows.iter().find(|found| settled(found).is_none());
        let Some(found) = first.or(of_all_rows.first()) else {
            let text = "Error: this row has an error that was not to be told, because of --select, --ignore, a baseline or roster.toml\n\
                        What to do: `roster import` names it, and changes nothing without --yes";
            return Some(remark(Gravity::Wrong, text.to_owned()));
        };
        let Some(settled) = settled(found) else {
            let said = self.remark(found, Some(elsewhere));
            return Some(remark(said.gravity, said.text));
        };
        let beginning = self.beginning(found, Some(elsewhere));
        Some(remark(Gravity::Notable, format!("{beginning}\n{settled}")))
    }

    /// What keeps all rows of a file from being imported.
    pub(super) fn of_all_rows(&self, file: FileId) -> &[&'a Diagnostic] {
        self.of_all_rows.get(&file).map_or(&[], Vec::as_slice)
    }

    fn said(&self, file: FileId, row: RowIndex) -> impl Iterator<Item = Said<'a>> {
        let start = self
            .by_row
            .partition_point(|(of, at, _)| (*of, *at) < (file, row));
        let here = self.by_row[start..]
            .iter()
            .take_while(move |(of, at, _)| (*of, *at) == (file, row));
        here.map(|(_, _, said)| *said)
    }

    fn scene<'s>(&'s self, elsewhere: Option<Elsewhere<'s>>) -> Scene<'s> {
        match elsewhere {
            Some(elsewhere) => self.scene.on_another_sheet(elsewhere.copied),
            None => self.scene,
        }
    }

    fn remark(&self, found: &Diagnostic, elsewhere: Option<Elsewhere<'_>>) -> Remark {
        Remark {
            column: column(found.at.place),
            gravity: gravity(found.level),
            text: self.beginning(found, elsewhere) + &self.act(found, elsewhere),
        }
    }

    /// How grave it is, where it comes from, and what is wrong.
    pub(super) fn beginning(&self, found: &Diagnostic, elsewhere: Option<Elsewhere<'_>>) -> String {
        let message = self.scene(elsewhere).words(found).message;
        let level = capital(found.level.as_str());
        format!("{level}{}: {message}", from(found.at.place, elsewhere))
    }

    /// What is said about the row because of which another is wrong.
    fn remark_there(&self, found: &Diagnostic, at: Location, elsewhere: Option<Elsewhere<'_>>) -> Remark {
        if let Some(found) = found.from_the_other() {
            return self.remark(&found, elsewhere);
        }
        let words = self.scene(elsewhere).words(found);
        let other = self.scene.locate(found.at);
        let other = match other.cell {
            Some(cell) if elsewhere.is_none() && at.file == found.at.file => cell,
            _ => place_of(found.at.place, &other.path),
        };
        let related = words
            .related
            .as_deref()
            .unwrap_or("another row is wrong because of this one");
        Remark {
            column: column(at.place),
            gravity: gravity(found.level),
            text: format!(
                "{}{}: {related}. See {other}: {}{}",
                capital(found.level.as_str()),
                from(at.place, elsewhere),
                words.message,
                self.act(found, elsewhere)
            ),
        }
    }

    fn act(&self, found: &Diagnostic, elsewhere: Option<Elsewhere<'_>>) -> String {
        let scene = self.scene(elsewhere);
        let help = help(&scene.words(found), &scene.fixes(found));
        if help.is_empty() {
            help
        } else {
            format!("\nWhat to do: {help}")
        }
    }
}

/// Whether it keeps rows out, at whatever level it is told.
fn keeps_out(found: &Diagnostic) -> bool {
    found.rule.stops != Stops::Upload && (found.rule.level == Level::Error || found.level == Level::Error)
}

fn column(place: Place) -> Option<u16> {
    place.cell().map(|cell| position(cell.column))
}

/// `C4 of staff.csv`.
fn place_of(place: Place, file: &str) -> String {
    let file = visible(file);
    match place {
        Place::File | Place::Suppression(_) => file.into_owned(),
        place => format!("{place} of {file}"),
    }
}

/// Where something is wrong, unless the remark stands there.
fn from(place: Place, elsewhere: Option<Elsewhere<'_>>) -> String {
    elsewhere.map_or_else(String::new, |elsewhere| {
        format!(", from {}", place_of(place, elsewhere.file))
    })
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
