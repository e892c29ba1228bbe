//! Reports: the one plain diagnostic in the words of each format.

mod annotated;
mod concise;
mod earlier;
mod fingerprint;
mod fixed;
mod full;
mod github;
mod gitlab;
mod grouped;
mod html;
mod json;
mod json_text;
mod jsonl;
mod junit;
mod links;
mod markup;
mod place;
mod sarif;
mod sentence;
mod summary;
mod told;

use std::io::{self, Write};

use miette::GraphicalReportHandler;
use rosterkit_lint::{Level, Values};

use crate::args::LintFormat;
use crate::failure::Failure;
use crate::gather::Judged;

pub(crate) use self::links::Links;
pub(crate) use annotated::annotated;
pub(crate) use earlier::{TELLING, is_report};
pub(crate) use fixed::fixed;
pub(crate) use full::full;
pub(crate) use github::harmless;
pub(crate) use json::{JSON_VERSION, JsonDiagnostics, JsonFailures, JsonFixed, JsonSummary};
pub(crate) use json_text::JsonText;
pub(crate) use jsonl::lines;
pub(crate) use summary::{Summary, summary};

/// How a report looks to whoever reads it.
pub(crate) struct Look {
    /// Whether sensitive values are shown.
    pub(crate) values: Values,
    /// Whether names of files are links.
    pub(crate) links: Links,
    /// What draws diagnostics.
    pub(crate) handler: GraphicalReportHandler,
}

/// What a report is about.
#[derive(Clone, Copy)]
pub(crate) struct Outcome<'a> {
    pub(crate) judged: &'a [Judged],
    /// What could not be done: a report without it would look as if all were well.
    pub(crate) failures: &'a [Failure],
    pub(crate) summary: &'a Summary,
}

/// Writes every diagnostic in a format, and in those for machines and browsers what could not be done; all but `json`, whose
/// answer holds more than them. What a machine reads is masked whatever `look` says.
pub(crate) fn diagnostics(
    out: &mut impl Write,
    format: LintFormat,
    outcome: Outcome<'_>,
    look: &Look,
) -> io::Result<()> {
    let judged = outcome.judged;
    match format {
        LintFormat::Full => judged
            .iter()
            .try_for_each(|judged| full(out, &judged.report, Level::Note, look)),
        LintFormat::Concise => concise::concise(out, judged, look),
        LintFormat::Grouped => grouped::grouped(out, judged, look),
        LintFormat::Json => Ok(()),
        LintFormat::Jsonl => jsonl::jsonl(out, outcome),
        LintFormat::Sarif => sarif::sarif(out, outcome),
        LintFormat::Github => github::github(out, outcome),
        LintFormat::Gitlab => gitlab::gitlab(out, outcome),
        LintFormat::Junit => junit::junit(out, outcome),
        LintFormat::Html => html::html(out, outcome),
    }
}

/// Writes what could not be done for whoever has nothing but the report.
pub(crate) fn failures(out: &mut impl Write, failures: &[Failure]) -> io::Result<()> {
    for failure in failures {
        writeln!(out, "failure: {}", failure.in_full())?;
        if let Some(act) = failure.act() {
            writeln!(out, "  help: {act}")?;
        }
    }
    Ok(())
}
