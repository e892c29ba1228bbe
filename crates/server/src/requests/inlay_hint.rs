//! The name of its column before each cell, for whoever cannot count commas.

use std::path::Path;

use lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, Range};
use rosterkit_lint::Layout;
use rosterkit_sheet::{Encoding, RowIndex, Sheet};

use crate::context::Context;
use crate::organization::Organization;
use crate::to_proto;

/// The most rows that are labelled at once: an editor asks for what it shows.
const MOST_ROWS: u32 = 1_000;

/// The hints of the rows that a range touches.
pub(crate) fn hints(
    cx: &Context,
    organization: &mut Organization,
    path: &Path,
    wanted: Range,
) -> Option<Vec<InlayHint>> {
    let judged = organization.judged(path)?;
    let file = judged.file(path)?;
    let document = &judged.report.rosters().get(file.0 as usize)?.document;
    if document.encoding() != Some(Encoding::Utf8) {
        return None;
    }
    let sheet = document.sheet();
    let layout = Layout::new(judged.report.schema(), sheet);
    let header = sheet.header()?.index();
    let first = row_at(sheet, wanted.start.line);
    let mut hints = Vec::new();
    for row in (first..first.saturating_add(MOST_ROWS)).map(RowIndex) {
        let Some(row) = sheet.row(row) else { break };
        if row.line() > wanted.end.line.saturating_add(1) {
            break;
        }
        if row.index() <= header || row.len() != layout.width() {
            continue;
        }
        for cell in row.cells().filter(|cell| !cell.is_empty()) {
            let column = layout.named(cell.reference().column);
            let (Some(column), Some(span)) = (column, cell.span()) else {
                continue;
            };
            let label = format!("{}:", judged.report.schema().column(column).header);
            hints.push(InlayHint {
                position: to_proto::span_range(cx, document, span).start,
                label: InlayHintLabel::String(label),
                kind: Some(InlayHintKind::PARAMETER),
                text_edits: None,
                tooltip: None,
                padding_left: None,
                padding_right: Some(true),
                data: None,
            });
        }
    }
    Some(hints)
}

/// The index of the row that holds a line, zero-based both.
fn row_at(sheet: &Sheet, line: u32) -> u32 {
    let (mut first, mut after) = (0, u32::try_from(sheet.rows_len()).unwrap_or(u32::MAX));
    while first < after {
        let middle = first + (after - first) / 2;
        if sheet
            .row(RowIndex(middle))
            .is_some_and(|row| row.line() <= line.saturating_add(1))
        {
            first = middle + 1;
        } else {
            after = middle;
        }
    }
    first.saturating_sub(1)
}
