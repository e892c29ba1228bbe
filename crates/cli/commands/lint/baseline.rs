//! Baselines: what was wrong already is left out of the report, so that only what is new is seen.
//!
//! An entry names a rule and a person, or a rule and a file where there is no person, and never a line: rows may move. It
//! holds no value of a sensitive column; a username of such a column is hashed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rosterkit_lint::{Diagnostic, Scene, Values};
use rosterkit_project::FileSystem;
use serde::{Deserialize, Serialize};

use crate::args::{Lint, Selection};
use crate::disk::{self, Disk};
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged, absolute, relative};
use crate::hash::hashed;

/// The version of the file's form.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    diagnostics: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    count: usize,
}

/// By what a diagnostic is known again. Paths are from the folder of the baseline, with slashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    rule: String,
    /// The `roster.toml` of the organization.
    organization: Option<String>,
    /// The folded username, or its hash.
    person: Option<String>,
    /// The other person of two who have the same; of the two this is the later in the alphabet, whichever row comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    and: Option<String>,
    /// The file, where there is no person.
    file: Option<String>,
    column: Option<String>,
}

/// Leaves out what the baseline knows, or writes one that knows all. Says how many diagnostics were left out.
pub(super) fn leave_out(args: &Lint, gathered: &mut Gathered) -> Result<u64, Failure> {
    let (path, known) = match (&args.baseline.baseline, &args.baseline.write_baseline) {
        (Some(path), _) => (path, read(path)?),
        (None, Some(path)) => {
            let known = keys(&gathered.judged, &folder_of(path));
            if gathered.failures.is_empty() {
                write(path, &known)?;
            }
            (path, known)
        }
        (None, None) => return Ok(0),
    };
    let folder = folder_of(path);
    let mut left = known;
    let mut left_out = 0;
    for judged in &mut gathered.judged {
        let scene = judged.report.scene(Values::Masked);
        let diagnostics = judged.report.diagnostics().iter().enumerate();
        let positions: BTreeSet<usize> = diagnostics
            .filter(|(_, found)| {
                let key = key(judged, &scene, found, &folder);
                let count = left.get_mut(&key).filter(|count| **count > 0);
                count.map(|count| *count -= 1).is_some()
            })
            .map(|(position, _)| position)
            .collect();
        left_out += positions.len() as u64;
        judged.report.leave_out(&positions);
    }
    if args.selection == Selection::default() && gathered.failures.is_empty() {
        let whole: Vec<String> = gathered
            .judged
            .iter()
            .filter(|judged| judged.report.rosters().iter().all(|roster| !roster.context))
            .filter_map(|judged| organization(judged, &folder))
            .collect();
        let is_gone = |key: &Key, count: usize| {
            count > 0 && key.organization.as_ref().is_some_and(|of| whole.contains(of))
        };
        let gone = left.iter().filter(|(key, count)| is_gone(key, **count)).count();
        if gone > 0 {
            let (path, verb) = (show(path), if gone == 1 { "occurs" } else { "occur" });
            let entries = if gone == 1 { "entry" } else { "entries" };
            gathered.asides.push(format!(
                "{gone} {entries} of the baseline `{path}` no longer {verb}: `roster lint --write-baseline {path}` writes it anew"
            ));
        }
    }
    Ok(left_out)
}

fn keys(judged: &[Judged], folder: &Path) -> BTreeMap<Key, usize> {
    let mut keys = BTreeMap::new();
    for judged in judged {
        let scene = judged.report.scene(Values::Masked);
        for found in judged.report.diagnostics() {
            *keys.entry(key(judged, &scene, found, folder)).or_default() += 1;
        }
    }
    keys
}

fn key(judged: &Judged, scene: &Scene<'_>, found: &Diagnostic, folder: &Path) -> Key {
    let at = scene.locate(found.at);
    let mut people = [Some(found.at), found.related].map(|at| scene.person_key(at?, hashed));
    if people[0] == people[1] {
        people[1] = None;
    }
    if people.iter().all(Option::is_some) {
        people.sort();
    }
    let [person, and] = people;
    let file = person.is_none().then(|| relative(folder, Path::new(&at.path)));
    Key {
        rule: found.rule.name.to_owned(),
        organization: organization(judged, folder),
        person,
        and,
        file,
        column: at.column_name,
    }
}

fn organization(judged: &Judged, folder: &Path) -> Option<String> {
    let project = judged.project.as_ref()?;
    Some(relative(folder, project.path()))
}

fn folder_of(path: &Path) -> PathBuf {
    let path = absolute(path);
    path.parent().map(Path::to_owned).unwrap_or_default()
}

fn read(path: &Path) -> Result<BTreeMap<Key, usize>, Failure> {
    let bytes = Disk.read(path).map_err(|error| Failure::reading(path, &error))?;
    let file: Option<File> = serde_json::from_slice(&bytes).ok();
    let Some(file) = file.filter(|file| file.version == VERSION) else {
        return Err(Failure::new(
            format!("`{}` is no baseline of this version", show(path)),
            "`roster lint --write-baseline FILE` writes one",
        ));
    };
    let entries = file.diagnostics.into_iter();
    Ok(entries.map(|entry| (entry.key, entry.count)).collect())
}

/// A baseline goes over an older one, and over no other file that holds anything.
pub(super) fn refuse_other(path: &Path) -> Result<(), Failure> {
    if path.is_file() {
        let bytes = Disk.read(path).map_err(|error| Failure::reading(path, &error))?;
        let is_baseline = serde_json::from_slice::<File>(&bytes).is_ok();
        if !is_baseline && !bytes.is_empty() {
            return Err(Failure::new(
                format!("`{}` is there already and is no baseline", show(path)),
                "give another name; or delete the file first, if nobody needs it",
            ));
        }
    }
    Ok(())
}

fn write(path: &Path, keys: &BTreeMap<Key, usize>) -> Result<(), Failure> {
    let entries = keys.iter().map(|(key, count)| Entry {
        key: key.clone(),
        count: *count,
    });
    let file = File {
        version: VERSION,
        diagnostics: entries.collect(),
    };
    let mut text = serde_json::to_string_pretty(&file).map_err(std::io::Error::from)?;
    text.push('\n');
    // It may have come into being meanwhile.
    refuse_other(path)?;
    disk::write(path, text.as_bytes(), true).map_err(|error| Failure::writing(path, &error))?;
    Ok(())
}
