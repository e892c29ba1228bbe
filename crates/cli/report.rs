//! Reports: the one plain diagnostic in the words of each format.

mod annotated;
mod concise;
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
mod sarif;
mod summary;
mod told;

use std::io::{self, Write};

use miette::GraphicalReportHandler;
use rosterkit_lint::{Level, Values};

use crate::args::LintFormat;
use crate::gather::Judged;

pub(crate) use self::links::Links;
pub(crate) use annotated::annotated;
pub(crate) use fixed::fixed;
pub(crate) use full::full;
pub(crate) use json::{JSON_VERSION, JsonDiagnostics, JsonFixed, JsonSummary};
pub(crate) use json_text::JsonText;
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

/// Writes every diagnostic in a format; all but `json`, whose answer holds more than them. What a machine reads is masked
/// whatever `look` says.
pub(crate) fn diagnostics(
    out: &mut impl Write,
    format: LintFormat,
    judged: &[Judged],
    look: &Look,
) -> io::Result<()> {
    match format {
        LintFormat::Full => judged
            .iter()
            .try_for_each(|judged| full(out, &judged.report, Level::Note, look)),
        LintFormat::Concise => concise::concise(out, judged, look),
        LintFormat::Grouped => grouped::grouped(out, judged, look.values),
        LintFormat::Json => Ok(()),
        LintFormat::Jsonl => jsonl::jsonl(out, judged),
        LintFormat::Sarif => sarif::sarif(out, judged),
        LintFormat::Github => github::github(out, judged),
        LintFormat::Gitlab => gitlab::gitlab(out, judged),
        LintFormat::Junit => junit::junit(out, judged),
        LintFormat::Html => html::html(out, judged),
    }
}
