//! Why a workbook cannot be written.

use rust_xlsxwriter::XlsxError;
use thiserror::Error;

/// Why a workbook cannot be written. The limits are Excel's, as its page "Excel specifications and limits" states them.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// The schema leaves this batch no column, so there is nothing to fill in.
    #[error("the schema leaves this batch no column to fill in")]
    NoColumns,
    /// More than a sheet can hold.
    #[error(
        "a sheet holds 1,048,575 rows below its header and 16,384 columns, and not {rows} rows and {columns} columns"
    )]
    SheetSize {
        /// Rows, without the header.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// A text of a row is longer than the 32,767 UTF-16 units that a cell can hold.
    #[error(
        "the cell under `{header}` in row {row} is longer than the 32,767 characters that a cell can hold"
    )]
    CellLength {
        /// The header of the column.
        header: String,
        /// The row that Excel shows; the header is row 1.
        row: usize,
    },
    /// Some other limit of a workbook, which a text of the schema or of the organization exceeds.
    #[error("the workbook cannot hold a text of the schema or of the organization")]
    Workbook(#[from] XlsxError),
}
