//! `roster template`: what it writes, what it keeps, and that an unfilled template is clean.

use std::io::Cursor;
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use insta::assert_snapshot;
use serde_json::json;

use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, DENTIST, PEOPLE, ROSTER_TOML, STAFF, Sandbox, ZOE};

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
fn people_are_not_written_over_even_when_forced() {
    let sandbox = Sandbox::organization();
    let args = "template --role dentist --location lehi";
    sandbox.run(args);
    let mut filled = sandbox.read("dentist--lehi.csv");
    filled.extend_from_slice(DENTIST.as_bytes());
    sandbox.write("dentist--lehi.csv", &filled);
    let filled_workbook = workbook(&[PEOPLE, DENTIST]);
    sandbox.write("dentist--lehi.xlsx", &filled_workbook);
    assert_snapshot!(sandbox.run(&format!("{args} --force")), @"
    exit code 1
    --- stdout
    filled dentist--lehi.xlsx
    filled dentist--lehi.csv
    --- stderr
    2 files have people in them, and --force does not write over people: import or move them first
    ");
    assert_eq!(sandbox.read("dentist--lehi.csv"), filled);
    assert!(sandbox.read("dentist--lehi.xlsx") == filled_workbook);
    // Who is in the new file too is not lost.
    let said = sandbox.run(&format!(
        "{args} --format csv --force --prefill dentist--lehi.csv"
    ));
    assert_eq!(said.code, Some(0), "{said}");
}

#[test]
fn what_a_spreadsheet_saves_is_no_other_template() {
    let sandbox = Sandbox::organization();
    let args = "template --role front-desk --location lehi --format csv";
    sandbox.run(args);
    let written = String::from_utf8(sandbox.read("front-desk--lehi.csv")).expect("text");
    let check = |text: &str| {
        sandbox.write("front-desk--lehi.csv", text);
        let said = sandbox.run(&format!("{args} --check"));
        said.stdout.lines().next().unwrap_or_default().to_owned()
    };
    let row = format!("{ANA}\n");
    for header in [
        format!("\u{FEFF}{written}"),
        written.replace("\r\n", "\n"),
        written.replace(',', ";"),
        format!("{STAFF}\n"),
    ] {
        assert_eq!(
            check(&format!("{header}{row}")),
            "in use front-desk--lehi.csv",
            "{header}"
        );
        assert_eq!(
            check(&header),
            "stale front-desk--lehi.csv: nobody has filled it in, and it is written otherwise now"
        );
    }
    assert_eq!(
        check(&format!("First Name,Username\n{row}")),
        "stale front-desk--lehi.csv: its header is not the target's"
    );
}

#[test]
fn a_workbook_fills_templates_of_what_it_was_made_for() {
    let sandbox = Sandbox::organization();
    sandbox.run("template --role dentist --location lehi");
    sandbox.write("people.xlsx", sandbox.read("dentist--lehi.xlsx"));
    let said = sandbox.run("template --prefill people.xlsx -o filled");
    assert_eq!(said.code, Some(0), "{said}");
    sandbox.write("front-desk--lehi.xlsx", sandbox.read("dentist--lehi.xlsx"));
    assert_snapshot!(sandbox.run("template --prefill front-desk--lehi.xlsx -o other"), @"
    exit code 2
    --- stderr
      × `front-desk--lehi.xlsx` says two things about whose people it holds
      help: `roster lint` says which, and how to choose; the templates are blank without --prefill
    ");
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

#[test]
fn a_template_is_stale_when_the_law_or_the_organization_has_changed() {
    let sandbox = Sandbox::organization();
    assert_snapshot!(sandbox.run("template --role dentist --location lehi --check"), @"
    exit code 1
    --- stdout
    missing dentist--lehi.xlsx
    missing dentist--lehi.csv
    ");
    sandbox.run("template --role dentist --location lehi");
    assert_snapshot!(sandbox.run("template --role dentist --location lehi --check"), @"
    exit code 0
    --- stdout
    current dentist--lehi.xlsx
    current dentist--lehi.csv
    ");
    let own = ROSTER_TOML.replace("\"dentrix-ascend\"", "\"own.toml\"");
    let law = include_str!("../../templates/dentrix-ascend/schema.toml")
        .replace("header = \"TIN\"", "header = \"Tax Number\"")
        .replace("header = \"DEA\"", "header = \"DEA Registration\"");
    sandbox.write("own.toml", law);
    sandbox.write("roster.toml", own);
    assert_snapshot!(sandbox.run("template --role dentist --location lehi --check"), @"
    exit code 1
    --- stdout
    stale dentist--lehi.xlsx: 2 columns were renamed since it was made
    stale dentist--lehi.csv: its header is not the target's
    --- stderr
    --force writes a stale file anew, unless people are in it: move such a file away first, and copy them into the new one
    ");
    let json = sandbox
        .run("template --role dentist --location lehi --check --json")
        .json();
    assert_eq!(json["files"][0]["state"], "stale");
    assert_eq!(
        json["files"][0]["because"],
        "2 columns were renamed since it was made"
    );
}

#[test]
fn a_template_in_use_or_under_another_name_is_told_from_a_stale_one() {
    let sandbox = Sandbox::organization();
    sandbox.run("template --role dentist");
    let mut filled = sandbox.read("dentist--lehi.csv");
    filled.extend_from_slice(DENTIST.as_bytes());
    sandbox.write("dentist--lehi.csv", filled);
    sandbox.write("dentist--provo.xlsx", sandbox.read("dentist--lehi.xlsx"));
    sandbox.write("dentist--provo.csv", "First Name,Last Name\r\n");
    assert_snapshot!(sandbox.run("template --role dentist --check"), @"
    exit code 1
    --- stdout
    current dentist--lehi.xlsx
    in use dentist--lehi.csv
    stale dentist--provo.xlsx: it was made for Provider at Lehi
    stale dentist--provo.csv: its header is not the target's
    --- stderr
    --force writes a stale file anew, unless people are in it: move such a file away first, and copy them into the new one
    ");
}

#[test]
fn hints_of_a_csv_are_a_text_beside_it() {
    let sandbox = Sandbox::organization();
    assert_snapshot!(sandbox.run("template --role front-desk --location lehi --format csv --with-hints"), @"
    exit code 0
    --- stdout
    written front-desk--lehi.csv
    written front-desk--lehi--hints.txt
    ");
    let hints = String::from_utf8(sandbox.read("front-desk--lehi--hints.txt")).unwrap();
    assert_snapshot!(hints.replace("\r\n", "\n"), @"
    Dentrix Ascend: Import Users from File
    Receptionist at Lehi

    In front-desk--lehi.csv the first row holds the headers, which must stay as they are. Below it each person has a row.

    First Name
      Required
      The person's first name
      Example: Ana

    Last Name
      Required
      The person's last name
      Example: Chen

    Username
      Required
      Letters and digits only, at most 56; no one else in the organization may have it
      Example: achen
      Ascend does not tell capital from small letters when a user logs in, so AChen and achen are the same

    Email
      Recommended
      The address to which the invitation goes
      Example: ana.chen@example.com
      Dentrix Ascend sends the invitation there, and its help page says that every user account needs one

    Phone Number
      Required
      Ten digits, with or without punctuation
      Example: 8015550123

    Provider (YES/NO)
      Required
      NO for everyone in this file
      Example: NO

    Shortname
      Leave it blank for everyone in this file

    Address
      Leave it blank for everyone in this file

    City
      Leave it blank for everyone in this file

    State
      Leave it blank for everyone in this file

    ZIP Code
      Leave it blank for everyone in this file

    NPI
      Leave it blank for everyone in this file

    DEA
      Leave it blank for everyone in this file

    TIN
      Leave it blank for everyone in this file

    State ID
      Leave it blank for everyone in this file

    The file may have 15 KB (15,360 bytes); what is larger needs a second file.
    ");
    assert_eq!(
        sandbox.read("front-desk--lehi.csv"),
        format!("{PEOPLE}\r\n").as_bytes()
    );
    assert_eq!(sandbox.run("lint").code, Some(0));
}

#[test]
fn a_template_is_filled_with_the_people_who_are_there() {
    let sandbox = Sandbox::organization()
        .people("dentist--lehi.csv", &[DENTIST])
        // With ten bare digits, the number of Ana is that of the schema's example.
        .staff("front-desk--lehi.csv", &[&ANA.replace("0123", "0126"), ZOE]);
    assert_eq!(sandbox.run("template --prefill store -o update").code, Some(2));
    sandbox.run("import --yes");
    assert_eq!(sandbox.run("template --prefill store -o update").code, Some(0));
    let text = String::from_utf8(sandbox.read("update/front-desk--lehi.csv")).unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(
        text.contains("Zoë,Berg,zberg,zoe.berg@example.com,8015550124,NO,"),
        "{text}"
    );
    let provo = String::from_utf8(sandbox.read("update/dentist--provo.csv")).unwrap();
    assert_eq!(provo.lines().count(), 1);
    sandbox.run("template --prefill dentist--lehi.csv --format xlsx -o again");
    for (folder, rows) in [("update", "3"), ("again", "1")] {
        let said = sandbox.run(&format!(
            "lint --json --sheet Users {folder}/dentist--lehi.xlsx {folder}/front-desk--lehi.xlsx"
        ));
        let json = said.json();
        assert_eq!(json["summary"]["rows"].to_string(), rows, "{said}");
        // The same people are in the files from which they came.
        let errors: Vec<_> = json["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["rule"] != "duplicate-value")
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    let said = sandbox
        .file("list.csv", format!("{PEOPLE}\r\n{DENTIST}\r\n"))
        .run("template --prefill list.csv -o more");
    assert_snapshot!(said, @"
    exit code 2
    --- stderr
      × nothing says which role at which location the people of `list.csv` have
      help: name one with --role and one with --location
    ");
}

#[test]
fn a_thousand_templates_are_written_in_one_run_and_told_in_order() {
    let entries = (10..42).map(|number| {
        format!(
            "[[role]]\nid = \"role-{number}\"\nname = \"Role {number}\"\n\
             [[location]]\nid = \"place-{number}\"\nname = \"Place {number}\"\n"
        )
    });
    let toml = format!("schema = \"dentrix-ascend\"\n{}", entries.collect::<String>());
    let sandbox = Sandbox::empty().file("roster.toml", toml);
    let said = sandbox.run("template --format csv -o out");
    assert_eq!(said.code, Some(0));
    let lines: Vec<&str> = said.stdout.lines().collect();
    assert_eq!(lines.len(), 32 * 32);
    assert!(lines.is_sorted());
    assert_eq!(sandbox.run("template --format csv -o out --check").code, Some(0));
}

#[test]
fn a_template_is_known_by_its_fingerprint_whatever_it_is_called() {
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[DENTIST]);
    sandbox.run("template --role dentist --location lehi --format xlsx --prefill dentist--lehi.csv -o to");
    let filled = sandbox.read("to/dentist--lehi.xlsx");
    let sandbox = Sandbox::organization().file("From HR (final) 2.xlsx", &filled);
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 0
    --- stdout
    nothing wrong in 1 row of 1 file

    FILE                    ROLE AT LOCATION  CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    From HR (final) 2.xlsx  Provider at Lehi  1       -         -       -          -

    ROW                       USERNAME  ACTION  ROLE AT LOCATION
    From HR (final) 2.xlsx:2  bames     create  Provider at Lehi

    imported into roster.db: 1 account created

    ACCOUNT           ROLE AT LOCATION
    bames    created  Provider at Lehi

    left to do by hand in the target:
      Review the inactivity timeout (1 account)
      Choose a colour for the provider (1 account)
      Fill in the Contracted With list (1 account)
      Attach the provider's fee schedule (1 account)
    --- stderr

    `roster accounts list` lists the accounts, `roster tasks list` what is left to do
    ");
    let sandbox = Sandbox::organization().file("dentist--provo.xlsx", &filled);
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 1
    --- stdout
    error[batch-contradiction]
      × `dentist--provo.xlsx`: it is not certain whose file this is: the template it was made from says Provider
      │ at Lehi; its name says Provider at Provo
      help: give the file another name, or correct its entry under [[batch]] in roster.toml; where the template
            of other people was copied, copy the rows into the right one; for one import, --assign says it

    1 error in 1 row of 1 file
    --- stderr
    nothing was imported: 1 row is not fit to be imported; correct what is named above
    ");
    assert!(!sandbox.has_store());
    assert_eq!(sandbox.run("lint").code, Some(1));
    let said = sandbox.run("import --assign provo=dentist --yes dentist--provo.xlsx");
    assert_eq!(said.code, Some(0), "{said}");
}

/// The workbook as LibreOffice saves it; `None` where it is not installed, which is a failure only where it must be.
fn saved_by_libre_office(sandbox: &Sandbox, from: &str) -> Option<Vec<u8>> {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        sandbox.path("profile").display()
    );
    let ran = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
        ])
        .args([sandbox.path("saved"), sandbox.path(from)])
        .output();
    if ran.is_err() {
        assert_ne!(
            std::env::var("ROSTER_REQUIRE").as_deref(),
            Ok("all"),
            "soffice is not installed"
        );
        return None;
    }
    let name = from.rsplit('/').next().expect("a name");
    Some(sandbox.read(&format!("saved/{name}")))
}

#[test]
fn what_libre_office_saves_blank_or_filled_is_clean_and_known() {
    let people = Sandbox::organization()
        .people("dentist--lehi.csv", &[DENTIST])
        .staff("front-desk--lehi.csv", &[ANA, ZOE]);
    for role in ["dentist", "front-desk"] {
        let name = format!("{role}--lehi.xlsx");
        people.run(&format!(
            "template --role {role} --location lehi --format xlsx -o blank"
        ));
        people.run(&format!(
            "template --role {role} --location lehi --format xlsx -o filled --prefill {role}--lehi.csv"
        ));
        for (folder, rows) in [("blank", 0), ("filled", if role == "dentist" { 1 } else { 2 })] {
            let Some(saved) = saved_by_libre_office(&people, &format!("{folder}/{name}")) else {
                return;
            };
            let sandbox = Sandbox::organization().file("users.xlsx", saved);
            let said = sandbox.run("lint --json --fail-on note users.xlsx");
            assert_eq!(said.code, Some(0), "{said}");
            assert_eq!(said.json()["summary"]["rows"], rows, "{said}");
            // Without its fingerprint nothing would say whose people they are.
            assert_eq!(said.stderr, "");
        }
    }
}

#[test]
fn a_template_of_every_pack_saved_by_libre_office_is_clean() {
    for pack in ["google-workspace", "entra-bulk-create"] {
        let toml = format!("schema = \"{pack}\"\n");
        let sandbox = Sandbox::empty().file("roster.toml", &toml);
        assert_eq!(sandbox.run("template --format xlsx").code, Some(0));
        let Some(saved) = saved_by_libre_office(&sandbox, &format!("{pack}.xlsx")) else {
            return;
        };
        let sandbox = Sandbox::empty()
            .file("roster.toml", &toml)
            .file("users.xlsx", saved);
        let said = sandbox.run("lint --fail-on note users.xlsx");
        assert_eq!(said.code, Some(0), "{said}");
    }
}

#[test]
fn a_template_of_an_older_schema_says_what_its_columns_are_called_now() {
    let sandbox = Sandbox::organization();
    sandbox.run("template --role dentist --location lehi --format xlsx");
    let law = include_str!("../../templates/dentrix-ascend/schema.toml")
        .replace(
            "header = \"TIN\"\naliases = [\"Tax ID\"",
            "header = \"Company\"\naliases = [\"Tax ID\"",
        )
        .replace("header = \"DEA\"", "header = \"Registration\"");
    sandbox.write("own.toml", law);
    sandbox.write(
        "roster.toml",
        ROSTER_TOML.replace("\"dentrix-ascend\"", "\"own.toml\""),
    );
    let json = sandbox.run("lint --json dentist--lehi.xlsx").json();
    let found = json["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), 2, "{json}");
    assert_eq!(found[1]["rule"], "unknown-column");
    assert_eq!(found[1]["help"], "type `Company` into cell N1");
    assert_eq!(found[1]["fixes"][0]["title"], "rename the column to `Company`");
    assert_eq!(found[1]["fixes"][0]["applicability"], "safe");
    let said = sandbox.run("lint dentist--lehi.xlsx");
    let label = "made from an older schema: 2 columns were renamed, this one to `Company`";
    assert!(said.stdout.contains(label), "{said}");
    let folder = Sandbox::empty();
    let out = folder.path("mended").display().to_string();
    let said = sandbox.roster(&["lint", "--fix", "--out-dir", &out, "dentist--lehi.xlsx"]);
    assert_eq!(said.code, Some(0), "{said}");
    let mended = String::from_utf8(folder.read("mended/dentist--lehi.csv")).unwrap();
    assert!(mended.contains(",NPI,Registration,Company,State ID"), "{mended}");
}
