//! `roster import`: the plan, the deed, and everything that must not be done.

use insta::assert_snapshot;
use serde_json::json;

use crate::fixture::{ANA, DENTIST, ROSTER_TOML, STAFF, Said, Sandbox, ZOE, table};

/// Two people at the front desk in Lehi.
pub(crate) fn front_desk() -> Sandbox {
    Sandbox::organization().staff("front-desk--lehi.csv", &[ANA, ZOE])
}

/// Imports and asserts that it went well.
#[track_caller]
pub(crate) fn imported(sandbox: &Sandbox) -> Said {
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(0), "{said}");
    said
}

/// Who has an account, and where: `achen: front-desk at lehi`.
pub(crate) fn accounts(sandbox: &Sandbox) -> Vec<String> {
    let json = sandbox.run("accounts list --json").json();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let account = |account: &serde_json::Value| {
        let assignments = account["assignments"].as_array().expect("assignments").iter();
        let assignments = assignments.map(|at| format!("{} at {}", text(&at["role"]), text(&at["location"])));
        format!(
            "{}: {}",
            text(&account["username"]),
            assignments.collect::<Vec<_>>().join(", ")
        )
    };
    json["accounts"]
        .as_array()
        .expect("accounts")
        .iter()
        .map(account)
        .collect()
}

#[test]
fn the_plan_is_shown_and_nothing_is_written() {
    let sandbox = front_desk().people("dentist--provo.csv", &[DENTIST]);
    let before = sandbox.files();
    assert_snapshot!(sandbox.run("import"), @"
    exit code 0
    --- stdout
    nothing wrong in 3 rows of 2 files

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    dentist--provo.csv    Provider at Provo     1       -         -       -          -
    front-desk--lehi.csv  Receptionist at Lehi  2       -         -       -          -

    ROW                     USERNAME  ACTION  ROLE AT LOCATION
    dentist--provo.csv:2    bames     create  Provider at Provo
    front-desk--lehi.csv:2  achen     create  Receptionist at Lehi
    front-desk--lehi.csv:3  zberg     create  Receptionist at Lehi
    --- stderr
    nothing was written; `roster import --yes` does it
    ");
    assert_eq!(sandbox.files(), before);
    assert_eq!(sandbox.run("import --json").json()["applied"], false);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn what_does_it_is_the_command_that_was_given() {
    let sandbox = Sandbox::organization().staff("new people.csv", &[ANA]);
    let hint = |args: &[&str]| {
        let said = sandbox.roster(args);
        assert_eq!(said.code, Some(0), "{said}");
        let last = said.stderr.lines().last().map(str::to_owned);
        last.expect("a line").replace("nothing was written; ", "")
    };
    let args = [
        "import",
        "new people.csv",
        "--assign",
        "lehi=front-desk",
        "--hours",
        "mon-fri 08:00-17:00",
        "--inactivity-timeout=10m",
        "--store",
        "sqlite:trial.db",
        "--update",
    ];
    let line = "roster import 'new people.csv' --store sqlite:trial.db --assign lehi=front-desk --hours 'mon-fri 08:00-17:00' \
                --inactivity-timeout 10m --update --yes";
    assert_eq!(hint(&args), format!("`{line}` does it"));
    let plan = [&args[..], &["--plan-out", "my plan.json"]].concat();
    let wanted =
        "nothing was written but the plan; `roster import --plan 'my plan.json' --yes` carries it out";
    assert_eq!(hint(&plan), wanted);
    assert_eq!(
        hint(&["import", "--plan", "my plan.json"]),
        "`roster import --plan 'my plan.json' --yes` does it"
    );

    // A shell runs it as it is told.
    let program = format!("'{}'", env!("CARGO_BIN_EXE_roster"));
    let script = line.replacen("roster", &program, 1);
    let command = sandbox
        .scrubbed(std::process::Command::new("sh"), &["-c", &script])
        .output();
    let said = sandbox.said(command.expect("a shell"));
    assert_eq!(said.code, Some(0), "{said}");
    assert!(
        said.stderr
            .contains("`roster accounts list --store sqlite:trial.db` lists the accounts"),
        "{said}"
    );
    assert_eq!(
        hint(&["batches", "undo", "1", "--store", "sqlite:trial.db"]),
        "`roster batches undo 1 --store sqlite:trial.db --yes` does it"
    );

    // From elsewhere the folder is named.
    std::fs::create_dir(sandbox.path("elsewhere")).expect("a folder");
    let mut command = sandbox.command(&[
        "import",
        "../new people.csv",
        "--assign",
        "lehi=front-desk",
        "--yes",
    ]);
    command.current_dir(sandbox.path("elsewhere"));
    std::fs::write(sandbox.path("elsewhere/roster.toml"), ROSTER_TOML).expect("a file");
    let said = sandbox.said(command.output().expect("a program"));
    assert_eq!(said.code, Some(0), "{said}");
    assert!(
        said.stderr
            .contains("`roster accounts list [folder]` lists the accounts"),
        "{said}"
    );
}

#[test]
fn yes_does_it_and_says_what_is_left_to_do() {
    let sandbox = front_desk().people("dentist--provo.csv", &[DENTIST]);
    assert_snapshot!(imported(&sandbox), @"
    exit code 0
    --- stdout
    nothing wrong in 3 rows of 2 files

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    dentist--provo.csv    Provider at Provo     1       -         -       -          -
    front-desk--lehi.csv  Receptionist at Lehi  2       -         -       -          -

    ROW                     USERNAME  ACTION  ROLE AT LOCATION
    dentist--provo.csv:2    bames     create  Provider at Provo
    front-desk--lehi.csv:2  achen     create  Receptionist at Lehi
    front-desk--lehi.csv:3  zberg     create  Receptionist at Lehi

    imported into roster.db: 3 accounts created

    ACCOUNT           ROLE AT LOCATION
    bames    created  Provider at Provo
    achen    created  Receptionist at Lehi
    zberg    created  Receptionist at Lehi

    left to do by hand in the target:
      Review the inactivity timeout (3 accounts)
      Choose a colour for the provider (1 account)
      Fill in the Contracted With list (1 account)
      Attach the provider's fee schedule (1 account)
    --- stderr

    `roster accounts list` lists the accounts, `roster tasks list` what is left to do
    ");
    assert_eq!(
        accounts(&sandbox),
        [
            "achen: front-desk at lehi",
            "bames: dentist at provo",
            "zberg: front-desk at lehi"
        ]
    );
    assert!(sandbox.path("roster.db").is_file());
}

#[test]
fn what_is_left_to_do_is_that_of_this_import() {
    let left = |said: &Said| {
        let lines = said
            .stdout
            .lines()
            .skip_while(|line| !line.starts_with("left to do"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let sandbox = Sandbox::organization().people("dentist--provo.csv", &[DENTIST]);
    imported(&sandbox);
    sandbox.write("front-desk--lehi.csv", table(STAFF, &[ANA]));
    sandbox.write("front-desk--provo.csv", table(STAFF, &[ZOE]));
    assert_snapshot!(left(&imported(&sandbox)), @"
    left to do by hand in the target:
      Review the inactivity timeout (2 accounts)
    and 4 tasks of other imports
    ");
    // Whoever is given a role has been made before.
    sandbox.write("front-desk--provo.csv", table(STAFF, &[ZOE, ANA]));
    let said = imported(&sandbox);
    assert_snapshot!(left(&said), @"left to do by hand in the target: 6 tasks of other imports");
}

#[test]
fn a_second_time_changes_nothing_and_says_so() {
    let sandbox = front_desk();
    imported(&sandbox);
    let before = sandbox.run("accounts list --json").stdout;
    assert_snapshot!(imported(&sandbox), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    front-desk--lehi.csv  Receptionist at Lehi  -       -         -       -          -         imported on [hour]
    --- stderr
    nothing to do: the store has all of this already
    ");
    let said = sandbox.run("import --yes --json");
    assert_eq!(said.json()["applied"], false);
    assert_eq!(said.json()["batches"][0]["state"], "already-applied");
    assert_eq!(sandbox.run("accounts list --json").stdout, before);
}

#[test]
fn the_same_people_in_another_file_are_there_already() {
    let sandbox = front_desk();
    imported(&sandbox);
    sandbox.write(
        "front-desk--lehi.csv",
        table(STAFF, &[ZOE, ANA]).replace('\n', "\r\n"),
    );
    assert_snapshot!(imported(&sandbox), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    front-desk--lehi.csv  Receptionist at Lehi  -       -         -       2          -
    --- stderr
    nothing to do: the store has all of this already
    ");
}

#[test]
fn one_person_more_is_one_account_more() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    imported(&sandbox);
    sandbox.write("front-desk--lehi.csv", table(STAFF, &[ANA, ZOE]));
    let said = imported(&sandbox);
    assert!(
        said.stdout.contains("1 account created, 1 account there already"),
        "{said}"
    );
    assert_eq!(accounts(&sandbox).len(), 2);
}

#[test]
fn one_wrong_row_and_nothing_is_written() {
    let sandbox = front_desk().staff("front-desk--provo.csv", &[&ANA.replace("achen", "a.chen")]);
    let before = sandbox.files();
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 1
    --- stdout
    error[invalid-username]
      × `a.chen` is not a username that can be used: it holds `.`, only letters and digits are allowed
       ╭─[front-desk--provo.csv:2:10]
     2 │ Ana,Chen,a.chen,********************,**************,NO
       ·          ───┬──
       ·             ╰── Username in C2
       ╰────
      help: choose another: letters and digits only, and no word that the target keeps for itself

    1 error in 3 rows of 2 files
    --- stderr
    nothing was imported: 1 row is not fit to be imported; correct what is named above
    ");
    let json = sandbox.run("import --yes --json");
    assert_eq!((json.code, &json.json()["applied"]), (Some(1), &json!(false)));
    assert_eq!(json.json()["diagnostics"][0]["rule"], "invalid-username");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_warning_does_not_stop_it() {
    let sandbox = Sandbox::organization().staff(
        "front-desk--lehi.csv",
        &[&ANA.replace("ana.chen@example.com", "")],
    );
    let said = imported(&sandbox);
    assert!(said.stdout.contains("missing-recommended"), "{said}");
    assert_eq!(accounts(&sandbox).len(), 1);
}

#[test]
fn the_size_of_an_upload_does_not_bind_a_store() {
    let row = |number: u32| format!("Ana,Chen,achen{number},ana{number}@example.com,(801) 555-0123,NO\n");
    let rows = (1..=300).map(row).collect::<String>();
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", format!("{STAFF}\n{rows}"));
    assert_eq!(sandbox.run("lint").code, Some(1));
    let said = imported(&sandbox);
    assert!(said.stdout.contains("and 200 accounts more"), "{said}");
    assert_eq!(accounts(&sandbox).len(), 300);
}

#[test]
fn a_file_whose_name_says_nothing_needs_an_assignment() {
    let sandbox = Sandbox::organization().staff("staff.csv", &[ANA]);
    assert_snapshot!(sandbox.run("import --yes staff.csv"), @"
    exit code 2
    --- stdout
    nothing wrong in 1 row of 1 file
    --- stderr
      × nothing says which role at which location the people of `staff.csv` get
      help: name it <role>--<location>.csv, list it under [[batch]] in `roster.toml`, say --assign
            LOCATION=ROLE, with ids of that file, or give it the columns Role and Location
    nothing was imported
    ");
    assert!(!sandbox.has_store());
    let args = "import --yes staff.csv --assign lehi=front-desk --assign provo=front-desk";
    assert_eq!(sandbox.run(args).code, Some(0));
    assert_eq!(
        accounts(&sandbox),
        ["achen: front-desk at lehi, front-desk at provo"]
    );
}

#[test]
fn an_assignment_is_made_of_ids_that_there_are() {
    let sandbox = Sandbox::organization().staff("staff.csv", &[ANA]);
    for (assignment, said) in [
        ("lehi", "`lehi` is no assignment"),
        ("lehi=nobody", "nobody"),
        ("mars=front-desk", "mars"),
    ] {
        let refused = sandbox.run(&format!("import --yes staff.csv --assign {assignment}"));
        assert_eq!(refused.code, Some(2), "{refused}");
        assert!(refused.stderr.contains(said), "{assignment}: {refused}");
    }
    assert!(!sandbox.has_store());
}

#[test]
fn an_assignment_that_binds_no_file_is_not_passed_over() {
    let sandbox = front_desk();
    let said = sandbox.run("import --yes --assign lehi=nobody");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(!sandbox.has_store());
}

#[test]
fn a_rule_that_is_off_leaves_no_refusal_without_a_reason() {
    let off = "missing-value = { level = \"off\", reason = \"a test\" }\n";
    let sandbox = Sandbox::organization()
        .file("roster.toml", ROSTER_TOML.to_owned() + off)
        .staff("front-desk--lehi.csv", &[&ANA.replace("Chen", "")]);
    let said = sandbox.run("import --yes");
    assert_ne!(said.code, Some(0), "a required cell is not waived: {said}");
    assert!(said.all().contains("missing-value"), "{said}");
    assert_eq!(
        sandbox.run("lint").code,
        Some(0),
        "lint shows what roster.toml wants to see"
    );
}

#[test]
fn a_word_for_no_dea_number_is_imported_as_a_blank_cell() {
    let accounts = |said: &str| {
        let optional = format!("{ROSTER_TOML}\n[options]\ndea = \"recommended\"\n");
        let row = DENTIST.replace("AA1234563", said);
        let sandbox = Sandbox::organization()
            .file("roster.toml", optional)
            .people("dentist--lehi.csv", &[&row]);
        imported(&sandbox);
        assert_eq!(
            sandbox.run("accounts export -o all.csv --sensitive").code,
            Some(0)
        );
        std::fs::read_to_string(sandbox.path("all.csv")).unwrap()
    };
    assert!(accounts("AA1234563").contains("AA1234563"));
    assert!(accounts("None").contains("bames"));
    assert_eq!(accounts("None"), accounts(""));
}
