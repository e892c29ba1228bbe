//! Fixes applied, until none is left to apply.

use std::collections::BTreeSet;

use rosterkit_schema::Schema;
use rosterkit_sheet::{CellRef, Document, DocumentKind, Edit, ReadError};

use crate::diagnostic::{Diagnostic, FileId};
use crate::fix::{Applicability, Fix};
use crate::locate::Located;
use crate::master::Master;
use crate::report::Report;
use crate::roster::{Layout, Roster};
use crate::rule::Rule;
use crate::view::SheetView;
use crate::words::Values;

/// How often files are judged again. Fixes come to an end long before: a test says so of any roster.
const ROUNDS: usize = 16;

/// An organization after its fixes.
#[derive(Debug)]
pub struct Repaired {
    /// The judgement of what the files say now.
    pub report: Report,
    /// The files that changed, in the order of the report.
    pub files: Vec<RepairedFile>,
}

/// A file that fixes changed.
#[derive(Debug)]
pub struct RepairedFile {
    /// Which one.
    pub file: FileId,
    /// The file as it was, with its batch.
    pub before: Roster,
    /// What was done to it, in the order in which it was done.
    pub fixes: Vec<AppliedFix>,
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedFix {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// Where, as the file was when the fix was applied.
    pub at: Located,
    /// What was done, as a short imperative.
    pub title: String,
    /// How sure it is.
    pub applicability: Applicability,
}

/// How files are read and judged again after they were changed.
pub trait Again {
    /// Reads the bytes as the file itself was read.
    ///
    /// # Errors
    /// Why they are no table.
    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Document, ReadError>;

    /// What the rows of a master get, where they are others now.
    fn master(&self, document: &Document) -> Option<Master>;

    /// Judges the files as they were judged before.
    fn judge(&self, rosters: Vec<Roster>) -> Report;
}

impl RepairedFile {
    /// The text of the file as it was, with asterisks for what a listener may not see.
    pub fn text_before(&self, schema: &Schema, values: Values) -> String {
        let before = SheetView {
            schema,
            roster: &self.before,
            layout: &Layout::new(schema, self.before.document.sheet()),
            file: self.file,
        };
        before.text(values)
    }
}

impl Report {
    /// Applies to the text files the fixes of the diagnostics that are as sure as this or surer, and judges again, until
    /// there is none left. Of fixes that want the same cell the first goes first, and the others are asked for again.
    ///
    /// A workbook is never changed, and neither is a file that is there for comparison. Titles show what `values` allows.
    #[must_use]
    pub fn repair(self, least: Applicability, values: Values, again: &impl Again) -> Repaired {
        let mut report = self;
        let mut files: Vec<RepairedFile> = Vec::new();
        for _ in 0..ROUNDS {
            let changes = report.changes(least, values, again);
            if changes.is_empty() {
                break;
            }
            let mut rosters = report.into_rosters();
            for Change { file, after, fixes } in changes {
                let roster = &mut rosters[file.0 as usize];
                let after = Roster {
                    master: roster.master.as_ref().and_then(|_| again.master(&after)),
                    document: after,
                    batch: roster.batch.clone(),
                    context: roster.context,
                    standing: roster.standing.clone(),
                };
                let before = std::mem::replace(roster, after);
                match files.iter_mut().find(|known| known.file == file) {
                    Some(known) => known.fixes.extend(fixes),
                    None => files.push(RepairedFile { file, before, fixes }),
                }
            }
            report = again.judge(rosters);
        }
        files.retain(|changed| {
            report.rosters()[changed.file.0 as usize].document.bytes() != changed.before.document.bytes()
        });
        files.sort_by_key(|changed| changed.file);
        Repaired { report, files }
    }

    /// What one round changes.
    fn changes(&self, least: Applicability, values: Values, again: &impl Again) -> Vec<Change> {
        let by_file = self
            .diagnostics()
            .chunk_by(|one, next| one.at.file == next.at.file);
        by_file
            .filter_map(|found| self.change(found, least, values, again))
            .collect()
    }

    /// What one round changes in the file of these diagnostics.
    fn change(
        &self,
        found: &[Diagnostic],
        least: Applicability,
        values: Values,
        again: &impl Again,
    ) -> Option<Change> {
        let file = found.first()?.at.file;
        let document = &self.rosters()[file.0 as usize].document;
        if document.kind() == DocumentKind::Workbook {
            return None;
        }
        let scene = self.scene(values);
        let mut taken = Taken::default();
        let wanted: Vec<(&Diagnostic, Fix)> = found
            .iter()
            .filter_map(|found| {
                let fixes = scene.fixes(found).into_iter();
                let mut fixes = fixes.filter(|fix| fix.applicability >= least && !fix.edits.is_empty());
                Some((found, fixes.next()?))
            })
            .filter(|(_, fix)| taken.takes(&fix.edits))
            .collect();
        let fitting = together(document, &wanted);
        let edits = edits(&fitting);
        let bytes = document.edited(&edits).ok()?;
        if fitting.is_empty() || bytes == document.bytes() {
            return None;
        }
        let after = again.read(document.name(), bytes).ok()?;
        let fixes = fitting.into_iter().map(|(found, fix)| AppliedFix {
            rule: found.rule,
            at: scene.locate(found.at),
            title: fix.title.clone(),
            applicability: fix.applicability,
        });
        Some(Change {
            file,
            fixes: fixes.collect(),
            after,
        })
    }
}

/// What a round does to a file.
struct Change {
    file: FileId,
    fixes: Vec<AppliedFix>,
    after: Document,
}

/// What is to be changed already in a round, so that nothing is changed twice.
#[derive(Default)]
struct Taken {
    cells: BTreeSet<CellRef>,
    others: Vec<Edit>,
}

impl Taken {
    /// Takes the cells of these edits, unless one of them is taken.
    fn takes(&mut self, edits: &[Edit]) -> bool {
        let cells: BTreeSet<CellRef> = edits.iter().filter_map(cell).collect();
        if !self.cells.is_disjoint(&cells) {
            return false;
        }
        // Two diagnostics may want the same thing done to the file, and it is done once.
        let others = edits.iter().filter(|edit| cell(edit).is_none());
        let others: Vec<&Edit> = others.filter(|edit| !self.others.contains(edit)).collect();
        if cells.is_empty() && others.is_empty() {
            return false;
        }
        self.others.extend(others.into_iter().cloned());
        self.cells.extend(cells);
        true
    }
}

/// The cell that an edit writes anew; `None` where it takes something away or changes the file, which goes with any other
/// edit.
fn cell(edit: &Edit) -> Option<CellRef> {
    match edit {
        Edit::Replace { cell, .. } | Edit::Quote { cell } => Some(*cell),
        Edit::RemoveRow { .. }
        | Edit::RemoveCells { .. }
        | Edit::RemoveByteOrderMark
        | Edit::RemoveSepLine
        | Edit::SetPreamble(_)
        | Edit::SetDelimiter(_)
        | Edit::SetLineEnds(_)
        | Edit::WriteUtf8 => None,
    }
}

type Wanted<'a> = (&'a Diagnostic, Fix);

/// The fixes that can be made together. One that cannot be made, because the encoding of the file lacks a letter, is left
/// out.
fn together<'f, 'd>(document: &Document, wanted: &'f [Wanted<'d>]) -> Vec<&'f Wanted<'d>> {
    let all: Vec<&Wanted<'_>> = wanted.iter().collect();
    if document.edited(&edits(&all)).is_ok() {
        return all;
    }
    match wanted.len() {
        0 | 1 => Vec::new(),
        more => {
            let (first, second) = wanted.split_at(more / 2);
            let mut fitting = together(document, first);
            fitting.extend(together(document, second));
            fitting
        }
    }
}

fn edits(wanted: &[&Wanted<'_>]) -> Vec<Edit> {
    wanted
        .iter()
        .flat_map(|(_, fix)| fix.edits.iter().cloned())
        .collect()
}
