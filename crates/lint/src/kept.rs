//! What a file says by itself, kept while it does not change.

use rosterkit_sheet::RowIndex;

use crate::diagnostic::{Diagnostic, FileId, Location};

/// What a judgement has found out about one file alone, for the next judgement of the same file under the same schema and
/// with the same batch. Nothing is known at first.
///
/// Whoever changes the file, its batch or the schema throws it away.
#[derive(Debug, Default)]
pub struct Kept(pub(crate) Option<Alone>);

/// What was raised in a file, whatever the others say.
#[derive(Debug)]
pub(crate) struct Alone {
    /// In the file of this number.
    pub(crate) file: FileId,
    pub(crate) raised: Vec<Diagnostic>,
    /// How many rows were judged.
    pub(crate) rows: u64,
    /// By key: the hash of each row that has it.
    pub(crate) hashes: Vec<Vec<(RowIndex, u32)>>,
}

impl Alone {
    /// The same about the same file under another number.
    pub(crate) fn in_file(&mut self, file: FileId) {
        if self.file == file {
            return;
        }
        self.file = file;
        let moved = |at: Location| Location { file, ..at };
        for found in &mut self.raised {
            found.at = moved(found.at);
            found.related = found.related.map(moved);
        }
    }
}
