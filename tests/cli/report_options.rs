//! Where a report goes, and its statistics.

use insta::assert_snapshot;
use serde_json::Value;

use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, STAFF, Sandbox};

fn sandbox() -> Sandbox {
    Sandbox::organization().staff(
        "front-desk--lehi.csv",
        &[&ANA.replace("NO", "no"), &ANA.replace("Ana", "Ben")],
    )
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    for option in [
        "--output nodir/report.txt",
        "--annotate nodir/wrong.xlsx",
        "--write-baseline nodir/old.json",
    ] {
        let sandbox = sandbox();
        let said = sandbox.run(&format!("lint {option}"));
        assert_eq!((said.code, said.stdout.as_str()), (Some(2), ""), "{said}");
        assert!(said.stderr.contains("there is no folder `nodir`"), "{said}");
        assert!(!sandbox.path("nodir").exists());
    }
}

#[test]
fn a_dash_is_standard_output() {
    let sandbox = sandbox();
    let said = sandbox.run("lint --format junit --output -");
    assert_eq!(said.stdout, sandbox.run("lint --format junit").stdout);
    assert_eq!((said.code, said.stderr.as_str()), (Some(1), ""), "{said}");
    assert!(!sandbox.path("-").exists());
}

#[test]
fn statistics_are_a_table_or_json() {
    let sandbox = sandbox();
    let table = sandbox.run("lint --statistics").stdout;
    assert_snapshot!(table, @"
    COUNT  LEVEL  RULE             FILES  SAFE FIXES
    1      error  duplicate-value  1      0
    1      error  invalid-choice   1      1
    2 errors in 2 rows of 1 file
    ");
    assert_eq!(sandbox.run("lint --statistics --format concise").stdout, table);
    let json = sandbox.run("lint --statistics --format json").json();
    assert_eq!(sandbox.run("lint --statistics --json").json(), json);
    let lines = sandbox.run("lint --statistics --format jsonl").stdout;
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(json["statistics"], Value::Array(lines));
    for format in ["sarif", "github", "gitlab", "junit", "html"] {
        let said = sandbox.run(&format!("lint --statistics --format {format}"));
        assert_eq!(said.code, Some(2), "{said}");
        assert!(said.stderr.contains("has no place for statistics"), "{said}");
    }
}

#[test]
fn statistics_count_the_fixes_that_are_made() {
    let wrong = ANA.replace("NO", "no");
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[&wrong])
        .file(
            "front-desk--provo.xlsx",
            workbook(&[STAFF, &wrong.replace("achen", "achen2")]),
        );
    let said = sandbox
        .run("lint --statistics --json --select invalid-choice")
        .json();
    let counted = &said["statistics"][0];
    assert_eq!(
        (&counted["count"], &counted["safe_fixes"]),
        (&2.into(), &1.into()),
        "{said:#}"
    );
    let fixed = sandbox.run("lint --fix --json").json();
    assert_eq!(fixed["fixed"].as_array().map(Vec::len), Some(1));
}
