//! One self-contained page, for people without a terminal: it is read in any browser, mailed and printed.

use std::io::{self, Write};

use rosterkit_lint::{Level, Values};
use rosterkit_sheet::visible;

use super::markup::escaped;
use super::summary::{Summary, summary};
use super::told::{Told, told};
use crate::gather::Judged;

const STYLE: &str = include_str!("html.css");

/// Writes the page: what was found in each file, at which cell, and what to do about it.
pub(crate) fn html(out: &mut impl Write, judged: &[Judged]) -> io::Result<()> {
    let found = escaped(&summary(&Summary::of(judged))).into_owned();
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{found}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<h1>What is wrong in the rosters</h1>\n<p class=\"summary\">{found}</p>"
    )?;
    let mut path = None;
    for told in told(judged, Values::Masked) {
        if path.as_ref() != Some(&told.at.path) {
            if path.is_some() {
                writeln!(out, "</tbody></table></section>")?;
            }
            begin_file(out, &told.at.path)?;
            path = Some(told.at.path.clone());
        }
        row(out, &told)?;
    }
    if path.is_some() {
        writeln!(out, "</tbody></table></section>")?;
    }
    writeln!(
        out,
        "<footer>Values of sensitive columns are not shown: look at the cell that is named. Errors keep a row from being \
         imported; warnings and notes do not.</footer>\n</body>\n</html>"
    )
}

fn begin_file(out: &mut impl Write, path: &str) -> io::Result<()> {
    writeln!(
        out,
        "<section><h2>{}</h2>\n<table><thead><tr><th>Cell</th><th>Column</th><th>What is wrong</th><th>What to do</th></tr>\
         </thead><tbody>",
        escaped(&visible(path))
    )
}

fn row(out: &mut impl Write, told: &Told) -> io::Result<()> {
    let at = &told.at;
    let cell = match (&at.cell, at.row) {
        (Some(cell), _) => cell.clone(),
        (None, Some(row)) => format!("row {row}"),
        (None, None) => "the file".to_owned(),
    };
    let sheet = at.sheet.as_deref().map(|sheet| format!("{} ", visible(sheet)));
    let line = at.lines.map(|lines| format!("line {}", lines.line));
    let level = match told.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    writeln!(
        out,
        "<tr class=\"{level}\"><td>{}<b>{}</b><small>{}</small></td><td>{}</td><td><span class=\"level\">{level}</span> {}\
         <small>{}</small></td><td>{}</td></tr>",
        escaped(&sheet.unwrap_or_default()),
        escaped(&cell),
        line.unwrap_or_default(),
        escaped(&visible(at.column_name.as_deref().unwrap_or_default())),
        escaped(&told.words.message),
        told.rule.name,
        escaped(told.words.help.as_deref().unwrap_or_default()),
    )
}
