//! The rows of a workbook as CSV.

use rosterkit_lint::Layout;
use rosterkit_schema::Schema;
use rosterkit_sheet::{ColumnIndex, Row, Sheet};

/// The header and the wanted rows below it, in UTF-8. What stands in a column that the target wants in quotation marks
/// has them, and what would be misread without.
///
/// The crate `csv` knows one answer for the cells of a whole file, and the writer of the target's own CSV in
/// `rosterkit-template` only the columns of the schema: here every column stays.
pub(crate) fn csv_text(sheet: &Sheet, wanted: impl Fn(&Row<'_>) -> bool, schema: &Schema) -> String {
    let layout = Layout::new(schema, sheet);
    let is_marked = |column| layout.named(column).is_some_and(|id| schema.column(id).quoted);
    let header = sheet.header();
    let first = header.as_ref().map(Row::index);
    let below = sheet
        .rows()
        .filter(|row| Some(row.index()) != first && wanted(row));
    let least = header.as_ref().map_or(0, Row::len);
    let mut text = String::new();
    for row in header.into_iter().chain(below) {
        for column in 0..least.max(row.len()) {
            let column = ColumnIndex(u32::try_from(column).unwrap_or(u32::MAX));
            if column.0 > 0 {
                text.push(',');
            }
            if let Some(cell) = row.cell(column) {
                let is_header = first == Some(row.index());
                push(&mut text, &cell.text(), !is_header && is_marked(column));
            }
        }
        text.push_str("\r\n");
    }
    text
}

fn push(text: &mut String, cell: &str, is_marked: bool) {
    if cell.contains([',', '"', '\r', '\n']) || is_marked && !cell.is_empty() {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}
