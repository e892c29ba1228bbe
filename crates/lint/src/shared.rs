//! The tax number that all rows of an organization share, which is evidence for those that lack its dash.

use rosterkit_schema::{ColumnId, Ein, EinError, FieldError, FieldType, Schema, Value};

use crate::view::{RowView, SheetView, is_blank};

/// By column: the tax number that every filled cell has, some with its dash and none with other digits.
pub(crate) fn eins(schema: &Schema, sheets: &[SheetView<'_>]) -> Vec<Option<Ein>> {
    let shared = schema.columns().map(|(id, column)| {
        let holds_one = column.field_type == FieldType::Ein;
        holds_one.then(|| ein(sheets, id)).flatten()
    });
    shared.collect()
}

fn ein(sheets: &[SheetView<'_>], column: ColumnId) -> Option<Ein> {
    let mut shared = None;
    let mut digits: Option<String> = None;
    for sheet in sheets {
        let rows = sheet.sheet().rows().map(|row| RowView::new(*sheet, row));
        for row in rows.filter(RowView::is_readable) {
            let Some(cell) = row.cell(column).filter(|cell| !is_blank(cell)) else {
                continue;
            };
            let text = cell.text();
            let bare = match FieldType::Ein.parse(&text) {
                Ok(Value::Ein(ein)) => {
                    shared = Some(ein);
                    text.replace('-', "")
                }
                Err(FieldError::Ein(EinError::MissingDash)) => text.into_owned(),
                // What else stands there may be anybody's.
                _ => return None,
            };
            if *digits.get_or_insert_with(|| bare.clone()) != bare {
                return None;
            }
        }
    }
    shared
}
