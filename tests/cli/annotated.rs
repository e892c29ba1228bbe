//! `roster lint --annotate`: the user's rows with the wrong cells marked, and the failed ones to be corrected and imported.

use insta::assert_snapshot;
use serde_json::Value;

use crate::fixture::python::python;
use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, DENTIST, PEOPLE, Sandbox, ZOE};
use crate::naughty::{naughty_rosters, naughty_strings};

/// What openpyxl finds in the workbook; `None` without it.
pub(crate) fn look(sandbox: &Sandbox, path: &str) -> Option<Value> {
    let said = python(sandbox, "annotated.py", "openpyxl", &["look", path])?;
    assert_eq!(said.code, Some(0), "{said}");
    Some(serde_json::from_str(&said.stdout).expect("JSON"))
}

/// Somebody corrects cells and saves the workbook under another name; `false` where nobody can.
pub(crate) fn correct(sandbox: &Sandbox, path: &str, to: &str, cells: &[&str]) -> bool {
    let args = [&["correct", path, to], cells].concat();
    let said = python(sandbox, "annotated.py", "openpyxl", &args);
    said.is_some_and(|said| {
        assert_eq!(said.code, Some(0), "{said}");
        true
    })
}

/// A roster with two errors and a note in a row, and a row that is right.
pub(crate) fn one_file() -> Sandbox {
    let wrong = DENTIST
        .replace("bames,ben.ames@example.com", "bames.,")
        .replace("1245319599", "0012453195");
    Sandbox::organization().people("dentist--lehi.csv", &[&wrong, RIGHT])
}

pub(crate) const RIGHT: &str = r#"Zoë,Berg,zberg,zoe.berg@example.com,(801) 555-0124,YES,ZBERG,100 Example Street,Lehi,UT,840430000,1992999999,AB1234563,12-3456789,"7654321""#;

#[test]
fn wrong_cells_are_coloured_and_say_what_to_do() {
    let sandbox = one_file();
    let said = sandbox.run("lint --annotate wrong.xlsx --format concise");
    assert_snapshot!(said, @"
    exit code 1
    --- stdout
    dentist--lehi.csv:2:10: error[invalid-username] `bames.` is not a username that can be used: it holds `.`, only letters and digits are allowed (C2 Username)
    dentist--lehi.csv:2:17: warning[missing-recommended] Email should be filled in D2
    dentist--lehi.csv:2:80: error[invalid-npi] this value is not an NPI: it begins with neither 1 nor 2 (L2 NPI)
    2 errors and 1 warning in 2 rows of 1 file
    --- stderr
    wrote `wrong.xlsx`: the rows as they are, sensitive values too; only you may read it
    ");
    let Some(found) = look(&sandbox, "wrong.xlsx") else {
        return;
    };
    assert_snapshot!(format!("{:#}", found["dentist--lehi"]["notes"]), @r#"
    {
      "C2": "Error: `bames.` is not a username that can be used: it holds `.`, only letters and digits are allowed\nWhat to do: choose another: letters and digits only, and no word that the target keeps for itself",
      "D2": "Warning: Email should be filled in D2\nWhat to do: fill in cell D2: Dentrix Ascend sends the invitation there, and its help page says that every user account needs one; leave it blank if the person has none",
      "L2": "Error: `0012453195` is not an NPI: it begins with neither 1 nor 2\nWhat to do: type the ten digits of the provider's own NPI, as the NPPES registry shows it"
    }
    "#);
    assert_snapshot!(format!("{:#}", found["To correct"]["notes"]), @r#"
    {
      "C2": "Error, from C2 of dentist--lehi.csv: `bames.` is not a username that can be used: it holds `.`, only letters and digits are allowed\nWhat to do: choose another: letters and digits only, and no word that the target keeps for itself",
      "D2": "Warning, from D2 of dentist--lehi.csv: Email should be filled in D2\nWhat to do: fill in cell D2: Dentrix Ascend sends the invitation there, and its help page says that every user account needs one; leave it blank if the person has none",
      "L2": "Error, from L2 of dentist--lehi.csv: `0012453195` is not an NPI: it begins with neither 1 nor 2\nWhat to do: type the ten digits of the provider's own NPI, as the NPPES registry shows it"
    }
    "#);
    assert_snapshot!(format!("{:#}", found["Summary"]["links"]), @r#"
    {
      "C10": "'dentist--lehi'!L2",
      "C8": "'dentist--lehi'!C2",
      "C9": "'dentist--lehi'!D2",
      "D10": "'To correct'!L2",
      "D8": "'To correct'!C2",
      "D9": "'To correct'!D2"
    }
    "#);
    let rows = &found["dentist--lehi"];
    // Zeros in front stay, and every cell is text.
    assert_eq!(rows["cells"]["L2"], "0012453195");
    assert_eq!(rows["formats"], serde_json::json!(["@"]));
    assert_eq!(rows["colours"]["L2"], found["To correct"]["colours"]["L2"]);
    assert!(rows["colours"]["A2"].is_null() && rows["cells"]["A3"] == "Zoë");
    let is_there = &found["To correct"]["cells"]["A3"];
    assert!(is_there.is_null(), "a row that is right is not to be corrected");
}

#[test]
fn what_was_corrected_is_imported_as_the_file_it_came_from() {
    let sandbox = one_file();
    assert_eq!(sandbox.run("import --yes --skip-invalid").code, Some(1));
    assert_eq!(sandbox.run("lint --annotate wrong.xlsx").code, Some(1));
    let cells = [
        "To correct!C2=bames",
        "To correct!L2=1245319599",
        "To correct!D2=ben@example.com",
    ];
    if !correct(&sandbox, "wrong.xlsx", "right.xlsx", &cells) {
        return;
    }
    let wrong = sandbox.run("lint wrong.xlsx --format concise");
    assert_snapshot!(wrong, @"
    exit code 1
    --- stdout
    wrong.xlsx:To correct!C2: error[invalid-username] `bames.` is not a username that can be used: it holds `.`, only letters and digits are allowed (C2 Username)
    wrong.xlsx:To correct!D2: warning[missing-recommended] Email should be filled in D2
    wrong.xlsx:To correct!L2: error[invalid-npi] this value is not an NPI: it begins with neither 1 nor 2 (L2 NPI)
    2 errors and 1 warning in 1 row of 1 file
    ");
    // No word about duplicates of the file's own rows, and none about the other sheets.
    let right = sandbox.run("lint right.xlsx --format concise --fail-on note");
    assert_snapshot!(right, @"
    exit code 0
    --- stdout
    nothing wrong in 1 row of 1 file
    ");
    let imported = sandbox.run("import right.xlsx --yes --json").json();
    let batch = &imported["batches"][0];
    assert_eq!(
        batch["assignments"],
        serde_json::json!({"lehi": "dentist"}),
        "{imported:#}"
    );
    assert_eq!(
        (&batch["create"], &batch["outcome"]),
        (&1.into(), &"applied".into())
    );
}

#[test]
fn the_failed_rows_of_several_files_say_who_gets_what() {
    let sandbox = one_file()
        .staff(
            "front-desk--provo.csv",
            &[&ANA.replace("NO", "perhaps"), &ZOE.replace("zberg", "zb erg")],
        )
        .staff(
            "front-desk--lehi.csv",
            &["Dee,Fox,dfox,dee@example.com,(801) 555-0126,NO"],
        );
    sandbox.run("lint --annotate wrong.xlsx");
    let cells = [
        "To correct!C2=bames",
        "To correct!D2=ben@example.com",
        "To correct!L2=1245319599",
        "To correct!F3=NO",
        "To correct!C4=zberg2",
    ];
    if !correct(&sandbox, "wrong.xlsx", "right.xlsx", &cells) {
        return;
    }
    let found = look(&sandbox, "right.xlsx").expect("openpyxl");
    let cells = &found["To correct"]["cells"];
    let assigned = |row: u32| format!("{} at {}", cells[format!("P{row}")], cells[format!("Q{row}")]);
    assert_eq!(
        [1, 2, 3, 4].map(assigned),
        [
            r#""Role" at "Location""#,
            r#""Provider" at "Lehi""#,
            r#""Receptionist" at "Provo""#,
            r#""Receptionist" at "Provo""#
        ]
    );
    let imported = sandbox.run("import right.xlsx --yes --json").json();
    let created: Vec<String> = imported["batches"]
        .as_array()
        .expect("batches")
        .iter()
        .map(|batch| format!("{} {}", batch["create"], batch["assignments"]))
        .collect();
    assert_eq!(
        created,
        [r#"1 {"lehi":"dentist"}"#, r#"2 {"provo":"front-desk"}"#],
        "{imported:#}"
    );
}

#[test]
fn a_workbook_that_is_found_in_a_folder_has_no_people_of_its_own() {
    let sandbox = one_file();
    let before = sandbox.run("lint --format concise").stdout;
    sandbox.run("lint --annotate wrong.xlsx");
    let said = sandbox.run("lint --format concise");
    assert_eq!(said.stdout, before);
    assert_snapshot!(said.stderr, @"passed over `wrong.xlsx`: its rows are those of other files; name it to read what was corrected in it");
    // Nor has it for another file, which is compared with all others of the organization.
    let other = sandbox.run("lint dentist--lehi.csv --format concise");
    assert_eq!((other.stdout, other.stderr.as_str()), (before, ""));
}

#[test]
fn nothing_is_written_over_and_only_the_user_may_read_it() {
    let sandbox = one_file().file("staff.xlsx", workbook(&[PEOPLE, RIGHT]));
    for path in ["staff.xlsx", "dentist--lehi.csv", "wrong.ods"] {
        let before = sandbox.path(path).exists().then(|| sandbox.read(path));
        let said = sandbox.run(&format!("lint --annotate {path}"));
        assert_eq!((said.code, said.stdout.as_str()), (Some(2), ""), "{path}: {said}");
        assert_eq!(sandbox.path(path).exists().then(|| sandbox.read(path)), before);
    }
    sandbox.run("lint dentist--lehi.csv --annotate wrong.xlsx");
    let written = sandbox.read("wrong.xlsx");
    assert_snapshot!(sandbox.run("lint dentist--lehi.csv --annotate wrong.xlsx"), @"
    exit code 2
    --- stderr
      × `wrong.xlsx` is there already, and nothing is written over it
      help: name another file; or delete it, if it holds no corrections that you still need
    ");
    sandbox.run("lint dentist--lehi.csv --annotate again.xlsx");
    assert_eq!(
        sandbox.read("again.xlsx"),
        written,
        "the same rows give the same bytes"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = sandbox
            .path("wrong.xlsx")
            .metadata()
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let left = sandbox.files().into_iter().filter(|name| name.starts_with('.'));
    assert_eq!(left.count(), 0, "no temporary file stays");
}

#[test]
fn one_workbook_is_for_one_organization() {
    let toml = String::from_utf8(one_file().read("roster.toml")).expect("UTF-8");
    let sandbox = one_file()
        .file("north/roster.toml", toml)
        .people("north/dentist--lehi.csv", &[DENTIST]);
    assert_snapshot!(sandbox.run("lint --annotate wrong.xlsx"), @"
    exit code 2
    --- stderr
      × the files belong to 2 organizations or targets, and a workbook holds those of one
      help: name the files or the folder of one of them
    ");
}

#[test]
fn sensitive_values_stand_with_the_rows_and_not_in_the_overview() {
    let wrong = DENTIST.replace("1245319599", "7654321765");
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[&wrong]);
    let said = sandbox.run("lint --annotate wrong.xlsx --format concise");
    assert!(!said.all().contains("7654321765"), "{said}");
    let Some(found) = look(&sandbox, "wrong.xlsx") else {
        return;
    };
    assert!(!found["Summary"].to_string().contains("7654321765"));
    for sheet in ["dentist--lehi", "To correct"] {
        assert_eq!(found[sheet]["cells"]["L2"], "7654321765");
        assert!(found[sheet]["notes"]["L2"].to_string().contains("`7654321765`"));
    }
}

/// As a workbook spells it where it cannot hold a character, and as openpyxl gives it back.
fn spelled(text: &str) -> String {
    let spell = |character: char| match character {
        '\t' | '\n' => character.to_string(),
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => format!("_x{:04X}_", u32::from(character)),
        character => character.to_string(),
    };
    text.chars().map(spell).collect()
}

#[test]
fn naughty_strings_stay_what_they_are_in_cells_headers_and_names_of_sheets() {
    let sandbox = naughty_rosters();
    let said = sandbox.run("lint --annotate wrong.xlsx --format concise");
    assert_eq!(said.code, Some(1), "{said}");
    let Some(found) = look(&sandbox, "wrong.xlsx") else {
        return;
    };
    let rows = &found["front-desk--lehi"]["cells"];
    for (row, text) in (2..).zip(naughty_strings()) {
        assert_eq!(rows[format!("A{row}")], spelled(&text), "A{row}");
    }
    let header = &found["headers-0"]["cells"];
    for (column, text) in ["G", "H", "I", "J"].iter().zip(naughty_strings()) {
        assert_eq!(header[format!("{column}1")], spelled(&text), "{column}1");
    }
    assert!(found.as_object().expect("sheets").len() > 60);
}

#[test]
fn where_there_are_too_many_notes_the_rest_is_counted() {
    let people =
        (0..10_001).map(|person| format!("Ana{person},Chen,u{person},a@example.com,(801) 555-0123,NO"));
    let people: Vec<String> = people.collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &people);
    sandbox.run("lint --annotate wrong.xlsx --select invalid-name");
    let Some(found) = look(&sandbox, "wrong.xlsx") else {
        return;
    };
    let notes = ["To correct", "front-desk--lehi"]
        .map(|sheet| found[sheet]["notes"].as_object().map_or(0, serde_json::Map::len));
    assert_eq!(notes.iter().sum::<usize>(), 10_000);
    let colours = ["To correct", "front-desk--lehi"].map(|sheet| found[sheet]["colours"]["A10002"].clone());
    assert!(colours.iter().all(Value::is_string), "{colours:?}");
    assert_snapshot!(found["Summary"]["cells"]["A6"], @r#""10002 notes at cells are left out, because a workbook with more than 10000 opens slowly. Their cells are coloured all the same.""#);
    assert_eq!(found["Summary"]["cells"]["C10008"], "A10001");
}

#[test]
fn a_cell_that_no_workbook_can_hold_is_cut_and_says_so() {
    let long = "Ana ".repeat(10_000);
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replacen("Ana", &long, 1)]);
    sandbox.run("lint --annotate wrong.xlsx");
    let Some(found) = look(&sandbox, "wrong.xlsx") else {
        return;
    };
    for sheet in ["front-desk--lehi", "To correct"] {
        let cell = found[sheet]["cells"]["A2"].as_str().expect("a text");
        assert!(
            cell.starts_with("Ana Ana") && cell.ends_with('…') && cell.len() < 32_770,
            "{sheet}"
        );
        let note = found[sheet]["notes"]["A2"].as_str().expect("a note");
        assert!(note.contains("was cut to 32767 characters"), "{sheet}: {note}");
    }
}

#[test]
fn a_row_is_as_high_as_its_cell_of_several_lines() {
    let wrong = DENTIST.replace(
        "100 Example Street",
        "\"100 Example Street\nSuite 4\nSecond floor\"",
    );
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[&wrong, RIGHT]);
    sandbox.run("lint --annotate wrong.xlsx");
    let Some(found) = look(&sandbox, "wrong.xlsx") else {
        return;
    };
    for sheet in ["dentist--lehi", "To correct"] {
        let heights = &found[sheet]["heights"];
        assert!(
            heights["2"].as_f64().is_some_and(|height| height > 40.0),
            "{sheet}: {heights}"
        );
        assert!(heights["3"].is_null(), "{sheet}: {heights}");
    }
}
