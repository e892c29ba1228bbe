//! Workbooks: the only place that opens one.
//!
//! calamine trusts what a file says of itself, so it is shown no byte before `gate` has let the file through.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};

use crate::sheet::{CellPlace, RowSlot, Sheet, Slot};
use crate::{CellKind, CellRef, Fault, ReadError};

use self::value::Value;

mod gate;
mod scan;
mod value;

/// Excel's own limits: rows and columns of a sheet.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// How many cells a sheet may have when gaps are counted, row by row up to the row's last cell. Whoever walks the
/// cells of every row takes as many steps, so this bounds what a file of a few kilobytes can ask for.
const AREA: u64 = 1 << 27;

/// Reads the first visible sheet that has any cell.
pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, ReadError> {
    let contents = gate::pass(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let sheets = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (mut any, mut names) = (false, Vec::new());
    for sheet in sheets {
        any = true;
        if sheet.visible == SheetVisible::Visible {
            names.push(sheet.name.clone());
        }
    }
    if !any {
        return Err(ReadError::NotAWorkbook);
    }
    for name in names {
        let mut builder = Builder::default();
        let mut bad = Vec::new();
        let mut cells = workbook
            .worksheet_cells_reader(&name)
            .map_err(|error| refusal(&error))?;
        let mut ordinal = 0_u64;
        loop {
            match next(&mut cells, contents.has_formulas) {
                Ok(Some(cell)) => builder.push(cell.at, &value::of(&cell.value), cell.is_formula)?,
                Ok(None) => break,
                Err(error) if is_one_bad_cell(&error) => bad.push(ordinal),
                Err(error) => return Err(refusal(&error)),
            }
            ordinal += 1;
        }
        drop(cells);
        if builder.slots.is_empty() && bad.is_empty() {
            continue;
        }
        let faults = if bad.is_empty() {
            Vec::new()
        } else {
            places_of(&mut workbook, &name, &bad)?
        };
        return Ok(builder.finish(name, faults));
    }
    Err(ReadError::Empty)
}

type Bytes<'a> = Cursor<&'a [u8]>;

/// A cell as it comes from calamine.
struct Streamed<'a> {
    /// Row and column, zero-based.
    at: (u32, u32),
    value: DataRef<'a>,
    is_formula: bool,
}

/// The next cell. The stream that knows of formulas is slower, so it is read only when there are any.
fn next<'a>(
    cells: &mut XlsxCellReader<'a, Bytes<'_>>,
    has_formulas: bool,
) -> Result<Option<Streamed<'a>>, XlsxError> {
    if has_formulas {
        let record = cells.next_cell_with_formula_metadata()?;
        return Ok(record.map(|cell| Streamed {
            at: cell.pos,
            value: cell.value,
            is_formula: cell.formula.is_some(),
        }));
    }
    let cell = cells.next_cell()?;
    Ok(cell.map(|cell| Streamed {
        at: cell.get_position(),
        value: cell.get_value().clone(),
        is_formula: false,
    }))
}

/// Where the cells are that could not be read, told by how many cells come before each.
fn places_of(workbook: &mut Xlsx<Bytes<'_>>, name: &str, bad: &[u64]) -> Result<Vec<Fault>, ReadError> {
    let mut cells = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| refusal(&error))?;
    let mut faults = Vec::new();
    let mut last = (0, 0);
    for ordinal in 0..=bad.last().copied().unwrap_or_default() {
        last = match cells.next_formula() {
            Ok(Some(cell)) => cell.get_position(),
            // Its formula is at fault as well: it stands after the one before.
            Ok(None) | Err(_) => (last.0, last.1 + 1),
        };
        if bad.binary_search(&ordinal).is_ok() {
            faults.push(Fault::BadCell {
                cell: CellRef::new(last.0, last.1),
            });
        }
    }
    Ok(faults)
}

/// Whether reading can go on after this error, because it concerns one cell and not the file.
fn is_one_bad_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::ParseFloat(_)
            | XlsxError::ParseInt(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::CellError(_)
            | XlsxError::Unexpected(_)
            | XlsxError::UnexpectedNode(_)
            | XlsxError::Unrecognized { .. }
    )
}

/// calamine's error in words for the person whose file it is.
fn refusal(error: &XlsxError) -> ReadError {
    let reason = match error {
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => return ReadError::NotAWorkbook,
        XlsxError::Password => return ReadError::EncryptedWorkbook,
        XlsxError::WorksheetNotFound(_) => "one of its sheets is missing".to_owned(),
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) | XlsxError::Encoding(_) => {
            "part of it is damaged or cut off".to_owned()
        }
        other => format!("part of it is not as it should be ({other})"),
    };
    ReadError::Workbook { reason }
}

/// A sheet in the making.
#[derive(Default)]
struct Builder {
    text: Vec<u8>,
    rows: Vec<RowSlot>,
    slots: Vec<Slot>,
    places: Vec<CellPlace>,
    area: u64,
    /// Where a shared string stands in `text`, by where calamine keeps it: thousands of cells may share one long
    /// string, which must not be copied for each.
    shared: HashMap<*const u8, Slot>,
}

impl Builder {
    fn push(&mut self, at: (u32, u32), value: &Value<'_>, is_formula: bool) -> Result<(), ReadError> {
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
                start: slot.start,
                first,
            });
        }
        self.slots.push(slot);
        let kind = if is_formula { CellKind::Formula } else { value.kind };
        self.places.push(CellPlace { column, kind });
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

    fn finish(self, name: String, faults: Vec<Fault>) -> Sheet {
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
            rows,
            slots,
            places: Some(places),
            faults,
        }
    }
}

fn offset(at: usize) -> Result<u32, ReadError> {
    u32::try_from(at).map_err(|_| ReadError::TooLarge {
        reason: "it holds more than 4 GiB of text".to_owned(),
    })
}

#[cfg(test)]
mod tests;
