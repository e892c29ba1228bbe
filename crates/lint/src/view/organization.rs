//! All files of an organization at once, for the rules that compare them.

use rosterkit_schema::{ColumnId, USER_NAME};

use super::{RowView, SheetView};
use crate::diagnostic::FileId;
use crate::keys::{Keys, RowAt};

/// All the files of the organization.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrganizationView<'a> {
    pub(crate) sheets: &'a [SheetView<'a>],
    pub(crate) keys: &'a Keys,
}

impl<'a> OrganizationView<'a> {
    pub(crate) fn sheet(&self, file: FileId) -> Option<SheetView<'a>> {
        self.sheets.get(file.0 as usize).copied()
    }

    pub(crate) fn row(&self, at: RowAt) -> Option<RowView<'a>> {
        self.sheet(at.file)?.row(at.row)
    }

    /// The pairs of rows that have one username: each that has it again, with the first of its own file and of every file
    /// before.
    pub(crate) fn same_usernames(&self) -> impl Iterator<Item = (RowView<'a>, RowView<'a>)> + use<'a> {
        let organization = *self;
        let repeats = self.username().and_then(|id| self.keys.of_column(id));
        let pairs = repeats.into_iter().flat_map(|repeats| {
            let pair = move |repeat| {
                repeats
                    .earlier(repeat)
                    .map(move |earlier| (earlier, repeat.again))
            };
            repeats.iter().flat_map(pair)
        });
        pairs.filter_map(move |(earlier, again)| Some((organization.row(earlier)?, organization.row(again)?)))
    }

    /// The column by which people are told apart.
    pub(crate) fn username(&self) -> Option<ColumnId> {
        self.sheets.first()?.schema.column_holding(USER_NAME)
    }
}
