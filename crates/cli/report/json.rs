//! JSON version 1. Bases: `row`, `column`, `line` and `col` count from 1, ends are exclusive, `col` counts characters.
//! What does not exist is null. Sensitive values are masked, always.

use rosterkit_lint::{Diagnostic, Located, Location, RepairedFile, Scene, Values};
use serde::{Serialize, Serializer};

use crate::failure::Failure;
use crate::gather::Judged;
use crate::report::summary::Summary;

/// The version of every JSON answer. It changes when a field changes its meaning or goes.
pub(crate) const JSON_VERSION: u32 = 1;

#[derive(Debug, Serialize)]
struct JsonDiagnostic {
    rule: &'static str,
    level: &'static str,
    message: String,
    #[serde(flatten)]
    place: JsonPlace,
    help: Option<String>,
    related: Vec<JsonRelated>,
    fixes: Vec<JsonFix>,
}

#[derive(Debug, Serialize)]
struct JsonPlace {
    path: String,
    sheet: Option<String>,
    cell: Option<String>,
    row: Option<u32>,
    column: Option<u32>,
    column_name: Option<String>,
    line: Option<u32>,
    col: Option<u32>,
    end_line: Option<u32>,
    end_col: Option<u32>,
}

#[derive(Debug, Serialize)]
struct JsonRelated {
    message: Option<String>,
    #[serde(flatten)]
    place: JsonPlace,
}

#[derive(Debug, Serialize)]
struct JsonFix {
    title: String,
    applicability: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct JsonSummary {
    files: u64,
    rows: u64,
    errors: u64,
    warnings: u64,
    notes: u64,
    suppressed: u64,
    in_baseline: u64,
}

impl From<Summary> for JsonSummary {
    fn from(summary: Summary) -> Self {
        let Summary {
            files,
            rows,
            errors,
            warnings,
            notes,
            suppressed,
            in_baseline,
            // The answer names them.
            failures: _,
        } = summary;
        Self {
            files,
            rows,
            errors,
            warnings,
            notes,
            suppressed,
            in_baseline,
        }
    }
}

/// Every diagnostic, organization by organization. They are made while they are written: a file that is wrong everywhere
/// would fill the memory otherwise.
pub(crate) struct JsonDiagnostics<'a>(pub(crate) &'a [Judged]);

impl Serialize for JsonDiagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(each(self.0))
    }
}

/// Every diagnostic as JSON has it, made while it is asked for.
pub(super) fn each(judged: &[Judged]) -> impl Iterator<Item = impl Serialize + use<>> {
    judged.iter().map(|judged| &judged.report).flat_map(|report| {
        let scene = report.scene(Values::Masked);
        report
            .diagnostics()
            .iter()
            .map(move |found| diagnostic(&scene, found))
    })
}

fn diagnostic(scene: &Scene<'_>, found: &Diagnostic) -> JsonDiagnostic {
    let words = scene.words(found);
    let related = found.related.map(|at| JsonRelated {
        message: words.related.clone(),
        place: place(scene, at),
    });
    let fixes = scene.fixes(found).into_iter();
    JsonDiagnostic {
        rule: found.rule.name,
        level: found.level.as_str(),
        message: words.message,
        place: place(scene, found.at),
        help: words.help,
        related: related.into_iter().collect(),
        fixes: fixes
            .map(|fix| JsonFix {
                title: fix.title,
                applicability: fix.applicability.as_str(),
            })
            .collect(),
    }
}

/// What could not be done.
pub(crate) struct JsonFailures<'a>(pub(crate) &'a [Failure]);

#[derive(Debug, Serialize)]
struct JsonFailure<'a> {
    failure: String,
    path: Option<&'a str>,
    line: Option<usize>,
    help: Option<String>,
}

impl Serialize for JsonFailures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(failure))
    }
}

/// A failure as JSON has it.
pub(super) fn failure(failure: &Failure) -> impl Serialize + use<'_> {
    JsonFailure {
        failure: failure.in_full(),
        path: failure.path(),
        line: failure.line(),
        help: failure.act(),
    }
}

/// Every fix that was applied, at its place as it was then.
pub(crate) struct JsonFixed<'a>(pub(crate) &'a [RepairedFile]);

#[derive(Debug, Serialize)]
struct JsonAppliedFix {
    rule: &'static str,
    title: String,
    applicability: &'static str,
    #[serde(flatten)]
    place: JsonPlace,
}

impl Serialize for JsonFixed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fixes = self.0.iter().flat_map(|file| &file.fixes);
        serializer.collect_seq(fixes.map(|fix| JsonAppliedFix {
            rule: fix.rule.name,
            title: fix.title.clone(),
            applicability: fix.applicability.as_str(),
            place: json_place(fix.at.clone()),
        }))
    }
}

fn place(scene: &Scene<'_>, at: Location) -> JsonPlace {
    json_place(scene.locate(at))
}

fn json_place(at: Located) -> JsonPlace {
    JsonPlace {
        path: at.path,
        sheet: at.sheet,
        cell: at.cell,
        row: at.row,
        column: at.column,
        column_name: at.column_name,
        line: at.lines.map(|lines| lines.line),
        col: at.lines.map(|lines| lines.col),
        end_line: at.lines.map(|lines| lines.end_line),
        end_col: at.lines.map(|lines| lines.end_col),
    }
}
