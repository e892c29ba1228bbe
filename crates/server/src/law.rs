//! Under what files are judged: an organization's settings, or a pack alone.

use std::path::Path;
use std::sync::Arc;

use rosterkit_lint::{Again, Day, Kept, Levels, Master, Report, Roster, Terms, check_again};
use rosterkit_project::{Given, Project, master_of_nobody, read_as, stray};
use rosterkit_schema::Schema;
use rosterkit_sheet::{Document, ReadError};

/// What governs some files.
#[derive(Debug)]
pub(crate) struct Law {
    /// The organization; `None` for files that no `roster.toml` governs.
    pub(crate) project: Option<Arc<Project>>,
    pub(crate) schema: Schema,
    /// The day on which they are judged.
    pub(crate) today: Day,
}

impl Law {
    /// The name under which a file is told of: from the folder of `roster.toml`.
    pub(crate) fn name(&self, path: &Path) -> String {
        let below = self
            .project
            .as_ref()
            .and_then(|project| path.strip_prefix(project.folder()).ok());
        below.unwrap_or(path).display().to_string()
    }

    /// The file with all that is known of it.
    pub(crate) fn roster(&self, document: Document, path: &Path) -> Roster {
        match &self.project {
            Some(project) => project.roster(document, path, &Given::default()),
            None => stray(&self.schema, document),
        }
    }
}

impl Again for Law {
    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
        read_as(&self.schema, name, bytes, None)
    }

    fn master(&self, document: &Document) -> Option<Master> {
        match &self.project {
            Some(project) => {
                let place = project.folder().join(document.name());
                project.master(&place, &Given::default(), document)
            }
            None => master_of_nobody(&self.schema, document),
        }
    }

    fn judge(&self, rosters: Vec<Roster>) -> Report {
        let unknown = rosters.into_iter().map(|roster| (roster, Kept::default()));
        self.judge_again(unknown.collect())
    }
}

impl Law {
    /// Judges files of which something is known already.
    pub(crate) fn judge_again(&self, rosters: Vec<(Roster, Kept)>) -> Report {
        let settings = self.project.as_deref().map(Project::settings);
        let levels = Levels::default();
        let written_in = self
            .project
            .as_ref()
            .map(|project| project.path().display().to_string());
        let terms = Terms {
            levels: settings.map_or(&levels, |settings| &settings.levels),
            suppressions: settings.map_or(&[], |settings| &settings.suppressions),
            today: self.today,
            written_in: &written_in.unwrap_or_default(),
        };
        check_again(self.schema.clone(), rosters, terms)
    }
}
