//! What the other commands answer, in words and as JSON: `init`, `template`, `accounts list`, `tasks`, `explain`.

use insta::assert_snapshot;
use serde_json::json;

use crate::fixture::{ANA, DENTIST, Sandbox};

/// An organization with two accounts.
fn imported() -> Sandbox {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .people("dentist--provo.csv", &[DENTIST]);
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    sandbox
}

#[test]
fn init_writes_a_roster_toml() {
    let sandbox = Sandbox::empty();
    let args = "init --provider dentist=Provider --role front-desk=Receptionist --location lehi=Lehi";
    assert_snapshot!(sandbox.run(args), @"
    exit code 0
    --- stdout
    wrote roster.toml
    --- stderr
    next: `roster template` writes a file to fill in for each role and location
    ");
    assert_snapshot!(String::from_utf8(sandbox.read("roster.toml")).unwrap(), @r#"
    # The organization. `roster template` writes what is to be filled in, `roster lint` checks the filled files,
    # `roster import` brings them into the account store.

    schema = "dentrix-ascend"
    store = "sqlite:roster.db"

    [[role]]
    id = "dentist"
    name = "Provider"
    provider = true

    [[role]]
    id = "front-desk"
    name = "Receptionist"

    [[location]]
    id = "lehi"
    name = "Lehi"
    "#);
    let before = sandbox.read("roster.toml");
    assert_snapshot!(sandbox.run(args), @"
    exit code 2
    --- stderr
      × there is a `roster.toml` already
      help: edit it, or name another folder: nothing was changed
    ");
    assert_eq!(sandbox.read("roster.toml"), before);
    assert_eq!(sandbox.run("template").code, Some(0));
}

#[test]
fn init_without_roles_says_what_comes_next() {
    let sandbox = Sandbox::empty();
    assert_snapshot!(sandbox.run("init clinic"), @"
    exit code 0
    --- stdout
    wrote clinic/roster.toml
    --- stderr
    next: add your roles and locations to it, then `roster template`
    ");
    let said = sandbox.run("init --json other");
    assert_eq!(said.json(), json!({ "version": 1, "path": "other/roster.toml" }));
}

#[test]
fn init_names_its_file_as_everybody_else_does() {
    assert_eq!(Sandbox::empty().run("init --json").json()["path"], "roster.toml");
}

#[test]
fn init_refuses_what_no_roster_toml_could_hold() {
    let sandbox = Sandbox::empty();
    assert_snapshot!(sandbox.roster(&["init", "--role", "Front Desk"]), @"
    exit code 2
    --- stderr
      × `Front Desk` is no id
      help: an id is made of lower-case letters, digits and single hyphens: dentist=Provider
    ");
    for args in [
        "init --role a --role a",
        "init --role =",
        "init --schema nothing",
        "init --location a--b",
    ] {
        let said = sandbox.run(args);
        assert_eq!(said.code, Some(2), "{args}: {said}");
    }
    assert_eq!(sandbox.files(), [""; 0]);
}

#[test]
fn accounts_and_tasks_are_listed() {
    let sandbox = imported();
    assert_snapshot!(sandbox.run("accounts list"), @"
    exit code 0
    --- stdout
    USERNAME  NAME      ROLE AT LOCATION      OPEN TASKS
    achen     Ana Chen  Receptionist at Lehi  1
    bames     Ben Ames  Provider at Provo     4
    --- stderr
    2 accounts
    ");
    assert_snapshot!(sandbox.run("tasks"), @"
    exit code 0
    --- stdout
    USERNAME  TASK                STATE  WHAT TO DO
    achen     inactivity-timeout  open   Review the inactivity timeout
    bames     inactivity-timeout  open   Review the inactivity timeout
    bames     provider-colour     open   Choose a colour for the provider
    bames     contracted-with     open   Fill in the Contracted With list
    bames     fee-schedule        open   Attach the provider's fee schedule
    --- stderr
    5 tasks
    ");
    // As with accounts and batches, `list` may stand there.
    let folder = sandbox.path(".").display().to_string();
    for flags in [
        "",
        "--json",
        "--csv --all",
        "--task provider-colour",
        "--username achen",
        &folder,
    ] {
        let said = ["tasks", "tasks list"].map(|command| sandbox.run(&format!("{command} {flags}")));
        assert_eq!(said[0].code, Some(0), "{}", said[0]);
        assert_eq!(said[0].to_string(), said[1].to_string());
    }
}

#[test]
fn accounts_are_listed_as_json() {
    assert_eq!(
        imported().run("accounts list --json").json(),
        json!({ "version": 1, "accounts": [
            {
                "username": "achen", "given_name": "Ana", "family_name": "Chen",
                "assignments": [{ "location": "lehi", "role": "front-desk" }], "open_tasks": 1,
            },
            {
                "username": "bames", "given_name": "Ben", "family_name": "Ames",
                "assignments": [{ "location": "provo", "role": "dentist" }], "open_tasks": 4,
            },
        ] })
    );
}

#[test]
fn tasks_are_listed_as_json() {
    let json = imported().run("tasks --json").json();
    assert_eq!(
        json["tasks"][0],
        json!({
            "username": "achen", "task": "inactivity-timeout", "state": "open",
            "title": "Review the inactivity timeout",
            "detail": "The import sets one hour unless another time was chosen; the vendor recommends ten minutes.",
        })
    );
    assert_eq!(json["tasks"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_plan_as_json() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    let batch = |outcome: Option<&str>| {
        json!({
            "path": "front-desk--lehi.csv", "state": "new", "outcome": outcome, "assignments": { "lehi": "front-desk" },
            "create": 1, "add_assignments": 0, "update": 0, "unchanged": 0, "conflict": 0,
            "rows": [{ "row": 2, "username": "achen", "action": "create", "tier": null, "alike": null, "updates": [],
                "conflicts": [],
            }],
        })
    };
    let answer = |applied: bool| {
        json!({
            "version": 1, "applied": applied, "batches": [batch(applied.then_some("applied"))], "diagnostics": [],
            "summary": { "files": 1, "rows": 1, "errors": 0, "warnings": 0, "notes": 0, "suppressed": 0, "in_baseline": 0 },
        })
    };
    assert_eq!(sandbox.run("import --json").json(), answer(false));
    assert_eq!(sandbox.run("import --json --yes").json(), answer(true));
}

#[test]
fn without_an_import_there_is_no_store() {
    let sandbox = Sandbox::organization();
    assert_snapshot!(sandbox.run("accounts list"), @"
    exit code 2
    --- stderr
      × there is no account store at `roster.db`
      help: the first `roster import --yes` makes it
    ");
    assert_eq!(sandbox.run("tasks --json").code, Some(2));
    assert!(!sandbox.has_store());
}

#[test]
fn without_a_roster_toml_there_is_no_organization() {
    let sandbox = Sandbox::empty();
    assert_snapshot!(sandbox.run("tasks"), @"
    exit code 2
    --- stderr
      × no roster.toml governs `.`
      help: `roster init` writes one; it says which roles and locations there are
    ");
    for args in ["accounts list", "template", "accounts list --json"] {
        assert_eq!(sandbox.run(args).code, Some(2), "{args}");
    }
}

#[test]
fn a_folder_that_is_not_there_has_no_accounts() {
    let said = imported().run("accounts list nowhere");
    assert_eq!(said.code, Some(2), "{said}");
}

#[test]
fn explain_lists_the_rules_and_prints_a_page() {
    let sandbox = Sandbox::empty();
    let list = sandbox.run("explain");
    assert_eq!(list.code, Some(0));
    assert!(list.stdout.contains("\nnpi-check-digit  "), "{list}");
    let page = sandbox.run("explain npi-check-digit");
    assert_eq!(page.code, Some(0));
    for part in [
        "# `npi-check-digit`",
        "## Why it matters",
        "## Example",
        "## How to repair it",
        "Excel",
    ] {
        assert!(page.stdout.contains(part), "{part}: {page}");
    }
    let json = sandbox.run("explain npi-check-digit --json").json();
    assert_eq!(json["rules"][0]["page"], page.stdout);
    assert_eq!(json["rules"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&json["rules"][0]["level"], &json["rules"][0]["fix"]),
        (&json!("error"), &json!("none"))
    );
}

#[test]
fn explain_knows_what_was_meant() {
    assert_snapshot!(Sandbox::empty().run("explain npi-checkdigit"), @"
    exit code 2
    --- stderr
      × there is no rule `npi-checkdigit`
      help: did you mean `npi-check-digit`? `roster explain` lists them all
    ");
    assert_snapshot!(Sandbox::empty().run("explain EIN"), @"
    exit code 2
    --- stderr
      × there is no rule `EIN`
      help: rules that it may be about: `invalid-ein`, `ssn-for-ein`, `itin-for-ein`, `ein-prefix`; `roster
            explain` lists them all
    ");
}
