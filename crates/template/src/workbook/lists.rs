//! The lists behind the choices: a hidden sheet with a defined name for each, and for the rows that formulas count with.
//!
//! A list inside a validation is a text of at most 255 characters in which a comma separates, so `Smith, Jones` would be
//! two choices; a list on a sheet knows neither limit.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError, utility::cell_range_absolute};

use super::right::Right;
use crate::field::Field;

const SHEET: &str = "Lists";

/// The defined name of a column's list. Its beginning keeps it apart from cell references, which names must not be.
pub(super) fn name(field: &Field<'_>) -> String {
    format!("List_{}", field.column.id.replace('-', "_"))
}

/// The defined name of the first rows of the hidden sheet, with which formulas count from 1: `ROW(Rows_5)`.
pub(super) fn rows(count: usize) -> String {
    format!("Rows_{count}")
}

/// Adds the sheet and its names; no sheet where nothing needs it.
pub(super) fn write(workbook: &mut Workbook, fields: &[Field<'_>]) -> Result<(), XlsxError> {
    let lists: Vec<_> = fields
        .iter()
        .filter_map(|field| Some((name(field), field.choices.as_deref()?)))
        .collect();
    let counts: BTreeSet<usize> = fields
        .iter()
        .filter_map(|field| Right::of(field, "A1")?.rows)
        .collect();
    if lists.is_empty() && counts.is_empty() {
        return Ok(());
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?.set_very_hidden(true).protect();
    for (position, (name, choices)) in (0..).zip(&lists) {
        write_list(sheet, position, name, choices)?;
    }
    for (position, (name, choices)) in (0..).zip(&lists) {
        let range = cell_range_absolute(1, position, row_of(choices.len()), position);
        workbook.define_name(name, &format!("={SHEET}!{range}"))?;
    }
    for count in counts {
        let range = cell_range_absolute(0, 0, row_of(count) - 1, 0);
        workbook.define_name(rows(count), &format!("={SHEET}!{range}"))?;
    }
    Ok(())
}

fn write_list(sheet: &mut Worksheet, position: u16, name: &str, choices: &[String]) -> Result<(), XlsxError> {
    sheet.write_string(0, position, name)?;
    for (row, choice) in (1..).zip(choices) {
        sheet.write_string(row, position, choice)?;
    }
    Ok(())
}

/// The row of the last of so many choices; an empty list ends where it begins.
fn row_of(choices: usize) -> u32 {
    u32::try_from(choices.max(1)).unwrap_or(u32::MAX)
}
