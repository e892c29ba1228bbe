//! Which of the sheets of a workbook is the roster.

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use crate::options::{KnownHeaders, MOST_ABOVE};
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
    /// The texts of the header: the first row that has any cell, or one soon after it that is known better.
    pub(super) header: Vec<String>,
    /// The row of the header, where it is not the first that has any cell. Zero-based.
    pub(super) below_title: Option<u32>,
    /// Whether a row below that one has a filled cell.
    pub(super) has_rows: bool,
}

/// Looks at the beginning of every sheet.
pub(super) fn survey(
    workbook: &mut Xlsx<Bytes<'_>>,
    known: &KnownHeaders,
) -> Result<Vec<Candidate>, ReadError> {
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
        look(workbook, candidate, known)?;
    }
    Ok(candidates)
}

/// Reads up to the first cell below the header.
fn look(
    workbook: &mut Xlsx<Bytes<'_>>,
    candidate: &mut Candidate,
    known: &KnownHeaders,
) -> Result<(), ReadError> {
    let mut cells = workbook
        .worksheet_cells_reader(&candidate.name)
        .map_err(|error| refusal(&error))?;
    let mut top = Top::default();
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) if *cell.get_value() == DataRef::Empty => {}
            Ok(Some(cell)) => {
                let row = cell.get_position().0;
                candidate.has_cells = true;
                if top.rows.last().is_none_or(|(last, _)| *last != row) {
                    if top.is_enough(known) {
                        candidate.has_rows = true;
                        break;
                    }
                    top.rows.push((row, Vec::new()));
                }
                let text = value::of(cell.get_value(), false).text;
                if let Some((_, header)) = top.rows.last_mut()
                    && header.len() < HEADER_CELLS
                    && text.len() <= HEADER_BYTES
                {
                    header.push(text.into_owned());
                }
            }
            Ok(None) => break,
            Err(error) if is_one_bad_cell(&error) => candidate.has_cells = true,
            Err(error) => return Err(refusal(&error)),
        }
    }
    let header = top.header(known);
    candidate.has_rows |= top.rows.len() > header + 1;
    if let Some((row, header_texts)) = top.rows.into_iter().nth(header) {
        candidate.header = header_texts;
        candidate.below_title = (header > 0).then_some(row);
    }
    Ok(())
}

/// The first rows that have any cell, with their texts.
#[derive(Default)]
struct Top {
    rows: Vec<(u32, Vec<String>)>,
}

impl Top {
    /// Which of the rows is the header.
    fn header(&self, known: &KnownHeaders) -> usize {
        let mut rows = self.rows.iter().enumerate();
        let header = rows.find(|(at, (_, texts))| {
            known.is_header(known.matches(texts.iter().map(String::as_str)), *at == 0)
        });
        header.map_or(0, |(at, _)| at)
    }

    /// Whether no further row can be the header: the last one is, or too many are not.
    fn is_enough(&self, known: &KnownHeaders) -> bool {
        let Some((_, last)) = self.rows.last() else {
            return false;
        };
        let matches = known.matches(last.iter().map(String::as_str));
        self.rows.len() > MOST_ABOVE || known.is_header(matches, self.rows.len() == 1)
    }
}

/// The index of the sheet to read.
pub(super) fn choose(
    candidates: &[Candidate],
    options: &ReadOptions<'_>,
    known: &KnownHeaders,
) -> Result<usize, ReadError> {
    if let Some(name) = options.sheet {
        return named(candidates, name);
    }
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
    best.map(|(index, _)| index).ok_or_else(|| {
        let hidden: Vec<&Candidate> = candidates.iter().filter(|sheet| sheet.has_cells).collect();
        if hidden.is_empty() {
            ReadError::Empty
        } else {
            ReadError::HiddenSheets {
                sheets: names(hidden),
            }
        }
    })
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
        sheets: names(candidates),
    })
}

/// The names of these sheets, in back-ticks.
fn names<'a>(sheets: impl IntoIterator<Item = &'a Candidate>) -> String {
    let names = sheets
        .into_iter()
        .map(|sheet| format!("`{}`", visible(&sheet.name)));
    names.collect::<Vec<_>>().join(", ")
}
