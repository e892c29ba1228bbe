//! What an editor may ask about an open file, a question a file.

use std::path::Path;

use lsp_types::Position;
use rosterkit_lint::Layout;
use rosterkit_schema::Column;
use rosterkit_sheet::{Cell, Document, Encoding};

use crate::bench::Judged;
use crate::context::Context;

pub(crate) mod code_action;
pub(crate) mod completion;
pub(crate) mod formatting;
mod gap;
pub(crate) mod hover;
pub(crate) mod inlay_hint;
mod suppression;

/// A cell of an open file, and what its header says of it.
pub(crate) struct Spot<'a> {
    pub(crate) document: &'a Document,
    pub(crate) cell: Cell<'a>,
    /// Where in the file the place is.
    pub(crate) offset: u32,
    /// The law of its column, if the schema has it.
    pub(crate) column: Option<&'a Column>,
    pub(crate) is_header: bool,
}

impl<'a> Spot<'a> {
    /// The cell at a place, the one before a delimiter where the place is between two.
    pub(crate) fn at(cx: &Context, judged: &'a Judged, path: &Path, place: Position) -> Option<Self> {
        let file = judged.file(path)?;
        let document = &judged.report.rosters().get(file.0 as usize)?.document;
        let draft = &cx.documents.get(path)?.draft;
        let offset = u32::try_from(draft.offset(cx.units, place)).ok()?;
        if document.encoding() != Some(Encoding::Utf8) {
            return None;
        }
        let sheet = document.sheet();
        let cell = sheet.cell_at(offset)?;
        let layout = Layout::new(judged.report.schema(), sheet);
        let column = layout.named(cell.reference().column);
        let header = sheet.header()?.index();
        Some(Self {
            document,
            column: column.map(|id| judged.report.schema().column(id)),
            offset,
            is_header: cell.reference().row == header,
            cell,
        })
    }
}
