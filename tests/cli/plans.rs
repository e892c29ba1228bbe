//! Plans that are saved, rows that win over the store, and rows that are left out.

use insta::assert_snapshot;

use crate::fixture::{ANA, DENTIST, ROSTER_TOML, STAFF, Sandbox, ZOE, table};
use crate::import::{accounts, front_desk, imported};

#[test]
fn what_needs_eyes_stands_first() {
    let sandbox = front_desk().people("dentist--provo.csv", &[DENTIST]);
    imported(&sandbox);
    let rows = [
        &ANA.replace("Chen", "Chan"),
        // Zoë again, under another username.
        &ZOE.replace("zberg", "zoeberg").replace("zoe.berg@", "zoe@"),
        "Kim,Lund,klund,kim.lund@example.com,(801) 555-0127,NO",
    ];
    sandbox.write("front-desk--lehi.csv", table(STAFF, &rows));
    let thief = DENTIST
        .replace("bames", "other")
        .replace("BAMES", "OTHER")
        .replace("Ben", "Bob");
    sandbox.write("dentist--provo.csv", table(crate::fixture::PEOPLE, &[&thief]));
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 1
    --- stdout
    nothing wrong in 4 rows of 2 files

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    dentist--provo.csv    Provider at Provo     -       -         -       -          1
    front-desk--lehi.csv  Receptionist at Lehi  2       -         -       -          1

    conflict, the same username: row 2 of `front-desk--lehi.csv`, username `achen`
      Last Name: the store has `Chen`, the file `Chan`

    conflict, a value of somebody else: row 2 of `dentist--provo.csv`, username `other`
      NPI: (hidden) belongs to the account `bames`
      DEA: (hidden) belongs to the account `bames`
      State ID: (hidden) belongs to the account `bames`

    look: the same name and phone number: row 3 of `front-desk--lehi.csv`, username `zoeberg`
      the account `zberg` may be this person already: if so, use its username in the file

    ROW                     USERNAME  ACTION  ROLE AT LOCATION
    front-desk--lehi.csv:4  klund     create  Receptionist at Lehi
    --- stderr
    nothing was imported: the rows above are in conflict with the store
    ");
    let json = sandbox.run("import --json").json();
    assert_eq!(json["batches"][0]["rows"][0]["tier"], "same-identifier");
    assert_eq!(json["batches"][1]["rows"][0]["tier"], "same-username");
    assert_eq!(json["batches"][1]["rows"][1]["alike"], "zberg");
}

#[test]
fn an_update_makes_the_row_win_and_can_be_undone() {
    let sandbox = front_desk();
    imported(&sandbox);
    let changed = ANA.replace("Chen", "Chan").replace("0123", "0199");
    sandbox.write("front-desk--lehi.csv", table(STAFF, &[&changed, ZOE]));
    assert_eq!(sandbox.run("import --yes").code, Some(1));
    assert_snapshot!(sandbox.run("import --yes --update"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    front-desk--lehi.csv  Receptionist at Lehi  -       -         1       1          -

    update: row 2 of `front-desk--lehi.csv`, username `achen`
      Last Name: the store has `Chen`, the file `Chan`
      Phone Number: the store has (hidden), the file (hidden)

    imported into roster.db: 1 account updated, 1 account there already

    ACCOUNT           ROLE AT LOCATION
    achen    updated  Receptionist at Lehi

    left to do by hand in the target: 2 tasks of other imports
    --- stderr

    `roster accounts list` lists the accounts, `roster tasks list` what is left to do
    ");
    let name =
        |sandbox: &Sandbox| sandbox.run("accounts list --json").json()["accounts"][0]["family_name"].clone();
    assert_eq!(name(&sandbox), "Chan");
    assert_eq!(sandbox.run("batches undo 2 --yes").code, Some(0));
    assert_eq!(name(&sandbox), "Chen");
}

#[test]
fn a_saved_plan_is_carried_out() {
    let sandbox = front_desk();
    assert_snapshot!(sandbox.run("import --plan-out plan.json"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    front-desk--lehi.csv  Receptionist at Lehi  2       -         -       -          -

    ROW                     USERNAME  ACTION  ROLE AT LOCATION
    front-desk--lehi.csv:2  achen     create  Receptionist at Lehi
    front-desk--lehi.csv:3  zberg     create  Receptionist at Lehi
    --- stderr
    nothing was written but the plan; `roster import --plan plan.json --yes` carries it out
    ");
    assert!(!sandbox.has_store());
    let saved = String::from_utf8(sandbox.read("plan.json")).expect("text");
    assert!(!saved.contains("achen") && !saved.contains("Chen"), "{saved}");
    let said = sandbox.run("import --plan plan.json --yes");
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(accounts(&sandbox).len(), 2);
    // What the plan itself has done is no change.
    assert_eq!(sandbox.run("import --plan plan.json --yes").code, Some(0));
    assert_eq!(accounts(&sandbox).len(), 2);
}

#[test]
fn a_saved_plan_is_refused_where_anything_changed() {
    type Change<'a> = (&'a str, &'a str, &'a dyn Fn(&Sandbox));
    let other = "Kim,Lund,klund,kim.lund@example.com,(801) 555-0127,NO";
    let changes: [Change<'_>; 6] = [
        ("a file", "`front-desk--lehi.csv` changed", &|sandbox| {
            sandbox.write("front-desk--lehi.csv", table(STAFF, &[ANA]));
        }),
        ("a new file", "`front-desk--provo.csv` is new", &|sandbox| {
            sandbox.write("front-desk--provo.csv", table(STAFF, &[other]));
        }),
        ("no file", "no roster", &|sandbox| {
            std::fs::remove_file(sandbox.path("front-desk--lehi.csv")).expect("a removed file");
        }),
        ("the schema", "the schema changed", &|sandbox| {
            let answered = "[options]\nemail = \"required\"\n";
            sandbox.write("roster.toml", ROSTER_TOML.to_owned() + answered);
        }),
        (
            "the batch",
            "what the people of `front-desk--lehi.csv` get",
            &|sandbox| {
                let batch = "[[batch]]\nfiles = \"front-desk--lehi.csv\"\nassign = { lehi = \"front-desk\" }\n\
                         inactivity-timeout = \"10m\"\n";
                sandbox.write("roster.toml", ROSTER_TOML.to_owned() + batch);
            },
        ),
        ("the store", "something was imported or undone", &|sandbox| {
            sandbox.write("elsewhere.csv", table(STAFF, &[other]));
            let said = sandbox.run("import --yes elsewhere.csv --assign provo=front-desk");
            assert_eq!(said.code, Some(0), "{said}");
            std::fs::remove_file(sandbox.path("elsewhere.csv")).expect("a removed file");
        }),
    ];
    for (what, said, change) in changes {
        let sandbox = front_desk();
        sandbox.run("import --plan-out plan.json");
        change(&sandbox);
        let refused = sandbox.run("import --plan plan.json --yes");
        assert_eq!(refused.code, Some(2), "{what}: {refused}");
        assert!(refused.stderr.contains(said), "{what}: {refused}");
        if sandbox.has_store() {
            assert_eq!(accounts(&sandbox).len(), 1, "{what}");
        }
    }
}

#[test]
fn a_saved_plan_rests_on_no_name_and_no_level() {
    let sandbox = front_desk();
    sandbox.run("import --plan-out plan.json");
    let renamed = ROSTER_TOML
        .replace("\"Receptionist\"", "\"Front Desk\"")
        .replace("\"Lehi\"", "\"Lehi Office\"");
    let toml = renamed + "missing-recommended = { level = \"off\", reason = \"a test\" }\n";
    sandbox.write("roster.toml", toml);
    let said = sandbox.run("import --plan plan.json --yes");
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(accounts(&sandbox).len(), 2);
}

#[test]
fn a_plan_takes_the_place_of_a_plan_and_of_no_other_file() {
    let sandbox = front_desk().file("notes.json", "{}").file("empty", "");
    std::fs::create_dir(sandbox.path("folder")).expect("a folder");
    let files = ["roster.toml", "front-desk--lehi.csv", "notes.json", "empty"];
    for name in files.into_iter().chain(["folder"]) {
        let before = files.map(|file| sandbox.read(file));
        let said = sandbox.run(&format!("import --plan-out {name}"));
        assert_eq!(said.code, Some(2), "{said}");
        assert!(
            said.stderr.contains("is there already and is no saved plan"),
            "{said}"
        );
        assert_eq!(files.map(|file| sandbox.read(file)), before, "{name}");
    }
    assert_eq!(sandbox.run("import --plan-out plan.json").code, Some(0));
    let first = sandbox.read("plan.json");
    assert_eq!(sandbox.run("import --plan-out plan.json --update").code, Some(0));
    assert_ne!(sandbox.read("plan.json"), first);
    assert_eq!(sandbox.files().len(), 6, "{:?}", sandbox.files());
}

#[cfg(unix)]
#[test]
fn a_plan_is_not_written_through_a_link_that_leads_nowhere() {
    let sandbox = front_desk();
    std::os::unix::fs::symlink("nowhere.json", sandbox.path("plan.json")).expect("a link");
    let said = sandbox.run("import --plan-out plan.json");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(!sandbox.path("nowhere.json").exists());
}

#[test]
fn a_plan_that_is_none_is_refused() {
    let sandbox = front_desk().file("plan.json", "{}");
    let said = sandbox.run("import --plan plan.json --yes");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("`plan.json` is not a saved plan"), "{said}");
    assert_eq!(sandbox.run("import --plan plan.json --update").code, Some(2));
}

#[test]
fn rows_that_are_not_fit_go_verbatim_into_a_file_of_their_own() {
    let wrong = "Kim,Lund,k.lund,\"kim.lund@example.com\" ,(801) 555-0127,NO";
    let sandbox = Sandbox::organization().file(
        "front-desk--lehi.csv",
        format!("\u{FEFF}{STAFF}\r\n{ANA}\r\n{wrong}\r\n{ZOE}"),
    );
    let shown = sandbox.run("import --skip-invalid");
    assert_eq!(shown.code, Some(1), "{shown}");
    assert!(!sandbox.has_store() && sandbox.files().len() == 2);
    let said = sandbox.run("import --skip-invalid --yes");
    assert_eq!(said.code, Some(1), "{said}");
    assert_snapshot!(said.stderr, @"

    `roster accounts list` lists the accounts, `roster tasks list` what is left to do
    left out: 1 row into `front-desk--lehi.csv.rejected.csv`; correct what is wrong there, and import the file by its name
    ");
    let rejected = "front-desk--lehi.csv.rejected.csv";
    let expected = format!("\u{FEFF}{STAFF}\r\n{wrong}\r\n");
    assert_eq!(String::from_utf8(sandbox.read(rejected)).expect("text"), expected);
    assert_eq!(accounts(&sandbox).len(), 2);

    // It is no roster that is found, a second run changes nothing, and what is corrected in it is not written over.
    assert_eq!(sandbox.run("lint --json").json()["summary"]["files"], 1);
    assert_eq!(sandbox.run("import --skip-invalid --yes").code, Some(1));
    sandbox.write(
        rejected,
        expected.replace("k.lund", "klund").replace("\" ,", "\","),
    );
    let refused = sandbox.run("import --skip-invalid --yes");
    assert_eq!(refused.code, Some(2), "{refused}");
    assert_snapshot!(refused.stderr, @"
    × `front-desk--lehi.csv.rejected.csv` holds other rejected rows
    help: nothing was imported: import what you corrected in it, then delete it or give it another name
    ");

    // It is imported by its name, as the file from which it came.
    let said = sandbox.run(&format!("import --yes {rejected}"));
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(accounts(&sandbox)[1], "klund: front-desk at lehi");
}

#[test]
fn a_row_that_was_rejected_is_compared_with_the_good_ones_of_its_file() {
    let wrong = "Kim,Lund,k.lund,kim.lund@example.com,(801) 555-0127,NO";
    let sandbox =
        Sandbox::organization().file("front-desk--lehi.csv", format!("{STAFF}\r\n{ANA}\r\n{wrong}\r\n"));
    assert_eq!(sandbox.run("import --skip-invalid --yes").code, Some(1));
    let rejected = "front-desk--lehi.csv.rejected.csv";
    // The same row in the file from which it came is no second one of its kind.
    let said = sandbox.run(&format!("lint --format concise {rejected}"));
    assert_eq!(said.stdout.lines().count(), 2, "{said}");
    assert!(said.stdout.contains("error[invalid-username]"), "{said}");
    let text = String::from_utf8(sandbox.read(rejected)).expect("text");
    let username = ANA.split(',').nth(2).expect("a username");
    sandbox.write(rejected, text.replace("k.lund", username));
    let said = sandbox.run(&format!("lint --format concise {rejected}"));
    assert!(said.stdout.contains("error[duplicate-value]"), "{said}");
    sandbox.write(rejected, text.replace("k.lund", "klund"));
    let said = sandbox.run(&format!("lint --format concise {rejected}"));
    assert_eq!(said.code, Some(0), "{said}");
}

#[test]
fn what_a_workbook_rejects_becomes_a_csv() {
    let wrong = DENTIST.replace("bames", "b.ames");
    let bytes = crate::fixture::workbook::workbook(&[crate::fixture::PEOPLE, &wrong]);
    let sandbox = Sandbox::organization().file("dentist--lehi.xlsx", bytes);
    assert_eq!(sandbox.run("import --skip-invalid --yes").code, Some(1));
    let rejected = "dentist--lehi.xlsx.rejected.csv";
    let text = String::from_utf8(sandbox.read(rejected)).expect("text");
    sandbox.write(rejected, text.replace("b.ames", "bames"));
    let said = sandbox.run(&format!("import --yes {rejected}"));
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(accounts(&sandbox), ["bames: dentist at lehi"]);
}
