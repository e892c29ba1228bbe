//! What everybody in this room needs to know: the files as they are now, the schemas, the day, the editor's ways.

use std::path::{Path, PathBuf};

use lsp_types::Uri;
use rosterkit_lint::Day;
use rosterkit_project::{FileSystem, Pack, schemas};
use rosterkit_schema::Schema;

use crate::documents::{Documents, Overlay};
use crate::text::Units;
use crate::uri::uri_of;

/// What the program that starts the server gives it.
pub struct Surroundings {
    /// The disk.
    pub disk: Box<dyn FileSystem>,
    /// The built-in schemas.
    pub packs: &'static [Pack<'static>],
    /// The day on which files are judged: this room has no clock.
    pub today: fn() -> Day,
    /// Where the pages of the rules are, `<rule>.md` in one folder.
    pub pages: Option<PathBuf>,
}

/// The surroundings with what is open in the editor.
pub(crate) struct Context {
    pub(crate) surroundings: Surroundings,
    pub(crate) documents: Documents,
    /// The packs with their schemas.
    pub(crate) packs: Vec<(&'static Pack<'static>, Schema)>,
    pub(crate) units: Units,
}

impl Context {
    pub(crate) fn new(surroundings: Surroundings, units: Units) -> Self {
        Self {
            packs: schemas(surroundings.packs),
            surroundings,
            documents: Documents::default(),
            units,
        }
    }

    /// The files as they are now.
    pub(crate) fn files(&self) -> Overlay<'_> {
        Overlay {
            disk: &*self.surroundings.disk,
            documents: &self.documents,
        }
    }

    /// The file as the editor calls it.
    pub(crate) fn uri(&self, path: &Path) -> Option<Uri> {
        match self.documents.get(path) {
            Some(open) => Some(open.uri.clone()),
            None => uri_of(path),
        }
    }

    /// Where the page of a rule is.
    pub(crate) fn page(&self, rule: &str) -> Option<Uri> {
        let folder = self.surroundings.pages.as_ref()?;
        uri_of(&folder.join(format!("{rule}.md")))
    }
}
