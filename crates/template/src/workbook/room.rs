//! How many people are in the file, and how many more it takes: formulas that are live while somebody types.

use rosterkit_schema::{Newline, Written};

use super::area::Area;
use super::users;
use crate::csv_file::csv;
use crate::field::{Field, Need};
use crate::form::Form;
use crate::words::short_size;

/// A formula with what it comes to in the workbook as it is written.
pub(super) struct Live {
    pub(super) formula: String,
    pub(super) value: String,
}

/// How many rows have somebody: as many as the fullest of the columns that every row needs.
pub(super) fn people(form: &Form<'_>, fields: &[Field<'_>], area: Area, rows: &[Vec<String>]) -> Live {
    let is_asked = |field: &Field<'_>| form.settled(field.id).is_none();
    let needed = |field: &Field<'_>| field.need == Need::Required && is_asked(field);
    let any = !fields.iter().any(needed);
    let columns = (0..).zip(fields).filter(|(_, field)| needed(field) || any);
    let counts = columns.map(|(position, _)| format!("COUNTA({}!{})", users::SHEET, area.column(position)));
    Live {
        formula: format!("=MAX({})", counts.collect::<Vec<_>>().join(",")),
        value: rows.len().to_string(),
    }
}

/// How many more people fit, in words; `None` where the target names no limit. `people` is the cell that counts them. It is
/// about so many: letters are counted and not bytes, and the next people are taken to be like those that are there.
pub(super) fn room(
    form: &Form<'_>,
    fields: &[Field<'_>],
    area: Area,
    (people, rows): (&str, &[Vec<String>]),
) -> Option<Live> {
    let limit = form.schema.file.max_bytes?;
    let header = csv(form, &[]).len();
    let around = around_row(form, fields);
    let typical = around + fields.iter().map(|field| field.example.len()).sum::<usize>();
    let cells = format!(
        "{}!{}:{}",
        users::SHEET,
        area.column(0).split(':').next().unwrap_or_default(),
        area.column(area.last_column)
            .split(':')
            .next_back()
            .unwrap_or_default(),
    );
    let size = format!("({header}+SUMPRODUCT(LEN({cells}))+{people}*{around})");
    let row = format!("IF({people}=0,{typical},({size}-{header})/{people})");
    let name = short_size(limit);
    let passed = format!("{name} is passed: the last people belong in a second file");
    let formula = format!(
        "=IF({size}>{limit},\"{passed}\",\"Room for about \"&INT(({limit}-{size})/{row})&\" more people before {name}\")"
    );
    let size = csv(form, rows).len();
    let row = (size - header).checked_div(rows.len()).unwrap_or(typical).max(1);
    let value = match usize::try_from(limit).unwrap_or(usize::MAX).checked_sub(size) {
        Some(left) => format!("Room for about {} more people before {name}", left / row),
        None => passed,
    };
    Some(Live { formula, value })
}

/// What a row costs besides its texts: separators, the line end, and quotation marks where every value has them.
fn around_row(form: &Form<'_>, fields: &[Field<'_>]) -> usize {
    let newline = match form.schema.file.newline {
        Newline::Crlf => 2,
        Newline::Lf => 1,
    };
    let marks = fields.iter().map(|field| {
        // Marks inside a cell are written twice, between two more.
        match (field.column.written, field.column.quoted) {
            (Written::QuotationMarks, _) => 6,
            (_, true) => 2,
            (_, false) => 0,
        }
    });
    form.schema.columns.len() - 1 + newline + marks.sum::<usize>()
}
