//! One line for each diagnostic: `path:line:col: error[rule] message`, with the cell as Excel names it.

use std::io::{self, Write};

use rosterkit_lint::{Located, Report, Values};
use rosterkit_sheet::visible;

/// Writes a line for each diagnostic.
pub(crate) fn concise(out: &mut impl Write, report: &Report, values: Values) -> io::Result<()> {
    let scene = report.scene(values);
    for found in report.diagnostics() {
        let place = place(&scene.locate(found.at));
        let message = scene.words(found).message;
        writeln!(out, "{place}: {}[{}] {message}", found.level, found.rule.name)?;
    }
    Ok(())
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
