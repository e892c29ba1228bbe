//! The packs whose targets know no roles and no locations: from the blank template to the store.

use std::io::Cursor;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use insta::assert_snapshot;

use crate::fixture::workbook::workbook;
use crate::fixture::{Sandbox, table};
use crate::output::on_a_terminal;

/// The headers that a roster for Google Workspace must have.
pub(crate) const GOOGLE: &str = "First Name [Required],Last Name [Required],Email Address [Required],\
                                 Password [Required],Org Unit Path [Required]";

/// The headers that a roster for Microsoft Entra must have.
pub(crate) const ENTRA: &str = "Name [displayName] Required,User name [userPrincipalName] Required,\
                                Initial password [passwordProfile] Required,\
                                Block sign in (Yes/No) [accountEnabled] Required";

const ANA: &str = "Ana,Chen,ana.chen@example.com,Canary-2026,/Staff";
const BEN: &str = "Ben,Ode,ben.ode@example.com,Canary-2027,/";

/// The 29 headers of Google's upload file and the 17 of Microsoft Entra's, byte for byte, below what stands above them.
const GOOGLE_FILE: &str = "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center,Building ID,Floor Name,Floor Section,Change Password at Next Sign-In,New Status [UPLOAD ONLY],New Licenses [UPLOAD ONLY],Advanced Protection Program enrollment\r\n";
const ENTRA_FILE: &str = "version:v1.0\r\nName [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],Department [department],Usage location [usageLocation],Street address [streetAddress],State or province [state],Country or region [country],Office [physicalDeliveryOfficeName],City [city],ZIP or postal code [postalCode],Office phone [telephoneNumber],Mobile phone [mobile]\r\n";

fn organization(pack: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    let said = sandbox.run(&format!("init --schema {pack}"));
    assert_eq!(said.code, Some(0), "{said}");
    sandbox
}

#[test]
fn init_asks_for_no_roles_where_the_target_has_none() {
    let sandbox = organization("google-workspace");
    assert_snapshot!(String::from_utf8(sandbox.read("roster.toml")).unwrap(), @r#"
    # The organization. `roster template` writes what is to be filled in, `roster lint` checks the filled files,
    # `roster import` brings them into the account store.

    schema = "google-workspace"
    store = "sqlite:roster.db"
    "#);
    let said = Sandbox::empty().run("init --schema google-workspace --role desk --location lehi");
    assert_snapshot!(said, @r#"
    exit code 2
    --- stderr
      × `roster.toml` has 2 faults
        ╭─[roster.toml:8:6]
      7 │ [[role]]
      8 │ id = "desk"
        ·      ───┬──
        ·         ╰── `google-workspace` asks for no role and no location
      9 │ name = "desk"
     10 │ 
     11 │ [[location]]
     12 │ id = "lehi"
        ·      ───┬──
        ·         ╰── `google-workspace` asks for no role and no location
     13 │ name = "lehi"
        ╰────
    "#);
}

#[test]
fn one_template_is_for_everybody() {
    for (pack, file) in [
        ("google-workspace", GOOGLE_FILE),
        ("entra-bulk-create", ENTRA_FILE),
    ] {
        let sandbox = organization(pack);
        let said = sandbox.run("template");
        assert_eq!(
            said.stdout,
            format!("written {pack}.xlsx\nwritten {pack}.csv\n"),
            "{said}"
        );
        assert_eq!(
            String::from_utf8(sandbox.read(&format!("{pack}.csv"))).unwrap(),
            file
        );
        let headers = file.lines().last().unwrap();
        let workbook = sandbox.read(&format!("{pack}.xlsx"));
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook)).unwrap();
        let range = workbook.worksheet_range("Users").unwrap();
        let first: Vec<String> = range
            .rows()
            .next()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(first.join(","), headers);
        let said = sandbox.run("lint --fail-on note");
        assert_eq!(said.stdout, "nothing wrong in 0 rows of 2 files\n", "{said}");
        assert_eq!(sandbox.run("template --role desk").code, Some(2));
    }
}

#[test]
fn a_roster_goes_into_a_store_without_its_passwords() {
    let sandbox = organization("google-workspace").file("staff.csv", table(GOOGLE, &[ANA, BEN]));
    assert_snapshot!(sandbox.run("import"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE       ROLE AT LOCATION  CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    staff.csv                    2       -         -       -          -

    ROW          USERNAME              ACTION  ROLE AT LOCATION
    staff.csv:2  ana.chen@example.com  create
    staff.csv:3  ben.ode@example.com   create
    --- stderr
    nothing was written; `roster import --yes` does it
    ");
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE       ROLE AT LOCATION  CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    staff.csv                    -       -         -       -          -         imported on [hour]
    --- stderr
    nothing to do: the store has all of this already
    ");
    assert_snapshot!(sandbox.run("accounts list"), @"
    exit code 0
    --- stdout
    USERNAME              NAME      ROLE AT LOCATION  OPEN TASKS
    ana.chen@example.com  Ana Chen                    1
    ben.ode@example.com   Ben Ode                     1
    --- stderr
    2 accounts
    ");
    let store = sandbox.read("roster.db");
    let holds = |text: &str| store.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("ana.chen@example.com") && !holds("Canary"));
    // The same people with other passwords are the same accounts.
    sandbox.write("staff.csv", table(GOOGLE, &[ANA, BEN]).replace("Canary", "Other"));
    let said = sandbox.run("import");
    assert!(
        said.stderr.contains("the store has all of this already"),
        "{said}"
    );
    assert_eq!(sandbox.run("import staff.csv --assign lehi=desk").code, Some(2));
}

#[test]
fn a_workbook_goes_the_same_way() {
    let blocked = "Ben Ode,ben.ode@example.com,Canary-2027,Yes";
    let rows = [ENTRA, "Ana Chen,ana.chen@example.com,Canary-2026,No", blocked];
    let sandbox = organization("entra-bulk-create").file("people.xlsx", workbook(&rows));
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(0), "{said}");
    assert!(said.stdout.contains("2 accounts created"), "{said}");
    assert!(!said.all().contains("Canary"), "{said}");
    // What was blocked is an account that is not active, whatever the word of the column.
    sandbox.write(
        "people.xlsx",
        workbook(&[ENTRA, rows[1], &blocked.replace("Yes", "No")]),
    );
    let said = sandbox.run("import");
    assert_eq!(said.code, Some(1), "{said}");
    assert!(said.stdout.contains("conflict"), "{said}");
}

#[test]
fn one_address_in_two_files_is_an_error() {
    let sandbox = organization("google-workspace")
        .file("lehi.csv", table(GOOGLE, &[ANA]))
        .file("provo.csv", table(GOOGLE, &[ANA]));
    let said = sandbox.run("lint --format concise");
    assert_eq!(said.code, Some(1), "{said}");
    assert!(
        said.stdout.contains("provo.csv:2:10: error[duplicate-value]"),
        "{said}"
    );
}

#[test]
fn the_line_above_the_header_goes_round() {
    let row = "Ana Chen,ana.chen@example.com,Canary-2026,No,Ana,Chen,,,US,,,,,,,,";
    let sandbox = organization("entra-bulk-create").file("people.csv", format!("{ENTRA_FILE}{row}\r\n"));
    assert_snapshot!(sandbox.run("lint --fail-on note"), @"
    exit code 0
    --- stdout
    nothing wrong in 1 row of 1 file
    ");
    // As Excel saves it: filled up with commas.
    let filled = ENTRA_FILE.replacen("v1.0", &format!("v1.0{}", ",".repeat(16)), 1);
    sandbox.write("people.csv", format!("\u{FEFF}{filled}{row}\r\n"));
    let said = sandbox.run("lint --format concise");
    assert_eq!(said.code, Some(0), "{said}");
    assert!(!said.stdout.contains("missing-preamble"), "{said}");
}

#[test]
fn without_a_roster_toml_the_header_chooses_among_the_packs() {
    let sandbox = Sandbox::empty()
        .file("google.csv", table(GOOGLE, &[ANA]))
        .file(
            "entra.csv",
            format!("version:v1.0\n{ENTRA}\nAna Chen,ana.chen@example.com,Canary-2026,No\n"),
        )
        .file("songs.csv", "Title,Year\n");
    assert_snapshot!(sandbox.run("lint"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 2 files
    --- stderr
    passed over `songs.csv`: none of its first rows has the headers of `dentrix-ascend`, `entra-bulk-create`, `google-workspace`
    no roster.toml: 1 file judged as `entra-bulk-create`, by the header
    no roster.toml: 1 file judged as `google-workspace`, by the header
    ");
    sandbox.write(
        "near.csv",
        "Department,First Name,Last Name,Employee ID\nDesk,Ana,Chen,1\n",
    );
    let said = sandbox.run("lint near.csv");
    assert!(
        said.stderr.contains("a roster.toml says which of them is meant"),
        "{said}"
    );
}

#[test]
fn a_password_is_shown_nowhere() {
    // The second row has a comma too many, so that any of its cells may be the password.
    let rows = [
        ANA,
        "Ben,Ode,,ben.ode@example.com,Canary-2027,/",
        &BEN.replace("Canary-2027", "Canary"),
    ];
    let sandbox = organization("google-workspace").file("staff.csv", table(GOOGLE, &rows));
    for args in [
        "lint",
        "lint --json",
        "lint --format concise",
        "import",
        "import --json",
    ] {
        let said = sandbox.run(args).all();
        assert!(!said.contains("Canary"), "{args}: {said}");
    }
    let Some(shown) = on_a_terminal(&sandbox, "lint", &[]) else {
        return;
    };
    let shown = shown.all();
    assert!(
        shown.contains("invalid-password") && shown.contains("Ode"),
        "{shown}"
    );
    assert!(!shown.contains("Canary"), "{shown}");
}

#[test]
fn roles_in_roster_toml_are_a_fault_where_the_target_has_none() {
    let sandbox = Sandbox::empty().file(
        "roster.toml",
        "schema = \"google-workspace\"\n\n[[role]]\nid = \"desk\"\nname = \"Desk\"\n",
    );
    assert_snapshot!(sandbox.run("template"), @r#"
    exit code 2
    --- stderr
      × `roster.toml` has a fault
       ╭─[roster.toml:4:6]
     3 │ [[role]]
     4 │ id = "desk"
       ·      ───┬──
       ·         ╰── `google-workspace` asks for no role and no location
     5 │ name = "Desk"
       ╰────
    "#);
}
