//! What is told of a conversion: what fills what, what has no source, what has no place, what does not fit.

use std::io::Write;

use rosterkit_schema::{ColumnId, Schema};
use rosterkit_template::{Conversion, Fill};
use serde::Serialize;

use crate::commands::answer;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
use crate::table::{self, count};
use crate::terminal::Terminal;

/// What is told. It holds headers and reasons and no value.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// How many rows there are.
    pub(super) rows: usize,
    /// How many rows of the sources were a person who was there before.
    pub(super) merged: usize,
    /// The file, once it is written.
    pub(super) path: Option<String>,
    /// What does not fit.
    pub(super) unfit: Vec<Trouble>,
    filled: Vec<Filled>,
    without_source: Vec<Needed>,
    without_place: Vec<LeftOver>,
}

/// A cell that the target does not take.
#[derive(Debug, Serialize)]
pub(super) struct Trouble {
    /// The source.
    pub(super) path: String,
    /// Its row as Excel counts.
    pub(super) row: u32,
    /// The column of the target.
    pub(super) column: String,
    /// Why; null where there is no value and must be one.
    pub(super) reason: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Filled {
    column: String,
    /// The column of the source; null where words were given.
    from: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Needed {
    column: String,
    /// The flag that gives it: `--set`, or `--set-file` for passwords.
    flag: &'static str,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct LeftOver {
    column: String,
    /// In how many rows it has a value.
    rows: u64,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    version: u32,
    /// The file that was written; null where none was.
    path: Option<&'a str>,
    rows: usize,
    merged: usize,
    filled: &'a [Filled],
    without_source: &'a [Needed],
    without_place: &'a [LeftOver],
    unfit: &'a [Trouble],
}

impl Told {
    /// Whether nothing keeps the rows from being written.
    pub(super) fn is_fine(&self) -> bool {
        self.unfit.is_empty() && self.without_source.is_empty()
    }

    /// Notes what one source has: what is the same of several is told once.
    pub(super) fn note(
        &mut self,
        conversion: &Conversion<'_>,
        (source, target): (&Schema, &Schema),
        without_place: Vec<(ColumnId, u64)>,
    ) {
        for (id, fill) in conversion.fills() {
            let from = match fill {
                Fill::Column(from) => Some(source.column(*from).header.clone()),
                Fill::Given(_) => None,
                Fill::Nothing => continue,
            };
            let column = target.column(id).header.clone();
            add(&mut self.filled, Filled { column, from });
        }
        for id in conversion.without_source() {
            let column = target.column(id);
            let needed = Needed {
                column: column.header.clone(),
                flag: if column.is_secret() { "--set-file" } else { "--set" },
            };
            add(&mut self.without_source, needed);
        }
        for (id, rows) in without_place.into_iter().filter(|(_, rows)| *rows > 0) {
            let column = source.column(id).header.clone();
            add(&mut self.without_place, LeftOver { column, rows });
        }
    }

    /// What does not fit, where one row after another has the same trouble in one column told together.
    fn alike(&self) -> impl Iterator<Item = &[Trouble]> {
        let key = |trouble: &Trouble| {
            (
                trouble.path.clone(),
                trouble.column.clone(),
                trouble.reason.clone(),
            )
        };
        self.unfit
            .chunk_by(move |one, next| key(one) == key(next) && one.row + 1 == next.row)
    }

    pub(super) fn tell(&self, target: &Schema, json: bool, terminal: &mut Terminal) -> Result<(), Failure> {
        if json {
            return answer(
                terminal,
                &Answer {
                    version: JSON_VERSION,
                    path: self.path.as_deref(),
                    rows: self.rows,
                    merged: self.merged,
                    filled: &self.filled,
                    without_source: &self.without_source,
                    without_place: &self.without_place,
                    unfit: &self.unfit,
                },
            );
        }
        let line = |filled: &Filled| {
            let from = filled.from.clone().unwrap_or_else(|| "(given)".to_owned());
            vec![filled.column.clone(), from]
        };
        let lines: Vec<Vec<String>> = self.filled.iter().map(line).collect();
        let heading = format!("COLUMN OF {}", target.name.to_uppercase());
        write!(terminal.out(), "{}", table::draw(&[&heading, "FROM"], &lines))?;
        for left in &self.without_place {
            let rows = count(left.rows, "row");
            writeln!(
                terminal.out(),
                "no place for {}, which has values in {rows}",
                left.column
            )?;
        }
        for troubles in self.alike() {
            if let [first, rest @ ..] = troubles {
                writeln!(
                    terminal.out(),
                    "{}",
                    words(first, rest.last().map(|last| last.row))
                )?;
            }
        }
        for Needed { column, flag } in &self.without_source {
            let set = format!("{flag} \"{column}=...\"");
            writeln!(
                terminal.out(),
                "nothing fills {column}, which {} needs: say {set}",
                target.target
            )?;
        }
        if self.merged > 0 {
            let rows = count(self.merged as u64, "row");
            writeln!(
                terminal.out(),
                "{rows} of somebody who stands in two files became one with the other"
            )?;
        }
        if let Some(path) = &self.path {
            let rows = count(self.rows as u64, "row");
            writeln!(
                terminal.out(),
                "wrote {} with {rows}",
                rosterkit_sheet::visible(path)
            )?;
        }
        Ok(())
    }
}

/// `row 3 of `a.csv` does not fit Username: it holds `@``.
fn words(trouble: &Trouble, last: Option<u32>) -> String {
    let path = rosterkit_sheet::visible(&trouble.path);
    let (rows, do_not, have) = match last {
        None => (format!("row {}", trouble.row), "does not", "has"),
        Some(last) => (format!("rows {} to {last}", trouble.row), "do not", "have"),
    };
    let column = &trouble.column;
    match &trouble.reason {
        Some(reason) => format!("{rows} of `{path}` {do_not} fit {column}: {reason}"),
        None => format!("{rows} of `{path}` {have} nothing for {column}, which every row needs"),
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
