//! The release workflow, and the recipes of the book for CI platforms, against their schemas and zizmor.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files;
use crate::program::succeed;
use crate::task_error::TaskError;

/// The page of the recipes. A block whose first line is a path as a comment is that file.
const PAGE: &str = "docs/src/ci.md";

/// What a file is, by its path: the schema of check-jsonschema, and whether zizmor reads it.
const KINDS: [(&str, &str, bool); 2] = [
    (".github/workflows/", "vendor.github-workflows", true),
    (".gitlab-ci.yml", "vendor.gitlab-ci", false),
];

pub(super) fn run(root: &Path) -> Result<(), TaskError> {
    let folder = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    let page = files::read(&root.join(PAGE))?.unwrap_or_default();
    let mut checked = vec![root.join(".github/workflows/release.yml")];
    for (path, text) in recipes(&String::from_utf8_lossy(&page)) {
        let file = folder.path().join(path);
        files::write(&file, text.as_bytes())?;
        checked.push(file);
    }
    if checked.len() < 3 {
        return Err(TaskError::Failed(format!(
            "`{PAGE}` has not the recipes that are looked for"
        )));
    }
    for file in &checked {
        let path = file.display().to_string();
        let Some((_, schema, is_workflow)) = KINDS.iter().find(|(part, ..)| path.contains(part)) else {
            return Err(TaskError::Failed(format!("`{path}`: nobody knows its schema")));
        };
        let mut check = Command::new("python3");
        check.args(["-m", "check_jsonschema", "--builtin-schema", schema]);
        succeed(check.arg(file))?;
        if *is_workflow {
            let mut zizmor = Command::new("zizmor");
            zizmor.args(["--offline", "--no-progress", "--persona", "pedantic"]);
            succeed(zizmor.arg(file))?;
        }
    }
    Ok(())
}

/// The blocks that are files, with their paths.
fn recipes(page: &str) -> Vec<(PathBuf, String)> {
    let mut recipes = Vec::new();
    for block in page.split("```yaml\n").skip(1) {
        let text = block.split("```").next().unwrap_or_default();
        let path = text.lines().next().and_then(|line| line.strip_prefix("# ."));
        if let Some(path) = path.filter(|path| !path.contains(' ')) {
            recipes.push((PathBuf::from(format!(".{path}")), text.to_owned()));
        }
    }
    recipes
}

#[cfg(test)]
mod tests {
    use super::recipes;

    #[test]
    fn a_block_with_a_path_is_a_file() {
        let page = "```yaml\n# .gitlab-ci.yml\na: 1\n```\ntext\n```yaml\nb: 2\n```\n```yaml\n# .github/workflows/x.yml\n```\n";
        let found: Vec<String> = recipes(page)
            .iter()
            .map(|(path, text)| format!("{} {}", path.display(), text.len()))
            .collect();
        assert_eq!(found, [".gitlab-ci.yml 22", ".github/workflows/x.yml 26"]);
    }
}
