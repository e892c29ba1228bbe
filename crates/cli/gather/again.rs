//! How the files of an organization are judged, and read and judged again after they were changed.

use rosterkit_lint::{Again, Levels, Report, Roster, Suppression, Terms, check};
use rosterkit_project::Project;
use rosterkit_schema::Schema;
use rosterkit_sheet::{Document, ReadError, ReadOptions};

use super::preamble;
use crate::clock::today;
use crate::failure::show;

/// What an organization has decided about rules, and its schema.
#[derive(Debug, Clone)]
pub(crate) struct Anew {
    schema: Schema,
    levels: Levels,
    suppressions: Vec<Suppression>,
    written_in: String,
}

impl Anew {
    /// An organization's files, with the levels at which rules are told.
    pub(super) fn of_project(project: &Project, levels: Levels) -> Self {
        let settings = project.settings();
        Self {
            schema: settings.schema.clone(),
            levels,
            suppressions: settings.suppressions.clone(),
            written_in: show(project.path()),
        }
    }

    /// Files that no `roster.toml` governs.
    pub(super) fn of_schema(schema: Schema, levels: Levels) -> Self {
        Self {
            schema,
            levels,
            suppressions: Vec::new(),
            written_in: String::new(),
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
        let terms = Terms {
            levels: &self.levels,
            suppressions: &self.suppressions,
            today: today(),
            written_in: &self.written_in,
        };
        check(self.schema.clone(), rosters, terms)
    }
}
