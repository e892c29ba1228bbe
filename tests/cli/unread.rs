//! A file that could not be read is told in every format: a report without it would look as if all were well.

use insta::assert_snapshot;
use serde_json::Value;

use crate::fixture::python::python;
use crate::fixture::{ANA, Sandbox};

/// A roster without a fault, and one that is a picture.
fn sandbox() -> Sandbox {
    Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .file("front-desk--provo.csv", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0")
}

fn report(format: &str) -> String {
    let said = sandbox().roster(&["lint", "--format", format]);
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("the file is not text"), "{said}");
    said.stdout
}

#[test]
fn github_annotates_the_file() {
    assert_snapshot!(report("github"), @"::error title=failure,file=front-desk--provo.csv::`front-desk--provo.csv`: the file is not text and not an Excel workbook%0Ahelp: open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8");
}

#[test]
fn gitlab_shows_the_worst_that_there_is() {
    assert_snapshot!(report("gitlab"), @r#"
    [
      {
        "description": "`front-desk--provo.csv`: the file is not text and not an Excel workbook",
        "check_name": "failure",
        "fingerprint": "f823c21651c19ad3cbaa32aa00000001",
        "severity": "blocker",
        "location": {
          "path": "front-desk--provo.csv",
          "lines": {
            "begin": 1,
            "end": 1
          }
        }
      }
    ]
    "#);
}

#[test]
fn junit_has_an_error_and_no_failure() {
    assert_snapshot!(report("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="roster lint" tests="2" failures="0" errors="1">
      <testsuite name="front-desk--lehi.csv" tests="1" failures="0" errors="0">
        <testcase name="roster" classname="front-desk--lehi.csv"/>
      </testsuite>
      <testsuite name="front-desk--provo.csv" tests="1" failures="0" errors="1">
        <testcase name="roster" classname="front-desk--provo.csv">
          <error type="failure" message="`front-desk--provo.csv`: the file is not text and not an Excel workbook">open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8</error>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn sarif_was_not_successful() {
    let log: Value = serde_json::from_str(&report("sarif")).expect("JSON");
    assert_snapshot!(format!("{:#}", log["runs"][0]["invocations"]), @r#"
    [
      {
        "executionSuccessful": false,
        "toolExecutionNotifications": [
          {
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "front-desk--provo.csv",
                    "uriBaseId": "%SRCROOT%"
                  }
                }
              }
            ],
            "message": {
              "text": "`front-desk--provo.csv`: the file is not text and not an Excel workbook. What to do: open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8."
            }
          }
        ]
      }
    ]
    "#);
}

#[test]
fn json_names_it_and_jsonl_has_a_line_for_it() {
    let json: Value = serde_json::from_str(&report("json")).expect("JSON");
    let line: Value = serde_json::from_str(&report("jsonl")).expect("one line of JSON");
    assert_eq!(json["failures"], Value::Array(vec![line.clone()]));
    assert_snapshot!(format!("{line:#}"), @r#"
    {
      "failure": "`front-desk--provo.csv`: the file is not text and not an Excel workbook",
      "help": "open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8",
      "line": null,
      "path": "front-desk--provo.csv"
    }
    "#);
    let statistics = sandbox().run("lint --statistics --json").json();
    assert_eq!(statistics["failures"], json["failures"]);
}

#[test]
fn a_fault_of_the_settings_has_its_line_in_every_format() {
    let sandbox = sandbox();
    let settings = String::from_utf8(sandbox.read("roster.toml")).expect("UTF-8");
    let line = settings.lines().count() + 3;
    sandbox.write(
        "roster.toml",
        format!("{settings}\n[[batch]]\nfile = \"x.csv\"\n"),
    );
    let report = |format: &str| sandbox.roster(&["lint", "--format", format]).stdout;
    let json: Value = serde_json::from_str(&report("json")).expect("JSON");
    assert_eq!(json["failures"][0]["line"], line);
    let gitlab: Value = serde_json::from_str(&report("gitlab")).expect("JSON");
    assert_eq!(gitlab[0]["location"]["lines"]["begin"], line);
    let sarif: Value = serde_json::from_str(&report("sarif")).expect("JSON");
    let told = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(
        told["locations"][0]["physicalLocation"]["region"]["startLine"],
        line
    );
    let github = report("github");
    assert!(
        github.contains(&format!("file=roster.toml,line={line}::")),
        "{github}"
    );
    assert!(report("junit").contains(&format!("line {line}: ")));
}

#[test]
fn the_page_has_it_above_everything_else() {
    let page = report("html");
    let line = page.lines().find(|line| line.contains("failure\">"));
    assert_snapshot!(line.expect("a paragraph"), @r#"<p class="failure"><b>Not judged.</b> <code>front-desk--provo.csv</code>: the file is not text and not an Excel workbook. Open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8.</p>"#);
}

#[test]
fn what_is_written_into_a_file_says_it_in_words() {
    let reports = ["full", "concise", "grouped"].map(|format| {
        let sandbox = sandbox();
        sandbox.roster(&["lint", "--format", format, "--output", "report.txt"]);
        String::from_utf8(sandbox.read("report.txt")).expect("UTF-8")
    });
    assert_snapshot!(reports[0], @"
    failure: `front-desk--provo.csv`: the file is not text and not an Excel workbook
      help: open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8
    nothing wrong in 1 row of 1 file; 1 thing could not be done
    ");
    assert!(reports.iter().all(|report| *report == reports[0]), "{reports:?}");
}

/// A fault of `roster.toml` has its place on standard error, and its words in the report.
#[test]
fn settings_with_a_fault_are_told_too() {
    let sandbox = sandbox().file("roster.toml", "schema = 1\n");
    let said = sandbox.run("lint --format github");
    assert_snapshot!(said.stdout, @"::error title=failure,file=roster.toml,line=1::`roster.toml`: line 1: here stands integer `1`, and it should be a string");
}

#[test]
fn other_readers_find_it() {
    for format in ["github", "gitlab", "junit", "sarif", "html", "json", "jsonl"] {
        let sandbox = sandbox();
        sandbox.roster(&["lint", "--format", format, "--output", "report"]);
        let Some(said) = python(&sandbox, "reports.py", "json", &[format, "report"]) else {
            return;
        };
        let count = if ["github", "gitlab", "jsonl"].contains(&format) {
            "1"
        } else {
            "0"
        };
        assert_eq!(
            (said.code, said.stdout.trim()),
            (Some(0), count),
            "{format}: {said}"
        );
    }
}
