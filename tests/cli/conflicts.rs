//! One person twice: in two files, in a file and the store, and when that is a conflict.

use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use crate::fixture::{ANA, DENTIST, ROSTER_TOML, STAFF, Sandbox, table};
use crate::import::{accounts, front_desk, imported};

#[test]
fn other_details_under_one_username_are_a_conflict() {
    let sandbox = front_desk();
    imported(&sandbox);
    let kim = "Kim,Lund,klund,kim.lund@example.com,(801) 555-0127,NO";
    let changed = ANA.replace("Chen", "Chan").replace("0123", "0199");
    sandbox.write("front-desk--lehi.csv", table(STAFF, &[&changed, kim]));
    let before = sandbox.run("accounts list --json").stdout;
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 1
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    front-desk--lehi.csv  Receptionist at Lehi  1       -         -       -          1

    conflict, the same username: row 2 of `front-desk--lehi.csv`, username `achen`
      Last Name: the store has `Chen`, the file `Chan`
      Phone Number: the store has (hidden), the file (hidden)

    ROW                     USERNAME  ACTION  ROLE AT LOCATION
    front-desk--lehi.csv:3  klund     create  Receptionist at Lehi
    --- stderr
    nothing was imported: the rows above are in conflict with the store
    ");
    let json = sandbox.run("import --yes --json");
    assert_eq!(
        (json.code, &json.json()["batches"][0]["conflict"]),
        (Some(1), &json!(1))
    );
    assert_eq!(sandbox.run("accounts list --json").stdout, before);
}

#[test]
fn of_two_organizations_none_is_imported_in_silence() {
    let sandbox = Sandbox::empty();
    for folder in ["east", "west"] {
        sandbox.write(&format!("{folder}/roster.toml"), ROSTER_TOML);
        sandbox.write(&format!("{folder}/front-desk--lehi.csv"), table(STAFF, &[ANA]));
    }
    assert_eq!(sandbox.run("import --yes west").code, Some(0));
    sandbox.write(
        "west/front-desk--lehi.csv",
        table(STAFF, &[&ANA.replace("Chen", "Chan")]),
    );
    let said = sandbox.run("import --yes east west");
    assert_eq!(said.code, Some(1), "{said}");
    let nothing = said.stderr.contains("nothing was imported");
    assert_ne!(nothing, sandbox.path("east/roster.db").exists(), "{said}");
}

#[test]
fn another_role_at_the_same_location_is_a_conflict() {
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[DENTIST]);
    imported(&sandbox);
    let toml = format!("{ROSTER_TOML}\n[[role]]\nid = \"owner\"\nname = \"Owner\"\nprovider = true\n");
    sandbox.write("roster.toml", toml);
    fs::rename(sandbox.path("dentist--lehi.csv"), sandbox.path("owner--lehi.csv")).unwrap();
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(1), "{said}");
    assert_snapshot!(said.stdout, @"
    nothing wrong in 1 row of 1 file

    FILE             ROLE AT LOCATION  CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    owner--lehi.csv  Owner at Lehi     -       -         -       -          1

    conflict, the same username: row 2 of `owner--lehi.csv`, username `bames`
      role at Lehi: the store has Provider, the file Owner
    ");
    assert_eq!(accounts(&sandbox), ["bames: dentist at lehi"]);
}

#[test]
fn one_person_in_two_batches_is_one_account_with_two_roles() {
    let sandbox = Sandbox::organization()
        .people("dentist--lehi.csv", &[DENTIST])
        .people("dentist--provo.csv", &[&DENTIST.replace("bames", "BAmes")]);
    assert_snapshot!(imported(&sandbox), @"
    exit code 0
    --- stdout
    1 note in 2 rows of 2 files

    FILE                ROLE AT LOCATION   CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    dentist--lehi.csv   Provider at Lehi   1       -         -       -          -
    dentist--provo.csv  Provider at Provo  -       1         -       -          -

    ROW                   USERNAME  ACTION           ROLE AT LOCATION
    dentist--lehi.csv:2   bames     create           Provider at Lehi
    dentist--provo.csv:2  BAmes     add assignments  Provider at Provo

    imported into roster.db: 1 account created, 1 account given a role at another location

    ACCOUNT              ROLE AT LOCATION
    bames    created     Provider at Lehi
    BAmes    role added  Provider at Provo

    left to do by hand in the target:
      Review the inactivity timeout (1 account)
      Choose a colour for the provider (1 account)
      Fill in the Contracted With list (1 account)
      Attach the provider's fee schedule (1 account)
    --- stderr

    `roster accounts list` lists the accounts, `roster tasks list` what is left to do
    ");
    assert_eq!(accounts(&sandbox), ["bames: dentist at lehi, dentist at provo"]);
}

#[test]
fn a_role_at_another_location_comes_later() {
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[DENTIST]);
    imported(&sandbox);
    let sandbox = sandbox.people("dentist--provo.csv", &[DENTIST]);
    let said = imported(&sandbox);
    assert!(
        said.stdout.contains("1 account given a role at another location"),
        "{said}"
    );
    assert_eq!(accounts(&sandbox), ["bames: dentist at lehi, dentist at provo"]);
}

#[test]
fn a_twin_in_a_file_that_was_not_named_is_seen() {
    let sandbox = front_desk().staff(
        "one.csv",
        &["Ada,Chen,AChen,ada.chen@example.com,(801) 555-0126,NO"],
    );
    let json = sandbox.run("lint --json one.csv").json();
    assert_eq!(json["diagnostics"][0]["rule"], "duplicate-value");
    assert_eq!(
        json["diagnostics"][0]["related"][0]["path"],
        "front-desk--lehi.csv"
    );
    assert_eq!(json["summary"]["files"], 1);
    let said = sandbox.run("import --yes one.csv --assign provo=front-desk");
    assert_eq!(said.code, Some(1), "{said}");
    assert!(!sandbox.has_store());
}
