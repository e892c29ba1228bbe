//! Files that no `roster.toml` governs: their header says which pack they are for.

use std::cmp::Reverse;

use rosterkit_lint::{Layout, Master, MasterColumns, Roster, Standing};
use rosterkit_schema::{Answers, Batch, Organization, Schema};
use rosterkit_sheet::{Document, Fault, ReadOptions, Row};

use crate::project::Pack;
use crate::roster::{LEAST_COLUMNS, preamble};

/// How well a pack fits the header of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Its position among the packs.
    pub pack: usize,
    /// How many of its columns the header has.
    pub known: usize,
    /// How many of them are written as the target wants them.
    exact: usize,
}

impl Fit {
    fn of(pack: usize, schema: &Schema, document: &Document) -> Self {
        let header = document.sheet().header();
        let texts: Vec<String> = header
            .iter()
            .flat_map(Row::cells)
            .map(|cell| cell.text().into_owned())
            .collect();
        let columns = schema.columns.iter();
        Self {
            pack,
            known: Layout::new(schema, document.sheet()).known(),
            exact: columns.filter(|column| texts.contains(&column.header)).count(),
        }
    }

    /// Whether the header is a roster's for this pack.
    pub fn is_roster(&self) -> bool {
        self.known >= LEAST_COLUMNS
    }
}

/// The packs with their schemas, those that have one without a fault.
pub fn schemas<'a>(packs: &'a [Pack<'a>]) -> Vec<(&'a Pack<'a>, Schema)> {
    let with_schema = packs
        .iter()
        .filter_map(|pack| Some((pack, pack.schema(&Answers::new()).ok()?)));
    with_schema.collect()
}

/// A file, and how well each pack fits it, the best first. `read` reads it, and may be asked several times.
///
/// Lines above the header belong to one pack only, so that the file is read again for a pack that has any where nothing is
/// known in its first line. What stands there is a title unless the pack that then fits best declares it.
pub fn fits(
    packs: &[(&Pack<'_>, Schema)],
    mut read: impl FnMut(&ReadOptions<'_>) -> Option<Document>,
) -> Option<(Document, Vec<Fit>)> {
    let headers: Vec<&str> = packs
        .iter()
        .flat_map(|(_, schema)| schema.header_names())
        .collect();
    let mut preambles: Vec<Vec<&str>> = packs.iter().map(|(_, schema)| preamble(schema)).collect();
    preambles.retain(|lines| !lines.is_empty());
    let mut best: Option<(Document, Vec<Fit>)> = None;
    let known = |fits: &[Fit]| fits.first().map_or(0, |fit| fit.known);
    for lines in std::iter::once(Vec::new()).chain(preambles) {
        let options = ReadOptions {
            headers: &headers,
            sheet: None,
            preamble: &lines,
        };
        let document = read(&options)?;
        let mut fits: Vec<Fit> = packs
            .iter()
            .enumerate()
            .map(|(pack, (_, schema))| Fit::of(pack, schema, &document))
            .collect();
        fits.sort_by_key(|fit| Reverse((fit.known, fit.exact)));
        let declares = |fit: &Fit| preamble(&packs[fit.pack].1) == lines;
        if !lines.is_empty() && !fits.first().is_some_and(declares) {
            continue; // these lines are nothing that the pack knows, and a title hides among them
        }
        let is_title = |fault: &Fault| matches!(fault, Fault::LinesAboveHeader { .. });
        let has_title = document.sheet().faults().iter().any(is_title);
        if known(&fits) >= LEAST_COLUMNS && !has_title {
            return Some((document, fits));
        }
        if best
            .as_ref()
            .is_none_or(|(_, before)| known(before) < known(&fits))
        {
            best = Some((document, fits));
        }
    }
    best
}

/// A stray to be judged: nobody says what its people get.
pub fn stray(schema: &Schema, document: Document) -> Roster {
    Roster {
        master: master_of_nobody(schema, &document),
        document,
        batch: Batch::default(),
        context: false,
        standing: Standing::default(),
    }
}

/// Which roles and locations there are nobody says, but two columns for them are no fault.
pub fn master_of_nobody(schema: &Schema, document: &Document) -> Option<Master> {
    let columns = MasterColumns::of(schema, document.sheet())?;
    Some(Master::read(
        document.sheet(),
        columns,
        Organization::default(),
        |_, _| None,
    ))
}
