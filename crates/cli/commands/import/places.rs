//! The names of roles, locations and columns, as people know them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rosterkit_lint::Report;
use rosterkit_project::Project;

use crate::gather::governing;

/// The names of roles, locations and columns, as people know them.
pub(super) struct Places<'a> {
    pub(super) report: &'a Report,
    pub(super) project: &'a Project,
}

impl Places<'_> {
    /// The folder of the organization, by which commands find its store: `.` where they need not be told.
    pub(super) fn folder(&self) -> PathBuf {
        let path = self.project.path();
        if governing(Path::new(".")).is_some_and(|here| here == path) {
            PathBuf::from(".")
        } else {
            self.project.folder().to_owned()
        }
    }

    pub(super) fn assignments(&self, assignments: &BTreeMap<String, String>) -> String {
        let ids = assignments
            .iter()
            .map(|(location, role)| (location.as_str(), role.as_str()));
        self.project.settings().organization.in_words(ids)
    }

    pub(super) fn role(&self, id: &str) -> String {
        self.project
            .settings()
            .organization
            .role(id)
            .map_or(id, |role| &role.name)
            .to_owned()
    }

    pub(super) fn location(&self, id: &str) -> String {
        self.project
            .settings()
            .organization
            .location(id)
            .map_or(id, |location| &location.name)
            .to_owned()
    }

    /// The header of the column that holds an attribute.
    pub(super) fn header(&self, attribute: &str) -> String {
        let schema = self.report.schema();
        schema
            .column_holding(attribute)
            .map_or_else(|| attribute.to_owned(), |id| schema.column(id).header.clone())
    }
}
