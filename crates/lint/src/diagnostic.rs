//! A diagnostic: which rule, how heavy, where. Its words are made when it is shown.

use std::fmt;

use rosterkit_schema::{ColumnId, FieldError};
use rosterkit_sheet::{ByteSpan, CellRef, ColumnIndex, RowIndex};

use crate::level::Level;
use crate::rule::{Check, Rule};

/// Which file of the report: zero-based, in the order in which the files were handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One thing wrong at one place.
///
/// It is small, so that a roster that is wrong in every row costs no million strings: the words and the fixes follow
/// from the rule, the place and [`Detail`] once somebody looks, through [`Scene`](crate::Scene).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// How much it weighs here.
    pub level: Level,
    /// Where it is wrong.
    pub at: Location,
    /// The cell that makes it wrong, in this file or another, where there is one.
    pub related: Option<Location>,
    /// What the rule noted for its words.
    pub detail: Detail,
}

impl Diagnostic {
    /// The same as it is seen from the related place, where two rows contradict each other and nobody knows which is right; `None`
    /// where it is the one place that is wrong.
    pub fn from_the_other(&self) -> Option<Self> {
        let other = self.related?;
        matches!(self.rule.check, Check::Organization(_)).then(|| Self {
            at: other,
            related: Some(self.at),
            ..self.clone()
        })
    }
}

/// By what diagnostics are sorted: file by file from the top, in one place by their rules.
pub(crate) fn reading_order(diagnostic: &Diagnostic) -> (FileId, impl Ord + use<>, &'static str) {
    (
        diagnostic.at.file,
        diagnostic.at.place.reading_order(),
        diagnostic.rule.name,
    )
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Which file.
    pub file: FileId,
    /// Where in it.
    pub place: Place,
}

/// A place in one file, from the whole of it to a few bytes of a cell. Ordered as a reader comes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An entry of `roster.toml`, by its position among the suppressions: no roster holds it, and the file of the location
    /// says nothing.
    Suppression(u32),
    /// The file as a whole.
    File,
    /// A row as a whole.
    Row(RowIndex),
    /// A cell.
    Cell(CellRef),
    /// Some bytes of a text file, with the cell that holds them.
    Bytes(CellRef, ByteSpan),
}

impl Place {
    /// The row, where the place is in one.
    pub fn row(self) -> Option<RowIndex> {
        match self {
            Self::Suppression(_) | Self::File => None,
            Self::Row(row) => Some(row),
            Self::Cell(cell) | Self::Bytes(cell, _) => Some(cell.row),
        }
    }

    /// The cell, where the place is one or lies in one.
    pub fn cell(self) -> Option<CellRef> {
        match self {
            Self::Suppression(_) | Self::File | Self::Row(_) => None,
            Self::Cell(cell) | Self::Bytes(cell, _) => Some(cell),
        }
    }

    /// Where a reader comes to it: row, column, byte.
    pub(crate) fn reading_order(self) -> (Option<RowIndex>, Option<ColumnIndex>, u32) {
        let byte = if let Self::Bytes(_, span) = self {
            span.start
        } else {
            0
        };
        (self.row(), self.cell().map(|cell| cell.column), byte)
    }
}

/// As Excel has it: `G3`, `row 3`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Suppression(_) | Self::File => f.write_str("the file"),
            Self::Row(row) => write!(f, "row {}", row.number()),
            Self::Cell(cell) | Self::Bytes(cell, _) => cell.fmt(f),
        }
    }
}

/// What a rule notes for its words, beyond the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Nothing: the place says it all.
    None,
    /// Why a text is not a value.
    Field(FieldError),
    /// A column of the schema: the one that is missing, or is meant.
    Column(ColumnId),
    /// How many there are, and how many there should be.
    Count {
        /// How many there are.
        found: u64,
        /// How many there should be, or may be at the most.
        wanted: u64,
    },
}
