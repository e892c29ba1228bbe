//! A repair that would make another cell of the row wrong: it is shown, and nobody applies it.

use rosterkit_sheet::{CellRef, Edit};

use crate::fix::{Applicability, Fix};
use crate::view::{RowView, SheetView, is_blank};

/// The fix, for eyes only where it would make filled cells wrong. To write that somebody is no provider, where the cells of a
/// provider are filled, is a bad guess, and the next one would clear them.
pub(crate) fn doubted(on: SheetView<'_>, fix: Fix) -> Fix {
    let Some(filled) = fix.edits.iter().find_map(|edit| forbidden(on, edit)) else {
        return fix;
    };
    Fix {
        title: format!("{} if that is meant: then cell {filled} must be blank", fix.title),
        applicability: Applicability::DisplayOnly,
        edits: Vec::new(),
    }
}

/// The first filled cell that must be blank once this is written, and need not before.
fn forbidden(on: SheetView<'_>, edit: &Edit) -> Option<CellRef> {
    let Edit::Replace { cell, text } = edit else {
        return None;
    };
    let decides = on.layout().read_from(cell.column)?;
    let row = on.row(cell.row).filter(RowView::is_readable)?;
    let mut columns = on.schema().columns();
    columns.find_map(|(id, column)| {
        let when = column.blank_when.as_ref()?;
        let will_hold = when.column == decides && when.is.eq_ignore_ascii_case(text.trim());
        let filled = row.cell(id).filter(|cell| !is_blank(cell))?;
        (will_hold && row.deciding_cell(when).is_none()).then(|| filled.reference())
    })
}
