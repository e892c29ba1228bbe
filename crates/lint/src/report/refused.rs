//! What may not be imported.

use std::collections::BTreeSet;

use rosterkit_sheet::RowIndex;

use crate::diagnostic::{Diagnostic, FileId};
use crate::keys::RowAt;
use crate::roster::Roster;
use crate::rule::Stops;

/// Rows and whole sheets that may not be imported.
#[derive(Debug, Clone, Default)]
pub(crate) struct Refused {
    sheets: BTreeSet<FileId>,
    /// By file: a bit for each row up to the last one.
    rows: Vec<Vec<u64>>,
}

impl Refused {
    pub(super) fn note(&mut self, diagnostic: &Diagnostic, rosters: &[Roster]) {
        match diagnostic.rule.stops {
            Stops::Upload => {}
            Stops::Sheet => {
                self.sheets.insert(diagnostic.at.file);
            }
            Stops::Row => {
                for at in [Some(diagnostic.at), diagnostic.related].into_iter().flatten() {
                    let header = rosters[at.file.0 as usize]
                        .document
                        .sheet()
                        .header()
                        .map(|header| header.index());
                    match at.place.row() {
                        Some(row) if Some(row) != header => self.insert(RowAt { file: at.file, row }),
                        // A fault in the header or in no row at all is a fault of every row.
                        _ => {
                            self.sheets.insert(at.file);
                        }
                    }
                }
            }
        }
    }

    pub(super) fn insert(&mut self, at: RowAt) {
        let (file, (word, bit)) = (at.file.0 as usize, place(at.row));
        if self.rows.len() <= file {
            self.rows.resize_with(file + 1, Vec::new);
        }
        let rows = &mut self.rows[file];
        if rows.len() <= word {
            rows.resize(word + 1, 0);
        }
        rows[word] |= bit;
    }

    pub(super) fn contains(&self, at: RowAt) -> bool {
        let (word, bit) = place(at.row);
        let rows = self.rows.get(at.file.0 as usize);
        self.sheets.contains(&at.file)
            || rows
                .and_then(|rows| rows.get(word))
                .is_some_and(|word| word & bit != 0)
    }
}

/// The word of a row and its bit there.
fn place(row: RowIndex) -> (usize, u64) {
    (row.0 as usize / 64, 1 << (row.0 % 64))
}
