//! The cells to fill in.

use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, Worksheet, XlsxError, utility::column_number_to_name,
};

use crate::field::Field;

/// The row below the header, zero-based.
pub(super) const FIRST_ROW: u32 = 1;

/// How many rows are ready to be filled in.
const READY_ROWS: u32 = 1_000;

/// The cells to fill in: from the row below the header and the first column to these, zero-based.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) last_row: u32,
    pub(super) last_column: u16,
}

impl Area {
    /// Room for these rows, and for some more.
    pub(super) fn new(fields: &[Field<'_>], rows: &[Vec<String>]) -> Self {
        Self {
            last_row: u32::try_from(rows.len()).unwrap_or(u32::MAX).max(READY_ROWS),
            last_column: u16::try_from(fields.len().saturating_sub(1)).unwrap_or(u16::MAX),
        }
    }

    /// The first cell of a column as a formula names it that moves with the row: `$L2`.
    pub(super) fn cell(position: u16) -> String {
        format!("${}{}", column_number_to_name(position), FIRST_ROW + 1)
    }

    /// All the cells of a column: `$L$2:$L$1001`.
    pub(super) fn column(self, position: u16) -> String {
        let name = column_number_to_name(position);
        format!("${name}${}:${name}${}", FIRST_ROW + 1, self.last_row + 1)
    }

    /// The first row, as a formula names it that moves with the row: `$A2:$O2`.
    pub(super) fn row(self) -> String {
        format!("{}:{}", Self::cell(0), Self::cell(self.last_column))
    }

    /// Draws the cells of a column for which the formula holds in this way.
    pub(super) fn mark(
        self,
        sheet: &mut Worksheet,
        position: u16,
        (formula, format): (&str, Format),
    ) -> Result<(), XlsxError> {
        let format = ConditionalFormatFormula::new()
            .set_rule(format!("={formula}").as_str())
            .set_format(format);
        sheet.add_conditional_format(FIRST_ROW, position, self.last_row, position, &format)?;
        Ok(())
    }

    /// Draws every cell of the rows for which the formula holds in this way.
    pub(super) fn mark_rows(
        self,
        sheet: &mut Worksheet,
        (formula, format): (&str, Format),
    ) -> Result<(), XlsxError> {
        let format = ConditionalFormatFormula::new()
            .set_rule(format!("={formula}").as_str())
            .set_format(format);
        sheet.add_conditional_format(FIRST_ROW, 0, self.last_row, self.last_column, &format)?;
        Ok(())
    }
}
