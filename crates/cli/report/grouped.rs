//! The diagnostics of each file under its name.

use std::io::{self, Write};

use rosterkit_lint::Values;
use rosterkit_sheet::visible;

use super::told::told;
use crate::gather::Judged;

/// Writes the name of each file that has diagnostics, and a line for each of them.
pub(crate) fn grouped(out: &mut impl Write, judged: &[Judged], values: Values) -> io::Result<()> {
    let mut path = None;
    for told in told(judged, values) {
        if path.as_ref() != Some(&told.at.path) {
            let blank = if path.is_some() { "\n" } else { "" };
            writeln!(out, "{blank}{}:", visible(&told.at.path))?;
            path = Some(told.at.path.clone());
        }
        let place = match (&told.at.lines, &told.at.cell, told.at.row) {
            (Some(lines), ..) => format!("{}:{}", lines.line, lines.col),
            (None, Some(cell), _) => cell.clone(),
            (None, None, Some(row)) => format!("row {row}"),
            (None, None, None) => "-".to_owned(),
        };
        writeln!(
            out,
            "  {place:<8} {} {} {}",
            told.level,
            told.rule.name,
            told.message_and_cell()
        )?;
    }
    if path.is_some() {
        writeln!(out)?;
    }
    Ok(())
}
