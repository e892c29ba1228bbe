//! A row laid out by the columns of the schema, for whoever asks for many of its cells.

use rosterkit_schema::ColumnId;
use rosterkit_sheet::{Cell, Row};

use crate::view::{RowView, SheetView};

/// The cells of a row by the columns of the schema. What the rules ask for again and again is looked for once.
#[derive(Debug)]
pub(crate) struct LaidOut<'a> {
    pub(crate) cells: Vec<Option<Cell<'a>>>,
    pub(crate) is_readable: bool,
    /// See [`RowView::compared`].
    pub(crate) compared: Vec<(ColumnId, ColumnId)>,
}

impl<'a> LaidOut<'a> {
    pub(crate) fn new(on: SheetView<'a>, row: Row<'a>) -> Self {
        let mut cells = vec![None; on.schema.columns.len()];
        for cell in row.cells() {
            if let Some(id) = on.layout.read_from(cell.reference().column) {
                cells[id.index()] = Some(cell);
            }
        }
        let mut laid_out = Self {
            cells,
            is_readable: RowView::new(on, row).is_readable(),
            compared: Vec::new(),
        };
        let compared = RowView::new(on, row).laid_out(&laid_out).find_compared();
        laid_out.compared = compared;
        laid_out
    }
}
