//! From a file as read to what is judged: under which schema it is read, and what the organization says of it.

use std::path::Path;

pub use rosterkit_lint::LEAST_COLUMNS;
use rosterkit_lint::{Layout, Master, MasterColumns, Roster, Standing};
use rosterkit_schema::{Fingerprint, Schema};
use rosterkit_sheet::{Document, ReadError, ReadOptions};

use crate::given::Given;
use crate::project::Project;

/// Reads a file as a roster under this schema, of a workbook the sheet of this name if there is one.
///
/// # Errors
/// Why it is no table.
pub fn read_as(
    schema: &Schema,
    name: &str,
    bytes: Vec<u8>,
    sheet: Option<&str>,
) -> Result<Document, ReadError> {
    let options = ReadOptions {
        headers: &schema.header_names(),
        sheet,
        preamble: &preamble(schema),
    };
    Document::read_with(name, bytes, &options)
}

/// Whether the header of the file is a roster's under this schema.
pub fn is_roster(schema: &Schema, document: &Document) -> bool {
    Layout::new(schema, document.sheet()).known() >= LEAST_COLUMNS
}

/// The lines that must stand above the header.
pub(crate) fn preamble(schema: &Schema) -> Vec<&str> {
    schema.file.preamble.iter().map(String::as_str).collect()
}

/// What can say what the people of a file get.
pub const SAYS_WHO_GETS_WHAT: &str = "an import needs the name <role>--<location>.csv, an entry under [[batch]] in \
     roster.toml, or columns Role and Location";

impl Project {
    /// The file with all that the organization says of it, to be judged: its batch, who says which it is, the levels at
    /// which rules are shown in it. What is `given` goes before all of that.
    ///
    /// The place is the file's path as this project's own folder has it.
    pub fn roster(&self, document: Document, place: &Path, given: &Given) -> Roster {
        let mut given = given.clone();
        let stamped = self.stamped_on(&document);
        let claims = if given.assignments.is_empty() {
            self.contradiction(place, &stamped)
        } else {
            Vec::new()
        };
        if given.assignments.is_empty() {
            given.assignments = stamped;
        }
        let batch = self.batch_given(place, &given);
        let nothing_says = self.settings().schema.batch.assigned && batch.assignments.is_empty();
        let master = nothing_says
            .then(|| self.master(place, &given, &document))
            .flatten();
        let unknown = if nothing_says && master.is_none() {
            self.unknown(place)
        } else {
            Vec::new()
        };
        Roster {
            document,
            batch,
            master,
            context: false,
            standing: Standing {
                levels: self.levels_in(place),
                claims,
                unknown,
                ..Standing::default()
            },
        }
    }

    /// Whether nothing says what the people of the file get, nor what could have been meant.
    pub fn says_nothing_of(&self, roster: &Roster) -> bool {
        self.settings().schema.batch.assigned
            && roster.batch.assignments.is_empty()
            && roster.master.is_none()
            && roster.standing.unknown.is_empty()
    }

    /// What the rows of a file get that has columns for role and location.
    pub fn master(&self, place: &Path, given: &Given, document: &Document) -> Option<Master> {
        let settings = self.settings();
        let columns = MasterColumns::of(&settings.schema, document.sheet())?;
        let of_row = |role: &str, locations: &str| self.batch_of_row(place, given, (role, locations));
        let organization = settings.organization.clone();
        Some(Master::read(document.sheet(), columns, organization, of_row))
    }

    /// The role at each location that the fingerprint of the file says; nothing without one.
    fn stamped_on(&self, document: &Document) -> Vec<(String, String)> {
        let fingerprint = Fingerprint::read(document.sheet().properties());
        fingerprint.map_or_else(Vec::new, |fingerprint| self.stamped(&fingerprint))
    }
}
