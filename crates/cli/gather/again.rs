//! How the files of an organization are judged, and read and judged again after they were changed.

use std::path::Path;

use rosterkit_lint::{Again, Levels, Master, Report, Roster, Terms, check};
use rosterkit_project::{Given, Project, master_of_nobody, read_as};
use rosterkit_schema::Schema;
use rosterkit_sheet::{Document, ReadError};

use super::place_in;
use crate::clock::today;
use crate::failure::show;

/// What an organization has decided about rules, and its schema.
#[derive(Debug, Clone)]
pub(crate) struct Anew {
    project: Option<Project>,
    schema: Schema,
    levels: Levels,
}

impl Anew {
    /// An organization's files, with the levels at which rules are told.
    pub(super) fn of_project(project: &Project, levels: Levels) -> Self {
        Self {
            project: Some(project.clone()),
            schema: project.settings().schema.clone(),
            levels,
        }
    }

    /// Files that no `roster.toml` governs.
    pub(super) fn of_schema(schema: Schema, levels: Levels) -> Self {
        Self {
            project: None,
            schema,
            levels,
        }
    }
}

impl Again for Anew {
    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
        read_as(&self.schema, name, bytes, None)
    }

    fn master(&self, document: &Document) -> Option<Master> {
        match &self.project {
            Some(project) => {
                let place = place_in(project, Path::new(document.name()));
                project.master(&place, &Given::default(), document)
            }
            None => master_of_nobody(&self.schema, document),
        }
    }

    fn judge(&self, rosters: Vec<Roster>) -> Report {
        let written_in = self.project.as_ref().map(|project| show(project.path()));
        let suppressions = self
            .project
            .as_ref()
            .map(|project| &project.settings().suppressions);
        let terms = Terms {
            levels: &self.levels,
            suppressions: suppressions.map_or(&[], Vec::as_slice),
            today: today(),
            written_in: &written_in.unwrap_or_default(),
        };
        check(self.schema.clone(), rosters, terms)
    }
}
