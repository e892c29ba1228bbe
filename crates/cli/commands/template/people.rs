//! The people with whom templates are filled: those of an account store or of a roster.

use std::collections::BTreeMap;
use std::path::Path;

use rosterkit_import::AccountEntry;
use rosterkit_lint::Layout;
use rosterkit_project::{FileSystem, Given, Project, read_as};
use rosterkit_schema::{Batch, Column, Schema, USER_NAME};
use rosterkit_sheet::visible;

use crate::args::Template;
use crate::commands::store;
use crate::disk::Disk;
use crate::failure::{Failure, show};
use crate::gather::place_in;

/// A text for each column of the schema.
type Row = Vec<String>;

/// The rows of people, to be asked for by what they get.
#[derive(Debug, Default)]
pub(super) struct People {
    /// By location and role.
    placed: BTreeMap<(String, String), Vec<Row>>,
    /// All of them, where the target asks for no role and no location.
    all: Vec<Row>,
}

impl People {
    /// Those that `--prefill` names; nobody without it.
    pub(super) fn of(args: &Template, project: &Project, batches: &[Batch]) -> Result<Self, Failure> {
        match args.prefill.as_deref() {
            None => Ok(Self::default()),
            Some("store") => Self::of_store(project, None),
            Some(url) if url.contains(':') && !Path::new(url).exists() => Self::of_store(project, Some(url)),
            Some(path) => Self::of_roster(project, Path::new(path), batches),
        }
    }

    /// The rows of those who have what the people of this batch get.
    pub(super) fn of_batch(&self, batch: &Batch) -> &[Row] {
        match batch.assignments.first_key_value() {
            None => &self.all,
            Some((location, role)) => {
                let key = (location.clone(), role.clone());
                self.placed.get(&key).map_or(&[], Vec::as_slice)
            }
        }
    }

    fn of_store(project: &Project, url: Option<&str>) -> Result<Self, Failure> {
        let store = store::open(project, url)?;
        if !store.exists() {
            return Err(Failure::new(
                format!("there is no account store at `{}`", visible(&store.name())),
                "without --prefill the templates are blank",
            ));
        }
        let mut people = Self::default();
        for entry in store.accounts()? {
            let row = row_of(&project.settings().schema, &entry);
            for (location, assignment) in &entry.account.assignments {
                let key = (location.clone(), assignment.role.clone());
                people.placed.entry(key).or_default().push(row.clone());
            }
            people.all.push(row);
        }
        Ok(people)
    }

    /// The rows of a file as they are written there: whoever fills in the template sees what is marked. They belong where
    /// the file's people belong, or else to the one role and location that were asked for.
    fn of_roster(project: &Project, path: &Path, batches: &[Batch]) -> Result<Self, Failure> {
        let schema = &project.settings().schema;
        let bytes = Disk.read(path).map_err(|error| Failure::reading(path, &error))?;
        let name = path.display().to_string();
        let document =
            read_as(schema, &name, bytes, None).map_err(|error| Failure::unreadable(&name, error))?;
        let roster = project.roster(document, &place_in(project, path), &Given::default());
        if !roster.standing.claims.is_empty() {
            return Err(Failure::new(
                format!("`{}` says two things about whose people it holds", show(path)),
                "`roster lint` says which, and how to choose; the templates are blank without --prefill",
            ));
        }
        let document = &roster.document;
        let layout = Layout::new(schema, document.sheet());
        let rows = document.sheet().rows().filter(|row| !row.is_blank()).map(|row| {
            let text = |id| {
                let cell = layout.place(id).and_then(|place| row.cell(place));
                cell.map_or_else(String::new, |cell| cell.text().into_owned())
            };
            schema.columns().map(|(id, _)| text(id)).collect()
        });
        let all: Vec<Row> = rows.collect();
        let mut assignments = roster.batch.assignments.clone();
        if let ([only], true) = (batches, assignments.is_empty()) {
            assignments.clone_from(&only.assignments);
        }
        if assignments.is_empty() && schema.batch.assigned {
            return Err(Failure::new(
                format!(
                    "nothing says which role at which location the people of `{}` have",
                    show(path)
                ),
                "name one with --role and one with --location",
            ));
        }
        let placed = assignments.into_iter().map(|key| (key, all.clone()));
        Ok(Self {
            placed: placed.collect(),
            all,
        })
    }
}

/// An account as a row, each value as the target wants it written.
fn row_of(schema: &Schema, entry: &AccountEntry) -> Row {
    let record = &entry.account.record;
    let held = |column: &Column| match column.attribute.as_str() {
        USER_NAME => Some(&record.username),
        _ => record.values.get(&column.attribute),
    };
    let texts = schema.columns.iter().map(|column| {
        let text = held(column).map_or("", String::as_str);
        match column.field_type.parse(text) {
            Ok(value) if !text.is_empty() => column.write(&value),
            // Kept under another law: it stays as it is, and is marked.
            _ => text.to_owned(),
        }
    });
    texts.collect()
}
