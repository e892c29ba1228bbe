//! The two organizations of `templates`: the sound one, and the same as it is sent.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::fixture::Sandbox;

fn templates(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name)
}

/// A copy of one of them.
fn copy(name: &str) -> Sandbox {
    fs::read_dir(templates(name))
        .expect("a folder")
        .fold(Sandbox::empty(), |sandbox, entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            if name.contains(".db") {
                return sandbox;
            }
            sandbox.file(&name, fs::read(entry.path()).expect("a file"))
        })
}

#[test]
fn the_demo_is_sound() {
    let sandbox = copy("demo");
    let said = sandbox.run("lint --json --fail-on warning");
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{said}");
    let summary = &said.json()["summary"];
    assert_eq!(
        (&summary["files"], &summary["rows"]),
        (&Value::from(11), &Value::from(48))
    );
}

#[test]
fn the_demo_is_imported_once() {
    let sandbox = copy("demo");
    let first = sandbox.run("import --yes");
    assert_eq!(first.code, Some(0), "{first}");
    assert!(
        first
            .stdout
            .contains("47 accounts created, 1 account given a role at another location"),
        "{first}"
    );
    let accounts = sandbox.run("accounts list --json");
    assert_eq!(accounts.json()["accounts"].as_array().map(Vec::len), Some(47));
    let second = sandbox.run("import --yes");
    assert_eq!(second.code, Some(0), "{second}");
    assert!(second.stderr.contains("nothing to do"), "{second}");
    assert_eq!(sandbox.run("accounts list --json").stdout, accounts.stdout);
}

#[test]
fn the_demo_is_what_its_page_says() {
    let page = fs::read_to_string(templates("demo").join("README.md")).unwrap();
    let said = copy("demo").run("lint");
    let last = said.stdout.lines().last().unwrap();
    assert!(page.contains(&format!("`{last}`")), "{last}");
}

#[test]
fn as_sent_nothing_is_imported() {
    let sandbox = copy("demo-as-sent");
    let before = sandbox.files();
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(1), "{said}");
    assert_eq!(sandbox.files(), before);
}

/// A cell of a file and the rule that its page names: `("dentist--lehi.csv", "F2", "invalid-choice")`.
type Claim = (String, String, String);

/// The claims of a page: in each table below a file's name, a line with cells first and a rule last.
fn claims(page: &str) -> Vec<Claim> {
    let mut file = "";
    let mut claims = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            file = heading.trim_matches('`');
        }
        let columns: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [place, _, _, rule] = columns[..] else {
            continue;
        };
        // `A5` to `F5` names a person and not a cell.
        if rule.starts_with('`') && place.starts_with('`') && !place.contains(" to ") {
            let cells = place.split(", ").map(|cell| cell.trim_matches('`'));
            claims.extend(cells.map(|cell| {
                (
                    file.to_owned(),
                    cell.to_owned(),
                    rule.trim_matches('`').to_owned(),
                )
            }));
        }
    }
    claims
}

#[test]
fn as_sent_everything_is_found_that_its_page_names() {
    let page = fs::read_to_string(templates("demo-as-sent").join("README.md")).unwrap();
    let said = copy("demo-as-sent").run("lint --json");
    assert_eq!(said.code, Some(1), "{}", said.stderr);
    let json = said.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let diagnostics = json["diagnostics"].as_array().unwrap();
    let found: BTreeSet<Claim> = diagnostics
        .iter()
        .map(|found| (text(&found["path"]), text(&found["cell"]), text(&found["rule"])))
        .collect();
    let claims = claims(&page);
    assert!(claims.len() > 60, "{claims:#?}");
    assert!(!page.contains("| not yet |"), "a rule has come since");
    let missed: Vec<&Claim> = claims.iter().filter(|claim| !found.contains(claim)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    let rules: BTreeSet<&String> = found.iter().map(|(_, _, rule)| rule).collect();
    assert!(rules.len() >= 25, "{} rules: {rules:?}", rules.len());
}
