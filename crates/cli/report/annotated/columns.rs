//! The columns of the sheet to correct: those of the one file, or of several files what they have together and the target
//! knows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rosterkit_lint::{Detail, FileId, Layout, MasterColumns, Report};
use rosterkit_schema::{ColumnId, trim_blanks};
use rosterkit_sheet::{ColumnIndex, Row};

/// Where the cells of each file stand on the sheet.
pub(super) struct Columns<'a> {
    /// The texts of the header.
    pub(super) headers: Vec<Cow<'a, str>>,
    /// Where the rows say what the person gets, if they do.
    pub(super) assignment: Option<(u16, u16)>,
    /// By file: the column on the sheet of each column under the header, where it has one.
    places: BTreeMap<FileId, Vec<Option<u16>>>,
    /// Where the columns stand that one of several files lacks.
    known: BTreeMap<ColumnId, u16>,
    /// What became of a column that its file gives an unknown name.
    settled: BTreeMap<(FileId, ColumnIndex), Settled>,
}

/// What becomes of a column of an unknown name, so that it is no fault of the other files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Settled {
    /// It stands under the header of the column that it must mean.
    Under(String),
    /// It is left out: the target does not have it.
    LeftOut,
}

/// What makes the columns of two files one. Ordered as they stand on the sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Same {
    Known(ColumnId),
    Role,
    Location,
    /// A header that no column has, or the second one of a column, and how many of its text stand before it.
    Unknown(String, usize),
}

impl<'a> Columns<'a> {
    /// The columns of one file, exactly as they are.
    pub(super) fn of_one(report: &'a Report, file: FileId) -> Self {
        let header = report.rosters()[file.0 as usize].document.sheet().header();
        let cells = header.iter().flat_map(Row::cells);
        let headers: Vec<Cow<'a, str>> = cells.map(|cell| cell.text()).collect();
        let places = (0..).zip(&headers).map(|(place, _)| Some(place)).collect();
        Self {
            headers,
            assignment: None,
            places: [(file, places)].into(),
            known: BTreeMap::new(),
            settled: BTreeMap::new(),
        }
    }

    /// The columns of several files together. With `assigned`, two of them say role and location.
    pub(super) fn of_several(report: &'a Report, files: &[FileId], assigned: Assigned) -> Self {
        let schema = report.schema();
        let mut texts: BTreeMap<Same, Cow<'a, str>> = BTreeMap::new();
        if assigned == Assigned::ByRow {
            texts.insert(Same::Role, "Role".into());
            texts.insert(Same::Location, "Location".into());
        }
        let mut settled = BTreeMap::new();
        let mut sames: BTreeMap<FileId, Vec<Option<Same>>> = BTreeMap::new();
        for file in files {
            let sheet = report.rosters()[file.0 as usize].document.sheet();
            let layout = Layout::new(schema, sheet);
            let master = MasterColumns::of(schema, sheet);
            let meant = meant(report, *file, &layout);
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            let mut columns = Vec::new();
            for cell in sheet.header().iter().flat_map(Row::cells) {
                let column = cell.reference().column;
                let same = match (master, layout.read_from(column), meant.get(&column)) {
                    (Some(master), ..) if master.role == column => Same::Role,
                    (Some(master), ..) if master.location == column => Same::Location,
                    (_, Some(known), _) => Same::Known(known),
                    (_, None, Some(known)) => {
                        let header = schema.column(*known).header.clone();
                        settled.insert((*file, column), Settled::Under(header.clone()));
                        texts.entry(Same::Known(*known)).or_insert(header.into());
                        Same::Known(*known)
                    }
                    _ if layout.named(column).is_none() && !trim_blanks(&cell.text()).is_empty() => {
                        settled.insert((*file, column), Settled::LeftOut);
                        columns.push(None);
                        continue;
                    }
                    _ => {
                        let text = cell.text().into_owned();
                        let before = seen.entry(text.clone()).or_default();
                        *before += 1;
                        Same::Unknown(text, *before)
                    }
                };
                texts.entry(same.clone()).or_insert_with(|| cell.text());
                columns.push(Some(same));
            }
            sames.insert(*file, columns);
        }
        let place = |same: &Same| u16::try_from(texts.range(..same).count()).unwrap_or(u16::MAX);
        let places = sames.iter().map(|(file, sames)| {
            let places = sames.iter().map(|same| same.as_ref().map(place));
            (*file, places.collect())
        });
        Self {
            assignment: (assigned == Assigned::ByRow).then(|| (place(&Same::Role), place(&Same::Location))),
            places: places.collect(),
            known: (0..)
                .zip(texts.keys())
                .filter_map(|(place, same)| match same {
                    Same::Known(id) => Some((*id, place)),
                    _ => None,
                })
                .collect(),
            settled,
            headers: texts.into_values().collect(),
        }
    }

    /// Where a column of a file stands on the sheet, if it was not left out. What stands under no header comes behind all that
    /// do.
    pub(super) fn place(&self, file: FileId, column: ColumnIndex) -> Option<u16> {
        let places = self.places.get(&file).map_or(&[][..], Vec::as_slice);
        places.get(column.0 as usize).copied().unwrap_or_else(|| {
            let behind = (column.0 as usize).saturating_sub(places.len());
            Some(u16::try_from(self.headers.len() + behind).unwrap_or(u16::MAX))
        })
    }

    /// Where a column of the target stands on a sheet of several files, if one of them has it.
    pub(super) fn place_of(&self, column: ColumnId) -> Option<u16> {
        self.known.get(&column).copied()
    }

    /// What became of a column of an unknown name.
    pub(super) fn settled(&self, file: FileId, column: ColumnIndex) -> Option<&Settled> {
        self.settled.get(&(file, column))
    }

    /// The headers of the columns that were left out, each once.
    pub(super) fn left_out(&self, report: &Report) -> BTreeSet<String> {
        let left_out = self
            .settled
            .iter()
            .filter(|(_, settled)| **settled == Settled::LeftOut);
        let header = |(file, column): &(FileId, ColumnIndex)| {
            let header = report.rosters()[file.0 as usize].document.sheet().header()?;
            Some(header.cell(*column)?.text().into_owned())
        };
        left_out.filter_map(|(place, _)| header(place)).collect()
    }
}

/// The columns that headers of unknown names must mean, where the file was told of one for each.
fn meant(report: &Report, file: FileId, layout: &Layout) -> BTreeMap<ColumnIndex, ColumnId> {
    let header = report.rosters()[file.0 as usize].document.sheet().header();
    let header = header.map(|header| header.index());
    let mut meant: BTreeMap<ColumnIndex, ColumnId> = BTreeMap::new();
    for found in report.diagnostics().iter().filter(|found| found.at.file == file) {
        let Some(cell) = found.at.place.cell().filter(|cell| Some(cell.row) == header) else {
            continue;
        };
        if let Detail::Column(id) = found.detail
            && layout.named(cell.column).is_none()
            && layout.place(id).is_none()
            && meant.values().all(|other| *other != id)
        {
            meant.insert(cell.column, id);
        }
    }
    meant
}

/// Who says what a person gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assigned {
    /// Two columns of each row.
    ByRow,
    /// Something else, or nobody.
    Elsewhere,
}
