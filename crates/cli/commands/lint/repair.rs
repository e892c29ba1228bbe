//! `--fix`: what can be repaired is, in the files themselves or in copies.

use std::path::Path;

use rosterkit_lint::{Again, Applicability, Repaired, RepairedFile, Values};
use rosterkit_sheet::DocumentKind;

use crate::args::Repair;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged};
use crate::interrupt::Interrupt;
use crate::rewrite::{Way, rewrite};
use crate::table::count;

use super::copies::{self, Copies};

/// What became of the files.
#[derive(Default)]
pub(super) struct Done {
    /// The files that fixes changed, organization by organization, with what was done to them.
    pub(super) files: Vec<RepairedFile>,
    /// Where copies were written.
    pub(super) written: Vec<String>,
    /// How many workbooks would be repaired only as a copy.
    pub(super) workbooks: usize,
}

/// Applies the fixes, and writes. Afterwards the reports tell what is left; of a file that could not be written, what is
/// still in it.
pub(super) fn repair(gathered: &mut Gathered, args: &Repair, values: Values) -> Result<Done, Failure> {
    let mut done = Done::default();
    let Some(least) = args.least() else {
        return Ok(done);
    };
    let interrupt = Interrupt::watched();
    let way = if args.in_place { Way::InPlace } else { Way::Renamed };
    let copies = args
        .out_dir
        .as_deref()
        .map(|folder| Copies::into(folder, &gathered.judged));
    let copies = copies.transpose()?;
    for judged in std::mem::take(&mut gathered.judged) {
        let anew = judged.anew.clone();
        let judged = match &copies {
            Some(copies) => copies.of(judged, &anew)?,
            None => judged,
        };
        done.workbooks += fixable_workbooks(&judged, least);
        let (mut judged, mut files) = repaired(judged, least, values, &anew);
        if copies.is_some() {
            done.written.extend(copies::write(&judged.report)?);
        } else {
            let failed = files.extract_if(.., |file| {
                let written = write(&judged, file, way, interrupt);
                written
                    .map_err(|failure| gathered.failures.push(failure))
                    .is_err()
            });
            let failed: Vec<RepairedFile> = failed.collect();
            judged = with_the_old(judged, failed, &anew);
        }
        done.files.extend(files);
        gathered.judged.push(judged);
    }
    Ok(done)
}

/// The organization with its fixes applied, and the files that they change.
pub(super) fn repaired(
    judged: Judged,
    least: Applicability,
    values: Values,
    anew: &impl Again,
) -> (Judged, Vec<RepairedFile>) {
    let Repaired { report, files } = judged.report.repair(least, values, anew);
    (Judged { report, ..judged }, files)
}

fn write(judged: &Judged, file: &RepairedFile, way: Way, interrupt: Interrupt) -> Result<(), Failure> {
    let path = Path::new(file.before.document.name());
    if interrupt.came() {
        return Err(Failure::new(
            format!("stopped before `{}`, which is as it was", show(path)),
            "run the same command again: it goes on where it stopped",
        ));
    }
    let after = &judged.report.rosters()[file.file.0 as usize].document;
    rewrite(path, file.before.document.bytes(), after.bytes(), way)
        .map_err(|obstacle| obstacle.in_words(path))
}

/// The organization as it is where these files could not be written.
fn with_the_old(judged: Judged, failed: Vec<RepairedFile>, anew: &impl Again) -> Judged {
    if failed.is_empty() {
        return judged;
    }
    let mut rosters = judged.report.into_rosters();
    for file in failed {
        rosters[file.file.0 as usize] = file.before;
    }
    Judged {
        project: judged.project,
        report: anew.judge(rosters),
        anew: judged.anew,
    }
}

/// How many workbooks have a fix that nobody applies, since a workbook is never written to.
fn fixable_workbooks(judged: &Judged, least: Applicability) -> usize {
    let report = &judged.report;
    let scene = report.scene(Values::Masked);
    let by_file = report
        .diagnostics()
        .chunk_by(|one, next| one.at.file == next.at.file);
    let is_fixable = |found: &&[rosterkit_lint::Diagnostic]| {
        let document = found
            .first()
            .map(|first| &report.rosters()[first.at.file.0 as usize].document);
        document.is_some_and(|document| document.kind() == DocumentKind::Workbook)
            && found
                .iter()
                .any(|found| scene.fixes(found).iter().any(|fix| fix.applicability >= least))
    };
    by_file.filter(is_fixable).count()
}

/// `5 fixes in 2 files`.
pub(super) fn in_words(files: &[RepairedFile]) -> String {
    let made: usize = files.iter().map(|file| file.fixes.len()).sum();
    let noun = if made == 1 { "fix" } else { "fixes" };
    format!("{made} {noun} in {}", count(files.len() as u64, "file"))
}
