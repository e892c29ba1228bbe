//! The lines that a target wants above the header.

use rosterkit_sheet::{Edit, Preamble};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("missing_preamble.md")]
    pub(super) static MISSING_PREAMBLE = "missing-preamble" {
        summary: "the file does not begin with the lines that the target wants above the header",
        level: Level::Error,
        stops: Stops::Upload,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    // What is uploaded is a CSV; a workbook has its header on top.
    let Some(dialect) = sheet.document().dialect() else {
        return;
    };
    if !sheet.schema().file.preamble.is_empty() && dialect.preamble != Preamble::Wanted {
        cx.raise(&MISSING_PREAMBLE, sheet.at(Place::File), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let on = scene.sheet(diagnostic.at.file);
    let (schema, dialect) = (on.schema(), on.document().dialect().unwrap_or_default());
    let wanted: Vec<String> = schema.file.preamble.iter().map(|line| quote(line)).collect();
    let wanted = wanted.join(", then ");
    let (message, act) = match dialect.preamble {
        Preamble::Other => (
            "begins with something else than",
            "put it in the place of what stands there",
        ),
        Preamble::Absent | Preamble::Wanted => (
            "does not begin with",
            "insert a row above the headers and type it into its first cell",
        ),
    };
    Words::new(
        format!("the file {message} {wanted}"),
        format!("{} wants {wanted} above the headers", schema.target),
    )
    .help(format!("{act}: {wanted}"))
}

/// Nothing but the line changes, and no cell of it is anybody's value.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let lines = scene.sheet(diagnostic.at.file).schema().file.preamble.clone();
    vec![Fix {
        title: format!(
            "write {} above the headers",
            lines
                .iter()
                .map(|line| quote(line))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        applicability: Applicability::Safe,
        edits: vec![Edit::SetPreamble(lines)],
    }]
}
