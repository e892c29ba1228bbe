//! The target's own CSV, which has its one writer here.

use rosterkit_schema::Newline;

use crate::form::Form;

/// The file as the target takes it: all columns of the schema, in its order and with exactly its headers, whatever the
/// batch; byte order mark, lines above the header and line ends as the schema's file law says; no more bytes than needed.
///
/// A row holds one text per column of the schema, as it should stand in the cell; where it is shorter the rest is
/// blank, and what goes beyond the last column is left out. A field is in quotation marks when it would be misread
/// without, and always in a column that the schema marks `quoted`, unless it is blank: marks round nothing would cost
/// two bytes of the target's limit in every row.
pub fn csv(form: &Form<'_>, rows: &[Vec<String>]) -> Vec<u8> {
    let schema = form.schema;
    let newline = match schema.file.newline {
        Newline::Crlf => "\r\n",
        Newline::Lf => "\n",
    };
    let mut text = String::new();
    if schema.file.byte_order_mark {
        text.push('\u{FEFF}');
    }
    for line in &schema.file.preamble {
        push_record(
            &mut text,
            std::iter::once((line.as_str(), Marks::WhereNeeded)),
            newline,
        );
    }
    push_record(
        &mut text,
        schema
            .columns
            .iter()
            .map(|column| (column.header.as_str(), Marks::WhereNeeded)),
        newline,
    );
    for row in rows {
        let cells = row.iter().map(String::as_str).chain(std::iter::repeat(""));
        let marks = schema.columns.iter().map(|column| {
            if column.quoted {
                Marks::Always
            } else {
                Marks::WhereNeeded
            }
        });
        push_record(&mut text, cells.zip(marks), newline);
    }
    text.into_bytes()
}

/// When a field that is not blank stands in quotation marks. The crate `csv` knows one answer for a whole file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Always,
    WhereNeeded,
}

fn push_record<'a>(text: &mut String, fields: impl Iterator<Item = (&'a str, Marks)>, newline: &str) {
    let start = text.len();
    for (index, (field, marks)) in fields.enumerate() {
        if index > 0 {
            text.push(',');
        }
        let needed = field.contains([',', '"', '\r', '\n']);
        if needed || (marks == Marks::Always && !field.is_empty()) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    if text.len() == start {
        // A line with nothing on it is no record to most readers.
        text.push_str("\"\"");
    }
    text.push_str(newline);
}
