//! `roster lint --format json`, version 1: its keys, its nulls, and from where it counts.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, DENTIST, STAFF, Sandbox, ZOE};

/// What is found in a file of the front desk with these bytes.
fn found(bytes: impl AsRef<[u8]>) -> Vec<Value> {
    diagnostics(&Sandbox::organization().file("front-desk--lehi.csv", bytes))
}

fn diagnostics(sandbox: &Sandbox) -> Vec<Value> {
    let json = sandbox.run("lint --format json").json();
    json["diagnostics"].as_array().expect("diagnostics").clone()
}

/// The place of the only diagnostic: row, column, line, col, `end_line`, `end_col`.
#[track_caller]
fn place(bytes: impl AsRef<[u8]>) -> [u64; 6] {
    let mut found = found(bytes);
    found.retain(|found| found["rule"] != "byte-order-mark" && found["rule"] != "old-mac-line-ends");
    assert_eq!(found.len(), 1, "{found:#?}");
    ["row", "column", "line", "col", "end_line", "end_col"].map(|key| found[0][key].as_u64().expect(key))
}

#[test]
fn a_text_file_has_lines_and_cells() {
    let files =
        Sandbox::organization().people("dentist--lehi.csv", &[&DENTIST.replace(",840430000,", ",84043,")]);
    assert_snapshot!(files.run("lint --format json"), @r#"
    exit code 1
    --- stdout
    {
      "version": 1,
      "diagnostics": [
        {
          "rule": "invalid-zip",
          "level": "error",
          "message": "`84043` is not a ZIP Code: it has 5 digits, the 4 digits of the ZIP+4 are missing",
          "path": "dentist--lehi.csv",
          "sheet": null,
          "cell": "K2",
          "row": 2,
          "column": 11,
          "column_name": "ZIP Code",
          "line": 2,
          "col": 89,
          "end_line": 2,
          "end_col": 94,
          "help": "type the five digits of the ZIP Code and the four of the +4, or 0000 where the +4 is not known, without a dash",
          "related": [],
          "fixes": [
            {
              "title": "add 0000 for a +4 that is not known: `840430000`",
              "applicability": "unsafe"
            }
          ]
        }
      ],
      "failures": [],
      "summary": {
        "files": 1,
        "rows": 1,
        "errors": 1,
        "warnings": 0,
        "notes": 0,
        "suppressed": 0,
        "in_baseline": 0
      }
    }
    "#);
}

#[test]
fn a_workbook_has_a_sheet_and_no_lines() {
    let files = Sandbox::organization().file(
        "front-desk--lehi.xlsx",
        workbook(&[STAFF, &ANA.replace("Chen", "Chen 2")]),
    );
    assert_snapshot!(files.run("lint --format json"), @r#"
    exit code 1
    --- stdout
    {
      "version": 1,
      "diagnostics": [
        {
          "rule": "invalid-name",
          "level": "error",
          "message": "`Chen 2` is not a person's name: it holds a digit",
          "path": "front-desk--lehi.xlsx",
          "sheet": "Users",
          "cell": "B2",
          "row": 2,
          "column": 2,
          "column_name": "Last Name",
          "line": null,
          "col": null,
          "end_line": null,
          "end_col": null,
          "help": "a name is letters, spaces, hyphens, apostrophes and full stops; type the name as it should stand on the account",
          "related": [],
          "fixes": []
        }
      ],
      "failures": [],
      "summary": {
        "files": 1,
        "rows": 1,
        "errors": 1,
        "warnings": 0,
        "notes": 0,
        "suppressed": 0,
        "in_baseline": 0
      }
    }
    "#);
}

#[test]
fn a_whole_file_has_no_place_in_it() {
    let found = found(workbook(&[STAFF, ANA]));
    let nulls = [
        "cell",
        "row",
        "column",
        "column_name",
        "line",
        "col",
        "end_line",
        "end_col",
    ];
    assert_eq!(found[0]["rule"], "workbook-named-csv");
    assert!(
        nulls.iter().all(|key| found[0].get(key) == Some(&Value::Null)),
        "{found:#?}"
    );
}

#[test]
fn a_whole_row_has_no_column() {
    let found = found(format!("{STAFF}\nAna,Chen\n{ZOE}\n"));
    assert_eq!(found[0]["rule"], "ragged-row");
    assert_eq!(found[0]["row"], 2);
    assert_eq!(
        [&found[0]["line"], &found[0]["col"], &found[0]["end_col"]],
        [2, 1, 9]
    );
    let nulls = ["cell", "column", "column_name"];
    assert!(
        nulls.iter().all(|key| found[0].get(key) == Some(&Value::Null)),
        "{found:#?}"
    );
}

#[test]
fn a_related_place_has_the_same_keys() {
    let files = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .staff(
            "front-desk--provo.csv",
            &["Ada,Chen,AChen,ada.chen@example.com,(801) 555-0126,NO"],
        );
    let found = diagnostics(&files);
    assert_eq!(
        found[0]["related"],
        json!([{
            "message": "used here first",
            "path": "front-desk--lehi.csv", "sheet": null,
            "cell": "C2", "row": 2, "column": 3, "column_name": "Username",
            "line": 2, "col": 10, "end_line": 2, "end_col": 15,
        }])
    );
}

#[test]
fn the_header_is_row_1_and_columns_are_characters() {
    let wrong =
        |first: &str| format!("{STAFF}\n{first},Chen 2,achen,ana.chen@example.com,(801) 555-0123,NO\n");
    assert_eq!(place(wrong("Ana")), [2, 2, 2, 5, 2, 11]);
    assert_eq!(place(wrong("Zoë")), [2, 2, 2, 5, 2, 11]);
    assert_eq!(place(wrong("Zoe\u{308}")), [2, 2, 2, 6, 2, 12]);
}

#[test]
fn an_emoji_is_one_character() {
    let found = found(format!(
        "{STAFF}\n😀,Chen 2,achen,ana.chen@example.com,(801) 555-0123,NO\n"
    ));
    let places: Vec<_> = found
        .iter()
        .map(|found| (&found["col"], &found["end_col"]))
        .collect();
    assert_eq!(places, [(&json!(1), &json!(2)), (&json!(3), &json!(9))]);
}

#[test]
fn a_line_end_in_a_cell_makes_two_lines_of_one_row() {
    let address = r#""100 Example Street
Suite 4""#;
    let broken = DENTIST.replace("100 Example Street", address);
    let files = Sandbox::organization().people(
        "dentist--lehi.csv",
        &[&broken, &DENTIST.replace("Ames,", "Ames 2,")],
    );
    let json = files.run("lint --json").json();
    let found = json["diagnostics"].as_array().expect("diagnostics");
    let of = |rule: &str| found.iter().find(|found| found["rule"] == rule).expect(rule);
    let place = |found: &Value| {
        ["row", "line", "col", "end_line", "end_col"].map(|key| found[key].as_u64().expect(key))
    };
    assert_eq!(place(of("line-break")), [2, 2, 62, 3, 9]);
    assert_eq!(place(of("invalid-name")), [3, 4, 5, 4, 11]);
}

#[test]
fn a_byte_order_mark_is_no_character() {
    let text = format!("\u{feff}{STAFF}\nAna,Chen 2,achen,ana.chen@example.com,(801) 555-0123,NO\n");
    assert_eq!(place(text), [2, 2, 2, 5, 2, 11]);
    let header =
        format!("\u{feff}First Name,Last Name,Username,Email,Phone Number,Provider,E-mail\n{ANA},\n");
    assert_eq!(place(header), [1, 7, 1, 59, 1, 65]);
}

#[test]
fn line_ends_of_every_system_count_as_one() {
    let text = format!("{STAFF}\n{ZOE}\nAna,Chen 2,achen,ana.chen@example.com,(801) 555-0123,NO\n");
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(place(text.replace('\n', end)), [3, 2, 3, 5, 3, 11], "{end:?}");
    }
}

#[test]
fn a_cell_in_quotation_marks_is_marked_with_them() {
    let text = format!("{STAFF}\nAna,\"Chen 2\",achen,ana.chen@example.com,(801) 555-0123,\"NO\"\r\n");
    assert_eq!(place(text), [2, 2, 2, 5, 2, 13]);
}

#[test]
fn paths_are_those_from_the_working_directory() {
    let files = Sandbox::empty()
        .file("clinic/roster.toml", crate::fixture::ROSTER_TOML)
        .staff("clinic/west/front-desk--lehi.csv", &[&ANA.replace("Chen", "")]);
    for args in ["lint --json", "lint --json clinic", "lint --json ./clinic/west"] {
        let json = files.run(args).json();
        assert_eq!(
            json["diagnostics"][0]["path"], "clinic/west/front-desk--lehi.csv",
            "{args}"
        );
    }
    for (path, shown) in [
        (".", "front-desk--lehi.csv"),
        ("../west", "../west/front-desk--lehi.csv"),
    ] {
        let json = files.run_in("clinic/west", &format!("lint --json {path}")).json();
        assert_eq!(json["diagnostics"][0]["path"], shown);
    }
}

#[test]
fn nothing_found_is_still_an_answer() {
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA, ZOE]);
    let said = files.run("lint --format json");
    assert_eq!(
        said.json(),
        json!({
            "version": 1, "diagnostics": [], "failures": [],
            "summary": { "files": 1, "rows": 2, "errors": 0, "warnings": 0, "notes": 0, "suppressed": 0, "in_baseline": 0 },
        })
    );
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_summary_counts_all_levels() {
    let files = Sandbox::organization()
        .people("dentist--lehi.csv", &[DENTIST])
        .people("dentist--provo.csv", &[DENTIST])
        .staff(
            "front-desk--lehi.csv",
            &[&ANA.replace("ana.chen@example.com", ""), &ZOE.replace("NO", "no")],
        );
    let json = files.run("lint --json").json();
    assert_eq!(
        json["summary"],
        json!({ "files": 3, "rows": 4, "errors": 1, "warnings": 1, "notes": 1, "suppressed": 0, "in_baseline": 0 })
    );
}

#[test]
fn statistics_count_rules_and_what_can_be_repaired() {
    let sandbox = Sandbox::organization()
        .staff(
            "front-desk--lehi.csv",
            &[
                &ANA.replace("NO", "no"),
                &ZOE.replace("NO", "no").replace("Berg", ""),
            ],
        )
        .staff("front-desk--provo.csv", &[]);
    assert_snapshot!(sandbox.run("lint --statistics"), @"
    exit code 1
    --- stdout
    COUNT  LEVEL  RULE            FILES  SAFE FIXES
    2      error  invalid-choice  1      2
    1      error  missing-value   1      0
    3 errors in 2 rows of 2 files
    ");
    let json = sandbox.run("lint --statistics --json").json();
    assert_snapshot!(format!("{json:#}"), @r#"
    {
      "failures": [],
      "statistics": [
        {
          "count": 2,
          "files": 1,
          "level": "error",
          "rule": "invalid-choice",
          "safe_fixes": 2
        },
        {
          "count": 1,
          "files": 1,
          "level": "error",
          "rule": "missing-value",
          "safe_fixes": 0
        }
      ],
      "summary": {
        "errors": 3,
        "files": 2,
        "in_baseline": 0,
        "notes": 0,
        "rows": 2,
        "suppressed": 0,
        "warnings": 0
      },
      "version": 1
    }
    "#);
    assert_eq!(
        sandbox.run("lint --statistics front-desk--provo.csv").stdout,
        "nothing wrong in 0 rows of 1 file\n"
    );
}
