//! Which files are rosters, and whose.

use std::cmp::Ordering;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::{EntryKind, FileSystem};

/// A file that could be a roster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named itself, and not found in a folder.
    pub named: bool,
}

/// How the name of a file ends into which an import wrote the rows that it left out. Such a file is read only when it is
/// named.
pub const REJECTED_ENDING: &str = ".rejected.csv";

/// How the names of tables end, also of those that cannot be read, so that somebody is told.
pub const TABLE_ENDINGS: [&str; 6] = ["csv", "tsv", "xlsx", "xlsm", "xls", "ods"];

/// A path that cannot be looked at, and why.
pub type Unseen = (PathBuf, io::Error);

/// The manifest of an upload folder. What is in such a folder is what is elsewhere already, so that it is read only when it
/// is named.
pub const UPLOAD_MANIFEST: &str = "upload.json";

/// What lies below a folder.
#[derive(Debug, Default)]
pub struct Below {
    /// The files, sorted.
    pub found: Vec<PathBuf>,
    /// The folders that cannot be read. What lies beside them is found all the same.
    pub unseen: Vec<Unseen>,
}

/// The files that the paths name and those in the folders that they name, sorted, each once; and the paths that cannot be
/// looked at.
pub fn discover(files: &dyn FileSystem, paths: &[PathBuf]) -> (Vec<Found>, Vec<Unseen>) {
    let mut found = Vec::new();
    let mut unseen = Vec::new();
    for path in paths {
        match files.kind(path) {
            Ok(EntryKind::Folder) => {
                let below = rosters_below(files, path, false);
                found.extend(below.found.into_iter().map(|path| Found { path, named: false }));
                unseen.extend(below.unseen);
            }
            Ok(EntryKind::File | EntryKind::Other) => found.push(Found {
                path: path.clone(),
                named: true,
            }),
            Err(error) => unseen.push((path.clone(), error)),
        }
    }
    // A file that is named and found counts as named: the two stand beside each other, the found one first.
    found.sort();
    found.reverse();
    found.dedup_by(|one, other| one.path == other.path);
    found.reverse();
    (found, unseen)
}

/// The files below a folder whose names are those of rosters, sorted. With `own_only`, folders that have a `roster.toml`
/// of their own are left to it.
pub fn rosters_below(files: &dyn FileSystem, folder: &Path, own_only: bool) -> Below {
    let is_left = |folder: &Path| {
        let holds = |name: &str| matches!(files.kind(&folder.join(name)), Ok(EntryKind::File));
        own_only && holds("roster.toml") || holds(UPLOAD_MANIFEST)
    };
    walk(files, folder, is_left, is_roster_name)
}

/// Every `roster.toml` below a folder, its own included, sorted.
pub fn roster_tomls_below(files: &dyn FileSystem, folder: &Path) -> Below {
    walk(files, folder, |_| false, |name| name == "roster.toml")
}

/// The files below a folder whose names are wanted, sorted; not those of folders that are left alone.
fn walk(
    files: &dyn FileSystem,
    folder: &Path,
    is_left: impl Fn(&Path) -> bool,
    is_wanted: impl Fn(&str) -> bool,
) -> Below {
    let mut below = Below::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match files.entries(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                below.unseen.push((folder, error));
                continue;
            }
        };
        for entry in entries {
            let name = entry
                .path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            match entry.kind {
                EntryKind::File if is_wanted(&name) => below.found.push(entry.path),
                EntryKind::Folder if !is_passed_over(&name) && !is_left(&entry.path) => {
                    folders.push(entry.path);
                }
                _ => {}
            }
        }
    }
    below.found.sort_by(|one, other| in_order(one, other));
    below
}

/// The order of two paths from one folder, that of [`Path`]'s own: part by part. For as many as a folder may have, that of
/// their bytes is found out ten times as fast; it is the same once what stands between two parts comes before all else.
fn in_order(one: &Path, other: &Path) -> Ordering {
    fn ranks(path: &Path) -> impl Iterator<Item = u16> {
        let bytes = path.as_os_str().as_encoded_bytes().iter();
        bytes.map(|byte| {
            let is_between = std::path::is_separator(char::from(*byte));
            if is_between { 0 } else { u16::from(*byte) + 1 }
        })
    }
    ranks(one).cmp(ranks(other))
}

/// The nearest `roster.toml` from this folder up, where `ancestors` are the folder and those above it.
pub fn nearest_roster_toml<'a>(
    files: &dyn FileSystem,
    ancestors: impl IntoIterator<Item = &'a Path>,
) -> Option<PathBuf> {
    let mut paths = ancestors.into_iter().map(|folder| folder.join("roster.toml"));
    paths.find(|path| matches!(files.kind(path), Ok(EntryKind::File)))
}

/// Whether a walk passes over what has this name: hidden files and folders, and folders in which other tools keep what they made.
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name == "target" || name == "node_modules"
}

/// A table by its name; not the lock that Excel puts beside an open
/// workbook, and not the rows that an import rejected.
fn is_roster_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ending = lower.rsplit_once('.').map(|(_, ending)| ending);
    let is_table = ending.is_some_and(|ending| TABLE_ENDINGS.contains(&ending));
    is_table && !lower.starts_with('.') && !lower.starts_with("~$") && !lower.ends_with(REJECTED_ENDING)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Found, discover, in_order, nearest_roster_toml, rosters_below};
    use crate::MemoryFiles;

    #[test]
    fn paths_stand_in_the_order_of_their_parts() {
        let names = ["a", "a b", "a-b", "a.csv", "A", "é", "🦷", "b"];
        let below = names
            .iter()
            .flat_map(|one| names.iter().map(move |other| format!("group/{one}/{other}")));
        let paths: Vec<String> = names
            .iter()
            .map(|name| format!("group/{name}"))
            .chain(below)
            .collect();
        for one in &paths {
            for other in &paths {
                let (one, other) = (Path::new(one), Path::new(other));
                assert_eq!(in_order(one, other), one.cmp(other), "{one:?} {other:?}");
            }
        }
    }

    fn group() -> MemoryFiles {
        MemoryFiles::from([
            ("group/roster.toml", ""),
            ("group/b.csv", ""),
            ("group/c.TSV", ""),
            ("group/A.XLSX", ""),
            ("group/~$A.XLSX", ""),
            ("group/b.rejected.csv", ""),
            ("group/.git/c.csv", ""),
            ("group/notes.txt", ""),
            ("group/north/d.csv", ""),
            ("group/upload/upload.json", ""),
            ("group/upload/b.csv", ""),
            ("group/other/roster.toml", ""),
            ("group/other/e.csv", ""),
        ])
    }

    #[test]
    fn a_folder_is_walked_for_tables() {
        let (found, unseen) = discover(
            &group(),
            &[
                "group".into(),
                "group/b.csv".into(),
                "group/notes.txt".into(),
                "nowhere".into(),
            ],
        );
        let found: Vec<(&str, bool)> = found
            .iter()
            .map(|Found { path, named }| (path.to_str().unwrap(), *named))
            .collect();
        let wanted = [
            ("group/A.XLSX", false),
            ("group/b.csv", true),
            ("group/c.TSV", false),
            ("group/north/d.csv", false),
            ("group/notes.txt", true),
            ("group/other/e.csv", false),
        ];
        assert_eq!(found, wanted);
        assert_eq!(unseen.len(), 1);
        let (named, _) = discover(&group(), &["group/upload".into()]);
        assert_eq!(named.len(), 1, "an upload folder is read when it is named");
    }

    #[test]
    fn a_folder_with_its_own_roster_toml_is_left_to_it() {
        let below = rosters_below(&group(), Path::new("group"), true).found;
        assert!(below.iter().all(|path| !path.starts_with("group/other")));
        assert_eq!(below.len(), 4);
        let nearest = |folder: &str| nearest_roster_toml(&group(), Path::new(folder).ancestors());
        assert_eq!(nearest("group/north"), Some("group/roster.toml".into()));
        assert_eq!(nearest("group/other"), Some("group/other/roster.toml".into()));
        assert_eq!(nearest("elsewhere"), None);
    }
}
