//! What is generated, and whether it is current.

mod json_schemas;
mod packs;
mod rule_pages;

pub(crate) use packs::packs;

use std::fmt;
use std::fs;
use std::path::Path;

use crate::files;
use crate::task_error::TaskError;

/// A file as it should be.
struct Generated {
    /// Relative to the workspace, with `/` between its parts.
    path: String,
    bytes: Vec<u8>,
}

/// How a file differs from what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    Missing,
    Stale,
    /// Of a kind that is generated, and nothing generates it any more.
    Surplus,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Surplus => "surplus",
        })
    }
}

/// `codegen [--check]`.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    let root = files::root();
    match arguments {
        [] => write(&root, &generated(&root)?),
        [flag] if flag == "--check" => check(&root, &generated(&root)?),
        _ => Err(TaskError::Usage(format!(
            "`codegen` takes nothing or `--check`, and not `{}`",
            arguments.join(" ")
        ))),
    }
}

/// Everything that is generated.
fn generated(root: &Path) -> Result<Vec<Generated>, TaskError> {
    let mut all = json_schemas::generated()?;
    for pack in packs(root)? {
        all.extend(pack.generated()?);
    }
    all.extend(rule_pages::generated(root)?);
    Ok(all)
}

fn write(root: &Path, wanted: &[Generated]) -> Result<(), TaskError> {
    let differences = differences(root, wanted)?;
    for (path, difference) in &differences {
        let place = root.join(path);
        if let Some(file) = wanted.iter().find(|file| file.path == *path) {
            files::write(&place, &file.bytes)?;
            println!("wrote   {path}");
        } else if *difference == Difference::Surplus {
            fs::remove_file(&place).map_err(TaskError::file(&place))?;
            println!("removed {path}");
        }
    }
    println!("{} generated files, {} changed", wanted.len(), differences.len());
    Ok(())
}

fn check(root: &Path, wanted: &[Generated]) -> Result<(), TaskError> {
    let differences = differences(root, wanted)?;
    if differences.is_empty() {
        println!("{} generated files are current", wanted.len());
        return Ok(());
    }
    for (path, difference) in &differences {
        println!("{difference:<8}{path}");
    }
    Err(TaskError::Failed(
        "generated files are not current; run `cargo xtask codegen`".to_owned(),
    ))
}

/// The files that are not as they should be, sorted by path.
fn differences(root: &Path, wanted: &[Generated]) -> Result<Vec<(String, Difference)>, TaskError> {
    let mut found = Vec::new();
    for file in wanted {
        match files::read(&root.join(&file.path))? {
            None => found.push((file.path.clone(), Difference::Missing)),
            Some(bytes) if bytes != file.bytes => found.push((file.path.clone(), Difference::Stale)),
            Some(_) => {}
        }
    }
    for folder in ["templates", rule_pages::FOLDER] {
        for path in files::below(root, folder)? {
            let is_ours = json_schemas::is_ours(&path) || packs::is_ours(&path) || rule_pages::is_ours(&path);
            if is_ours && wanted.iter().all(|file| file.path != path) {
                found.push((path, Difference::Surplus));
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated(path: &str, text: &str) -> Generated {
        Generated {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn what_differs_is_named_and_writing_cures_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (path, text) in [
            ("templates/schema.schema.json", "current"),
            ("templates/pack/provider.csv", "old"),
            ("templates/pack/template.csv", "nobody generates it"),
            ("templates/pack/schema.toml", "somebody wrote it"),
            ("docs/src/rules/gone.md", "nobody generates it"),
        ] {
            files::write(&root.join(path), text.as_bytes()).unwrap();
        }
        let wanted = [
            generated("templates/schema.schema.json", "current"),
            generated("templates/pack/provider.csv", "new"),
            generated("docs/src/rules/new.md", "new"),
        ];
        let expected = [
            ("docs/src/rules/gone.md".to_owned(), Difference::Surplus),
            ("docs/src/rules/new.md".to_owned(), Difference::Missing),
            ("templates/pack/provider.csv".to_owned(), Difference::Stale),
            ("templates/pack/template.csv".to_owned(), Difference::Surplus),
        ];
        assert_eq!(differences(root, &wanted).unwrap(), expected);
        assert_eq!(check(root, &wanted).unwrap_err().exit_code(), 1);

        write(root, &wanted).unwrap();
        assert_eq!(differences(root, &wanted).unwrap(), []);
        assert!(check(root, &wanted).is_ok());
        assert!(root.join("templates/pack/schema.toml").exists());
    }

    #[test]
    fn the_same_workspace_gives_the_same_bytes() {
        let root = files::root();
        let [first, second] = [super::generated(&root).unwrap(), super::generated(&root).unwrap()];
        assert!(first.len() > 2);
        for (one, other) in first.iter().zip(&second) {
            assert!(one.path == other.path && one.bytes == other.bytes, "{}", one.path);
        }
    }
}
