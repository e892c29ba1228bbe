//! `roster batches`: the journal, and taking a batch back.

use insta::assert_snapshot;

use crate::fixture::{DENTIST, Sandbox, ZOE};
use crate::import::{accounts, front_desk, imported};

/// Two at the front desk and a dentist, of whom Zoë was given a second location by a third batch.
fn three_batches() -> Sandbox {
    let sandbox = front_desk().people("dentist--provo.csv", &[DENTIST]);
    imported(&sandbox);
    let sandbox = sandbox.staff("front-desk--provo.csv", &[ZOE]);
    imported(&sandbox);
    sandbox
}

#[test]
fn the_journal_is_listed() {
    let sandbox = three_batches();
    assert_snapshot!(sandbox.run("batches list"), @"
    exit code 0
    --- stdout
    BATCH  FILE                   ROLE AT LOCATION       CREATED  ROLE ADDED  UPDATED  IMPORTED              UNDONE
    1      dentist--provo.csv     Provider at Provo      1        0           0        [hour]
    2      front-desk--lehi.csv   Receptionist at Lehi   2        0           0        [hour]
    3      front-desk--provo.csv  Receptionist at Provo  0        1           0        [hour]
    --- stderr
    3 batches
    ");
    assert_snapshot!(sandbox.run("batches show 2"), @"
    exit code 0
    --- stdout
    ROW  USERNAME  CHANGE   UNDONE
    2    achen     created
    3    zberg     created
    --- stderr
    2 changes
    ");
    let json = sandbox.run("batches list --json --file provo").json();
    assert_eq!(json["batches"][0]["file"], "dentist--provo.csv");
    assert_eq!(json["batches"].as_array().expect("batches").len(), 2);
    assert_eq!(sandbox.run("batches show 9").code, Some(2));
}

#[test]
fn undoing_is_shown_and_then_done() {
    let sandbox = three_batches();
    let before = accounts(&sandbox);
    assert_snapshot!(sandbox.run("batches undo 3"), @"
    exit code 0
    --- stdout
    USERNAME  IT WAS      UNDOING IT
    zberg     role added  the role goes
    --- stderr
    nothing was written; `roster batches undo 3 --yes` does it
    ");
    assert_eq!(accounts(&sandbox), before);
    assert_snapshot!(sandbox.run("batches undo 3 --yes"), @"
    exit code 0
    --- stdout
    USERNAME  IT WAS      UNDOING IT
    zberg     role added  the role goes

    batch 3 is undone: 1 change taken back
    --- stderr
    this is about the store alone: what was entered in the target stays there
    ");
    assert_eq!(
        accounts(&sandbox),
        [
            "achen: front-desk at lehi",
            "bames: dentist at provo",
            "zberg: front-desk at lehi"
        ]
    );
    assert_snapshot!(sandbox.run("batches undo 3 --yes"), @"
    exit code 0
    --- stdout
    USERNAME  IT WAS      UNDOING IT
    zberg     role added  nothing: it was undone before
    --- stderr
    nothing was written: there is nothing that can be taken back
    ");
    assert_snapshot!(sandbox.run("batches list --undone --csv"), @"
    exit code 0
    --- stdout
    batch,file,role_at_location,created,role_added,updated,imported,undone
    3,front-desk--provo.csv,Receptionist at Provo,0,1,0,[hour],[hour]
    ");
}

#[test]
fn who_was_touched_since_is_kept_and_named() {
    let sandbox = three_batches();
    sandbox.run("tasks done achen inactivity-timeout");
    assert_snapshot!(sandbox.run("batches undo 2 --yes"), @"
    exit code 1
    --- stdout
    USERNAME  IT WAS   UNDOING IT
    achen     created  kept: a task of the account is done; `roster tasks done --reopen` reopens it
    zberg     created  kept: a later batch changed the account; undo that one first
    --- stderr
    nothing was written: there is nothing that can be taken back
    ");
    assert_eq!(accounts(&sandbox).len(), 3);
    let json = sandbox.run("batches undo 2 --yes --json").json();
    assert_eq!(json["applied"], false);
    assert_eq!(json["changes"][0]["action"], "keep");
}

#[test]
fn an_undone_file_may_be_imported_again() {
    let sandbox = front_desk();
    imported(&sandbox);
    assert_eq!(sandbox.run("batches undo 1 --yes").code, Some(0));
    assert!(accounts(&sandbox).is_empty());
    imported(&sandbox);
    assert_eq!(accounts(&sandbox).len(), 2);
    assert_eq!(
        sandbox.run("batches list --json").json()["batches"][1]["created"],
        2
    );
}

#[test]
fn an_account_is_shown_without_what_is_sensitive() {
    let sandbox = three_batches();
    assert_snapshot!(sandbox.run("accounts show ZBERG"), @"
    exit code 0
    --- stdout
    COLUMN             VALUE
    Username           zberg
    Email              (hidden)
    Last Name          Berg
    First Name         Zoë
    Phone Number       (hidden)
    Provider (YES/NO)  NO

    ROLE AT LOCATION       HOURS  INACTIVITY TIMEOUT
    Receptionist at Lehi          the default
    Receptionist at Provo         the default

    TASK                STATE  WHAT TO DO
    inactivity-timeout  open   Review the inactivity timeout
    --- stderr
    changed since it was made, now version 2
    ");
    let json = sandbox.run("accounts show zberg --json").json();
    let details = json["details"].as_array().expect("details").iter();
    let hidden = details.filter(|detail| detail["value"].is_null());
    assert_eq!(hidden.count(), 2);
    assert_eq!(sandbox.run("accounts show nobody").code, Some(2));
}

#[test]
fn accounts_are_filtered_and_listed_for_spreadsheets() {
    let sandbox = three_batches();
    assert_snapshot!(sandbox.run("accounts list --csv --location lehi").stdout, @r#"
    username,name,role_at_location,open_tasks
    achen,Ana Chen,Receptionist at Lehi,1
    zberg,Zoë Berg,"Receptionist at Lehi, Receptionist at Provo",1
    "#);
    let json = sandbox.run("accounts list --json --role dentist").json();
    assert_eq!(json["accounts"].as_array().expect("accounts").len(), 1);
}

#[test]
fn an_export_leaves_out_what_is_sensitive_unless_told() {
    let sandbox = three_batches();
    assert_snapshot!(sandbox.run("accounts export -o out.csv"), @"
    exit code 0
    --- stdout
    3 accounts written into out.csv
    --- stderr
    left out because sensitive: Email, Phone Number, Address, NPI, DEA, TIN, State ID; --sensitive writes them too
    ");
    assert_snapshot!(String::from_utf8_lossy(&sandbox.read("out.csv")), @r#"
    "First Name","Last Name","Username","Provider (YES/NO)","Shortname","City","State","ZIP Code","Role","Location"
    "Ana","Chen","achen","NO",,,,,"Receptionist","Lehi"
    "Ben","Ames","bames","YES","BAMES","Lehi","UT","840430000","Provider","Provo"
    "Zoë","Berg","zberg","NO",,,,,"Receptionist","Lehi; Provo"
    "#);
    assert_eq!(
        sandbox.run("accounts export -o out.csv --sensitive").code,
        Some(2)
    );
    assert_eq!(
        sandbox.run("accounts export -o out.csv --sensitive --force").code,
        Some(0)
    );
    assert!(String::from_utf8_lossy(&sandbox.read("out.csv")).contains("ben.ames@example.com"));
    #[cfg(unix)]
    {
        let permissions = sandbox.path("out.csv").metadata().expect("a file").permissions();
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&permissions) & 0o777,
            0o600
        );
    }
}
