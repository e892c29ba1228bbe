//! The judgement: every diagnostic can be told, whatever the file says.

use rosterkit_lint::{Diagnostic, Location, Place, Report, Values};
use rosterkit_sheet::{CellRef, Mark};

use crate::packs::{judged, schema_of};

/// How many diagnostics are told. More would be more of the same.
const TOLD: usize = 64;

/// Judges the bytes as a roster.
///
/// # Panics
/// Where a diagnostic cannot be told, or its words would send a control character to a terminal.
pub fn lint(bytes: &[u8]) {
    let Some(report) = schema_of(bytes).and_then(|schema| judged(schema, bytes)) else {
        return;
    };
    for found in report.diagnostics().iter().take(TOLD) {
        for values in [Values::Shown, Values::Masked] {
            tell(&report, found, values);
        }
    }
    let (clean, rejected) = report.split();
    let clean: usize = clean.files().map(|file| file.rows().count()).sum();
    let judged = usize::try_from(report.judged()).unwrap_or(usize::MAX);
    assert!(
        clean + rejected.rows().count() <= judged,
        "more rows than were judged"
    );
}

fn tell(report: &Report, found: &Diagnostic, values: Values) {
    let scene = report.scene(values);
    let words = scene.words(found);
    let fixes = scene.fixes(found).into_iter().map(|fix| fix.title);
    let said = [Some(words.message), Some(words.label), words.help, words.related]
        .into_iter()
        .flatten();
    for text in said.chain(fixes) {
        assert!(
            !text.chars().any(char::is_control),
            "{}: {text:?}",
            found.rule.name
        );
    }
    let shows = |cell: CellRef| {
        scene.shows(Location {
            file: found.at.file,
            place: Place::Cell(cell),
        })
    };
    for at in [Some(found.at), found.related].into_iter().flatten() {
        let located = scene.locate(at);
        assert_eq!(located.row.is_none(), at.place == Place::File);
        let mark = match at.place {
            Place::File | Place::Row(_) | Place::Suppression(_) => continue,
            Place::Cell(cell) => Mark::Cell(cell),
            Place::Bytes(_, span) => Mark::Span(span),
        };
        let document = &report.rosters()[at.file.0 as usize].document;
        assert_eq!(document.window_showing(&[mark], &shows).spans().len(), 1);
    }
}
