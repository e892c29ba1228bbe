//! A row of a sheet, and its cells one after the other.

use std::ops::Range;

use super::{Grid, Sheet, Slot};
use crate::csv::Slots;
use crate::{ByteSpan, Cell, CellKind, CellRef, ColumnIndex, Delimiter, Quoting, RowIndex};

/// One row of a [`Sheet`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(super) sheet: &'a Sheet,
    /// Its place among the sheet's rows.
    pub(super) at: usize,
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
        self.cells_from(column).next()
    }

    /// The cells in order, gaps of a workbook included as empty cells.
    pub fn cells(&self) -> Cells<'a> {
        self.cells_from(ColumnIndex(0))
    }

    /// The same from this column on.
    pub fn cells_from(&self, column: ColumnIndex) -> Cells<'a> {
        let before = column.0 as usize;
        let left = match &self.sheet.grid {
            Grid::Csv(rows) => rows.cells_from(self.at, before).map(Left::Csv),
            Grid::Workbook(places) => {
                let range = places.range(self.at);
                let skipped =
                    places.cells[range.clone()].partition_point(|place| u32::from(place.column) < column.0);
                Some(Left::Workbook(range.start + skipped..range.end))
            }
        };
        Cells {
            row: *self,
            column: column.0,
            left: left.unwrap_or(Left::Workbook(0..0)),
        }
    }

    /// What stands in the cells in order, gaps of a workbook included; `None` for a cell that is not plain.
    ///
    /// This is for whoever looks at each row of a large file and can do with less than [`cells`](Row::cells) tells.
    #[inline]
    pub fn plain_fields(&self) -> PlainFields<'a> {
        PlainFields(match &self.sheet.grid {
            Grid::Csv(rows) => Plain::Csv(&self.sheet.text, rows.cells(self.at)),
            Grid::Workbook(_) => Plain::Workbook(self.cells()),
        })
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
        let field = &self.sheet.text[slot.start as usize..slot.end as usize];
        Cell::of_csv(self.at_column(column), field, slot.start).read_from(self.sheet)
    }

    pub(super) fn at_column(self, column: ColumnIndex) -> CellRef {
        CellRef {
            row: self.index(),
            column,
        }
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

    /// Whether the line of a text file holds nothing but blanks, delimiters and quotation marks. It is asked of lines above the
    /// header, which have no cells. No row of a workbook is a line.
    pub fn is_blank_line(&self) -> bool {
        let blank = |byte: &u8| {
            matches!(byte, b' ' | b'"' | b'\n' | b'\r')
                || Delimiter::ALL.iter().any(|end| end.byte() == *byte)
        };
        let line = self.text_range();
        !line.is_empty() && self.sheet.text[line].iter().all(blank)
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
            // That is a byte of a cell.
            Grid::Csv(_) if self.begins_with_text() => false,
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

/// A cell that is a text, and has no quotation mark other than those around it: see [`Row::plain_fields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainField<'a> {
    /// What stands in the cell, as [`Cell::bytes`] gives it.
    pub bytes: &'a [u8],
    /// Whether it was written between quotation marks.
    pub quoting: Quoting,
}

/// See [`Row::plain_fields`].
#[derive(Clone, Debug)]
pub struct PlainFields<'a>(Plain<'a>);

#[derive(Clone, Debug)]
enum Plain<'a> {
    Csv(&'a [u8], Slots<'a>),
    Workbook(Cells<'a>),
}

impl<'a> Iterator for PlainFields<'a> {
    type Item = Option<PlainField<'a>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some(match &mut self.0 {
            Plain::Csv(text, slots) => {
                let slot = slots.next()?;
                PlainField::of_csv(&text[slot.start as usize..slot.end as usize])
            }
            Plain::Workbook(cells) => PlainField::of_workbook(&cells.next()?),
        })
    }
}

impl<'a> PlainField<'a> {
    /// One that does not begin with a quotation mark may have some elsewhere, which nobody takes for anything but faults.
    #[inline]
    fn of_csv(field: &'a [u8]) -> Option<Self> {
        let (bytes, quoting) = match field {
            [b'"', inner @ .., b'"'] if !inner.contains(&b'"') => (inner, Quoting::Quoted),
            [b'"', ..] => return None,
            _ => (field, Quoting::Bare),
        };
        Some(Self { bytes, quoting })
    }

    fn of_workbook(cell: &Cell<'a>) -> Option<Self> {
        let field = Self {
            bytes: cell.bytes(),
            quoting: Quoting::Bare,
        };
        (cell.kind() == CellKind::Text && !cell.is_formula()).then_some(field)
    }
}

/// The cells of a [`Row`], in order: see [`Row::cells`].
#[derive(Clone, Debug)]
pub struct Cells<'a> {
    row: Row<'a>,
    /// That of the next cell.
    column: u32,
    left: Left<'a>,
}

/// What has not been given out.
#[derive(Clone, Debug)]
enum Left<'a> {
    Csv(Slots<'a>),
    /// These slots, and the gaps before them.
    Workbook(Range<usize>),
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    #[inline]
    fn next(&mut self) -> Option<Cell<'a>> {
        let row = self.row;
        let column = ColumnIndex(self.column);
        let cell = match (&mut self.left, &row.sheet.grid) {
            (Left::Csv(slots), _) => row.csv_cell(column, slots.next()?),
            (Left::Workbook(slots), Grid::Workbook(places)) => {
                let place = places.cells[slots.clone()].first()?;
                if u32::from(place.column) == self.column {
                    places.cell(row, slots.next()?)
                } else {
                    Cell::of_workbook(row.at_column(column), b"", CellKind::Text, false)
                }
            }
            (Left::Workbook(_), Grid::Csv(_)) => return None,
        };
        self.column += 1;
        Some(cell)
    }
}
