//! What calamine does not tell of a sheet: which rows and columns are hidden, and which cells are merged.

use std::io::Cursor;

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::sheet::{CellPlace, RowSlot, Slot};
use crate::{CellRef, ColumnIndex, Fault, ReadError, RowIndex};

use super::{COLUMNS, ROWS, parts, scan};

/// A sheet's hidden rows and columns, a bit each, and its merged cells.
pub(super) struct Shape {
    hidden_rows: Bits,
    hidden_columns: Bits,
    merged: Vec<Fault>,
}

impl Shape {
    /// Reads a sheet's part, the one at this place among the sheets of the workbook.
    pub(super) fn of(bytes: &[u8], sheet: usize) -> Result<Shape, ReadError> {
        let missing = || ReadError::Workbook {
            reason: "one of its sheets is missing".to_owned(),
        };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| missing())?;
        let sheets = parts::of_sheets(&mut archive)?;
        let part = sheets.get(sheet).ok_or_else(missing)?;
        let mut shape = Shape {
            hidden_rows: Bits::of(ROWS),
            hidden_columns: Bits::of(COLUMNS),
            merged: Vec::new(),
        };
        let mut row = 0;
        parts::events(&mut archive, part, |event| {
            match event {
                Event::Start(element) => shape.note(&element, &mut row),
                Event::End(element) if element.local_name().as_ref() == "row" => row += 1,
                _ => {}
            }
            Ok(())
        })?;
        Ok(shape)
    }

    fn note(&mut self, element: &BytesStart<'_>, row: &mut u32) {
        let number = |name| scan::all(element, name).find_map(|value| value.parse::<u32>().ok());
        match element.local_name().as_ref() {
            "row" => {
                *row = number("r").map_or(*row, |number| number.saturating_sub(1));
                if scan::is_hidden(element) {
                    self.hidden_rows.set(*row);
                }
            }
            "col" if scan::is_hidden(element) => {
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or_default());
                for column in first..=last.min(COLUMNS) {
                    self.hidden_columns.set(column.saturating_sub(1));
                }
            }
            "mergeCell" => {
                let areas = scan::all(element, "ref").filter_map(scan::area);
                let cell = |(row, column): (u32, u32)| CellRef::new(row - 1, column - 1);
                self.merged
                    .extend(areas.filter(|(first, last)| first != last).map(|(first, last)| {
                        Fault::MergedCells {
                            first: cell(first),
                            last: cell(last),
                        }
                    }));
            }
            _ => {}
        }
    }

    /// What is hidden of these rows and their columns, and the merged cells, in the order in which faults are kept.
    pub(super) fn faults(self, rows: &[RowSlot], slots: &[Slot], places: &[CellPlace]) -> Vec<Fault> {
        let ends = rows.iter().skip(1).map(|next| next.first as usize);
        let filled = rows.iter().zip(ends.chain([slots.len()])).filter(|(row, end)| {
            slots[row.first as usize..*end]
                .iter()
                .any(|slot| slot.start < slot.end)
        });
        let hidden = filled
            .map(|(row, _)| row.index)
            .filter(|&row| self.hidden_rows.has(row));
        let mut faults: Vec<Fault> = runs(hidden)
            .map(|(first, last)| Fault::HiddenRows {
                first: RowIndex(first),
                last: RowIndex(last),
            })
            .collect();
        let width = places.iter().map(|place| u32::from(place.column) + 1).max();
        let hidden = (0..width.unwrap_or_default()).filter(|&column| self.hidden_columns.has(column));
        faults.extend(runs(hidden).map(|(first, last)| Fault::HiddenColumns {
            first: ColumnIndex(first),
            last: ColumnIndex(last),
        }));
        faults.extend(self.merged);
        faults
    }
}

/// Runs of numbers that follow each other: the first and last of each.
fn runs(numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = (u32, u32)> {
    let mut numbers = numbers.peekable();
    std::iter::from_fn(move || {
        let first = numbers.next()?;
        let mut last = first;
        while let Some(next) = numbers.next_if(|&next| next == last + 1) {
            last = next;
        }
        Some((first, last))
    })
}

/// A set of the numbers below a limit.
struct Bits(Vec<u64>);

impl Bits {
    fn of(limit: u32) -> Bits {
        Bits(vec![0; limit.div_ceil(64) as usize])
    }

    /// Puts a number into the set; one past the limit is left out.
    fn set(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    fn has(&self, number: u32) -> bool {
        self.0
            .get(number as usize / 64)
            .is_some_and(|word| word & (1 << (number % 64)) != 0)
    }
}
