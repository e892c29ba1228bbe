//! A sheet in the making: cells in the order of the sheet, held to the limits of one.

use std::collections::HashMap;

use crate::sheet::{CellPlace, Grid, OtherSheet, Places, RowSlot, Sheet, Slot};
use crate::{CellKind, Fault, ReadError};

use super::mask::Mask;
use super::value::Value;
use super::{AREA, COLUMNS, ROWS};

/// A sheet in the making.
#[derive(Default)]
pub(super) struct Builder {
    text: Vec<u8>,
    pub(super) rows: Vec<RowSlot>,
    pub(super) slots: Vec<Slot>,
    pub(super) places: Vec<CellPlace>,
    area: u64,
    /// Where a shared string stands in `text`, by where calamine keeps it: thousands of cells may share one long
    /// string, which must not be copied for each.
    shared: HashMap<*const u8, Slot>,
}

impl Builder {
    pub(super) fn push(
        &mut self,
        at: (u32, u32),
        value: &Value<'_>,
        is_formula: bool,
    ) -> Result<(), ReadError> {
        let (row, column) = at;
        if value.text.is_empty() && !is_formula {
            return Ok(());
        }
        let damaged = |reason: &str| ReadError::Workbook {
            reason: reason.to_owned(),
        };
        let place = u16::try_from(column)
            .ok()
            .filter(|_| row < ROWS && column < COLUMNS);
        let Some(column) = place else {
            return Err(damaged("it has a cell outside the sheet"));
        };
        let is_new_row = match self.rows.last() {
            Some(last) if last.index > row => return Err(damaged("its rows are not in order")),
            Some(last) => last.index < row,
            None => true,
        };
        let before = self
            .places
            .last()
            .filter(|_| !is_new_row)
            .map(|place| place.column);
        if before.is_some_and(|before| before >= column) {
            return Err(damaged("the cells of a row are not in order"));
        }
        self.area += before.map_or(u64::from(column) + 1, |before| u64::from(column - before));
        if self.area > AREA {
            return Err(ReadError::TooLarge {
                reason: "its rows are too wide".to_owned(),
            });
        }
        let slot = match self.shared.get(&value.text.as_ptr()).filter(|_| value.is_shared) {
            Some(&slot) => slot,
            None => self.store(value)?,
        };
        if is_new_row {
            let first = offset(self.slots.len())?;
            self.rows.push(RowSlot {
                index: row,
                line: row + 1,
                first,
            });
        }
        self.slots.push(slot);
        self.places.push(CellPlace {
            column,
            kind: value.kind,
            is_formula,
        });
        Ok(())
    }

    fn store(&mut self, value: &Value<'_>) -> Result<Slot, ReadError> {
        let start = offset(self.text.len())?;
        self.text.extend_from_slice(value.text.as_bytes());
        let slot = Slot {
            start,
            end: offset(self.text.len())?,
        };
        if value.is_shared {
            self.shared.insert(value.text.as_ptr(), slot);
        }
        Ok(slot)
    }

    /// Leaves out the rows above this one.
    pub(super) fn begin_at(&mut self, row: u32) {
        self.rows.retain(|above| above.index >= row);
    }

    /// Begins to pad numbers, from the first cell on.
    pub(super) fn padding(&mut self) -> Padding<'_> {
        Padding {
            builder: self,
            row: 0,
            slot: 0,
        }
    }

    pub(super) fn finish(self, name: String, others: Vec<OtherSheet>, faults: Vec<Fault>) -> Sheet {
        let Builder {
            text,
            rows,
            slots,
            places,
            ..
        } = self;
        Sheet {
            name: Some(name),
            text,
            grid: Grid::Workbook(Places {
                rows,
                slots,
                cells: places,
                others,
            }),
            origins: None,
            faults,
            properties: Vec::new(),
        }
    }
}

/// Numbers being padded, in the order of the sheet.
pub(super) struct Padding<'a> {
    builder: &'a mut Builder,
    /// The row and the cell to which padding has come.
    row: usize,
    slot: usize,
}

impl Padding<'_> {
    /// Writes out the zeros of the cell at this row and column, if it holds a number. Cells come in order.
    pub(super) fn pad(&mut self, at: (u32, u32), mask: &Mask) -> Result<(), ReadError> {
        let builder = &mut *self.builder;
        while builder.rows.get(self.row).is_some_and(|row| row.index < at.0) {
            self.row += 1;
        }
        let Some(row) = builder.rows.get(self.row).filter(|row| row.index == at.0) else {
            return Ok(());
        };
        let end = builder
            .rows
            .get(self.row + 1)
            .map_or(builder.slots.len(), |next| next.first as usize);
        self.slot = self.slot.max(row.first as usize);
        while self.slot < end && u32::from(builder.places[self.slot].column) < at.1 {
            self.slot += 1;
        }
        let slot = self.slot;
        let is_it = slot < end && u32::from(builder.places[slot].column) == at.1;
        if !is_it || builder.places[slot].kind != CellKind::Number {
            return Ok(());
        }
        let Slot { start, end } = builder.slots[slot];
        let padded = std::str::from_utf8(&builder.text[start as usize..end as usize])
            .ok()
            .and_then(|number| mask.pad(number));
        if let Some(padded) = padded {
            let start = offset(builder.text.len())?;
            builder.text.extend_from_slice(padded.as_bytes());
            builder.slots[slot] = Slot {
                start,
                end: offset(builder.text.len())?,
            };
            builder.places[slot].kind = CellKind::PaddedNumber;
        }
        Ok(())
    }
}

fn offset(at: usize) -> Result<u32, ReadError> {
    u32::try_from(at).map_err(|_| ReadError::TooLarge {
        reason: "it holds more than 4 GiB of text".to_owned(),
    })
}
