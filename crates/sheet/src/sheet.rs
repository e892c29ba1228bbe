//! The one sheet of a document: its rows and their cells, stored flat.

use std::num::NonZeroUsize;
use std::ops::Range;

use crate::csv::{Rows, Share};
use crate::format::check_len;
use crate::origins::Origins;
use crate::{ByteSpan, Cell, CellKind, CellRef, ColumnIndex, Fault, ReadError, ReadOptions, RowIndex, csv};

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

/// One row of a [`Sheet`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    at: usize,
}

impl<'a> Row<'a> {
    /// Where the row is among the rows that Excel shows.
    pub fn index(&self) -> RowIndex {
        RowIndex(match &self.sheet.grid {
            Grid::Csv(_) => u32::try_from(self.at).unwrap_or(u32::MAX),
            Grid::Workbook(places) => places.rows[self.at].index,
        })
    }

    /// The line of the file in which the row begins, one-based. For a workbook it is the row's number.
    pub fn line(&self) -> u32 {
        match &self.sheet.grid {
            Grid::Csv(rows) => rows.line(self.at),
            Grid::Workbook(places) => places.rows[self.at].line,
        }
    }

    /// The number of cells, up to the last one that the file has; in a workbook gaps count.
    pub fn len(&self) -> usize {
        match &self.sheet.grid {
            Grid::Csv(rows) => rows.width(self.at),
            Grid::Workbook(places) => {
                let last = places.cells[places.range(self.at)].last();
                last.map_or(0, |place| usize::from(place.column) + 1)
            }
        }
    }

    /// Whether the row has no cell: an empty line.
    pub fn is_empty(&self) -> bool {
        match &self.sheet.grid {
            Grid::Csv(rows) => !rows.has_cells(self.at),
            Grid::Workbook(_) => self.len() == 0,
        }
    }

    /// The cell in this column; `None` past the last. A gap in a workbook is an empty cell.
    pub fn cell(&self, column: ColumnIndex) -> Option<Cell<'a>> {
        let sheet = self.sheet;
        match &sheet.grid {
            Grid::Csv(rows) => Some(self.csv_cell(column, rows.cell(self.at, column.0 as usize)?)),
            Grid::Workbook(places) => {
                let reference = CellRef {
                    row: self.index(),
                    column,
                };
                let range = places.range(self.at);
                let cells = &places.cells[range.clone()];
                match cells.binary_search_by_key(&column.0, |place| u32::from(place.column)) {
                    Ok(at) => {
                        let slot = places.slots[range.start + at];
                        let text = &sheet.text[slot.start as usize..slot.end as usize];
                        let CellPlace { kind, is_formula, .. } = cells[at];
                        Some(Cell::of_workbook(reference, text, kind, is_formula))
                    }
                    Err(at) if at < cells.len() => {
                        Some(Cell::of_workbook(reference, b"", CellKind::Text, false))
                    }
                    Err(_) => None,
                }
            }
        }
    }

    /// The cells in order, gaps of a workbook included as empty cells.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let row = *self;
        let (csv, workbook) = match &row.sheet.grid {
            Grid::Csv(rows) => (Some(rows.cells(row.at)), 0),
            Grid::Workbook(_) => (None, row.len()),
        };
        let csv = csv.into_iter().flatten().zip(0..);
        csv.map(move |(slot, column)| row.csv_cell(ColumnIndex(column), slot))
            .chain((0..workbook).filter_map(move |column| row.cell(ColumnIndex(u32::try_from(column).ok()?))))
    }

    /// The cells that these bytes of the text touch; none in a workbook.
    pub(crate) fn cells_in(&self, bytes: Range<usize>) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let row = *self;
        let found = match &row.sheet.grid {
            Grid::Csv(rows) => Some(rows.cells_in(row.at, bytes)),
            Grid::Workbook(_) => None,
        };
        let cells = found.into_iter().flat_map(|(first, cells)| (first..).zip(cells));
        cells.filter_map(move |(column, slot)| {
            Some(row.csv_cell(ColumnIndex(u32::try_from(column).ok()?), slot))
        })
    }

    fn csv_cell(self, column: ColumnIndex, slot: Slot) -> Cell<'a> {
        let sheet = self.sheet;
        let reference = CellRef {
            row: self.index(),
            column,
        };
        let field = &sheet.text[slot.start as usize..slot.end as usize];
        Cell::of_csv(reference, field, slot.start).read_from(sheet)
    }

    /// The row's bytes in the file without its line end; `None` in a workbook.
    pub fn span(&self) -> Option<ByteSpan> {
        let Grid::Csv(rows) = &self.sheet.grid else {
            return None;
        };
        let start = rows.start(self.at);
        Some(self.sheet.origin(ByteSpan {
            start,
            end: rows.end(self.at).unwrap_or(start),
        }))
    }

    /// The row's bytes in the text, line end included; nothing in a workbook.
    pub(crate) fn text_range(&self) -> Range<usize> {
        match &self.sheet.grid {
            Grid::Csv(rows) => rows.start(self.at) as usize..rows.start(self.at + 1) as usize,
            Grid::Workbook(_) => 0..0,
        }
    }

    /// Where the row begins in the text; 0 in a workbook.
    pub(crate) fn start(&self) -> usize {
        match &self.sheet.grid {
            Grid::Csv(rows) => rows.start(self.at) as usize,
            Grid::Workbook(_) => 0,
        }
    }

    /// Whether the first byte of the row in a text file is one of its first cell, if it has any: no delimiter is a letter
    /// or a digit, and no line end.
    fn begins_with_text(&self) -> bool {
        let first = self.sheet.text.get(self.start());
        first.is_some_and(u8::is_ascii_alphanumeric)
    }

    /// Whether no cell of the row holds anything, quotation marks and spaces apart.
    pub fn is_blank(&self) -> bool {
        match &self.sheet.grid {
            Grid::Csv(_) if self.begins_with_text() => self.is_empty(),
            Grid::Csv(_) => self
                .cells()
                .all(|cell| cell.bytes().iter().all(u8::is_ascii_whitespace)),
            // A row of a workbook may have one cell after thousands of gaps.
            Grid::Workbook(places) => {
                let mut slots = places.slots[places.range(self.at)].iter();
                slots.all(|slot| slot.start == slot.end)
            }
        }
    }
}

impl Places {
    /// Which slots are the cells of a row.
    fn range(&self, row: usize) -> Range<usize> {
        let next = self.rows.get(row + 1);
        self.rows[row].first as usize..next.map_or(self.slots.len(), |next| next.first as usize)
    }
}
