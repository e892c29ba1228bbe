//! Which of the sheets of a workbook is the roster.

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use crate::options::KnownHeaders;
use crate::{ReadError, ReadOptions, visible};

use super::{Bytes, is_one_bad_cell, refusal, value};

/// How many cells of a first row, and how long a text, are looked at: a header that anybody knows is shorter.
const HEADER_CELLS: usize = 256;
const HEADER_BYTES: usize = 256;

/// A sheet of which only the beginning has been read.
#[derive(Debug, Default)]
pub(super) struct Candidate {
    pub(super) name: String,
    /// Its place among all the sheets of the workbook, those of charts included. Zero-based.
    pub(super) place: usize,
    pub(super) is_visible: bool,
    pub(super) has_cells: bool,
    /// The texts of the first row that has any cell.
    pub(super) header: Vec<String>,
    /// Whether a row below that one has a filled cell.
    pub(super) has_rows: bool,
}

/// Looks at the beginning of every sheet.
pub(super) fn survey(workbook: &mut Xlsx<Bytes<'_>>) -> Result<Vec<Candidate>, ReadError> {
    let sheets = workbook.sheets_metadata().iter().enumerate();
    let mut candidates: Vec<Candidate> = sheets
        .filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet)
        .map(|(place, sheet)| Candidate {
            name: sheet.name.clone(),
            place,
            is_visible: sheet.visible == SheetVisible::Visible,
            ..Candidate::default()
        })
        .collect();
    if candidates.is_empty() {
        return Err(ReadError::NotAWorkbook);
    }
    for candidate in &mut candidates {
        look(workbook, candidate)?;
    }
    Ok(candidates)
}

/// Reads up to the first cell below the first row that has any.
fn look(workbook: &mut Xlsx<Bytes<'_>>, candidate: &mut Candidate) -> Result<(), ReadError> {
    let mut cells = workbook
        .worksheet_cells_reader(&candidate.name)
        .map_err(|error| refusal(&error))?;
    let mut first = None;
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) if *cell.get_value() == DataRef::Empty => {}
            Ok(Some(cell)) => {
                let row = cell.get_position().0;
                candidate.has_cells = true;
                if *first.get_or_insert(row) != row {
                    candidate.has_rows = true;
                    return Ok(());
                }
                let text = value::of(cell.get_value(), false).text;
                if candidate.header.len() < HEADER_CELLS && text.len() <= HEADER_BYTES {
                    candidate.header.push(text.into_owned());
                }
            }
            Ok(None) => return Ok(()),
            Err(error) if is_one_bad_cell(&error) => candidate.has_cells = true,
            Err(error) => return Err(refusal(&error)),
        }
    }
}

/// The index of the sheet to read.
pub(super) fn choose(candidates: &[Candidate], options: &ReadOptions<'_>) -> Result<usize, ReadError> {
    if let Some(name) = options.sheet {
        return named(candidates, name);
    }
    let known = KnownHeaders::new(options.headers);
    let mut best = None;
    for (index, candidate) in candidates.iter().enumerate() {
        if !candidate.is_visible || !candidate.has_cells {
            continue;
        }
        let matches = known.matches(candidate.header.iter().map(String::as_str));
        if best.is_none_or(|(_, most)| matches > most) {
            best = Some((index, matches));
        }
    }
    best.map(|(index, _)| index).ok_or(ReadError::Empty)
}

/// The sheet of this name: Excel has no two whose names differ in letter case alone.
fn named(candidates: &[Candidate], name: &str) -> Result<usize, ReadError> {
    let folded = name.to_lowercase();
    let exact = candidates.iter().position(|sheet| sheet.name == name);
    let found = exact.or_else(|| {
        candidates
            .iter()
            .position(|sheet| sheet.name.to_lowercase() == folded)
    });
    found.ok_or_else(|| ReadError::NoSuchSheet {
        name: visible(name).into_owned(),
        sheets: candidates
            .iter()
            .map(|sheet| format!("`{}`", visible(&sheet.name)))
            .collect::<Vec<_>>()
            .join(", "),
    })
}
