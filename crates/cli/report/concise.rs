//! One line for each diagnostic: `path:line:col: error[rule] message`, with the cell as Excel names it.

use std::io::{self, Write};

use rosterkit_lint::Located;
use rosterkit_sheet::visible;

use super::told::{Told, write_lines};
use super::{Links, Look};
use crate::gather::Judged;

/// Writes a line for each diagnostic.
pub(crate) fn concise(out: &mut impl Write, judged: &[Judged], look: &Look) -> io::Result<()> {
    write_lines(out, judged, look.values, |told| line(told, look.links))
}

/// The line of one diagnostic.
pub(super) fn line(told: &Told<'_>, links: Links) -> String {
    format!(
        "{}: {}[{}] {}",
        links.to(&told.at.path, &place(&told.at)),
        told.level,
        told.rule.name,
        told.message_and_cell()
    )
}

/// `staff.csv:4:12` in a text file, `staff.xlsx:Users!D4` in a workbook.
fn place(at: &Located) -> String {
    let path = visible(&at.path);
    match (&at.lines, &at.sheet, &at.cell, at.row) {
        (Some(lines), ..) => format!("{path}:{}:{}", lines.line, lines.col),
        (None, Some(sheet), Some(cell), _) => format!("{path}:{}!{cell}", visible(sheet)),
        (None, Some(sheet), None, Some(row)) => format!("{path}:{}!{row}", visible(sheet)),
        _ => path.into_owned(),
    }
}
