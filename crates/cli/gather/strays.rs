//! Files that no `roster.toml` governs: their header says which pack they are for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rosterkit_lint::{Again, Layout, Levels, Master, MasterColumns, Roster, Standing};
use rosterkit_project::{Found, Pack, ProjectError};
use rosterkit_schema::{Batch, Organization, Schema};
use rosterkit_sheet::{Document, Fault, ReadOptions, Row};

use super::{Anew, Gathered, Judged, LEAST_COLUMNS, Purpose, preamble};
use crate::failure::show;
use crate::packs::PACKS;
use crate::table::count;

/// How well a pack fits the header of a file.
struct Fit {
    /// Its position among the packs.
    pack: usize,
    /// How many of its columns the header has.
    known: usize,
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
}

/// Which roles and locations there are nobody says, but two columns for them are no fault.
pub(super) fn master_of_nobody(schema: &Schema, document: &Document) -> Option<Master> {
    let columns = MasterColumns::of(schema, document.sheet())?;
    Some(Master::read(
        document.sheet(),
        columns,
        Organization::default(),
        |_, _| None,
    ))
}

impl Gathered {
    /// Judges files that no `roster.toml` governs: the pack is the one whose columns they have.
    pub(super) fn strays(&mut self, files: Vec<Found>, purpose: Purpose<'_>, sheet: Option<&str>) {
        let packs: Vec<(&Pack<'_>, Schema)> = PACKS
            .iter()
            .filter_map(|pack| Some((pack, pack.schema().ok()?)))
            .collect();
        let mut by_pack: BTreeMap<&str, (&Pack<'_>, Vec<Roster>)> = BTreeMap::new();
        for file in files {
            let Some((document, fits)) = self.stray(&file, &packs, sheet) else {
                continue;
            };
            let (Some(best), second) = (fits.first(), fits.get(1)) else {
                continue;
            };
            let (pack, _) = &packs[best.pack];
            if best.known < LEAST_COLUMNS {
                let any = |fit: &Fit| best.known == 0 || fit.known > 0;
                let schemas: Vec<&Schema> = fits
                    .iter()
                    .filter(|fit| any(fit))
                    .map(|fit| &packs[fit.pack].1)
                    .collect();
                self.pass_over(&file, false, &schemas, &document);
                continue;
            }
            if let Some(second) =
                second.filter(|second| second.known >= LEAST_COLUMNS && second.known + 1 >= best.known)
            {
                self.asides.push(format!(
                    "`{}` has {} of `{}` and {} of `{}`: a roster.toml says which of them is meant",
                    show(&file.path),
                    count(best.known as u64, "header"),
                    pack.name,
                    second.known,
                    packs[second.pack].0.name,
                ));
            }
            let master = master_of_nobody(&packs[best.pack].1, &document);
            let roster = Roster {
                document,
                batch: Batch::default(),
                master,
                context: false,
                standing: Standing::default(),
            };
            by_pack
                .entry(pack.name)
                .or_insert((pack, Vec::new()))
                .1
                .push(roster);
        }
        let levels = match purpose {
            Purpose::Lint(selection) => selection.applied_to(&Levels::default()),
            Purpose::Import { .. } => Levels::default(),
        };
        for (name, (pack, rosters)) in by_pack {
            match pack.schema() {
                Ok(schema) => {
                    self.asides.push(format!(
                        "no roster.toml: {} judged as `{name}`, by the header",
                        count(rosters.len() as u64, "file")
                    ));
                    let anew = Anew::of_schema(schema, levels.clone());
                    self.judged.push(Judged {
                        project: None,
                        report: anew.judge(rosters),
                        anew,
                    });
                }
                Err(error) => self.failures.push(ProjectError::from(error).into()),
            }
        }
    }

    /// A file that no `roster.toml` governs, and how well each pack fits it, the best first.
    ///
    /// Lines above the header belong to one pack only, so that the file is read again for a pack that has any where
    /// nothing is known in its first line, and what stands there is a title only if no pack declares it.
    fn stray(
        &mut self,
        file: &Found,
        packs: &[(&Pack<'_>, Schema)],
        sheet: Option<&str>,
    ) -> Option<(Document, Vec<Fit>)> {
        let headers: Vec<&str> = packs
            .iter()
            .flat_map(|(_, schema)| schema.header_names())
            .collect();
        let mut preambles: Vec<Vec<&str>> = packs.iter().map(|(_, schema)| preamble(schema)).collect();
        preambles.retain(|lines| !lines.is_empty());
        let mut read: Option<(Document, Vec<Fit>)> = None;
        let known = |fits: &[Fit]| fits.first().map_or(0, |fit| fit.known);
        for lines in std::iter::once(Vec::new()).chain(preambles) {
            let options = ReadOptions {
                headers: &headers,
                sheet,
                preamble: &lines,
            };
            let document = self.read(file, false, false, &options)?;
            let mut fits: Vec<Fit> = packs
                .iter()
                .enumerate()
                .map(|(pack, (_, schema))| Fit::of(pack, schema, &document))
                .collect();
            fits.sort_by_key(|fit| Reverse((fit.known, fit.exact)));
            let is_title = |fault: &Fault| matches!(fault, Fault::LinesAboveHeader { .. });
            let has_title = document.sheet().faults().iter().any(is_title);
            if known(&fits) >= LEAST_COLUMNS && !has_title {
                return Some((document, fits));
            }
            if read
                .as_ref()
                .is_none_or(|(_, before)| known(before) < known(&fits))
            {
                read = Some((document, fits));
            }
        }
        read
    }
}
