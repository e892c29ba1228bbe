//! What is told about a table that is no roster.

use rosterkit_project::{Found, LEAST_COLUMNS};
use rosterkit_schema::Schema;
use rosterkit_sheet::{Document, OtherSheet, visible};

use crate::failure::{Failure, show};

use super::Gathered;

impl Gathered {
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
