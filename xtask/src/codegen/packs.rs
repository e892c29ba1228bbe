//! The packs of `templates/`, and the blank templates beside each schema.

use std::fmt::Write as _;
use std::path::Path;

use rosterkit_schema::{Answers, Batch, Organization, Schema};
use rosterkit_template::{Form, csv, workbook};

use super::Generated;
use crate::files;
use crate::task_error::TaskError;

/// A folder of `templates/` with a `schema.toml`.
pub(crate) struct Pack {
    /// The folder, relative to the workspace.
    folder: String,
    schema: Schema,
    /// See [`Schema::compile`].
    compiled: Vec<u8>,
}

/// A blank template of a pack.
pub(crate) struct Blank {
    /// The file's path without its ending, relative to the workspace.
    pub(crate) stem: String,
    batch: Batch,
}

const STEMS: [&str; 3] = ["provider", "staff", "template"];
const ENDINGS: [&str; 2] = ["csv", "xlsx"];
const COMPILED: &str = "schema.compiled";

/// The packs, by name.
pub(crate) fn packs(root: &Path) -> Result<Vec<Pack>, TaskError> {
    let mut packs = Vec::new();
    for path in files::below(root, "templates")? {
        let Some(folder) = path.strip_suffix("/schema.toml") else {
            continue;
        };
        let text = files::read(&root.join(&path))?.unwrap_or_default();
        let (schema, compiled) = parse(&path, &text)?;
        packs.push(Pack {
            folder: folder.to_owned(),
            schema,
            compiled,
        });
    }
    Ok(packs)
}

fn parse(path: &str, bytes: &[u8]) -> Result<(Schema, Vec<u8>), TaskError> {
    let fault = |reason: String| TaskError::Pack {
        pack: path.to_owned(),
        reason,
    };
    let text = str::from_utf8(bytes).map_err(|error| fault(error.to_string()))?;
    let parsed = Schema::parse(path, text, &Answers::new());
    let both = parsed.and_then(|schema| Ok((schema, Schema::compile(path, text)?)));
    both.map_err(|error| {
        let mut reason = String::new();
        for found in error.faults() {
            let _ = write!(reason, "\n  line {}: {}", error.line(found), found.message);
        }
        fault(reason)
    })
}

impl Pack {
    /// The name by which `roster.toml` calls it.
    #[cfg(test)]
    pub(crate) fn name(&self) -> &str {
        &self.schema.name
    }

    /// One template for providers and one for the others, or a single one where the target does not tell them apart.
    pub(crate) fn blanks(&self) -> Vec<Blank> {
        let kinds: &[_] = match self.schema.batch.provider {
            Some(_) => &[("provider", Some(true)), ("staff", Some(false))],
            None => &[("template", None)],
        };
        let blank = |(stem, provider): &(&str, Option<bool>)| Blank {
            stem: format!("{}/{stem}", self.folder),
            batch: Batch {
                provider: *provider,
                ..Batch::default()
            },
        };
        kinds.iter().map(blank).collect()
    }

    /// The headers that the workbook of a blank must show: those of the schema without the columns that everyone in
    /// the batch leaves blank.
    pub(crate) fn workbook_headers(&self, blank: &Blank) -> Vec<&str> {
        let law = self.schema.batch.provider.as_ref();
        let settled = law
            .zip(blank.batch.provider)
            .map(|(law, provider)| (law.column, if provider { &law.provider } else { &law.other }));
        let stays_blank = |column: &&rosterkit_schema::Column| match (&column.blank_when, settled) {
            (Some(condition), Some((column, value))) => condition.column == column && condition.is == *value,
            _ => false,
        };
        let columns = self.schema.columns.iter().filter(|column| !stays_blank(column));
        columns.map(|column| column.header.as_str()).collect()
    }

    pub(super) fn generated(&self) -> Result<Vec<Generated>, TaskError> {
        let organization = Organization::default();
        let mut all = vec![Generated {
            path: format!("{}/{COMPILED}", self.folder),
            bytes: self.compiled.clone(),
        }];
        for Blank { stem, batch } in self.blanks() {
            let form = Form {
                schema: &self.schema,
                organization: &organization,
                batch: &batch,
            };
            let workbook = workbook(&form, &[]).map_err(|error| TaskError::Pack {
                pack: format!("{}/schema.toml", self.folder),
                reason: error.to_string(),
            })?;
            all.push(Generated {
                path: format!("{stem}.csv"),
                bytes: csv(&form, &[]),
            });
            all.push(Generated {
                path: format!("{stem}.xlsx"),
                bytes: workbook,
            });
        }
        Ok(all)
    }
}

/// Whether the file is of the kind that is generated here: `templates/<pack>/provider.csv` and its like.
pub(super) fn is_ours(path: &str) -> bool {
    let mut parts = path.split('/');
    let (Some("templates"), Some(_), Some(name), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_blank = |(stem, ending)| STEMS.contains(&stem) && ENDINGS.contains(&ending);
    name == COMPILED || name.split_once('.').is_some_and(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_a_schema_are_told_by_line() {
        let error = parse("templates/x/schema.toml", b"name = \"x\"\ntitel = \"X\"\n")
            .err()
            .unwrap();
        assert_eq!(error.exit_code(), 2);
        assert!(
            error.to_string().contains("\n  line 2: unknown field `titel`"),
            "{error}"
        );
    }

    #[test]
    fn only_generated_names_are_ours() {
        for path in [
            "templates/a/staff.xlsx",
            "templates/a/template.csv",
            "templates/a/schema.compiled",
        ] {
            assert!(is_ours(path), "{path}");
        }
        for path in [
            "templates/a/schema.toml",
            "templates/a/people.csv",
            "templates/a/b/staff.csv",
        ] {
            assert!(!is_ours(path), "{path}");
        }
    }

    #[test]
    fn a_template_for_staff_asks_for_less() {
        for pack in packs(&files::root()).unwrap() {
            let headers: Vec<usize> = pack
                .blanks()
                .iter()
                .map(|blank| pack.workbook_headers(blank).len())
                .collect();
            assert!(headers.iter().all(|count| *count > 0));
            if let [provider, staff] = headers[..] {
                assert!(provider >= staff, "{}", pack.folder);
            }
        }
    }
}
