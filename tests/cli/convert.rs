//! `roster convert`: clean rosters as the upload file of another target.

use insta::assert_snapshot;

use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, DENTIST, ROSTER_TOML, STAFF, Sandbox, ZOE, table};
use crate::packs::{ENTRA, GOOGLE};

const TO_GOOGLE: [&str; 7] = [
    "convert",
    "--to",
    "google-workspace",
    "--set",
    "Org Unit Path [Required]=/Staff",
    "--set-file",
    "Password [Required]=first.txt",
];

fn organization() -> Sandbox {
    Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA, ZOE])
        .people("dentist--provo.csv", &[DENTIST])
        .file("first.txt", "Canary-2026\n")
}

#[test]
fn what_has_no_source_is_named_and_nothing_is_written() {
    let sandbox = organization();
    assert_snapshot!(sandbox.run("convert --to google-workspace"), @r#"
    exit code 1
    --- stdout
    COLUMN OF GOOGLE-WORKSPACE  FROM
    First Name [Required]       First Name
    Last Name [Required]        Last Name
    Email Address [Required]    Email
    Work Phone                  Phone Number
    no place for Username, which has values in 3 rows
    no place for Provider (YES/NO), which has values in 3 rows
    no place for Shortname, which has values in 1 row
    no place for Address, which has values in 1 row
    no place for City, which has values in 1 row
    no place for State, which has values in 1 row
    no place for ZIP Code, which has values in 1 row
    no place for NPI, which has values in 1 row
    no place for DEA, which has values in 1 row
    no place for TIN, which has values in 1 row
    no place for State ID, which has values in 1 row
    nothing fills Password [Required], which Google Workspace needs: say --set-file "Password [Required]=..."
    nothing fills Org Unit Path [Required], which Google Workspace needs: say --set "Org Unit Path [Required]=..."
    --- stderr
    nothing was written
    "#);
    assert!(!sandbox.path("google-workspace.csv").exists());
}

#[test]
fn the_file_is_right_for_its_target_and_its_owners_alone() {
    let sandbox = organization();
    assert_snapshot!(sandbox.roster(&TO_GOOGLE), @"
    exit code 0
    --- stdout
    COLUMN OF GOOGLE-WORKSPACE  FROM
    First Name [Required]       First Name
    Last Name [Required]        Last Name
    Email Address [Required]    Email
    Password [Required]         (given)
    Org Unit Path [Required]    (given)
    Work Phone                  Phone Number
    no place for Username, which has values in 3 rows
    no place for Provider (YES/NO), which has values in 3 rows
    no place for Shortname, which has values in 1 row
    no place for Address, which has values in 1 row
    no place for City, which has values in 1 row
    no place for State, which has values in 1 row
    no place for ZIP Code, which has values in 1 row
    no place for NPI, which has values in 1 row
    no place for DEA, which has values in 1 row
    no place for TIN, which has values in 1 row
    no place for State ID, which has values in 1 row
    wrote google-workspace.csv with 3 rows
    --- stderr
    it holds what the rosters hold, and only you may read it: delete it once the target has taken it
    ");
    let text = String::from_utf8(sandbox.read("google-workspace.csv")).unwrap();
    assert_snapshot!(text.lines().skip(1).collect::<Vec<_>>().join("\n"), @"
    Ben,Ames,ben.ames@example.com,Canary-2026,,/Staff,,,,,,8015550125,,,,,,,,,,,,,,,,,
    Ana,Chen,ana.chen@example.com,Canary-2026,,/Staff,,,,,,8015550123,,,,,,,,,,,,,,,,,
    Zoë,Berg,zoe.berg@example.com,Canary-2026,,/Staff,,,,,,8015550124,,,,,,,,,,,,,,,,,
    ");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = sandbox
            .path("google-workspace.csv")
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let target = Sandbox::empty().file("people.csv", text);
    let said = target.run("lint --format concise");
    assert!(
        said.stdout.ends_with("nothing wrong in 3 rows of 1 file\n"),
        "{said}"
    );
    assert_eq!(
        sandbox.roster(&TO_GOOGLE).code,
        Some(2),
        "the file is there already"
    );
}

#[test]
fn a_person_in_two_files_has_one_account_there() {
    let again = ANA.replace("achen", "AChen");
    let sandbox = organization().staff("front-desk--provo.csv", &[&again]);
    let said = sandbox.roster(&TO_GOOGLE);
    assert_eq!(said.code, Some(0), "{said}");
    assert!(
        said.stdout
            .contains("became one with the other\nwrote google-workspace.csv with 3 rows"),
        "{said}"
    );
}

#[test]
fn only_clean_rows_become_anothers() {
    let sandbox = organization().staff("front-desk--lehi.csv", &[&ANA.replace("Chen", "")]);
    let said = sandbox.roster(&TO_GOOGLE);
    assert_eq!(said.code, Some(1), "{said}");
    assert!(said.stdout.contains("error[missing-value]"), "{said}");
    assert!(
        said.stderr.contains("nothing was written: 1 row is wrong"),
        "{said}"
    );
    assert!(!sandbox.path("google-workspace.csv").exists());
}

#[test]
fn a_column_can_be_made_of_others_and_yes_keeps_its_meaning() {
    let rows = ["Ana,Chen,ana.chen@example.com,Canary-2026,/Staff"];
    let sandbox = Sandbox::empty().file("people.csv", table(GOOGLE, &rows));
    let args = [
        "convert",
        "people.csv",
        "--to",
        "entra-bulk-create",
        "--set",
        "Name [displayName] Required={Last Name [Required]}, {First Name [Required]} {{x}}",
        "--set",
        "Block sign in (Yes/No) [accountEnabled] Required=No",
    ];
    let said = sandbox.roster(&args);
    assert_eq!(said.code, Some(0), "{said}");
    let text = String::from_utf8(sandbox.read("entra-bulk-create.csv")).unwrap();
    assert!(text.starts_with("version:v1.0\r\n"), "{text}");
    assert!(
        text.ends_with("\r\n\"Chen, Ana {x}\",ana.chen@example.com,Canary-2026,No,Ana,Chen,,,,,,,,,,,\r\n"),
        "{text}"
    );
}

#[test]
fn what_does_not_fit_is_told_row_by_row() {
    let rows = [
        "Ana Chen,ana.chen@example.com,Canary-2026,No,Ana,Chen",
        "Ben Ode,ben@example.com,Canary-2026,Yes,Ben,Ode",
    ];
    let header = format!("{ENTRA},First name [givenName],Last name [surname]");
    let sandbox = Sandbox::empty().file("people.csv", format!("version:v1.0\n{}", table(&header, &rows)));
    let args = [
        "convert",
        "--to",
        "dentrix-ascend",
        "--set",
        "Provider (YES/NO)=NO",
    ];
    assert_snapshot!(sandbox.roster(&args), @"
    exit code 1
    --- stdout
    COLUMN OF DENTRIX-ASCEND  FROM
    First Name                First name [givenName]
    Last Name                 Last name [surname]
    Username                  User name [userPrincipalName] Required
    Phone Number              Office phone [telephoneNumber]
    Provider (YES/NO)         (given)
    Address                   Street address [streetAddress]
    City                      City [city]
    State                     State or province [state]
    ZIP Code                  ZIP or postal code [postalCode]
    no place for Name [displayName] Required, which has values in 2 rows
    no place for Initial password [passwordProfile] Required, which has values in 2 rows
    no place for Block sign in (Yes/No) [accountEnabled] Required, which has values in 2 rows
    rows 3 to 4 of `people.csv` have nothing for Phone Number, which every row needs
    row 3 of `people.csv` does not fit Username: it holds `.`, only letters and digits are allowed
    row 4 of `people.csv` does not fit Username: it holds `@`, only letters and digits are allowed
    --- stderr
    no roster.toml: 1 file judged as `entra-bulk-create`, by the header
    nothing was written
    ");
    let json = sandbox.roster(&[&args[..], &["--json"]].concat()).json();
    assert_eq!(json["unfit"][1]["row"], 4, "{json:#}");
    assert_eq!(json["path"], serde_json::Value::Null);
    assert!(
        !json.to_string().contains("Canary") && !json.to_string().contains("example.com"),
        "{json:#}"
    );
}

#[test]
fn two_people_who_are_one_account_there_are_refused() {
    let zoe = ZOE.replace("zoe.berg@example.com", "ana.chen@example.com");
    let sandbox = organization().staff("front-desk--lehi.csv", &[ANA, &zoe]);
    let said = sandbox.roster(&TO_GOOGLE);
    assert_eq!(said.code, Some(1), "{said}");
    assert!(said.stdout.contains("error[duplicate-value]"), "{said}");
    assert!(!said.all().contains("Canary"), "{said}");
    assert!(!sandbox.path("google-workspace.csv").exists());
}

#[test]
fn what_is_given_must_name_a_column() {
    let sandbox = organization();
    let run = |more: &[&str]| sandbox.roster(&[&["convert", "--to", "google-workspace"], more].concat());
    assert_snapshot!(run(&["--set", "Password [Required]=Canary-2026"]), @r#"
    exit code 2
    --- stderr
      × `Password [Required]` holds passwords, which do not belong on a command line
      help: write the password into a file and say --set-file "Password [Required]=FILE"
    "#);
    assert_snapshot!(run(&["--set", "Department={Phone Numer}"]).stderr.lines().next().unwrap(), @"  × `dentrix-ascend` has no column `Phone Numer`");
    assert_snapshot!(run(&["--set", "Shoe Size=38"]).stderr.lines().next().unwrap(), @"  × `google-workspace` has no column `Shoe Size`");
    assert_snapshot!(run(&["--set", "Department={"]).stderr.lines().next().unwrap(), @"  × a brace stands alone; a brace itself is written twice");
    assert_snapshot!(run(&["--set", "Department=a", "--set", "department=b"]).stderr.lines().next().unwrap(), @"  × `Department` is given twice");
    assert_snapshot!(sandbox.run("convert --to goggle"), @"
    exit code 2
    --- stderr
      × there is no pack `goggle`
      help: there are: dentrix-ascend, entra-bulk-create, google-workspace; or name the path of a schema.toml
    ");
}

#[test]
fn a_workbook_becomes_the_csv_of_its_own_target() {
    let toml = ROSTER_TOML.replace("[rules]", "[options]\nphone-style = \"dashes\"\n\n[rules]");
    let sandbox = Sandbox::empty()
        .file("roster.toml", toml)
        .file("front-desk--lehi.xlsx", workbook(&[STAFF, ANA]));
    let said = sandbox.run("convert --to dentrix-ascend -o out/upload.csv");
    assert_eq!(said.code, Some(0), "{said}");
    let text = String::from_utf8(sandbox.read("out/upload.csv")).unwrap();
    assert!(
        text.ends_with("Ana,Chen,achen,ana.chen@example.com,801-555-0123,NO,,,,,,,,,\r\n"),
        "{text}"
    );
}
