//! The formats of a report: what each of them holds.

use insta::assert_snapshot;

use crate::fixture::python::python;
use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, STAFF, Sandbox, ZOE, table};

/// How many diagnostics Python's readers find in a report, all of whose other claims they find true; `None` without Python.
pub(crate) fn read_by_python(sandbox: &Sandbox, format: &str) -> Option<usize> {
    let said = sandbox.roster(&["lint", "--format", format, "--output", "report"]);
    assert_eq!(said.code, Some(1), "{format}: {said}");
    let said = python(sandbox, "reports.py", "json", &[format, "report"])?;
    assert_eq!(said.code, Some(0), "{format}: {said}");
    Some(said.stdout.trim().parse().expect("a number"))
}

/// A diagnostic of each kind of place: a cell, a row, a header, a file, a cell of a workbook, two places.
fn sample() -> Sandbox {
    Sandbox::organization()
        .staff(
            "front-desk--lehi.csv",
            &[
                &ANA.replace("Chen", ""),
                &ANA.replace("Ana", "Ben").replace("NO", "no"),
                "Cid,Ode",
            ],
        )
        .people("dentist--provo.csv", &[])
        .file("extra.csv", table(&format!("{STAFF},Pets, 50% off"), &[]))
        .file(
            "front-desk--provo.xlsx",
            workbook(&[STAFF, "Zoë,Berg 2,zberg,zoe@example.com,(801) 555-0124,NO"]),
        )
}

#[test]
fn the_lines_of_each_file_stand_under_its_name() {
    assert_snapshot!(sample().run("lint --format grouped").stdout, @"
    extra.csv:
      1:68     error unknown-column Dentrix Ascend has no column `Pets` (G1 Pets)
      1:73     error unknown-column Dentrix Ascend has no column ` 50% off` (H1 50% off)

    front-desk--lehi.csv:
      2:5      error missing-value Last Name is blank in B2
      3:10     error duplicate-value `achen` is already used in row 2 (C3 Username)
      3:52     error invalid-choice `no` is not a choice of Provider (YES/NO) (F3 Provider (YES/NO))
      4:1      error ragged-row row 4 has 2 cells, the header has 6

    front-desk--provo.xlsx:
      B2       error invalid-name `Berg 2` is not a person's name: it holds a digit (B2 Last Name)

    7 errors in 4 rows of 4 files
    ");
}

#[test]
fn github_gets_commands_and_words() {
    assert_snapshot!(sample().run("lint --format github").stdout, @"
    ::error title=unknown-column,file=extra.csv,line=1,endLine=1,col=68,endColumn=72::Dentrix Ascend has no column `Pets` (G1 Pets)%0Ahelp: delete the column, or move it to a file of its own
    extra.csv:1:68: error[unknown-column] Dentrix Ascend has no column `Pets` (G1 Pets)
    ::error title=unknown-column,file=extra.csv,line=1,endLine=1,col=73,endColumn=81::Dentrix Ascend has no column ` 50%25 off` (H1 50%25 off)%0Ahelp: delete the column, or move it to a file of its own
    extra.csv:1:73: error[unknown-column] Dentrix Ascend has no column ` 50% off` (H1 50% off)
    ::error title=missing-value,file=front-desk--lehi.csv,line=2,endLine=2,col=5,endColumn=5::Last Name is blank in B2%0Ahelp: fill in cell B2: The person's last name
    front-desk--lehi.csv:2:5: error[missing-value] Last Name is blank in B2
    ::error title=duplicate-value,file=front-desk--lehi.csv,line=3,endLine=3,col=10,endColumn=15::`achen` is already used in row 2 (C3 Username)%0Ahelp: two people cannot share Username: correct C3, or delete the row that is there twice
    front-desk--lehi.csv:3:10: error[duplicate-value] `achen` is already used in row 2 (C3 Username)
    ::error title=invalid-choice,file=front-desk--lehi.csv,line=3,endLine=3,col=52,endColumn=54::`no` is not a choice of Provider (YES/NO) (F3 Provider (YES/NO))%0Ahelp: in cell F3, type one of YES, NO, exactly so
    front-desk--lehi.csv:3:52: error[invalid-choice] `no` is not a choice of Provider (YES/NO) (F3 Provider (YES/NO))
    ::error title=ragged-row,file=front-desk--lehi.csv,line=4,endLine=4,col=1,endColumn=8::row 4 has 2 cells, the header has 6%0Ahelp: a blank cell needs its comma too: add the commas that are missing in a text editor such as Notepad, or export the file again from where it was made
    front-desk--lehi.csv:4:1: error[ragged-row] row 4 has 2 cells, the header has 6
    ::error title=invalid-name,file=front-desk--provo.xlsx,line=2::`Berg 2` is not a person's name: it holds a digit (B2 Last Name)%0Ahelp: a name is letters, spaces, hyphens, apostrophes and full stops; type the name as it should stand on the account
    front-desk--provo.xlsx:Users!B2: error[invalid-name] `Berg 2` is not a person's name: it holds a digit (B2 Last Name)
    ");
}

#[test]
fn gitlab_gets_a_list() {
    let said = sample().run("lint --format gitlab").stdout;
    assert_snapshot!(said.lines().take(14).collect::<Vec<_>>().join("\n"), @r#"
    [
      {
        "description": "Dentrix Ascend has no column `Pets` (G1 Pets)",
        "check_name": "unknown-column",
        "fingerprint": "442cd5b4842e538e502001b700000001",
        "severity": "major",
        "location": {
          "path": "extra.csv",
          "lines": {
            "begin": 1,
            "end": 1
          }
        }
      },
    "#);
}

#[test]
fn junit_gets_a_suite_for_each_file() {
    assert_snapshot!(sample().run("lint --format junit").stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="roster lint" tests="8" failures="7" errors="0">
      <testsuite name="dentist--provo.csv" tests="1" failures="0" errors="0">
        <testcase name="roster" classname="dentist--provo.csv"/>
      </testsuite>
      <testsuite name="extra.csv" tests="2" failures="2" errors="0">
        <testcase name="unknown-column 1:68" classname="extra.csv">
          <failure type="error" message="Dentrix Ascend has no column `Pets` (G1 Pets)">delete the column, or move it to a file of its own</failure>
        </testcase>
        <testcase name="unknown-column 1:73" classname="extra.csv">
          <failure type="error" message="Dentrix Ascend has no column ` 50% off` (H1 50% off)">delete the column, or move it to a file of its own</failure>
        </testcase>
      </testsuite>
      <testsuite name="front-desk--lehi.csv" tests="4" failures="4" errors="0">
        <testcase name="missing-value 2:5" classname="front-desk--lehi.csv">
          <failure type="error" message="Last Name is blank in B2">fill in cell B2: The person&apos;s last name</failure>
        </testcase>
        <testcase name="duplicate-value 3:10" classname="front-desk--lehi.csv">
          <failure type="error" message="`achen` is already used in row 2 (C3 Username)">two people cannot share Username: correct C3, or delete the row that is there twice</failure>
        </testcase>
        <testcase name="invalid-choice 3:52" classname="front-desk--lehi.csv">
          <failure type="error" message="`no` is not a choice of Provider (YES/NO) (F3 Provider (YES/NO))">in cell F3, type one of YES, NO, exactly so</failure>
        </testcase>
        <testcase name="ragged-row 4:1" classname="front-desk--lehi.csv">
          <failure type="error" message="row 4 has 2 cells, the header has 6">a blank cell needs its comma too: add the commas that are missing in a text editor such as Notepad, or export the file again from where it was made</failure>
        </testcase>
      </testsuite>
      <testsuite name="front-desk--provo.xlsx" tests="1" failures="1" errors="0">
        <testcase name="invalid-name B2" classname="front-desk--provo.xlsx">
          <failure type="error" message="`Berg 2` is not a person&apos;s name: it holds a digit (B2 Last Name)">a name is letters, spaces, hyphens, apostrophes and full stops; type the name as it should stand on the account</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn sarif_names_rule_place_and_fingerprint() {
    let said = sample().run("lint --format sarif").stdout;
    let log: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let results = &log["runs"][0]["results"];
    let places: Vec<String> = results
        .as_array()
        .expect("results")
        .iter()
        .map(|result| {
            let place = &result["locations"][0];
            format!(
                "{} {} {}",
                result["ruleId"],
                place["physicalLocation"],
                place["logicalLocations"][0]["fullyQualifiedName"]
            )
        })
        .collect();
    assert_snapshot!(places.join("\n"), @r#"
    "unknown-column" {"artifactLocation":{"uri":"extra.csv","uriBaseId":"%SRCROOT%"},"region":{"endColumn":72,"endLine":1,"startColumn":68,"startLine":1}} null
    "unknown-column" {"artifactLocation":{"uri":"extra.csv","uriBaseId":"%SRCROOT%"},"region":{"endColumn":81,"endLine":1,"startColumn":73,"startLine":1}} null
    "missing-value" {"artifactLocation":{"uri":"front-desk--lehi.csv","uriBaseId":"%SRCROOT%"},"region":{"endColumn":5,"endLine":2,"startColumn":5,"startLine":2}} null
    "duplicate-value" {"artifactLocation":{"uri":"front-desk--lehi.csv","uriBaseId":"%SRCROOT%"},"region":{"endColumn":15,"endLine":3,"startColumn":10,"startLine":3}} null
    "invalid-choice" {"artifactLocation":{"uri":"front-desk--lehi.csv","uriBaseId":"%SRCROOT%"},"region":{"endColumn":54,"endLine":3,"startColumn":52,"startLine":3}} null
    "ragged-row" {"artifactLocation":{"uri":"front-desk--lehi.csv","uriBaseId":"%SRCROOT%"},"region":{"endColumn":8,"endLine":4,"startColumn":1,"startLine":4}} null
    "invalid-name" {"artifactLocation":{"uri":"front-desk--provo.xlsx","uriBaseId":"%SRCROOT%"},"region":{"startLine":2}} "Users!B2"
    "#);
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let prints = |rows: &[&str]| {
        let said = Sandbox::organization()
            .staff("front-desk--lehi.csv", rows)
            .run("lint --format gitlab")
            .stdout;
        let found: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        found
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["fingerprint"].to_string())
            .collect::<Vec<_>>()
    };
    let other = ANA.replace("Ana,Chen,achen", "Ben,Ode,bode");
    // Messages that name no cell, their own cell, another row, and no person.
    let wrong = [
        &ANA.replace("NO", "perhaps"),
        &ZOE.replace("Berg", ""),
        &ZOE.replace("Zoë", "Ida"),
        "Cid,Fox",
        "Dee,Fox",
    ];
    let moved = [&[other.as_str(), other.as_str()], &wrong[..]].concat();
    let before = prints(&wrong);
    assert_eq!(before.len(), 5, "{before:?}");
    let after = prints(&moved[1..]);
    assert_eq!(before, after);
    // One that is repaired takes no other's name with it.
    let repaired = prints(&wrong[1..]);
    assert_eq!(before[1..], repaired);
    let all = prints(&moved);
    let unique: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(unique.len(), all.len(), "{all:?}");
}

#[test]
fn of_more_results_than_github_takes_the_gravest_are_kept_and_the_rest_counted() {
    let people = (0..12_501).map(|person| format!("Ana,Chen,user{person},,(801) 555-0123,perhaps"));
    let people: Vec<String> = people.collect();
    let rows = table(STAFF, &people.iter().map(String::as_str).collect::<Vec<_>>());
    let sandbox = Sandbox::organization().file("all.csv", rows);
    assert!(read_by_python(&sandbox, "sarif").is_none_or(|count| count == 25_000));
    let said = sandbox.run("lint --format sarif").stdout;
    let log: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 25_000);
    let errors = results.iter().filter(|result| result["level"] == "error").count();
    assert!(errors >= 12_501, "{errors}");
    let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(
        told.as_str()
            .is_some_and(|told| told.contains("left out, the lightest")),
        "{told}"
    );
}

#[test]
fn a_report_in_a_file_is_whole_private_and_masked() {
    let sandbox = Sandbox::organization().people(
        "dentist--lehi.csv",
        &["Ana,Chen,achen,canary(at)example.com,1,YES,,,,,,,,,"],
    );
    let said = sandbox.run("lint --format full --color always --output report.txt");
    assert_eq!((said.code, said.stdout.as_str()), (Some(1), ""), "{said}");
    assert!(said.stderr.starts_with("wrote `report.txt`: "), "{said}");
    let report = String::from_utf8(sandbox.read("report.txt")).expect("UTF-8");
    assert!(
        !report.contains("canary") && !report.contains('\u{1B}'),
        "{report}"
    );
    assert!(report.contains("dentist--lehi.csv:2"), "{report}");
}

#[test]
fn no_line_of_a_log_is_a_command_because_of_the_name_of_a_file() {
    let sandbox = Sandbox::organization().staff("::add-mask::error.csv", &[&ANA.replace("NO", "no")]);
    let said = sandbox.roster(&["lint", "--format", "github", "./::add-mask::error.csv"]);
    assert!(said.stdout.contains("./::add-mask::error.csv:2:"), "{said}");
    assert!(
        !said
            .stdout
            .lines()
            .any(|line| line.trim_start().starts_with("::add-mask")),
        "{said}"
    );
}

#[test]
fn no_line_of_a_log_is_a_command_of_the_older_form() {
    let header = format!("{STAFF},Pets ##[add-mask]error");
    let sandbox = Sandbox::organization()
        .file("a##[group]b.csv", table(&header, &[&ANA.replace("NO", "no")]))
        .file("songs##[error]here.csv", "Title,Year\n")
        .file("dentist--lehi##[debug]x.csv", [0, 1, 2, 255]);
    let said = sandbox.run("lint --format github");
    assert!(said.all().contains("Pets ## [add-mask]error"), "{said}");
    assert!(said.stderr.contains("songs## [error]here.csv"), "{said}");
    assert!(!said.all().contains("##["), "{said}");
}
