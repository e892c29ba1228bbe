//! The hooks run for every file that the program takes for a roster.

use rosterkit_project::TABLE_ENDINGS;

use super::{assert_none, text};

const HOOKS: &str = ".pre-commit-hooks.yaml";

/// The hooks that judge rosters, and the endings for which each must run: only text is repaired.
const WANTED: [(&str, &[&str]); 2] = [("roster-lint", &TABLE_ENDINGS), ("roster-fix", &["csv", "tsv"])];

/// The endings for which no hook of a name runs that should.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, wanted) in WANTED {
        for id in [name.to_owned(), format!("{name}-system")] {
            let hook = text.split("- id: ").find(|hook| hook.lines().next() == Some(&id));
            let pattern = hook.and_then(|hook| hook.split_once("files: ")?.1.lines().next());
            let list = pattern.and_then(|pattern| Some(pattern.split_once("(\\.(")?.1.split_once(')')?.0));
            let endings: Vec<&str> = list.unwrap_or_default().split('|').collect();
            let lacking = wanted.iter().filter(|ending| !endings.contains(ending));
            faults.extend(lacking.map(|ending| {
                format!("{HOOKS}: `{id}` does not run for .{ending} files; put the ending into its `files:`")
            }));
        }
    }
    faults
}

#[test]
fn hooks_run_for_every_roster() {
    assert_none(&faults(&text(HOOKS)));
}

#[test]
fn an_ending_that_is_left_out_is_found() {
    let text = text(HOOKS).replace("|xlsm", "");
    assert_eq!(faults(&text).len(), 2);
}
