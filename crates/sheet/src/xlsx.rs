//! Workbooks: the only place that opens one.

use crate::{ReadError, Sheet};

/// Reads a workbook. Not yet: it says so.
pub(crate) fn read(_bytes: &[u8]) -> Result<Sheet, ReadError> {
    Err(ReadError::Workbook {
        reason: "workbooks are not read yet".to_owned(),
    })
}
