//! Workbooks: the only place that opens one.
//!
//! calamine trusts what a file says of itself, so it is shown no byte before `gate` has let the file through.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxCellReader, XlsxError, XlsxFormulaMetadata};

use crate::options::KnownHeaders;
use crate::sheet::{OtherSheet, Sheet};
use crate::{CellRef, Fault, ReadError, ReadOptions, RowIndex};

use self::builder::Builder;
use self::mask::Mask;
use self::scan::Contents;
use self::shape::Shape;

mod builder;
mod choice;
mod gate;
mod mask;
mod parts;
mod properties;
mod scan;
mod shape;
mod value;

/// Excel's own limits: rows and columns of a sheet.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// How many cells a sheet may have when gaps are counted, row by row up to the row's last cell. Whoever walks the
/// cells of every row takes as many steps, so this bounds what a file of a few kilobytes can ask for.
const AREA: u64 = 1 << 27;

type Bytes<'a> = Cursor<&'a [u8]>;

/// Reads one sheet: the one that the options name, else the visible one whose header the caller knows best.
pub(crate) fn read(bytes: &[u8], options: &ReadOptions<'_>) -> Result<Sheet, ReadError> {
    let contents = gate::pass(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let known = KnownHeaders::new(options.headers);
    let mut sheets = choice::survey(&mut workbook, &known)?;
    let chosen = sheets.remove(choice::choose(&sheets, options, &known)?);
    let mut read = cells(&mut workbook, &chosen.name, &contents)?;
    if let Some(header) = chosen.below_title {
        read.builder.begin_at(header);
    }
    if contents.has_masks {
        pad(&mut workbook, &chosen.name, &mut read.builder)?;
    }
    let mut faults = read.faults;
    if contents.has_shape {
        let Builder {
            rows, slots, places, ..
        } = &read.builder;
        faults.extend(Shape::of(bytes, chosen.place)?.faults(rows, slots, places));
    }
    if let Some(header) = chosen.below_title.map(RowIndex) {
        // What is wrong with a title is nobody's concern: it is no part of the table.
        let reaches = |fault: &Fault| match fault {
            Fault::MergedCells { last, .. } => last.row >= header,
            fault => fault.cell().is_none_or(|cell| cell.row >= header),
        };
        faults.retain(reaches);
        faults.insert(0, Fault::LinesAboveHeader { header });
    }
    faults.sort_by_key(Fault::cell);
    let others = sheets.into_iter().filter(|sheet| sheet.has_cells);
    let others = others.map(|sheet| OtherSheet {
        name: sheet.name,
        is_visible: sheet.is_visible,
        header: sheet.header,
        has_rows: sheet.has_rows,
    });
    let mut sheet = read.builder.finish(chosen.name, others.collect(), faults);
    if contents.has_properties {
        sheet.properties = properties::of(bytes);
    }
    Ok(sheet)
}

/// The cells of a sheet, and what was at fault with single ones.
struct Cells {
    builder: Builder,
    faults: Vec<Fault>,
}

fn cells(workbook: &mut Xlsx<Bytes<'_>>, name: &str, contents: &Contents) -> Result<Cells, ReadError> {
    let is_1904 = workbook.has_1904_epoch();
    let mut builder = Builder::default();
    let (mut bad, mut faults) = (Vec::new(), Vec::new());
    let mut cells = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| refusal(&error))?;
    let mut ordinal = 0_u64;
    loop {
        match next(&mut cells, contents.has_formulas) {
            Ok(Some(cell)) => {
                if cell.is_formula && cell.value == DataRef::Empty {
                    faults.push(Fault::UncomputedFormula {
                        cell: CellRef::new(cell.at.0, cell.at.1),
                    });
                }
                builder.push(cell.at, &value::of(&cell.value, is_1904), cell.is_formula)?;
            }
            Ok(None) => break,
            Err(error) if is_one_bad_cell(&error) => bad.push(ordinal),
            Err(error) => return Err(refusal(&error)),
        }
        ordinal += 1;
    }
    drop(cells);
    if builder.slots.is_empty() && bad.is_empty() {
        return Err(ReadError::Empty);
    }
    if !bad.is_empty() {
        faults.extend(places_of(workbook, name, &bad)?);
    }
    Ok(Cells { builder, faults })
}

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
            is_formula: cell.formula.is_some_and(|formula| !is_constant(&formula)),
        }));
    }
    let cell = cells.next_cell()?;
    Ok(cell.map(|cell| Streamed {
        at: cell.get_position(),
        value: cell.get_value().clone(),
        is_formula: false,
    }))
}

/// LibreOffice writes TRUE and FALSE as formulas without anything to compute.
fn is_constant(formula: &XlsxFormulaMetadata) -> bool {
    matches!(formula, XlsxFormulaMetadata::Normal { formula } if matches!(formula.as_str(), "TRUE()" | "FALSE()"))
}

/// Writes out the zeros that number formats show: a second look at the sheet, because calamine tells either values with
/// formulas or values with formats.
fn pad(workbook: &mut Xlsx<Bytes<'_>>, name: &str, builder: &mut Builder) -> Result<(), ReadError> {
    let mut cells = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| refusal(&error))?;
    let formats = cells.styles().iter().map(|style| style.number_format.as_ref());
    let masks: Vec<_> = formats.map(|format| Mask::of(&format?.format_code)).collect();
    let mut padding = builder.padding();
    loop {
        match cells.next_style_id() {
            Ok(Some((row, column, style))) => {
                if let Some(Some(mask)) = masks.get(style) {
                    padding.pad((row, column), mask)?;
                }
            }
            Ok(None) => return Ok(()),
            Err(error) if is_one_bad_cell(&error) => {}
            Err(error) => return Err(refusal(&error)),
        }
    }
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

#[cfg(test)]
mod tests;
