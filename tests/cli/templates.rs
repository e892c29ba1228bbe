//! `roster template`: what it writes, what it keeps, and that an unfilled template is clean.

use std::io::Cursor;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use insta::assert_snapshot;
use serde_json::json;

use crate::fixture::{PEOPLE, Sandbox};

#[test]
fn a_workbook_and_a_csv_for_each_role_and_location() {
    let sandbox = Sandbox::organization();
    assert_snapshot!(sandbox.run("template"), @"
    exit code 0
    --- stdout
    written front-desk--lehi.xlsx
    written front-desk--lehi.csv
    written front-desk--provo.xlsx
    written front-desk--provo.csv
    written dentist--lehi.xlsx
    written dentist--lehi.csv
    written dentist--provo.xlsx
    written dentist--provo.csv
    ");
    assert_eq!(sandbox.files().len(), 9);
}

#[test]
fn the_csv_is_the_header_of_the_target() {
    let sandbox = Sandbox::organization();
    sandbox.run("template --format csv");
    for name in ["dentist--lehi.csv", "front-desk--provo.csv"] {
        assert_eq!(
            String::from_utf8(sandbox.read(name)).unwrap(),
            format!("{PEOPLE}\r\n")
        );
    }
}

#[test]
fn the_workbook_opens_elsewhere_and_has_the_header() {
    let sandbox = Sandbox::organization();
    sandbox.run("template --format xlsx --role dentist --location lehi");
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(sandbox.read("dentist--lehi.xlsx"))).unwrap();
    let first = workbook.sheet_names()[0].clone();
    let range = workbook.worksheet_range(&first).unwrap();
    let header: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(header.join(","), PEOPLE);
    assert!(
        range
            .rows()
            .skip(1)
            .flatten()
            .all(|cell| cell.to_string().is_empty())
    );
}

#[test]
fn a_template_saved_as_it_is_is_clean() {
    let sandbox = Sandbox::organization();
    sandbox.run("template");
    assert_snapshot!(sandbox.run("lint --fail-on note"), @"
    exit code 0
    --- stdout
    nothing wrong in 0 rows of 8 files
    ");
    for name in sandbox.files().iter().filter(|name| *name != "roster.toml") {
        let said = sandbox.run(&format!("lint --json --fail-on note {name}"));
        assert_eq!(said.code, Some(0), "{name}: {said}");
        assert_eq!(said.json()["summary"]["rows"], 0);
    }
}

#[test]
fn one_of_them_in_a_folder_of_its_own() {
    let sandbox = Sandbox::organization();
    let args = "template --role dentist --location provo --format csv -o to/fill --json";
    assert_eq!(
        sandbox.run(args).json(),
        json!({ "version": 1, "files": [
            { "path": "to/fill/dentist--provo.csv", "role": "dentist", "location": "provo", "state": "written" },
        ] })
    );
    assert!(sandbox.path("to/fill/dentist--provo.csv").is_file());
    assert_eq!(sandbox.run(args).json()["files"][0]["state"], "kept");
}

#[test]
fn a_filled_file_is_kept_unless_forced() {
    let sandbox = Sandbox::organization().file("dentist--lehi.csv", "precious");
    let args = "template --role dentist --location lehi";
    assert_snapshot!(sandbox.run(args), @"
    exit code 0
    --- stdout
    written dentist--lehi.xlsx
    kept dentist--lehi.csv
    --- stderr
    1 file was there already and not touched; --force writes over them
    ");
    assert_eq!(sandbox.read("dentist--lehi.csv"), b"precious");
    sandbox.run(&format!("{args} --force"));
    assert_ne!(sandbox.read("dentist--lehi.csv"), b"precious");
}

#[test]
fn templates_are_the_same_byte_for_byte() {
    let [one, other] = [Sandbox::organization(), Sandbox::organization()];
    for sandbox in [&one, &other] {
        sandbox.run("template");
    }
    for name in one.files() {
        assert!(one.read(&name) == other.read(&name), "{name}");
    }
}

#[test]
fn an_unknown_role_writes_nothing() {
    let sandbox = Sandbox::organization();
    assert_snapshot!(sandbox.run("template --role dentst"), @"
    exit code 2
    --- stderr
      × `roster.toml` has no role `dentst`
      help: it has: front-desk, dentist
    ");
    assert_eq!(sandbox.run("template --location mars").code, Some(2));
    assert_eq!(sandbox.files(), ["roster.toml"]);
}

#[test]
fn an_organization_without_roles_has_no_templates() {
    let sandbox = Sandbox::empty();
    sandbox.run("init");
    assert_snapshot!(sandbox.run("template"), @"
    exit code 2
    --- stderr
      × `roster.toml` has no role
      help: add a [[role]] to it
    ");
}

#[test]
fn a_folder_that_is_a_file_is_refused() {
    let sandbox = Sandbox::organization().file("out", "a file");
    let said = sandbox.run("template -o out");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("out/"), "{said}");
    assert_eq!(sandbox.files(), ["out", "roster.toml"]);
}
