//! Which files are looked at: folders are walked, and what is no roster is passed over.

use std::fs;

use insta::assert_snapshot;

use crate::fixture::{ANA, ROSTER_TOML, STAFF, Sandbox, ZOE, table};

#[test]
fn a_folder_with_the_name_of_a_file() {
    let sandbox = Sandbox::organization();
    fs::create_dir(sandbox.path("staff.csv")).unwrap();
    assert_snapshot!(sandbox.run("lint staff.csv"), @"
    exit code 2
    --- stderr
      × there is no roster in `staff.csv`
      help: a roster is a .csv or .xlsx file whose first row has the target's headers; `roster template` writes
            one to fill in
    ");
    sandbox.write("staff.csv/front-desk--lehi.csv", table(STAFF, &[ANA]));
    assert_eq!(sandbox.run("lint staff.csv").code, Some(0));
}

#[test]
fn a_folder_without_a_roster() {
    let sandbox = Sandbox::organization()
        .file("songs.csv", "Title,Year\n")
        .file("notes.txt", "none");
    assert_snapshot!(sandbox.run("lint"), @"
    exit code 2
    --- stderr
    passed over `songs.csv`: none of its first rows has the headers of `dentrix-ascend`
      × there is no roster in `.`
      help: a roster is a .csv or .xlsx file whose first row has the target's headers; `roster template` writes
            one to fill in
    ");
}

#[test]
fn an_organization_may_begin_without_a_roster() {
    let sandbox = Sandbox::organization().file("north/roster.toml", ROSTER_TOML);
    assert_snapshot!(sandbox.run("lint"), @"
    exit code 0
    --- stderr
    there is no roster yet; `roster template` writes rosters to fill in
    ");
    assert_eq!(sandbox.run("lint --json").json()["summary"]["files"], 0);
    // Where a place is named, a roster should be there; and an import has nothing to do.
    assert_eq!(sandbox.run("lint north").code, Some(2));
    assert_eq!(sandbox.run("import").code, Some(2));
    sandbox.write("north/roster.toml", "schema = 1\n");
    assert_eq!(sandbox.run("lint").code, Some(2));
    assert_eq!(Sandbox::empty().run("lint").code, Some(2));
}

#[test]
fn a_folder_is_walked_and_what_is_no_roster_is_passed_over() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("provo/front-desk--provo.csv", &[ZOE])
        .file("songs.csv", "Title,Year\nExample,1999\n")
        .file("notes.txt", "none")
        .file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\0")
        .file(".hidden/front-desk--lehi.csv", "")
        .file("~$front-desk--lehi.xlsx", "a lock of Excel");
    assert_snapshot!(sandbox.run("lint"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 2 files
    --- stderr
    passed over `picture.csv`: the file is not text and not an Excel workbook
    passed over `songs.csv`: none of its first rows has the headers of `dentrix-ascend`
    ");
}

#[test]
fn an_organization_in_an_organization_is_another_one() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .file("partner/roster.toml", ROSTER_TOML)
        .staff("partner/front-desk--lehi.csv", &[ANA]);
    let said = sandbox.run("lint --fail-on note");
    assert_eq!(said.stdout, "nothing wrong in 2 rows of 2 files\n", "{said}");
    assert_eq!(said.code, Some(0));
}

#[test]
fn a_roster_by_its_name_is_not_passed_over() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .file("front-desk--provo.csv", "");
    let said = sandbox.run("lint");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("front-desk--provo.csv"), "{said}");
}

#[test]
fn a_roster_in_a_format_that_is_not_read_is_not_passed_over() {
    for name in ["front-desk--provo.xls", "front-desk--provo.ods"] {
        let sandbox = Sandbox::organization()
            .staff("front-desk--lehi.csv", &[ANA])
            .file(name, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0");
        let said = sandbox.run("lint");
        assert!(said.stderr.contains(name), "{said}");
    }
}

#[test]
fn a_listed_file_that_is_not_there_is_a_warning() {
    let batch = "\n[[batch]]\nfiles = \"managers.csv\"\nassign = { lehi = \"front-desk\" }\n";
    let sandbox = Sandbox::organization()
        .file("roster.toml", ROSTER_TOML.to_owned() + batch)
        .staff("front-desk--lehi.csv", &[ANA]);
    assert_snapshot!(sandbox.run("lint"), @"
    exit code 0
    --- stdout
    nothing wrong in 1 row of 1 file
    --- stderr
    warning: `roster.toml` lists `managers.csv`, which is not there
    ");
}

#[test]
fn an_override_that_fits_no_file_is_a_warning() {
    let entry = |files: &str| {
        format!(
            "\n[[override]]\nfiles = \"{files}\"\n[override.rules]\nphone-fictional = {{ level = \"off\", reason = \"x\" }}\n"
        )
    };
    let roster_toml = format!("{ROSTER_TOML}{}{}", entry("archiv/*"), entry("*--lehi.csv"));
    let sandbox = Sandbox::organization()
        .file("roster.toml", roster_toml)
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("archive/front-desk--provo.csv", &[ZOE]);
    assert_eq!(
        sandbox.run("lint").stderr,
        "warning: an override of `roster.toml` is for `archiv/*`, which fits no file\n"
    );
}

#[test]
fn without_a_roster_toml_the_header_tells_the_schema() {
    let sandbox = Sandbox::empty().staff("staff.csv", &[&ANA.replace("Chen", "")]);
    assert_snapshot!(sandbox.run("lint --format concise"), @"
    exit code 1
    --- stdout
    staff.csv:2:5: error[missing-value] Last Name is blank in B2
    staff.csv:2:33: warning[phone-fictional] this value rings nowhere: 555-0100 to 555-0199 are reserved for fiction (E2 Phone Number)
    1 error and 1 warning in 1 row of 1 file
    --- stderr
    no roster.toml: 1 file judged as `dentrix-ascend`, by the header
    ");
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("roster init"), "{said}");
}

#[test]
fn without_a_roster_toml_a_title_above_the_headers_is_told_as_well() {
    for title in ["Staff list", "Staff list,,,,,", ",,,,,", "", "version:v1.0"] {
        let sandbox = Sandbox::empty().file("people.csv", format!("{title}\n{STAFF}\n{ANA}\n"));
        let said = sandbox.run("lint --format concise people.csv");
        assert!(said.stdout.contains("lines-above-header"), "{title:?} {said}");
    }
}

#[test]
fn a_file_is_not_compared_with_itself_however_it_is_named() {
    let sandbox = Sandbox::organization()
        .staff("west/front-desk--lehi.csv", &[ANA])
        .staff("east/front-desk--provo.csv", &[ZOE]);
    let absolute = sandbox.path("west").display().to_string();
    let runs = [
        ("west", ""),
        ("west", "front-desk--lehi.csv"),
        ("west", "../west/front-desk--lehi.csv"),
        ("west", &absolute),
        ("east", "../west/front-desk--lehi.csv"),
        (".", "west ./west"),
        (".", "west west/front-desk--lehi.csv"),
        (".", "west/front-desk--lehi.csv east/../west/front-desk--lehi.csv"),
    ];
    for (folder, args) in runs {
        let said = sandbox.run_in(folder, &format!("lint {args}"));
        assert_eq!(
            said.stdout, "nothing wrong in 1 row of 1 file\n",
            "{folder} {args:?}: {said}"
        );
    }
}

#[test]
fn a_file_named_after_what_people_call_a_role_is_told_the_id() {
    let sandbox = Sandbox::organization().staff("Receptionist--Lehi.csv", &[ANA]);
    let json = sandbox.run("lint --json").json();
    let found = &json["diagnostics"][0];
    assert_eq!(found["message"], "there is no role `receptionist`");
    let help = found["help"].as_str().expect("help");
    assert!(
        help.ends_with("the id of the role called so is `front-desk`."),
        "{help}"
    );
}
