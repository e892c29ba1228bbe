//! Faults of `roster.toml`: shown with their line, exit code 2, nothing written.

use insta::assert_snapshot;

use crate::fixture::{ANA, ROSTER_TOML, Sandbox};

/// What `roster lint` says of a `roster.toml` in which one thing is replaced by another.
#[track_caller]
fn faulty(right: &str, wrong: &str) -> String {
    assert!(ROSTER_TOML.contains(right));
    let sandbox = Sandbox::empty()
        .file("roster.toml", ROSTER_TOML.replacen(right, wrong, 1))
        .staff("front-desk--lehi.csv", &[ANA]);
    let before = sandbox.files();
    let commands = [
        "import --yes",
        "template",
        "accounts list",
        "tasks",
        "lint --json",
    ];
    let said = sandbox.run("lint");
    for args in commands {
        let other = sandbox.run(args);
        assert_eq!(other.code, Some(2), "{args:?}: {other}");
        assert!(other.stderr.starts_with(&said.stderr), "{args:?}: {other}");
    }
    assert_eq!(sandbox.files(), before);
    assert_eq!((said.code, said.stdout.as_str()), (Some(2), ""));
    said.stderr
}

#[test]
fn a_password_in_the_address_of_a_store_is_not_repeated() {
    let said = faulty(
        "\"sqlite:roster.db\"",
        "\"postgres://roster:CANARY@db.example.com/roster\"",
    );
    assert!(!said.contains("CANARY"), "{said}");
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    let said = sandbox.run("import --yes --store postgres://roster:CANARY@db.example.com/roster");
    assert_eq!(said.code, Some(2));
    assert!(!said.all().contains("CANARY"), "{said}");
}

#[test]
fn the_whole_line_is_shown() {
    let said = faulty("provider = true", "provder = true  # who treats patients");
    assert!(
        said.contains("11 │ provder = true  # who treats patients"),
        "{said}"
    );
}

#[test]
fn a_misspelt_key() {
    assert_snapshot!(faulty("provider = true", "provder = true"), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:11:1]
    10 │ name = "Provider"
    11 │ provder = true
       · ───┬───
       ·    ╰── unknown field `provder`, expected one of `id`, `name`, `provider`
    12 │ 
       ╰────
    "#);
}

#[test]
fn no_toml() {
    assert_snapshot!(faulty("store = \"sqlite:roster.db\"", "store = sqlite:roster.db"), @r#"
     × `roster.toml` has a fault
      ╭─[roster.toml:2:9]
    1 │ schema = "dentrix-ascend"
    2 │ store = sqlite:roster.db
      ·         ────────┬───────
      ·                 ╰── string values must be quoted, expected literal string
    3 │ 
      ╰────
    "#);
}

#[test]
fn an_unknown_schema() {
    assert_snapshot!(faulty("\"dentrix-ascend\"", "\"dentrix-ascent\""), @r#"
     × `roster.toml` has a fault
      ╭─[roster.toml:1:10]
    1 │ schema = "dentrix-ascent"
      ·          ────────┬───────
      ·                  ╰── there is no pack of this name; did you mean `dentrix-ascend`?
    2 │ store = "sqlite:roster.db"
      ╰────
    "#);
}

#[test]
fn a_schema_that_is_not_there() {
    assert_snapshot!(faulty("\"dentrix-ascend\"", "\"schemas/schema.toml\""), @"
    × `schemas/schema.toml` cannot be read
    ╰─▶ No such file or directory (os error 2)
    ");
}

#[test]
fn an_id_with_a_capital_letter() {
    assert_snapshot!(faulty("id = \"front-desk\"", "id = \"Front Desk\""), @r#"
     × `roster.toml` has a fault
      ╭─[roster.toml:5:6]
    4 │ [[role]]
    5 │ id = "Front Desk"
      ·      ──────┬─────
      ·            ╰── an id is made of lower-case letters, digits and single hyphens
    6 │ name = "Receptionist"
      ╰────
    "#);
}

#[test]
fn two_roles_with_one_id() {
    assert_snapshot!(faulty("id = \"front-desk\"", "id = \"dentist\""), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:9:6]
     8 │ [[role]]
     9 │ id = "dentist"
       ·      ────┬────
       ·          ╰── another entry has this id
    10 │ name = "Provider"
       ╰────
    "#);
}

#[test]
fn an_unknown_rule() {
    assert_snapshot!(faulty("phone-fictional =", "phone-fictonal ="), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:22:1]
    21 │ [rules]
    22 │ phone-fictonal = { level = "off", reason = "invented numbers" }
       · ───────┬──────
       ·        ╰── there is no rule of this name; did you mean `phone-fictional`?
    23 │ zip-plus-four-filler = { level = "off", reason = "invented addresses" }
       ╰────
    "#);
}

#[test]
fn a_rule_without_a_reason() {
    assert_snapshot!(faulty("reason = \"invented numbers\"", "reason = \"\""), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:22:45]
    21 │ [rules]
    22 │ phone-fictional = { level = "off", reason = "" }
       ·                                             ─┬
       ·                                              ╰── say why, for whoever reads this next
    23 │ zip-plus-four-filler = { level = "off", reason = "invented addresses" }
       ╰────
    "#);
}

#[test]
fn an_unknown_level() {
    assert_snapshot!(faulty("\"off\"", "\"info\""), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:22:29]
    21 │ [rules]
    22 │ phone-fictional = { level = "info", reason = "invented numbers" }
       ·                             ───┬──
       ·                                ╰── a level is one of `error`, `warning`, `note`, or `off`
    23 │ zip-plus-four-filler = { level = "off", reason = "invented addresses" }
       ╰────
    "#);
}

#[test]
fn a_store_of_an_unknown_kind() {
    assert_snapshot!(faulty("\"sqlite:roster.db\"", "\"mysql://localhost\""), @r#"
     × `roster.toml` has a fault
      ╭─[roster.toml:2:9]
    1 │ schema = "dentrix-ascend"
    2 │ store = "mysql://localhost"
      ·         ─────────┬─────────
      ·                  ╰── a store is written as `sqlite:` and the path of its file, or as `postgres://user@host:port/database`
    3 │ 
      ╰────
    "#);
}

#[test]
fn a_batch_of_an_unknown_role() {
    let batch = "[[batch]]\nfiles = \"staff.csv\"\nassign = { lehi = \"dentst\" }\n\n[rules]";
    assert_snapshot!(faulty("[rules]", batch), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:23:19]
    22 │ files = "staff.csv"
    23 │ assign = { lehi = "dentst" }
       ·                   ────┬───
       ·                       ╰── there is no role of this name; did you mean `dentist`?
    24 │ 
       ╰────
    "#);
}

#[test]
fn a_batch_with_impossible_hours() {
    let batch = "[[batch]]\nfiles = \"a.csv\"\nassign = { lehi = \"dentist\" }\nhours = { mon = \"17:00-08:00\" }\n\n[rules]";
    assert_snapshot!(faulty("[rules]", batch), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:24:11]
    23 │ assign = { lehi = "dentist" }
    24 │ hours = { mon = "17:00-08:00" }
       ·           ─┬─
       ·            ╰── mon: working hours are written as `08:00-17:00`, the end after the start
    25 │ 
       ╰────
    "#);
}

#[test]
fn a_batch_with_an_unknown_timeout() {
    let batch = "[[batch]]\nfiles = \"a.csv\"\ninactivity-timeout = \"3h\"\n\n[rules]";
    assert_snapshot!(faulty("[rules]", batch), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:23:22]
    22 │ files = "a.csv"
    23 │ inactivity-timeout = "3h"
       ·                      ──┬─
       ·                        ╰── `dentrix-ascend` offers: 10m, 30m, 1h, 2h, 4h, 8h
    24 │ 
       ╰────
    "#);
}

#[test]
fn an_unknown_option() {
    assert_snapshot!(faulty("[rules]", "[options]\nde = \"recommended\"\n\n[rules]"), @r#"
     × `roster.toml` has a fault
       ╭─[roster.toml:22:1]
    21 │ [options]
    22 │ de = "recommended"
       · ─┬
       ·  ╰── schema `dentrix-ascend` has no such option; it has: email, state-id-letters, state-id-quotes, phone-style, dea, npi, short-name-unique, state-id-unique, short-name-characters, file-limit, byte-order-mark
    23 │ 
       ╰────
    "#);
}

#[test]
fn faults_are_told_where_no_roster_is_yet() {
    let said = Sandbox::empty()
        .file("roster.toml", "schema = \"dentrix\"\n")
        .run("lint");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.all().contains("did you mean `dentrix-ascend`?"), "{said}");
}
