//! JUnit's XML, as CI systems read it: a suite for each file, a failing case for each diagnostic.
//!
//! Source: the schema of the Apache Ant JUnit task, as Jenkins and GitLab read it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rosterkit_lint::{Level, Values};
use rosterkit_sheet::visible;

use super::Outcome;
use super::markup::escaped;
use super::place::line_or_cell;
use super::told::{Told, told};
use crate::failure::Failure;

/// What is told of a file.
#[derive(Default)]
struct Suite<'a> {
    found: Vec<Told<'a>>,
    /// What could not be done with it.
    failures: Vec<&'a Failure>,
}

/// Writes the document. A file of which nothing is told has one case, which passes.
pub(crate) fn junit(out: &mut impl Write, outcome: Outcome<'_>) -> io::Result<()> {
    let mut files: BTreeMap<String, Suite<'_>> = BTreeMap::new();
    for judged in outcome.judged {
        let rosters = judged.report.rosters().iter().filter(|roster| !roster.context);
        files.extend(rosters.map(|roster| (roster.document.name().to_owned(), Suite::default())));
    }
    for told in told(outcome.judged, Values::Masked) {
        files.entry(told.at.path.clone()).or_default().found.push(told);
    }
    for failure in outcome.failures {
        let path = failure.path().unwrap_or(".").to_owned();
        files.entry(path).or_default().failures.push(failure);
    }
    let cases: usize = files.values().map(Suite::cases).sum();
    let failing: usize = files.values().map(Suite::failing).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"roster lint\" tests=\"{cases}\" failures=\"{failing}\" errors=\"{}\">",
        outcome.failures.len()
    )?;
    for (path, suite) in &files {
        let name = escaped(&visible(path)).into_owned();
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
            suite.cases(),
            suite.failing(),
            suite.failures.len()
        )?;
        if suite.found.is_empty() && suite.failures.is_empty() {
            writeln!(out, "    <testcase name=\"roster\" classname=\"{name}\"/>")?;
        }
        for failure in &suite.failures {
            error(out, &name, failure)?;
        }
        for told in &suite.found {
            case(out, &name, told)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

impl Suite<'_> {
    fn cases(&self) -> usize {
        (self.found.len() + self.failures.len()).max(1)
    }

    /// A note is nothing to fail about.
    fn failing(&self) -> usize {
        let found = self.found.iter();
        found.filter(|told| told.level > Level::Note).count()
    }
}

/// What went wrong with the test itself, as JUnit has it: nothing was found, because nobody looked.
fn error(out: &mut impl Write, file: &str, failure: &Failure) -> io::Result<()> {
    writeln!(
        out,
        "    <testcase name=\"roster\" classname=\"{file}\">\n      <error type=\"failure\" message=\"{}\">{}</error>\n    </testcase>",
        escaped(&failure.in_full()),
        escaped(failure.act().as_deref().unwrap_or_default())
    )
}

fn case(out: &mut impl Write, file: &str, told: &Told<'_>) -> io::Result<()> {
    let place = line_or_cell(&told.at).map_or_else(String::new, |place| format!(" {place}"));
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
