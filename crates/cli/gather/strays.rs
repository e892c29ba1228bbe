//! Files that no `roster.toml` governs: their header says which pack they are for.

use std::collections::BTreeMap;

use rosterkit_lint::{Again, Levels, Roster};
use rosterkit_project::{Fit, Found, Pack, ProjectError, fits, schemas, stray};
use rosterkit_schema::{Answers, Schema};
use rosterkit_sheet::{Document, ReadOptions};

use super::{Anew, Gathered, Judged, Purpose, read_file};
use crate::failure::show;
use crate::packs::PACKS;
use crate::table::count;

impl Gathered {
    /// Judges files that no `roster.toml` governs: the pack is the one whose columns they have.
    pub(super) fn strays(&mut self, files: Vec<Found>, purpose: Purpose<'_>, sheet: Option<&str>) {
        let packs = schemas(PACKS);
        let mut by_pack: BTreeMap<&str, (&Pack<'_>, Vec<Roster>)> = BTreeMap::new();
        for file in files {
            let read = |options: &ReadOptions<'_>| {
                let options = ReadOptions { sheet, ..*options };
                let read = |name: &str, bytes| Document::read_with(name, bytes, &options);
                match read_file(&file, false, false, read) {
                    Ok(document) => Some(document),
                    Err(unread) => {
                        self.note(unread);
                        None
                    }
                }
            };
            let Some((document, fits)) = fits(&packs, read) else {
                continue;
            };
            let (Some(best), second) = (fits.first(), fits.get(1)) else {
                continue;
            };
            let (pack, _) = &packs[best.pack];
            if !best.is_roster() {
                let any = |fit: &Fit| best.known == 0 || fit.known > 0;
                let schemas: Vec<&Schema> = fits
                    .iter()
                    .filter(|fit| any(fit))
                    .map(|fit| &packs[fit.pack].1)
                    .collect();
                self.pass_over(&file, false, &schemas, &document);
                continue;
            }
            if let Some(second) = second.filter(|second| second.is_roster() && second.known + 1 >= best.known)
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
            let roster = stray(&packs[best.pack].1, document);
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
            match pack.schema(&Answers::new()) {
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
}
