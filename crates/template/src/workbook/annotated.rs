//! A workbook of rows that are there already, with what is wrong in them: coloured cells, notes, and an overview that leads
//! to both.
//!
//! Rows are handed in one at a time and go through a file of their own for each sheet, which the library unlinks as soon as it
//! is made: a million rows take no more memory than their notes, of which there are only so many.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::template_error::TemplateError;

mod overview;
mod rows;
mod text;

pub use text::sheet_names;

/// How heavily a remark weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Worth knowing.
    Notable,
    /// Probably wrong.
    Doubtful,
    /// Wrong.
    Wrong,
}

/// What is to be said about a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The column, zero-based; `None` for the whole row.
    pub column: Option<u16>,
    /// How the cell is coloured.
    pub gravity: Gravity,
    /// What its note says.
    pub text: String,
}

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedRow<'a> {
    /// Where it stands, zero-based. Each row stands below the one before.
    pub index: u32,
    /// The texts of its cells.
    pub cells: Vec<Cow<'a, str>>,
    /// What is to be said about it.
    pub remarks: Vec<Remark>,
}

/// A sheet of rows.
pub struct AnnotatedSheet<'a> {
    /// Its name, one of [`sheet_names`].
    pub name: &'a str,
    /// Where its header stands among the rows, zero-based.
    pub header: u32,
    /// Its rows, the header included.
    pub rows: Box<dyn Iterator<Item = AnnotatedRow<'a>> + 'a>,
}

/// A line of the overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewLine<'a> {
    /// How heavily it weighs.
    pub gravity: Gravity,
    /// The file.
    pub file: Cow<'a, str>,
    /// The place as people call it, and the sheet and cell to which it leads, where there is one.
    pub place: (String, Option<(&'a str, String)>),
    /// The same on the sheet of the rows to be corrected.
    pub correction: Option<(String, (&'a str, String))>,
    /// The column's name; blank without one.
    pub column: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What it is called where more is said about it.
    pub rule: &'a str,
}

/// The overview, which is the first sheet.
pub struct Overview<'a> {
    /// The name of its sheet.
    pub name: &'a str,
    /// What it is, in a few words.
    pub title: &'a str,
    /// What its reader is told first.
    pub paragraphs: Vec<String>,
    /// What is wrong, in order, and how many lines there are.
    pub lines: (usize, Box<dyn Iterator<Item = OverviewLine<'a>> + 'a>),
}

/// All that the workbook holds.
pub struct Annotated<'a> {
    /// The overview.
    pub overview: Overview<'a>,
    /// The other sheets, in order.
    pub sheets: Vec<AnnotatedSheet<'a>>,
    /// Texts that the document is to carry as properties, by name.
    pub properties: Vec<(String, String)>,
}

/// The most notes of a workbook: Excel draws each as a shape of its own, and is slow long before any limit.
const MOST_NOTES: usize = 10_000;

/// Writes the workbook. Rows wait in `folder` until they are packed, in files without a name.
///
/// Cells are text, so that zeros in front stay and nothing is a formula. What a cell cannot hold is cut, and its note says so.
/// The same content gives the same bytes.
///
/// # Errors
/// When a sheet has more rows or columns than a workbook can hold, or something cannot be written.
pub fn annotated(content: Annotated<'_>, folder: &Path, out: impl Write + Send) -> Result<(), TemplateError> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder)?;
    workbook.set_zip_compression_level(super::PACKING);
    workbook.set_properties(&properties(&content)?);
    let mut notes = MOST_NOTES;
    let mut without_note = 0;
    let mut sheets = Vec::new();
    for sheet in content.sheets {
        let mut page = workbook.new_worksheet_with_constant_memory()?;
        without_note += rows::write(&mut page, sheet, &mut notes)?;
        sheets.push(page);
    }
    let mut page = workbook.new_worksheet_with_constant_memory()?;
    overview::write(&mut page, content.overview, without_note)?;
    workbook.push_worksheet(page);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    Ok(workbook.save_to_writer(out)?)
}

/// The date is a fixed one, as that of a template is.
fn properties(content: &Annotated<'_>) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(content.overview.title)
        .set_author("Rosterkit")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    let more = content.properties.iter();
    Ok(more.fold(properties, |properties, (name, text)| {
        properties.set_custom_property(name, text::printable(text).as_ref())
    }))
}
