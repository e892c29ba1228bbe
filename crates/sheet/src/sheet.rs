//! The one sheet of a document: its rows and their cells, stored flat.

use crate::origins::Origins;
use crate::{ByteSpan, Cell, CellKind, CellRef, ColumnIndex, Fault, RowIndex};

/// The rows and cells of a file. A workbook has one of its sheets read.
///
/// A cell costs eight bytes besides its text (three more in a workbook), and no allocation of its own.
#[derive(Debug)]
pub struct Sheet {
    pub(crate) name: Option<String>,
    /// What the slots point into: of CSV the file itself, decoded where it is not in UTF-8; else the texts of the cells
    /// one after another.
    pub(crate) text: Vec<u8>,
    pub(crate) rows: Vec<RowSlot>,
    pub(crate) slots: Vec<Slot>,
    /// Where the text comes from in the file, when it was decoded.
    pub(crate) origins: Option<Origins>,
    /// What a workbook has and CSV has not.
    pub(crate) places: Option<Places>,
    pub(crate) faults: Vec<Fault>,
    /// The properties of the workbook by name.
    pub(crate) properties: Vec<(String, String)>,
}

/// What a workbook has besides the texts of the sheet that is read.
#[derive(Debug)]
pub(crate) struct Places {
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

/// Where in the text a row begins, and which slots are its cells: from `first` to the next row's `first`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowSlot {
    pub(crate) index: u32,
    pub(crate) line: u32,
    pub(crate) start: u32,
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
        let at = self.rows.binary_search_by_key(&index.0, |row| row.index).ok()?;
        Some(Row { sheet: self, at })
    }

    /// The cell at this place; `None` outside its row.
    pub fn cell(&self, reference: CellRef) -> Option<Cell<'_>> {
        self.row(reference.row)?.cell(reference.column)
    }

    /// The other sheets of the workbook that have any cell, in its order, hidden ones included; none for CSV.
    pub fn other_sheets(&self) -> &[OtherSheet] {
        self.places.as_ref().map_or(&[], |places| &places.others)
    }

    /// What the reader noticed, in the order of the file; what concerns no cell comes first.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The texts that somebody gave the workbook as properties of its own, by name; none for CSV.
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

    /// The row that holds this byte of the text, or the last one before it.
    pub(crate) fn row_at(&self, offset: u32) -> Option<Row<'_>> {
        let at = self
            .rows
            .partition_point(|row| row.start <= offset)
            .checked_sub(1)?;
        Some(Row { sheet: self, at })
    }

    fn written_rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len())
            .map(|at| Row { sheet: self, at })
            .filter(|row| !row.slots().is_empty())
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
        RowIndex(self.slot().index)
    }

    /// The line of the file in which the row begins, one-based. For a workbook it is the row's number.
    pub fn line(&self) -> u32 {
        self.slot().line
    }

    /// The number of cells, up to the last one that the file has; in a workbook gaps count.
    pub fn len(&self) -> usize {
        match self.places() {
            None => self.slots().len(),
            Some(places) => places.last().map_or(0, |place| usize::from(place.column) + 1),
        }
    }

    /// Whether the row has no cell: an empty line.
    pub fn is_empty(&self) -> bool {
        self.slots().is_empty()
    }

    /// The cell in this column; `None` past the last. A gap in a workbook is an empty cell.
    pub fn cell(&self, column: ColumnIndex) -> Option<Cell<'a>> {
        let reference = CellRef {
            row: self.index(),
            column,
        };
        match self.places() {
            None => {
                let slot = self.slots().get(column.0 as usize)?;
                let field = &self.sheet.text[slot.start as usize..slot.end as usize];
                Some(Cell::of_csv(reference, field, slot.start).read_from(self.sheet))
            }
            Some(places) => match places.binary_search_by_key(&column.0, |place| u32::from(place.column)) {
                Ok(at) => {
                    let slot = self.slots()[at];
                    let text = &self.sheet.text[slot.start as usize..slot.end as usize];
                    Some(Cell::of_workbook(
                        reference,
                        text,
                        places[at].kind,
                        places[at].is_formula,
                    ))
                }
                Err(at) if at < places.len() => {
                    Some(Cell::of_workbook(reference, b"", CellKind::Text, false))
                }
                Err(_) => None,
            },
        }
    }

    /// The cells in order, gaps of a workbook included as empty cells.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let row = *self;
        (0..row.len()).filter_map(move |column| row.cell(ColumnIndex(u32::try_from(column).ok()?)))
    }

    /// The row's bytes in the file without its line end; `None` in a workbook.
    pub fn span(&self) -> Option<ByteSpan> {
        if self.sheet.places.is_some() {
            return None;
        }
        let start = self.slot().start;
        Some(self.sheet.origin(ByteSpan {
            start,
            end: self.slots().last().map_or(start, |slot| slot.end),
        }))
    }

    /// Where the row begins in the text.
    pub(crate) fn start(&self) -> usize {
        self.slot().start as usize
    }

    /// Whether no cell of the row holds anything, quotation marks apart.
    pub fn is_blank(&self) -> bool {
        match self.sheet.places {
            Some(_) => self.slots().iter().all(|slot| slot.start == slot.end),
            None => self.cells().all(|cell| cell.is_empty()),
        }
    }

    fn slot(&self) -> &'a RowSlot {
        &self.sheet.rows[self.at]
    }

    fn slot_range(&self) -> std::ops::Range<usize> {
        let end = self
            .sheet
            .rows
            .get(self.at + 1)
            .map_or(self.sheet.slots.len(), |next| next.first as usize);
        self.slot().first as usize..end
    }

    fn slots(&self) -> &'a [Slot] {
        &self.sheet.slots[self.slot_range()]
    }

    fn places(&self) -> Option<&'a [CellPlace]> {
        self.sheet
            .places
            .as_ref()
            .map(|places| &places.cells[self.slot_range()])
    }
}
