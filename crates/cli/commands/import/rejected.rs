//! The rows that an import leaves out, verbatim, in a file of their own.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rosterkit_lint::{Report, Roster};
use rosterkit_project::{FileSystem, REJECTED_ENDING};
use rosterkit_sheet::{Document, DocumentKind, Row, RowIndex};

use crate::csv_text::csv_text;
use crate::disk::{self, Disk};
use crate::failure::{Failure, show};
use crate::table::count;

/// A file of rejected rows that is to be written.
pub(in crate::commands) struct Rejected {
    path: PathBuf,
    bytes: Vec<u8>,
    rows: usize,
}

impl Rejected {
    /// The files of rejected rows of one organization.
    pub(in crate::commands) fn of(report: &Report) -> Vec<Self> {
        let mut by_file = BTreeMap::<_, Vec<RowIndex>>::new();
        for (file, row) in report.split().1.rows() {
            by_file.entry(file).or_default().push(row);
        }
        let rejected = |(file, rows): (rosterkit_lint::FileId, Vec<RowIndex>)| {
            let roster: &Roster = report.rosters().get(file.0 as usize)?;
            let name = roster.document.name();
            // The rest of a rejected file that is imported again is its next version.
            let stem = name.strip_suffix(REJECTED_ENDING).unwrap_or(name);
            Some(Self {
                path: PathBuf::from(format!("{stem}{REJECTED_ENDING}")),
                bytes: verbatim(report, &roster.document, &rows),
                rows: rows.len(),
            })
        };
        by_file.into_iter().filter_map(rejected).collect()
    }

    /// Where it goes, and how many rows are in it.
    pub(in crate::commands) fn in_words(&self) -> String {
        format!("{} into `{}`", count(self.rows as u64, "row"), show(&self.path))
    }

    /// Refuses to write over anything but the same rows: somebody may have corrected those that are there. `nothing` says
    /// what was not done.
    pub(in crate::commands) fn refuse_to_overwrite(
        &self,
        read: &[&str],
        nothing: &str,
    ) -> Result<(), Failure> {
        let is_read = read.iter().any(|name| PathBuf::from(name) == self.path);
        match Disk.read(&self.path) {
            Ok(bytes) if bytes != self.bytes && !is_read => Err(Failure::new(
                format!("`{}` holds other rejected rows", show(&self.path)),
                format!("{nothing}: import what you corrected in it, then delete it or give it another name"),
            )),
            _ => Ok(()),
        }
    }

    pub(in crate::commands) fn write(&self) -> Result<(), Failure> {
        let written = disk::write_private(&self.path, &self.bytes, true);
        written.map_err(|error| Failure::writing(&self.path, &error))?;
        Ok(())
    }
}

/// The header and these rows, byte for byte; of a workbook their texts.
fn verbatim(report: &Report, document: &Document, rows: &[RowIndex]) -> Vec<u8> {
    match document.kind() {
        DocumentKind::Csv => bytes(document, rows),
        DocumentKind::Workbook => {
            let (schema, sheet) = (report.schema(), document.sheet());
            let wanted = |row: &Row<'_>| rows.binary_search(&row.index()).is_ok();
            csv_text(sheet, wanted, schema).into_bytes()
        }
    }
}

/// Every byte from the beginning of a row to that of the next, and what stands before the first data row.
fn bytes(document: &Document, rows: &[RowIndex]) -> Vec<u8> {
    let all = document.bytes();
    let start = |row: &Row<'_>| row.span().map_or(all.len(), |span| span.start as usize);
    let mut following = document.sheet().rows().peekable();
    let mut kept = all
        .get(..following.peek().map_or(all.len(), start))
        .unwrap_or_default()
        .to_vec();
    while let Some(row) = following.next() {
        if rows.binary_search(&row.index()).is_ok() {
            let end = following.peek().map_or(all.len(), start);
            kept.extend_from_slice(all.get(start(&row)..end).unwrap_or_default());
        }
    }
    kept
}
