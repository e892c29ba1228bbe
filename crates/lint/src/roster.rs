//! What the judgement is handed: files as read, each with its batch.

use std::collections::BTreeSet;

use rosterkit_schema::{Batch, ColumnId, Schema};
use rosterkit_sheet::{ColumnIndex, Document, Row, RowIndex, Sheet};

use crate::master::Master;

use crate::level::Levels;

/// A file to judge, and what all the people in it get.
#[derive(Debug)]
pub struct Roster {
    /// The file as read.
    pub document: Document,
    /// Its batch; without assignments when nothing says which it is.
    pub batch: Batch,
    /// What the person of each row gets instead, where the rows of the file say so.
    pub master: Option<Master>,
    /// Whether the file is there for comparison only: it is read, but nothing is reported in it or imported from it.
    pub context: bool,
    /// What else is known of it.
    pub standing: Standing,
}

/// What the organization says about a file, besides its batch. Nothing is known by default.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The levels at which rules are shown in this file, where they differ from those of all files.
    pub levels: Levels,
    /// Who says which batch it is: several may, and disagree.
    pub claims: Vec<Claim>,
    /// What its name says that the organization does not know, where nothing else says which batch it is.
    pub unknown: Vec<Unknown>,
    /// The rows that stand corrected in another file: the same people are no duplicates of themselves. Of a file that is there
    /// for comparison.
    pub replaced: BTreeSet<RowIndex>,
}

/// Something that says which batch a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What says it, as words: "its name".
    pub by: &'static str,
    /// The role at each location, as words: "Provider at Lehi".
    pub says: String,
}

/// A part of a file's name that could be the id of a role or a location, and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What it should be: "role".
    pub kind: &'static str,
    /// The part, as it is written.
    pub part: String,
    /// The ids that there are.
    pub known: Vec<String>,
    /// The id of that which people call so.
    pub meant: Option<String>,
}

impl Roster {
    /// What the person of a row gets.
    pub(crate) fn batch_of(&self, row: RowIndex) -> &Batch {
        let own = self.master.as_ref().and_then(|master| master.batch(row));
        own.unwrap_or(&self.batch)
    }
}

/// How many columns of a schema a header must have to be a roster's at all: one could be chance.
pub const LEAST_COLUMNS: usize = 2;

/// Where the columns of a schema stand in one sheet.
#[derive(Debug, Clone)]
pub struct Layout {
    /// By schema column: where it stands first.
    places: Vec<Option<ColumnIndex>>,
    /// By sheet column: what its header names.
    names: Vec<Option<ColumnId>>,
}

impl Layout {
    /// Finds the columns of the schema by the sheet's header.
    pub fn new(schema: &Schema, sheet: &Sheet) -> Self {
        let mut places = vec![None; schema.columns.len()];
        let mut names = Vec::new();
        for cell in sheet.header().iter().flat_map(Row::cells) {
            let column = schema.column_named(&cell.text());
            names.push(column);
            if let Some(column) = column {
                places[column.index()].get_or_insert(cell.reference().column);
            }
        }
        Self { places, names }
    }

    /// Where the column stands first, if the sheet has it.
    pub fn place(&self, column: ColumnId) -> Option<ColumnIndex> {
        self.places[column.index()]
    }

    /// What the header of this sheet column names, if it names a column of the schema.
    pub fn named(&self, column: ColumnIndex) -> Option<ColumnId> {
        self.names.get(column.0 as usize).copied().flatten()
    }

    /// The schema column whose values are read from this sheet column: a second header of the same name is not read.
    pub fn read_from(&self, column: ColumnIndex) -> Option<ColumnId> {
        self.named(column)
            .filter(|named| self.place(*named) == Some(column))
    }

    /// By sheet column: the schema column whose values are read from it.
    pub(crate) fn all_read(&self) -> Vec<Option<ColumnId>> {
        let columns = (0..).map(ColumnIndex).take(self.width());
        columns.map(|column| self.read_from(column)).collect()
    }

    /// How many columns the header has.
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// How many columns of the schema the sheet has.
    pub fn known(&self) -> usize {
        self.places.iter().flatten().count()
    }
}
