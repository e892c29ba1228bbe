//! What an editor may ask about an open file, a question a file.

use std::path::Path;

use lsp_types::Position;
use rosterkit_lint::{Layout, Master};
use rosterkit_schema::{Column, Organization, Schema};
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
    /// Whose roles and locations the file names, where it is a master.
    master: Option<&'a Master>,
}

/// What a column says that is not the schema's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MasterColumn {
    Role,
    Location,
}

impl<'a> Spot<'a> {
    /// The cell at a place, the one before a delimiter where the place is between two.
    pub(crate) fn at(cx: &Context, judged: &'a Judged, path: &Path, place: Position) -> Option<Self> {
        let file = judged.file(path)?;
        let roster = judged.report.rosters().get(file.0 as usize)?;
        let spot = Self::of(cx, (judged.report.schema(), &roster.document), path, place)?;
        Some(Self {
            master: roster.master.as_ref(),
            ..spot
        })
    }

    /// The cell at a place of a document under this schema.
    pub(crate) fn of(
        cx: &Context,
        (schema, document): (&'a Schema, &'a Document),
        path: &Path,
        place: Position,
    ) -> Option<Self> {
        let draft = &cx.documents.get(path)?.draft;
        let offset = u32::try_from(draft.offset(cx.units, place)).ok()?;
        if document.encoding() != Some(Encoding::Utf8) {
            return None;
        }
        let sheet = document.sheet();
        let cell = sheet.cell_at(offset)?;
        let layout = Layout::new(schema, sheet);
        let column = layout.named(cell.reference().column);
        let header = sheet.header()?.index();
        Some(Self {
            document,
            column: column.map(|id| schema.column(id)),
            offset,
            is_header: cell.reference().row == header,
            cell,
            master: None,
        })
    }

    /// Which of the two columns of a master it is in, and the organization that these name.
    pub(crate) fn in_master(&self) -> Option<(MasterColumn, &'a Organization)> {
        let (master, here) = (self.master?, self.cell.reference().column);
        let columns = master.columns();
        let column = match here {
            _ if here == columns.role => MasterColumn::Role,
            _ if here == columns.location => MasterColumn::Location,
            _ => return None,
        };
        Some((column, master.organization()))
    }
}
