//! The bench: the files of one organization, judged together and kept, so that the next judgement reads only what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rosterkit_lint::{Applicability, FileId, Kept, Report, Roster, Values};
use rosterkit_project::without_rejected;
use rosterkit_sheet::RowIndex;

use crate::law::Law;

/// Files that are judged together.
///
/// What is told of a file is what `roster lint FILE` would tell: the others are there for comparison. As long as no two
/// files say the same where nobody else may, one judgement of all of them says that of each.
#[derive(Debug, Default)]
pub(crate) struct Bench {
    /// Those that are in no judgement at present.
    idle: BTreeMap<PathBuf, (Roster, Kept)>,
    judged: Option<Judged>,
}

/// A judgement, and the files in it by their number.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) report: Report,
    pub(crate) paths: Vec<PathBuf>,
    /// The one file of which something is told; `None` where it is told of all.
    focus: Option<PathBuf>,
}

impl Judged {
    /// The number of a file.
    pub(crate) fn file(&self, path: &Path) -> Option<FileId> {
        let at = self.paths.iter().position(|known| known == path)?;
        u32::try_from(at).ok().map(FileId)
    }

    pub(crate) fn path(&self, file: FileId) -> Option<&Path> {
        self.paths.get(file.0 as usize).map(PathBuf::as_path)
    }
}

impl Bench {
    /// Puts a file in the place of the one that was there before an edit. What is known of its other rows remains.
    pub(crate) fn put(&mut self, path: PathBuf, roster: Roster) {
        self.dissolve();
        let known = self.idle.remove(&path);
        let kept = known.map(|(earlier, kept)| kept.of_earlier(earlier));
        self.idle.insert(path, (roster, kept.unwrap_or_default()));
    }

    /// Forgets a file.
    pub(crate) fn remove(&mut self, path: &Path) {
        self.dissolve();
        self.idle.remove(path);
    }

    /// The judgement in which all is told.
    pub(crate) fn all(&mut self, law: &Law) -> &Judged {
        self.judge(law, None)
    }

    /// The judgement in which all is told that there is about this file.
    pub(crate) fn of_file(&mut self, law: &Law, path: &Path) -> &Judged {
        let is_told = self.judged.as_ref().is_some_and(|judged| {
            judged.focus.as_deref() == Some(path)
                || judged.focus.is_none() && !judged.report.crosses_files() && !is_rejected(path)
        });
        if is_told && let Some(judged) = self.judged.take() {
            return self.judged.insert(judged);
        }
        self.judge(law, Some(path))
    }

    /// What the file would say after its fixes, in bytes; `None` where there are none to make, or where it is no roster.
    pub(crate) fn repaired(&mut self, law: &Law, path: &Path, least: Applicability) -> Option<Vec<u8>> {
        let file = self.judge(law, Some(path)).file(path)?;
        let Judged { report, paths, .. } = self.judged.take()?;
        let mut repaired = report.repair(least, Values::Shown, law);
        let after = repaired.report.rosters().get(file.0 as usize);
        let after = after.map(|roster| roster.document.bytes().to_vec());
        // From here on every file is back on the bench, whatever else there is to give back.
        self.put_back(paths, repaired.report);
        let before = repaired.files.pop()?.before;
        self.idle.insert(path.to_owned(), (before, Kept::default()));
        after
    }

    fn judge(&mut self, law: &Law, focus: Option<&Path>) -> &Judged {
        let source = focus.filter(|focus| is_rejected(focus)).map(without_rejected);
        let rejected = source.as_ref().map(|source| self.rejected(law, source));
        self.dissolve();
        // Those have nothing to say beside the file that they were written into: they are the same people.
        let source = source.and_then(|source| self.idle.get_mut(&source));
        if let (Some((roster, _)), Some(rejected)) = (source, rejected) {
            roster.standing.replaced = rejected;
        }
        let takes_part = |path: &Path| focus == Some(path) || !is_rejected(path);
        let (mut taken, idle): (BTreeMap<_, _>, BTreeMap<_, _>) = std::mem::take(&mut self.idle)
            .into_iter()
            .partition(|(path, _)| takes_part(path));
        self.idle = idle;
        let focused = focus.and_then(|focus| taken.remove_entry(focus));
        let mut paths = Vec::new();
        let mut rosters = Vec::new();
        // Files for comparison come first, as in every judgement.
        for (path, (roster, kept)) in taken.into_iter().chain(focused) {
            let context = focus.is_some_and(|focus| focus != path);
            rosters.push((Roster { context, ..roster }, kept));
            paths.push(path);
        }
        self.judged.insert(Judged {
            report: law.judge_again(rosters),
            paths,
            focus: focus.map(Path::to_owned),
        })
    }

    /// The rows of a file that cannot be imported.
    fn rejected(&mut self, law: &Law, path: &Path) -> BTreeSet<RowIndex> {
        let judged = self.all(law);
        let file = judged.file(path);
        let rows = judged.report.split().1.rows();
        rows.filter(|(of, _)| Some(*of) == file)
            .map(|(_, row)| row)
            .collect()
    }

    /// Takes the files out of their judgement.
    fn dissolve(&mut self) {
        if let Some(Judged { report, paths, .. }) = self.judged.take() {
            self.put_back(paths, report);
        }
    }

    /// Puts the files of a judgement back as they were before it.
    fn put_back(&mut self, paths: Vec<PathBuf>, report: Report) {
        for (path, (mut roster, kept)) in paths.into_iter().zip(report.into_kept()) {
            roster.standing.replaced.clear();
            self.idle.insert(path, (roster, kept));
        }
    }
}

/// Whether the rows of the file are those that an import left out of another.
pub(crate) fn is_rejected(path: &Path) -> bool {
    without_rejected(path) != path
}
