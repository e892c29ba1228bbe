//! What is said about each row of a file.

use std::collections::BTreeMap;

use rosterkit_lint::{Diagnostic, FileId, Fix, Level, Location, Place, Report, Scene, Stops, Values, Words};
use rosterkit_sheet::{RowIndex, visible};
use rosterkit_template::{Gravity, Remark};

use super::position;

/// The diagnostics of a report by row; their words are made when they are asked for.
pub(super) struct Remarks<'a> {
    scene: Scene<'a>,
    by_row: Vec<(FileId, RowIndex, Said<'a>)>,
    /// By file: what keeps all its rows from being imported.
    of_all_rows: BTreeMap<FileId, Vec<&'a Diagnostic>>,
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

    /// What is said about a row; where it is shown elsewhere, each remark begins with the place that is meant.
    pub(super) fn of(&self, file: FileId, row: RowIndex, elsewhere: Option<&str>) -> Vec<Remark> {
        let here = self.said(file, row);
        here.map(|said| match said {
            Said::Here(found) => self.remark(found, elsewhere),
            Said::There(found, at) => self.remark_there(found, at, elsewhere),
        })
        .collect()
    }

    /// Why a row cannot be imported about which nothing is said that would keep it out; nothing where something is. `settled` is
    /// what became of the place that is wrong, where it is settled on the sheet of the row.
    pub(super) fn reason(
        &self,
        file: FileId,
        row: RowIndex,
        settled: impl Fn(Location) -> Option<String>,
    ) -> Option<Remark> {
        if self.said(file, row).any(|said| keeps_out(said.found())) {
            return None;
        }
        let remark = |gravity, text| Remark {
            column: None,
            gravity,
            text,
        };
        let of_all_rows = self.of_all_rows.get(&file).map_or(&[][..], Vec::as_slice);
        // What is left to be done comes before what is settled.
        let first = of_all_rows.iter().find(|found| settled(found.at).is_none());
        let Some(found) = first.or(of_all_rows.first()) else {
            let text = "Error: this row has an error that was not to be told, because of --select, --ignore, a baseline or roster.toml\n\
                        What to do: `roster import` names it, and changes nothing without --yes";
            return Some(remark(Gravity::Wrong, text.to_owned()));
        };
        let name = self.scene.locate(found.at).path;
        let Some(settled) = settled(found.at) else {
            let said = self.remark(found, Some(&name));
            return Some(remark(said.gravity, said.text));
        };
        let (level, message) = (level(found), self.scene.words(found).message);
        let place = in_place(found.at.place, Some(&name));
        Some(remark(
            Gravity::Notable,
            format!("{level}{place}: {message}\n{settled}"),
        ))
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

    fn remark(&self, found: &Diagnostic, elsewhere: Option<&str>) -> Remark {
        let words = self.scene.words(found);
        let place = in_place(found.at.place, elsewhere);
        Remark {
            column: column(found.at.place),
            gravity: gravity(found.level),
            text: format!(
                "{}{place}: {}{}",
                level(found),
                words.message,
                self.act(found, &words)
            ),
        }
    }

    /// What is said about the row because of which another is wrong.
    fn remark_there(&self, found: &Diagnostic, at: Location, elsewhere: Option<&str>) -> Remark {
        let words = self.scene.words(found);
        let place = in_place(at.place, elsewhere);
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
                "{}{place}: {related}. See {other}: {}{}",
                level(found),
                words.message,
                self.act(found, &words)
            ),
        }
    }

    fn act(&self, found: &Diagnostic, words: &Words) -> String {
        let help = help(words, &self.scene.fixes(found));
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
    match (place.cell(), place.row()) {
        (Some(cell), _) => format!("{cell} of {file}"),
        (None, Some(row)) => format!("row {} of {file}", row.number()),
        (None, None) => file.into_owned(),
    }
}

/// Where something is wrong, unless the remark stands there.
fn in_place(place: Place, elsewhere: Option<&str>) -> String {
    elsewhere.map_or_else(String::new, |file| format!(" in {}", place_of(place, file)))
}

fn level(found: &Diagnostic) -> &'static str {
    match found.level {
        Level::Error => "Error",
        Level::Warning => "Warning",
        Level::Note => "Note",
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
