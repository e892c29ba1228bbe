//! Microsoft's validator reads SARIF of ours, with the rules of GitHub.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::{output, said};
use crate::task_error::TaskError;

/// More people than GitHub takes results.
const MANY: usize = 25_001;

/// What the validator says of a tool that has no address yet, where more could be read about it. Once Cargo.toml has a
/// `repository`, the report has it too.
const NO_ADDRESS: &str =
    "SARIF2005: runs[0].tool.driver: The tool 'Rosterkit' does not provide 'informationUri'";

pub(super) fn run(root: &Path) -> Result<(), TaskError> {
    let folder = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    let many = folder.path().join("many.csv");
    let mut text = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)\n".to_owned();
    for person in 0..MANY {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "Ana,Chen,user{person},ana@example.com,8015550123,perhaps");
    }
    fs::write(&many, text).map_err(TaskError::file(&many))?;
    let many = many.display().to_string();
    let unread = folder.path().join("unread.csv");
    fs::write(&unread, b"\x89PNG\r\n\x1A\n\0\0").map_err(TaskError::file(&unread))?;
    let unread = unread.display().to_string();
    // Rosters that are wrong or cannot be read are what it is about: 1 and 2 are no failures of the step.
    let runs = [
        ("as-sent", "templates/demo-as-sent", 1),
        ("many", &many, 1),
        ("unread", &unread, 2),
    ];
    for (name, path, exit) in runs {
        let log = folder.path().join(format!("{name}.sarif"));
        let mut roster = Command::new("cargo");
        roster
            .args([
                "run", "--quiet", "--locked", "--bin", "roster", "--", "lint", path,
            ])
            .args(["--format", "sarif", "--output"])
            .arg(&log)
            .current_dir(root);
        if output(&mut roster)?.status.code() != Some(exit) {
            return Err(TaskError::Failed(format!(
                "`roster lint {path}` did not end with {exit}"
            )));
        }
        validate(&log)?;
    }
    Ok(())
}

/// The validator succeeds whatever it finds, so its lines are read.
fn validate(log: &Path) -> Result<(), TaskError> {
    let mut validator = Command::new("sarif-multitool-linux");
    validator
        // Its launcher hands the words to a shell.
        .args(["validate", "--rule-kind", "'Sarif;Ghas'"])
        // GitHub's limit is 10 MB once it is packed; this one is of the file as it is.
        .args(["--max-file-size-in-kb", "1000000"])
        .args(["--log", "ForceOverwrite", "--output"])
        .arg(log.with_extension("validated.sarif"))
        .arg(log)
        // It needs no library of languages then.
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
    let said = said(output(&mut validator)?);
    let is_found = |line: &&str| {
        [": error ", ": warning ", ": note "]
            .iter()
            .any(|level| line.contains(level))
    };
    let found: Vec<&str> = said
        .lines()
        .filter(is_found)
        .filter(|line| !line.contains(NO_ADDRESS))
        .collect();
    if !found.is_empty() || !said.contains("Analysis completed successfully") {
        let found = if found.is_empty() {
            said.clone()
        } else {
            found.join("\n")
        };
        return Err(TaskError::Failed(format!(
            "`{}` is no good SARIF:\n{found}",
            log.display()
        )));
    }
    println!("{}: no fault", log.file_name().unwrap_or_default().display());
    Ok(())
}
