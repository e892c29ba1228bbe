//! The columns of the sheet to correct: those of the one file, or of several files what they have together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rosterkit_lint::{FileId, Layout, MasterColumns, Report};
use rosterkit_schema::ColumnId;
use rosterkit_sheet::{ColumnIndex, Row};

/// Where the cells of each file stand on the sheet.
pub(super) struct Columns<'a> {
    /// The texts of the header.
    pub(super) headers: Vec<Cow<'a, str>>,
    /// Where the rows say what the person gets, if they do.
    pub(super) assignment: Option<(u16, u16)>,
    /// By file: the column on the sheet of each column under the header.
    places: BTreeMap<FileId, Vec<u16>>,
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
        let places = (0..).zip(&headers).map(|(place, _)| place).collect();
        Self {
            headers,
            assignment: None,
            places: [(file, places)].into(),
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
        let mut sames: BTreeMap<FileId, Vec<Same>> = BTreeMap::new();
        for file in files {
            let sheet = report.rosters()[file.0 as usize].document.sheet();
            let layout = Layout::new(schema, sheet);
            let master = MasterColumns::of(schema, sheet);
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            let header = sheet.header();
            let columns = header.iter().flat_map(Row::cells).map(|cell| {
                let column = cell.reference().column;
                let same = match (master, layout.read_from(column)) {
                    (Some(master), _) if master.role == column => Same::Role,
                    (Some(master), _) if master.location == column => Same::Location,
                    (_, Some(known)) => Same::Known(known),
                    _ => {
                        let text = cell.text().into_owned();
                        let before = seen.entry(text.clone()).or_default();
                        *before += 1;
                        Same::Unknown(text, *before)
                    }
                };
                texts.entry(same.clone()).or_insert_with(|| cell.text());
                same
            });
            sames.insert(*file, columns.collect());
        }
        let place = |same: &Same| texts.range(..same).count();
        let places = sames.iter().map(|(file, sames)| {
            let places = sames
                .iter()
                .map(|same| u16::try_from(place(same)).unwrap_or(u16::MAX));
            (*file, places.collect())
        });
        let places = places.collect();
        let narrow = |same| u16::try_from(place(same)).ok();
        Self {
            assignment: narrow(&Same::Role)
                .zip(narrow(&Same::Location))
                .filter(|_| assigned == Assigned::ByRow),
            places,
            headers: texts.into_values().collect(),
        }
    }

    /// Where a column of a file stands on the sheet. What stands under no header comes behind all that do.
    pub(super) fn place(&self, file: FileId, column: ColumnIndex) -> u16 {
        let places = self.places.get(&file).map_or(&[][..], Vec::as_slice);
        let known = places.get(column.0 as usize).copied();
        known.unwrap_or_else(|| {
            let behind = (column.0 as usize).saturating_sub(places.len());
            u16::try_from(self.headers.len() + behind).unwrap_or(u16::MAX)
        })
    }
}

/// Who says what a person gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assigned {
    /// Two columns of each row.
    ByRow,
    /// Something else, or nobody.
    Elsewhere,
}
