//! The one sheet of a document: its rows and their cells, stored flat.

use std::num::NonZeroUsize;
use std::ops::Range;

use crate::csv::{Rows, Share};
use crate::format::check_len;
use crate::origins::Origins;
use crate::{ByteSpan, Cell, CellKind, CellRef, ColumnIndex, Fault, ReadError, ReadOptions, RowIndex, csv};

mod row;

pub use row::{Cells, PlainField, PlainFields, Row};

/// The rows and cells of a file. A workbook has one of its sheets read.
///
/// A row costs four bytes besides its text, and that an eighth of its length; a cell of a workbook costs twelve. Neither
/// allocates anything of its own.
#[derive(Debug)]
pub struct Sheet {
    pub(crate) name: Option<String>,
    /// What the slots point into: of CSV the file itself, decoded where it is not in UTF-8; else the texts of the cells
    /// one after another.
    pub(crate) text: Vec<u8>,
    pub(crate) grid: Grid,
    /// Where the text comes from in the file, when it was decoded.
    pub(crate) origins: Option<Origins>,
    pub(crate) faults: Vec<Fault>,
    /// The properties of the workbook by name.
    pub(crate) properties: Vec<(String, String)>,
}

/// Where the rows and cells are in the text.
#[derive(Debug)]
pub(crate) enum Grid {
    /// Cells and what stands between them follow each other without a gap.
    Csv(Rows),
    /// Any cell may be anywhere in the text, and any row and cell may be left out.
    Workbook(Places),
}

/// The rows and cells of the sheet of a workbook that is read, and what is kept of its other sheets.
#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) rows: Vec<RowSlot>,
    pub(crate) slots: Vec<Slot>,
    /// One for each slot: the rows of a workbook have gaps.
    pub(crate) cells: Vec<CellPlace>,
    pub(crate) others: Vec<OtherSheet>,
}

/// A sheet of a workbook that is not read, although it has cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSheet {
    /// Its name.
    pub name: String,
    /// Whether Excel shows its tab.
    pub is_visible: bool,
    /// The texts of its first row that has any cell, as far as they could be headers.
    pub header: Vec<String>,
    /// Whether any row below has a cell that holds something.
    pub has_rows: bool,
}

/// A row of a workbook, and which slots are its cells: from `first` to the next row's `first`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowSlot {
    pub(crate) index: u32,
    pub(crate) line: u32,
    pub(crate) first: u32,
}

/// A cell's bytes in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What a workbook says of a cell besides its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellPlace {
    pub(crate) column: u16,
    pub(crate) kind: CellKind,
    pub(crate) is_formula: bool,
}

impl Sheet {
    /// Takes text in UTF-8 apart at its commas, on at most this many threads, and asks nothing about its encoding. This is
    /// the part of [`Document::read`](crate::Document::read) whose time is worth measuring alone.
    ///
    /// The sheet is the same whatever the number of threads. Text of more than 4 GiB is an error.
    pub fn of_text(text: Vec<u8>, threads: NonZeroUsize) -> Result<Sheet, ReadError> {
        check_len(&text)?;
        Ok(csv::read(text, &ReadOptions::default(), Share::among(threads.get())).0)
    }

    /// The sheet's name in its workbook; `None` for CSV.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The header: the first row that has any cell.
    pub fn header(&self) -> Option<Row<'_>> {
        self.written_rows().next()
    }

    /// The data rows: those after the header, in order, without lines that hold nothing at all.
    ///
    /// A row of empty cells (`,,,`) is among them: [`Row::is_blank`] tells.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.written_rows().skip(1)
    }

    /// Those of the [data rows](Sheet::rows) that are among these of all rows, counted as [`Sheet::rows_len`] counts.
    pub fn rows_among(&self, part: Range<usize>) -> impl Iterator<Item = Row<'_>> {
        let header = self.header().map_or(0, |header| header.at);
        let part = part.start.max(header + 1)..part.end.min(self.rows_len());
        part.map(|at| Row { sheet: self, at })
            .filter(|row| !row.is_empty())
    }

    /// The row at this index, blank ones included; `None` past the last, and for a workbook's row without cells.
    pub fn row(&self, index: RowIndex) -> Option<Row<'_>> {
        let at = match &self.grid {
            Grid::Csv(rows) => Some(index.0 as usize).filter(|&at| at < rows.len()),
            Grid::Workbook(places) => places.rows.binary_search_by_key(&index.0, |row| row.index).ok(),
        };
        at.map(|at| Row { sheet: self, at })
    }

    /// The cell at this place; `None` outside its row.
    pub fn cell(&self, reference: CellRef) -> Option<Cell<'_>> {
        self.row(reference.row)?.cell(reference.column)
    }

    /// The cell that holds this byte of the file, or ends before it; `None` in a workbook and on a line without cells.
    pub fn cell_at(&self, offset: u32) -> Option<Cell<'_>> {
        let at = ByteSpan {
            start: offset,
            end: offset,
        };
        let row = self.row_at(self.decoded(at).start)?;
        let holds = |cell: &Cell<'_>| {
            cell.span()
                .is_some_and(|span| span.start <= offset && offset <= span.end)
        };
        // Where one ends, the delimiter begins and not yet the next.
        row.cells().find(holds)
    }

    /// The other sheets of the workbook that have any cell, in its order, hidden ones included; none for CSV.
    pub fn other_sheets(&self) -> &[OtherSheet] {
        match &self.grid {
            Grid::Csv(_) => &[],
            Grid::Workbook(places) => &places.others,
        }
    }

    /// What the reader noticed, in the order of the file; what concerns no cell comes first.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The texts that somebody gave the workbook as properties of its own, by name; none for CSV, unless it is
    /// the copy of one.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &str)> {
        let properties = self.properties.iter();
        properties.map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The bytes of the file from which these bytes of the text were made.
    pub(crate) fn origin(&self, span: ByteSpan) -> ByteSpan {
        let origins = self.origins.as_ref();
        origins.map_or(span, |origins| origins.of_span(&self.text, span))
    }

    /// The bytes of the text that were made of these bytes of the file.
    pub(crate) fn decoded(&self, span: ByteSpan) -> ByteSpan {
        let origins = self.origins.as_ref();
        origins.map_or(span, |origins| ByteSpan {
            start: origins.find(&self.text, span.start),
            end: origins.find(&self.text, span.end),
        })
    }

    /// The row that holds this byte of the text, or the last one before it; `None` in a workbook.
    pub(crate) fn row_at(&self, offset: u32) -> Option<Row<'_>> {
        let at = match &self.grid {
            Grid::Csv(rows) => rows.at(offset)?,
            Grid::Workbook(_) => return None,
        };
        Some(Row { sheet: self, at })
    }

    /// The number of rows, the header and lines that hold nothing included; in a workbook rows without cells are not.
    pub fn rows_len(&self) -> usize {
        match &self.grid {
            Grid::Csv(rows) => rows.len(),
            Grid::Workbook(places) => places.rows.len(),
        }
    }

    fn written_rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows_len())
            .map(|at| Row { sheet: self, at })
            .filter(|row| !row.is_empty())
    }
}

impl Places {
    /// The cell in this slot.
    fn cell<'a>(&self, row: Row<'a>, at: usize) -> Cell<'a> {
        let (slot, place) = (self.slots[at], self.cells[at]);
        let text = &row.sheet.text[slot.start as usize..slot.end as usize];
        let reference = row.at_column(ColumnIndex(u32::from(place.column)));
        Cell::of_workbook(reference, text, place.kind, place.is_formula)
    }

    /// Which slots are the cells of a row.
    fn range(&self, row: usize) -> Range<usize> {
        let next = self.rows.get(row + 1);
        self.rows[row].first as usize..next.map_or(self.slots.len(), |next| next.first as usize)
    }
}
