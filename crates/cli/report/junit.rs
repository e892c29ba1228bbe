//! JUnit's XML, as CI systems read it: a suite for each file, a failing case for each diagnostic.
//!
//! Source: the schema of the Apache Ant JUnit task, as Jenkins and GitLab read it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rosterkit_lint::{Level, Values};
use rosterkit_sheet::visible;

use super::markup::escaped;
use super::told::{Told, told};
use crate::gather::Judged;

/// Writes the document. A file without a diagnostic has one case, which passes.
pub(crate) fn junit(out: &mut impl Write, judged: &[Judged]) -> io::Result<()> {
    let mut files: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for judged in judged {
        let rosters = judged.report.rosters().iter().filter(|roster| !roster.context);
        files.extend(rosters.map(|roster| (roster.document.name().to_owned(), Vec::new())));
    }
    for told in told(judged, Values::Masked) {
        files.entry(told.at.path.clone()).or_default().push(told);
    }
    let failures: usize = files.values().map(|found| failing(found)).sum();
    let cases: usize = files.values().map(|found| found.len().max(1)).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"roster lint\" tests=\"{cases}\" failures=\"{failures}\">"
    )?;
    for (path, found) in &files {
        let name = escaped(&visible(path)).into_owned();
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\">",
            found.len().max(1),
            failing(found)
        )?;
        if found.is_empty() {
            writeln!(out, "    <testcase name=\"roster\" classname=\"{name}\"/>")?;
        }
        for told in found {
            case(out, &name, told)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// A note is nothing to fail about.
fn failing(found: &[Told]) -> usize {
    found.iter().filter(|told| told.level > Level::Note).count()
}

fn case(out: &mut impl Write, file: &str, told: &Told) -> io::Result<()> {
    let place = match (&told.at.lines, &told.at.cell, told.at.row) {
        (Some(lines), ..) => format!(" {}:{}", lines.line, lines.col),
        (None, Some(cell), _) => format!(" {cell}"),
        (None, None, Some(row)) => format!(" row {row}"),
        (None, None, None) => String::new(),
    };
    writeln!(
        out,
        "    <testcase name=\"{}{place}\" classname=\"{file}\">",
        told.rule.name
    )?;
    let message = told.message_and_cell();
    let help = told.words.help.as_deref().unwrap_or_default();
    if told.level > Level::Note {
        writeln!(
            out,
            "      <failure type=\"{}\" message=\"{}\">{}</failure>",
            told.level,
            escaped(&message),
            escaped(help)
        )?;
    } else {
        writeln!(out, "      <system-out>{}</system-out>", escaped(&message))?;
    }
    writeln!(out, "    </testcase>")
}
