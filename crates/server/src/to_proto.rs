//! From a judgement to what the protocol says of it.

use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString, Position, Range,
};
use rosterkit_lint::{Diagnostic, Level, Located, Location, Place, Values};
use rosterkit_project::FileSystem;
use rosterkit_schema::SourceError;
use rosterkit_sheet::{ByteSpan, Document, Encoding};

use crate::bench::Judged;
use crate::context::Context;

/// The name under which an editor shows what is ours.
pub(crate) const SOURCE: &str = "roster";

/// What is told of a diagnostic: everything, the editor being the user's own.
pub(crate) fn diagnostic(cx: &Context, judged: &Judged, found: &Diagnostic) -> lsp_types::Diagnostic {
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
pub(crate) fn range(cx: &Context, judged: &Judged, at: Location) -> Range {
    let scene = judged.report.scene(Values::Shown);
    let Some(roster) = judged.report.rosters().get(at.file.0 as usize) else {
        return Range::default();
    };
    let document = &roster.document;
    match scene.span(at) {
        _ if matches!(at.place, Place::Suppression(_)) => entry_range(cx, &scene.locate(at)),
        Some(span) => span_range(cx, document, span),
        None => {
            let row = at.place.row().map_or(0, |row| row.0);
            let column = at.place.cell().map_or(0, |cell| cell.column.0);
            Range::new(Position::new(row, column), Position::new(row, column))
        }
    }
}

/// Where an entry of `roster.toml` is, in which characters are counted.
fn entry_range(cx: &Context, entry: &Located) -> Range {
    let Some(lines) = entry.lines else {
        return Range::default();
    };
    let text = cx.files().read(entry.path.as_ref()).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let place = |line: u32, col: u32| cx.units.position_of_character(&text, line - 1, col - 1);
    Range::new(place(lines.line, lines.col), place(lines.end_line, lines.end_col))
}

/// Where some bytes of a text file are.
pub(crate) fn span_range(cx: &Context, document: &Document, span: ByteSpan) -> Range {
    let place = |offset: u32| {
        let line = document.position(offset).line - 1;
        let bytes = document.bytes();
        let offset = (offset as usize).min(bytes.len());
        match document.encoding() {
            None | Some(Encoding::Utf8) => cx.units.position_in(bytes, line, offset),
            // An editor that opens it decodes it.
            Some(encoding) => {
                let before = line_decoded(encoding, &bytes[..offset]);
                Position::new(line, cx.units.width(before.as_bytes()))
            }
        }
    };
    Range::new(place(span.start), place(span.end))
}

/// The last line of these bytes, which are not in UTF-8, as text.
fn line_decoded(encoding: Encoding, bytes: &[u8]) -> String {
    let from: fn([u8; 2]) -> u16 = match encoding {
        Encoding::Utf16Le => u16::from_le_bytes,
        Encoding::Utf16Be => u16::from_be_bytes,
        _ => {
            let line = bytes.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next();
            let line = line.unwrap_or_default().iter();
            return line
                .map(|byte| encoding.character(*byte).unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect();
        }
    };
    let units = bytes.chunks_exact(2).rev().map(|pair| from([pair[0], pair[1]]));
    let mut line: Vec<u16> = units
        .take_while(|unit| ![u16::from(b'\n'), u16::from(b'\r')].contains(unit))
        .collect();
    line.reverse();
    let line = String::from_utf16_lossy(&line);
    line.trim_start_matches('\u{FEFF}').to_owned()
}

/// The faults of a TOML file.
pub(crate) fn source_faults(cx: &Context, text: &str, error: &SourceError) -> Vec<lsp_types::Diagnostic> {
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

/// Something that somebody should know, and that is no fault.
pub(crate) fn aside(range: Range, message: String) -> lsp_types::Diagnostic {
    lsp_types::Diagnostic {
        severity: Some(DiagnosticSeverity::INFORMATION),
        ..plain(range, message)
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Note => DiagnosticSeverity::INFORMATION,
    }
}
