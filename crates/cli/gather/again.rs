//! Reading and judging files again after they were changed.

use rosterkit_lint::{Again, Levels, Report, Roster, check};
use rosterkit_schema::Schema;
use rosterkit_sheet::{Document, ReadError, ReadOptions};

use super::{Judged, preamble};

/// How the files of an organization were read and judged.
pub(crate) struct Anew {
    schema: Schema,
    levels: Levels,
}

impl Judged {
    /// How to read and judge its files once more.
    pub(crate) fn anew(&self) -> Anew {
        Anew {
            schema: self.report.schema().clone(),
            levels: self.levels.clone(),
        }
    }
}

impl Again for Anew {
    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
        let options = ReadOptions {
            headers: &self.schema.header_names(),
            sheet: None,
            preamble: &preamble(&self.schema),
        };
        Document::read_with(name, bytes, &options)
    }

    fn judge(&self, rosters: Vec<Roster>) -> Report {
        check(self.schema.clone(), rosters, &self.levels)
    }
}
