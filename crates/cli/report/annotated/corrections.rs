//! The rows that cannot be imported, to be corrected and imported.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rosterkit_lint::{Detail, Diagnostic, FileId, Location, Report, Roster};
use rosterkit_schema::{Column, Organization};
use rosterkit_sheet::{CellRef, ColumnIndex, Row, RowIndex};
use rosterkit_template::{AnnotatedRow, Remark};

use super::columns::{Assigned, Columns, Settled};
use super::position;
use super::remarks::{Elsewhere, Remarks, gravity};
use crate::gather::Judged;

/// The failed rows of all files on one sheet, whose header stands in row 1.
pub(super) struct Corrections<'a> {
    report: &'a Report,
    columns: Columns<'a>,
    files: Vec<FileId>,
    /// In the order of the files.
    rows: Vec<Failed>,
    /// What people get: a role, and the locations where they have it.
    assignments: Vec<(String, String)>,
}

/// A row of the sheet.
struct Failed {
    file: FileId,
    row: RowIndex,
    /// Which of the assignments it is for.
    assignment: Option<usize>,
}

impl<'a> Corrections<'a> {
    pub(super) fn new(judged: &'a Judged, files: &[FileId]) -> Self {
        let report = &judged.report;
        let roster = |file: FileId| &report.rosters()[file.0 as usize];
        let says =
            |file: &FileId| roster(*file).master.is_some() || !roster(*file).batch.assignments.is_empty();
        let by_row = files.len() > 1 && report.schema().batch.assigned && files.iter().any(says);
        let columns = match files {
            [file] => Columns::of_one(report, *file),
            _ if by_row => Columns::of_several(report, files, Assigned::ByRow),
            _ => Columns::of_several(report, files, Assigned::Elsewhere),
        };
        let organization = judged
            .project
            .as_ref()
            .map(|project| &project.settings().organization);
        let mut assignments = Vec::new();
        let mut by_file: BTreeMap<FileId, Vec<Option<usize>>> = BTreeMap::new();
        for file in files {
            let first = assignments.len();
            if by_row && roster(*file).master.is_none() {
                assignments.extend(in_words(roster(*file), organization));
            }
            let those: Vec<Option<usize>> = (first..assignments.len()).map(Some).collect();
            by_file.insert(*file, if those.is_empty() { vec![None] } else { those });
        }
        let failed = report.split().1.rows().flat_map(|(file, row)| {
            let those = by_file.get(&file).into_iter().flatten();
            those.map(move |assignment| Failed {
                file,
                row,
                assignment: *assignment,
            })
        });
        Self {
            report,
            columns,
            files: files.to_vec(),
            rows: failed.collect(),
            assignments,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where a place of a file stands on the sheet; the header's where it is in that.
    pub(super) fn place_of(&self, file: FileId, row: RowIndex, cell: Option<CellRef>) -> Option<CellRef> {
        let header = self.sheet_header(file);
        let at = if header == Some(row) {
            0
        } else {
            let start = self
                .rows
                .partition_point(|failed| (failed.file, failed.row) < (file, row));
            let found = self.rows.get(start)?;
            if (found.file, found.row) != (file, row) {
                return None;
            }
            u32::try_from(start).ok()?.checked_add(1)?
        };
        let column = match cell {
            Some(cell) => self.columns.place(file, cell.column)?,
            None => 0,
        };
        Some(CellRef::new(at, column.into()))
    }

    /// The header and the rows below it.
    pub(super) fn rows(&'a self, remarks: &'a Remarks<'a>) -> impl Iterator<Item = AnnotatedRow<'a>> {
        let header = AnnotatedRow {
            index: 0,
            cells: self.columns.headers.clone(),
            remarks: self.of_headers(remarks),
        };
        let below = (1..).zip(&self.rows).map(|(index, failed)| AnnotatedRow {
            index,
            cells: self.cells(failed),
            remarks: self.of_row(remarks, failed, index),
        });
        std::iter::once(header).chain(below)
    }

    fn cells(&self, failed: &Failed) -> Vec<Cow<'a, str>> {
        let sheet = self.report.rosters()[failed.file.0 as usize].document.sheet();
        let mut cells = vec![Cow::Borrowed(""); self.columns.headers.len()];
        for cell in sheet.row(failed.row).iter().flat_map(Row::cells) {
            let Some(place) = self.columns.place(failed.file, cell.reference().column) else {
                continue;
            };
            let place = usize::from(place);
            if cells.len() <= place {
                cells.resize(place + 1, Cow::Borrowed(""));
            }
            cells[place] = cell.text();
        }
        let assignment = failed.assignment.and_then(|at| self.assignments.get(at));
        if let (Some((role, location)), Some((name, names))) = (self.columns.assignment, assignment) {
            cells[usize::from(role)] = Cow::Owned(name.clone());
            cells[usize::from(location)] = Cow::Owned(names.clone());
        }
        cells
    }

    /// What is said about the headers of all files. What is wrong with a header as a whole, as a column that is missing, is no
    /// fault of the header that several files have together.
    fn of_headers(&self, remarks: &Remarks<'_>) -> Vec<Remark> {
        let files = self.files.iter();
        let of_file = |file: &FileId| Some(self.remarks(remarks, (*file, self.sheet_header(*file)?), 0));
        let is_of_one = files.len() == 1;
        let all = files.filter_map(of_file).flatten();
        all.filter(|remark| is_of_one || remark.column.is_some())
            .collect()
    }

    /// What is said about a row, and why it is here: not all that is wrong with a row is wrong in it.
    fn of_row(&self, remarks: &Remarks<'_>, failed: &Failed, index: u32) -> Vec<Remark> {
        let place = (failed.file, failed.row);
        let mut said = self.remarks(remarks, place, index);
        let copied = |at| self.copied(at, place, index);
        let elsewhere = self.elsewhere(failed.file, &copied);
        let to_fill_in = remarks.of_all_rows(failed.file).iter().filter_map(|found| {
            let (column, cell) = self.to_fill_in(found, index)?;
            // What is asked for because of one row need not be asked for in another.
            let perhaps = match found.related {
                Some(_) => ", where the target asks for it",
                None => "",
            };
            Some(Remark {
                column: Some(position(cell.column)),
                gravity: gravity(found.level),
                text: format!(
                    "{}\nWhat to do: here the column is there: fill in {cell}{perhaps}: {}",
                    remarks.beginning(found, Some(elsewhere)),
                    column.hint
                ),
            })
        });
        let of_file: Vec<Remark> = to_fill_in.collect();
        let settled = |found: &Diagnostic| {
            if self.to_fill_in(found, index).is_some() {
                return Some("Here the column is there.".to_owned());
            }
            Some(
                match self
                    .columns
                    .settled(found.at.file, found.at.place.cell()?.column)?
                {
                    Settled::Under(header) => {
                        format!("Here it stands under `{header}`, and nothing is to be done about it.")
                    }
                    Settled::LeftOut => {
                        "Here the column is left out, and nothing is to be done about it.".to_owned()
                    }
                },
            )
        };
        // Cells that are to be filled in are reason enough.
        let mut of_all_rows = remarks.of_all_rows(failed.file).iter();
        if of_file.is_empty() || of_all_rows.any(|found| settled(found).is_none()) {
            said.extend(remarks.reason(place, elsewhere, settled));
        }
        said.extend(of_file);
        said
    }

    /// The cell of a row that is blank because the row's file lacks its column, where another file has that.
    fn to_fill_in(&self, found: &Diagnostic, index: u32) -> Option<(&'a Column, CellRef)> {
        let (Detail::Column(id), None) = (found.detail, found.at.place.cell()) else {
            return None;
        };
        let place = self.columns.place_of(id)?;
        Some((self.report.schema().column(id), CellRef::new(index, place.into())))
    }

    /// What is said about a row at its place on the sheet. A column of an unknown name is settled there, so that nothing is
    /// wrong with it any more.
    fn remarks(&self, remarks: &Remarks<'_>, (file, row): (FileId, RowIndex), index: u32) -> Vec<Remark> {
        let is_header = self.sheet_header(file) == Some(row);
        let copied = |at| self.copied(at, (file, row), index);
        let of_row = remarks
            .of(file, row, Some(self.elsewhere(file, &copied)))
            .into_iter();
        let placed = of_row.filter_map(|remark| {
            let Some(column) = remark.column.map(|column| ColumnIndex(column.into())) else {
                return Some(remark);
            };
            if is_header && self.columns.settled(file, column).is_some() {
                return None;
            }
            let column = self.columns.place(file, column)?;
            Some(Remark {
                column: Some(column),
                ..remark
            })
        });
        placed.collect()
    }

    /// Where a place stands for whoever reads what is said about a row, which itself stands at this index: a row may stand there
    /// several times.
    fn copied(&self, at: Location, row: (FileId, RowIndex), index: u32) -> Option<CellRef> {
        let of = at.place.row()?;
        let copy = self.place_of(at.file, of, at.place.cell())?;
        Some(if (at.file, of) == row {
            CellRef::new(index, copy.column.0)
        } else {
            copy
        })
    }

    fn elsewhere<'s>(
        &'s self,
        file: FileId,
        copied: &'s (dyn Fn(Location) -> Option<CellRef> + Sync),
    ) -> Elsewhere<'s> {
        Elsewhere {
            file: self.report.rosters()[file.0 as usize].document.name(),
            copied,
        }
    }

    /// The headers of the columns that are left out of the sheet, each once.
    pub(super) fn left_out(&self) -> BTreeSet<String> {
        self.columns.left_out(self.report)
    }

    fn sheet_header(&self, file: FileId) -> Option<RowIndex> {
        let sheet = self.report.rosters()[file.0 as usize].document.sheet();
        sheet.header().map(|header| header.index())
    }
}

/// What the people of a file get, in words that are read back as the same.
fn in_words(roster: &Roster, organization: Option<&Organization>) -> Vec<(String, String)> {
    let mut by_role: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (location, role) in &roster.batch.assignments {
        by_role.entry(role).or_default().push(location);
    }
    let role_in_words = |id: &str| {
        let named = organization.and_then(|organization| organization.role(id));
        let reads_back = |name: &str| {
            let read = organization.and_then(|organization| organization.role_named(name));
            read.is_some_and(|role| role.id == id)
        };
        let name = named.map_or(id, |role| &role.name);
        if reads_back(name) {
            name.to_owned()
        } else {
            id.to_owned()
        }
    };
    let location_in_words = |id: &&str| {
        let named = organization.and_then(|organization| organization.location(id));
        let reads_back = |name: &str| {
            let read = organization.and_then(|organization| organization.locations_named(name).ok());
            read.is_some_and(|found| matches!(&found[..], [one] if one.id == **id))
        };
        let name = named.map_or(*id, |location| &location.name);
        if reads_back(name) {
            name.to_owned()
        } else {
            (*id).to_owned()
        }
    };
    let words = by_role.into_iter().map(|(role, locations)| {
        let locations: Vec<String> = locations.iter().map(location_in_words).collect();
        (role_in_words(role), locations.join("; "))
    });
    words.collect()
}
