//! Where the accounts are kept.

use crate::fixture::{ANA, ROSTER_TOML, Sandbox};
use crate::import::front_desk;

#[test]
fn the_store_lies_beside_roster_toml() {
    let sandbox = Sandbox::empty()
        .file("clinic/roster.toml", ROSTER_TOML)
        .staff("clinic/west/front-desk--lehi.csv", &[ANA]);
    assert_eq!(
        sandbox.run("import --yes clinic/west/front-desk--lehi.csv").code,
        Some(0)
    );
    assert!(sandbox.path("clinic/roster.db").is_file());
    assert_eq!(sandbox.files(), ["clinic"]);
    let listed = sandbox.run("accounts list --json clinic/west").json();
    assert_eq!(listed["accounts"][0]["username"], "achen");
}

#[test]
fn another_store_may_be_named() {
    let sandbox = front_desk();
    assert_eq!(sandbox.run("import --yes --store sqlite:other.db").code, Some(0));
    assert!(sandbox.path("other.db").is_file() && !sandbox.path("roster.db").exists());
    let listed = sandbox.run("accounts list --json --store sqlite:other.db").json();
    assert_eq!(listed["accounts"][1]["given_name"], "Zoë");
}

#[test]
fn a_store_that_is_none_is_left_alone() {
    let sandbox = front_desk().file("roster.db", "not a database, but somebody's letter\n".repeat(99));
    let before = sandbox.read("roster.db");
    for args in ["import --yes", "accounts list", "tasks"] {
        let said = sandbox.run(args);
        assert_eq!(said.code, Some(2), "{said}");
        assert!(said.stderr.contains("`roster.db` is not a database"), "{said}");
    }
    assert_eq!(sandbox.read("roster.db"), before);
}

#[test]
fn what_was_written_is_told_though_another_store_fails() {
    let sandbox = Sandbox::empty()
        .file("east/roster.toml", ROSTER_TOML)
        .staff("east/front-desk--lehi.csv", &[ANA])
        .file(
            "west/roster.toml",
            ROSTER_TOML.replace("sqlite:roster.db", "sqlite:nowhere/x.db"),
        )
        .staff("west/front-desk--lehi.csv", &[ANA]);
    let said = sandbox.run("import east west --yes --json");
    assert_eq!(said.code, Some(2), "{said}");
    let json = said.json();
    assert_eq!(json["applied"], true);
    assert_eq!(json["batches"][0]["outcome"], "applied");
    assert_eq!(json["batches"][1]["outcome"], serde_json::Value::Null);
}
