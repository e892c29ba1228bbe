//! What is told about a table that is no roster, and where there is none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rosterkit_project::{Found, LEAST_COLUMNS, Project, roster_tomls_below};
use rosterkit_schema::Schema;
use rosterkit_sheet::{Document, OtherSheet, visible};

use crate::failure::{Failure, show};

use super::{Gathered, governing};
use crate::disk::Disk;
use crate::packs::PACKS;

impl Gathered {
    /// That there is no roster in these places. With `may_be_begun` there is no table at all, and an organization in this folder that
    /// has none yet is in order: nobody named one that should be there.
    pub(super) fn nothing(&mut self, paths: &[PathBuf], may_be_begun: bool) {
        let here = [PathBuf::from(".")];
        let below = || roster_tomls_below(&Disk, Path::new(".")).found;
        let begun = if may_be_begun && paths == here {
            below()
        } else {
            Vec::new()
        };
        // A roster.toml with faults says more than that nothing is there.
        let governing = paths.iter().filter_map(|path| governing(path));
        for path in governing
            .chain(begun.iter().cloned())
            .collect::<BTreeSet<PathBuf>>()
        {
            self.failures
                .extend(Project::load(&Disk, PACKS, &path).err().map(Failure::from));
        }
        if !self.failures.is_empty() {
            return;
        }
        if !begun.is_empty() {
            let aside = "there is no roster yet; `roster template` writes rosters to fill in";
            self.asides.push(aside.to_owned());
            return;
        }
        let places: Vec<String> = paths.iter().map(|path| format!("`{}`", show(path))).collect();
        self.failures.push(Failure::new(
            format!("there is no roster in {}", places.join(", ")),
            "a roster is a .csv or .xlsx file whose first row has the target's headers; `roster template` writes one to fill in",
        ));
    }

    /// A table that is no roster: an error for a file that was named, else an aside.
    pub(super) fn pass_over(
        &mut self,
        file: &Found,
        context: bool,
        schemas: &[&Schema],
        document: &Document,
    ) {
        if context {
            return;
        }
        let path = show(&file.path);
        let what = document.sheet().name().map_or_else(
            || "its first rows".to_owned(),
            |sheet| format!("the first rows of its sheet `{}`", visible(sheet)),
        );
        let names: Vec<String> = schemas
            .iter()
            .map(|schema| format!("`{}`", schema.name))
            .collect();
        let names = names.join(", ");
        if !file.named {
            self.asides.push(format!(
                "passed over `{path}`: none of {what} has the headers of {names}"
            ));
            return;
        }
        let headers: Vec<&str> = schemas
            .iter()
            .take(1)
            .flat_map(|schema| &schema.columns)
            .take(3)
            .map(|column| column.header.as_str())
            .collect();
        let headers = headers.join(", ");
        let mut others = document.sheet().other_sheets().iter();
        let is_roster = |sheet: &&OtherSheet| schemas.iter().any(|schema| has_headers(schema, sheet));
        let help = match others.find(is_roster) {
            Some(sheet) => {
                let name = visible(&sheet.name);
                let unhide = if sheet.is_visible {
                    ""
                } else {
                    "right-click a tab, choose Unhide, and save; or "
                };
                let is = if sheet.is_visible { "" } else { "hidden " };
                format!("its {is}sheet `{name}` has them: {unhide}read it with `--sheet \"{name}\"`")
            }
            None => format!(
                "the first row must hold the headers: {headers}, and so on; delete any line that stands above them"
            ),
        };
        self.failures.push(Failure::new(
            format!("`{path}` is not a roster: none of {what} has the headers of {names}"),
            help,
        ));
    }
}

/// Whether a sheet that was not read has enough of the schema's headers to be the roster.
fn has_headers(schema: &Schema, sheet: &OtherSheet) -> bool {
    let known = sheet
        .header
        .iter()
        .filter(|text| schema.column_named(text).is_some());
    known.count() >= LEAST_COLUMNS
}
