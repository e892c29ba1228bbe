//! From a judgement to what the protocol says of it.

use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString, Position, Range,
};
use rosterkit_lint::{Diagnostic, Level, Location, Place, Values};
use rosterkit_schema::SourceError;
use rosterkit_sheet::{ByteSpan, Document, Encoding};

use crate::bench::Judged;
use crate::context::Context;

/// The name under which an editor shows what is ours.
pub(crate) const SOURCE: &str = "roster";

/// What is told of a diagnostic: everything, the editor being the user's own.
pub(crate) fn diagnostic(cx: &Context<'_>, judged: &Judged, found: &Diagnostic) -> lsp_types::Diagnostic {
    let scene = judged.report.scene(Values::Shown);
    let words = scene.words(found);
    let message = match &words.help {
        Some(help) => format!("{}\n{help}", words.message),
        None => words.message,
    };
    let related = found.related.and_then(|related| {
        let uri = cx.uri(judged.path(related.file)?)?;
        Some(DiagnosticRelatedInformation {
            location: lsp_types::Location::new(uri, range(cx, judged, related)),
            message: words.related.unwrap_or_default(),
        })
    });
    let rule = found.rule.name;
    lsp_types::Diagnostic {
        range: range(cx, judged, found.at),
        severity: Some(severity(found.level)),
        code: Some(NumberOrString::String(rule.to_owned())),
        code_description: cx.page(rule).map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: related.map(|related| vec![related]),
        tags: None,
        data: None,
    }
}

/// Where a place is. A cell of a workbook is its row: an editor has nothing finer to show.
pub(crate) fn range(cx: &Context<'_>, judged: &Judged, at: Location) -> Range {
    let scene = judged.report.scene(Values::Shown);
    let Some(roster) = judged.report.rosters().get(at.file.0 as usize) else {
        return Range::default();
    };
    let document = &roster.document;
    match scene.span(at) {
        _ if matches!(at.place, Place::Suppression(_)) => {
            scene.locate(at).lines.map_or_else(Range::default, |lines| {
                // A place in roster.toml, counted in characters.
                Range::new(
                    Position::new(lines.line - 1, lines.col - 1),
                    Position::new(lines.end_line - 1, lines.end_col - 1),
                )
            })
        }
        Some(span) => span_range(cx, document, span),
        None => {
            let row = at.place.row().map_or(0, |row| row.0);
            let column = at.place.cell().map_or(0, |cell| cell.column.0);
            Range::new(Position::new(row, column), Position::new(row, column))
        }
    }
}

/// Where some bytes of a text file are.
pub(crate) fn span_range(cx: &Context<'_>, document: &Document, span: ByteSpan) -> Range {
    let place = |offset: u32| {
        let position = document.position(offset);
        if document.encoding() == Some(Encoding::Utf8) {
            cx.units
                .position_in(document.bytes(), position.line - 1, offset as usize)
        } else {
            // The editor has decoded it: what is counted are characters.
            Position::new(position.line - 1, position.col - 1)
        }
    };
    Range::new(place(span.start), place(span.end))
}

/// The faults of a TOML file.
pub(crate) fn source_faults(cx: &Context<'_>, text: &str, error: &SourceError) -> Vec<lsp_types::Diagnostic> {
    let place = |byte: usize| cx.units.position(text.as_bytes(), byte);
    let faults = error.faults().iter();
    faults
        .map(|fault| {
            let range = Range::new(place(fault.span.start), place(fault.span.end));
            plain(range, fault.message.clone())
        })
        .collect()
}

/// An error that no rule has raised.
pub(crate) fn plain(range: Range, message: String) -> lsp_types::Diagnostic {
    lsp_types::Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message,
        ..lsp_types::Diagnostic::default()
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Note => DiagnosticSeverity::INFORMATION,
    }
}
