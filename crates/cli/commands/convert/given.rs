//! The words that the command line gives for columns of the other target.

use std::path::Path;

use rosterkit_schema::{ColumnId, Schema};
use rosterkit_sheet::visible;
use rosterkit_template::{Pattern, PatternError};

use super::first_line;
use crate::args::Convert;
use crate::failure::Failure;

/// The words for each column, whatever the source.
pub(super) struct Given(Vec<(ColumnId, Words)>);

enum Words {
    /// With headers of the source between braces.
    Pattern(String),
    /// From a file, as they are: a password may hold braces.
    Plain(String),
}

impl Given {
    pub(super) fn read(args: &Convert, target: &Schema) -> Result<Self, Failure> {
        let mut given: Vec<(ColumnId, Words)> = Vec::new();
        let files = args.set_file.iter().map(|text| (text, true));
        for (text, from_file) in args.set.iter().map(|text| (text, false)).chain(files) {
            let (id, words) = column(text, target)?;
            let column = target.column(id);
            let header = &column.header;
            if given.iter().any(|(other, _)| *other == id) {
                return Err(Failure::new(
                    format!("`{header}` is given twice"),
                    "one of the two is enough",
                ));
            }
            if from_file {
                given.push((id, Words::Plain(first_line(Path::new(words))?)));
            } else if column.is_secret() && !words.is_empty() {
                // Others on the machine see the arguments of a program, and the shell keeps them.
                return Err(Failure::new(
                    format!("`{header}` holds passwords, which do not belong on a command line"),
                    format!("write the password into a file and say --set-file \"{header}=FILE\""),
                ));
            } else {
                given.push((id, Words::Pattern(words.to_owned())));
            }
        }
        Ok(Self(given))
    }

    /// The words with the columns of this schema in them.
    pub(super) fn for_source(&self, source: &Schema) -> Result<Vec<(ColumnId, Pattern)>, Failure> {
        let pattern = |(id, words): &(ColumnId, Words)| {
            let pattern = match words {
                Words::Plain(text) => Pattern::plain(text),
                Words::Pattern(text) => Pattern::parse(text, source).map_err(|error| told(&error, source))?,
            };
            Ok((*id, pattern))
        };
        self.0.iter().map(pattern).collect()
    }
}

/// `COLUMN=WORDS` -> which column of the target, and the words.
fn column<'t>(text: &'t str, target: &Schema) -> Result<(ColumnId, &'t str), Failure> {
    let Some((header, words)) = text.split_once('=') else {
        return Err(Failure::new(
            format!("`{}` names no column", visible(text)),
            "write the header, an equals sign and the words: --set \"Department=Front Desk\"",
        ));
    };
    let Some(id) = target.column_named(header) else {
        return Err(Failure::new(
            format!("`{}` has no column `{}`", target.name, visible(header)),
            format!("it has: {}", headers(target)),
        ));
    };
    Ok((id, words))
}

fn told(error: &PatternError, source: &Schema) -> Failure {
    Failure::new(
        visible(&error.to_string()).into_owned(),
        format!(
            "between braces stands a header of `{}`: {}",
            source.name,
            headers(source)
        ),
    )
}

fn headers(schema: &Schema) -> String {
    let headers: Vec<&str> = schema
        .columns
        .iter()
        .map(|column| column.header.as_str())
        .collect();
    headers.join(", ")
}
