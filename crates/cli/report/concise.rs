//! One line for each diagnostic: `path:line:col: error[rule] message`, with the cell as Excel names it.

use std::io::{self, Write};

use rosterkit_lint::{Located, Report, Values};
use rosterkit_sheet::visible;

/// Writes a line for each diagnostic.
pub(crate) fn concise(out: &mut impl Write, report: &Report, values: Values) -> io::Result<()> {
    let scene = report.scene(values);
    for found in report.diagnostics() {
        let at = scene.locate(found.at);
        let (place, message) = (place(&at), scene.words(found).message);
        let aside = aside(&at, &message);
        writeln!(
            out,
            "{place}: {}[{}] {message}{aside}",
            found.level, found.rule.name
        )?;
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

/// The cell as Excel names it and its header, unless the message says it: ` (E3 Phone Number)`.
fn aside(at: &Located, message: &str) -> String {
    match (&at.cell, &at.column_name) {
        (Some(cell), Some(header)) if !message.contains(cell.as_str()) => {
            format!(" ({cell} {})", visible(header))
        }
        _ => String::new(),
    }
}
