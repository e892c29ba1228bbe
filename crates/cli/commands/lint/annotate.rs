//! `--annotate`: a workbook with the user's rows and what is wrong in them.

use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rosterkit_template::TemplateError;

use crate::disk;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged, absolute};
use crate::report;

/// The most files of a workbook: each has a sheet.
const MOST_FILES: usize = 200;

/// Refuses early what could not be written in the end, or would go over a file that is there: it may be a roster, or hold
/// corrections that are nowhere else.
pub(super) fn refuse(path: &Path, gathered: &Gathered) -> Result<(), Failure> {
    let is_workbook = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if !is_workbook {
        return Err(Failure::new(
            format!("`{}` does not end in .xlsx", show(path)),
            "a spreadsheet program opens a workbook by that ending: name it so",
        ));
    }
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(
            format!(
                "`{}` is there already, and nothing is written over it",
                show(path)
            ),
            "name another file; or delete it, if it holds no corrections that you still need",
        ));
    }
    match &gathered.judged[..] {
        [] => Ok(()),
        [judged] => refuse_size(judged),
        several => Err(Failure::new(
            format!(
                "the files belong to {} organizations or targets, and a workbook holds those of one",
                several.len()
            ),
            "name the files or the folder of one of them",
        )),
    }
}

fn refuse_size(judged: &Judged) -> Result<(), Failure> {
    let files = judged.report.rosters().iter().filter(|roster| !roster.context);
    if files.count() > MOST_FILES {
        return Err(Failure::new(
            format!("a workbook holds the rows of {MOST_FILES} files at most"),
            "name fewer files or a folder",
        ));
    }
    Ok(())
}

/// Writes the workbook of what was judged, whose report comes to these words, and says so; nothing where nothing was judged.
pub(super) fn annotate(path: &Path, judged: &[Judged], found: &str) -> Result<Option<String>, Failure> {
    let [judged] = judged else {
        return Ok(None);
    };
    let folder = absolute(path);
    let folder = folder.parent().unwrap_or(Path::new("."));
    let is_new = disk::create_private(path, |file| {
        // The library panics where its own temporary file cannot grow, as on a disk that is full, and that is no fault of the
        // program of which its user should see the stack.
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let written = catch_unwind(AssertUnwindSafe(|| {
            report::annotated(judged, found, folder, file)
        }));
        panic::set_hook(hook);
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(in_words(path, &error)),
            Err(_) => Err(Failure::new(
                format!("`{}` cannot be written", show(path)),
                "check that there is space on the disk, or name another folder",
            )),
        }
    })?;
    if !is_new {
        return Err(Failure::new(
            format!(
                "`{}` came into being meanwhile, and nothing is written over it",
                show(path)
            ),
            "name another file",
        ));
    }
    Ok(Some(format!(
        "wrote `{}`: the rows as they are, sensitive values too; only you may read it",
        show(path)
    )))
}

fn in_words(path: &Path, error: &TemplateError) -> Failure {
    Failure::new(
        format!("`{}` cannot be written: {error}", show(path)),
        "a file of this size is no work for a spreadsheet: split it, or use another format of the report",
    )
}
