//! Canaries: what stands in a sensitive column comes out nowhere but on a terminal.

use insta::assert_snapshot;

use crate::fixture::{PEOPLE, STAFF, Sandbox, table};
use crate::output::on_a_terminal;

/// A row whose sensitive cells are right.
const RIGHT: &str = r#"Ben,Ames,bames,canary@example.com,(801) 555-0187,YES,BAMES,77 Canary Street,Lehi,UT,840430000,1992837462,AA7654329,12-8765432,"7654321""#;

/// A row whose sensitive cells are all wrong.
const WRONG: &str = r#"Cid,Bowe,cbowe,canary.example.com,555-0187,YES,CBOWE,"77
Canary Street",Lehi,UT,840430000,1992837460,AC7654320,128765432,CANARY-7654321"#;

/// What can be recognised of the cells above, in small letters.
const CANARIES: [&str; 5] = ["canary", "0187", "19928374", "765432", "77 c"];

/// Runs `roster` in every way that is not a terminal and asserts that no canary comes out.
#[track_caller]
fn assert_silent(sandbox: &Sandbox) {
    let runs = [
        "lint",
        "lint --color always",
        "lint --format concise",
        "lint --format json",
        "lint --format grouped",
        "lint --format jsonl",
        "lint --format sarif",
        "lint --format github",
        "lint --format gitlab",
        "lint --format junit",
        "lint --format html",
        "lint --statistics --json",
        "lint --statistics --format jsonl",
        "lint --diff --unsafe-fixes",
        "import",
        "import --json",
        "import --yes",
        "accounts list --json",
        "accounts list --csv",
        "accounts show bames",
        "accounts show bames --json",
        "tasks --all --json",
        "tasks --all --csv",
        "batches list --json",
        "batches show 1 --csv",
        "batches undo 1",
        "batches undo 1 --json",
        "split -o upload",
        "split -o upload --force --json",
        "split -o upload --force --skip-invalid",
    ];
    for args in runs {
        let said = sandbox.run(args).all().to_lowercase();
        for canary in CANARIES {
            assert!(!said.contains(canary), "{args} tells {canary}:\n{said}");
        }
    }
}

#[test]
fn right_values_stay_in() {
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[RIGHT]);
    assert_silent(&sandbox);
    assert!(sandbox.has_store(), "{}", sandbox.run("lint"));
}

#[test]
fn wrong_values_stay_in() {
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[RIGHT, WRONG]);
    assert_silent(&sandbox);
    assert_snapshot!(sandbox.run("lint --format concise"), @"
    exit code 1
    --- stdout
    dentist--lehi.csv:3:16: error[invalid-email] this value is not an e-mail address: it has no @ sign (D3 Email)
    dentist--lehi.csv:3:35: error[invalid-phone] this value is not a phone number: it has 7 digits, a phone number has 10 (E3 Phone Number)
    dentist--lehi.csv:3:54: error[line-break] Address in H3 has more than one line
    dentist--lehi.csv:4:34: error[npi-check-digit] this value is not an NPI: its check digit is wrong, so at least one digit was mistyped (L3 NPI)
    dentist--lehi.csv:4:45: error[dea-check-digit] this value is not a DEA number: its check digit is wrong, so at least one digit was mistyped (M3 DEA)
    dentist--lehi.csv:4:55: error[invalid-ein] this value is not a tax number: the dash after the second digit is missing (N3 TIN)
    dentist--lehi.csv:4:65: error[invalid-id-number] this value is not a licence number: it holds something other than digits (O3 State ID)
    7 errors in 2 rows of 1 file
    ");
}

#[test]
fn a_master_tells_as_little_and_so_does_what_is_written_beside_its_upload() {
    let wrong = RIGHT
        .replace("bames", "cbowe")
        .replace("1992837462", "1992837460");
    let rows = format!(
        "{PEOPLE},Role,Location\n{RIGHT},Provider,Lehi\n{wrong},canary,77 C\n{RIGHT},7654321,Provo\n"
    );
    assert_silent(&Sandbox::organization().file("everybody.csv", rows));
    let rows = format!("{PEOPLE},Role,Location\n{RIGHT},Provider,Lehi\n");
    let sandbox = Sandbox::organization().file("everybody.csv", rows);
    assert_silent(&sandbox);
    for file in ["upload.json", "upload.md", "roster.toml"] {
        let text = String::from_utf8(sandbox.read(&format!("upload/{file}")))
            .expect("text")
            .to_lowercase();
        assert!(
            CANARIES.iter().all(|canary| !text.contains(canary)),
            "{file}:\n{text}"
        );
    }
}

#[test]
fn neighbours_of_a_wrong_cell_stay_in() {
    let wrong = RIGHT
        .replace("Ames", "")
        .replace("BAMES", "B")
        .replace(",UT,", ",Utah,");
    assert_silent(&Sandbox::organization().people("dentist--lehi.csv", &[&wrong]));
}

#[test]
fn values_used_twice_stay_in() {
    let twin = RIGHT
        .replace("Ben", "Kim")
        .replace("bames", "kim")
        .replace("BAMES", "KIMBO");
    let sandbox = Sandbox::organization()
        .people("dentist--lehi.csv", &[RIGHT, &twin])
        .people(
            "dentist--provo.csv",
            &[&twin.replace("kim", "kim2").replace("KIMBO", "KIMBA")],
        );
    assert_silent(&sandbox);
}

#[test]
fn rows_that_lost_their_shape_stay_in() {
    let rows = [
        RIGHT.replacen(',', "\",", 1),
        RIGHT.replacen("Ben", "\"Ben", 1),
        RIGHT.replacen("Ben,", "", 1),
        RIGHT.replacen("Ben,", "Ben,,", 1),
        RIGHT.replacen(",77 Canary", ",\"77 Canary", 1),
        format!("{RIGHT},canary@example.com"),
    ];
    for row in &rows {
        assert_silent(&Sandbox::organization().people("dentist--lehi.csv", &[row, RIGHT]));
    }
    let bytes = [
        PEOPLE.as_bytes(),
        b"\n",
        RIGHT.replacen("Ben", "", 1).as_bytes(),
        b"\xEB\n",
    ]
    .concat();
    assert_silent(&Sandbox::organization().file("dentist--lehi.csv", bytes));
}

#[test]
fn a_second_column_of_the_same_stays_in() {
    let row = "Ana,,achen,ana@example.com,(801) 555-0123,NO,canary@example.com";
    assert_silent(&Sandbox::organization().file("front-desk--lehi.csv", format!("{STAFF},E-mail\n{row}\n")));
}

#[test]
fn a_column_that_nobody_knows_stays_in() {
    let row = "Ana,,achen,ana@example.com,(801) 555-0123,NO,canary";
    assert_silent(&Sandbox::organization().file(
        "front-desk--lehi.csv",
        format!("{STAFF},Social Security\n{row}\n"),
    ));
}

#[test]
fn a_workbook_tells_as_little() {
    let bytes = crate::fixture::workbook::workbook(&[
        PEOPLE,
        RIGHT,
        &RIGHT.replace("Ames", "").replace("1992837462", "1992837460"),
    ]);
    assert_silent(&Sandbox::organization().file("dentist--lehi.xlsx", bytes));
}

#[test]
fn a_conflict_hides_both_values() {
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[RIGHT]);
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    let changed = RIGHT
        .replace("canary@", "canary2@")
        .replace("77 Canary", "78 Canary");
    sandbox.write("dentist--lehi.csv", table(PEOPLE, &[&changed]));
    assert_silent(&sandbox);
    let thief = RIGHT.replace("bames", "kim").replace("BAMES", "KIMBO");
    sandbox.write("dentist--lehi.csv", table(PEOPLE, &[&thief]));
    assert_silent(&sandbox);
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 1
    --- stdout
    nothing wrong in 1 row of 1 file

    FILE               ROLE AT LOCATION  CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    dentist--lehi.csv  Provider at Lehi  -       -         -       -          1

    conflict, a value of somebody else: row 2 of `dentist--lehi.csv`, username `kim`
      NPI: (hidden) belongs to the account `bames`
      DEA: (hidden) belongs to the account `bames`
      State ID: (hidden) belongs to the account `bames`
    --- stderr
    nothing was imported: the rows above are in conflict with the store
    ");
}

#[test]
fn a_file_without_its_header_tells_nothing() {
    assert_silent(&Sandbox::organization().file("dentist--lehi.csv", format!("{RIGHT}\n{WRONG}\n")));
    assert_silent(&Sandbox::organization().file("staff.csv", format!("{RIGHT}\n")));
}

#[test]
fn a_terminal_shows_what_is_wrong() {
    let sandbox =
        Sandbox::organization().people("dentist--lehi.csv", &[&RIGHT.replace("1992837462", "1992837460")]);
    let Some(said) = on_a_terminal(&sandbox, "lint --color never", &[]) else {
        return;
    };
    assert!(said.stdout.contains("`1992837460` is not an NPI"), "{said}");
    for format in ["json", "concise"] {
        let said = on_a_terminal(&sandbox, &format!("lint --format {format}"), &[]).expect("a terminal");
        assert_eq!(said.stdout.contains("1992837460"), format == "concise", "{said}");
    }
}

#[test]
fn values_in_the_wrong_column_stay_in() {
    let wrong = RIGHT
        .replacen("Ben", "(801) 555-0177", 1)
        .replace("Ames", "987-65-4329")
        .replace("bames", "canary@example.com")
        .replace("YES", "8015550177")
        .replace(",UT,", ",XX7654320,");
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[&wrong]);
    for format in [
        "full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html",
    ] {
        let said = sandbox.run(&format!("lint --format {format}")).all();
        for value in ["555-0177", "987-65-4329", "canary", "8015550177", "XX7654320"] {
            assert!(!said.contains(value), "{format} tells {value}: {said}");
        }
    }
}
