//! What is wrong between people, in one file or in two.

use insta::assert_snapshot;

use super::example;
use crate::fixture::{ANA, DENTIST, ROSTER_TOML, Sandbox};

#[test]
fn duplicate_value() {
    let twin = "Ada,Chen,AChen,ada.chen@example.com,(801) 555-0126,NO";
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA, twin]);
    assert_snapshot!(example("duplicate-value", &files), @"
    error[duplicate-value]
      × `AChen` is already used in row 2
       ╭─[front-desk--lehi.csv:3:10]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·          ──┬──
       ·            ╰── used here first
     3 │ Ada,Chen,AChen,********************,**************,NO
       ·          ──┬──
       ·            ╰── Username used again
       ╰────
      help: two people cannot share Username: correct C3, or delete the row that is there twice

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn duplicate_value_of_another_file() {
    let twin = "Ada,Chen,AChen,ada.chen@example.com,(801) 555-0126,NO";
    let files = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("front-desk--provo.csv", &[twin]);
    assert_snapshot!(example("duplicate-value", &files), @"
    error[duplicate-value]
      × `AChen` is already used in row 2 of `front-desk--lehi.csv`
       ╭─[front-desk--provo.csv:2:10]
     2 │ Ada,Chen,AChen,********************,**************,NO
       ·          ──┬──
       ·            ╰── Username used again
       ╰────
       ╭─[front-desk--lehi.csv:2:10]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·          ──┬──
       ·            ╰── used here first
       ╰────
      help: one person would have the same details in row 2 of `front-desk--lehi.csv`, but First Name is `Ada`
            here, `Ana` there: make them agree, or give one of two people another username

    1 error in 2 rows of 2 files
    ");
}

#[test]
fn unknown_role() {
    let row = ANA.to_owned() + ",Recepcionist,Lehi";
    let files = Sandbox::organization().file("everybody.csv", crate::master::master(&[&row]));
    assert_snapshot!(example("unknown-role", &files), @"
    error[unknown-role]
      × this value is no role of roster.toml
       ╭─[everybody.csv:2:55]
     2 │ Ana,Chen,achen,********************,**************,NO,************,****
       ·                                                       ──────┬─────
       ·                                                             ╰── Role in G2
       ╰────
      help: in cell G2, did you mean `Receptionist`?

    1 error in 1 row of 1 file
    ");
}

#[test]
fn unknown_location() {
    let row = ANA.to_owned() + ",Receptionist,Lehi; Porvo";
    let files = Sandbox::organization().file("everybody.csv", crate::master::master(&[&row]));
    assert_snapshot!(example("unknown-location", &files), @"
    error[unknown-location]
      × this value is no location of roster.toml
       ╭─[everybody.csv:2:68]
     2 │ Ana,Chen,achen,********************,**************,NO,************,***********
       ·                                                                    ─────┬─────
       ·                                                                         ╰── Location in H2
       ╰────
      help: in cell H2, did you mean `Provo`?

    1 error in 1 row of 1 file
    ");
}

#[test]
fn provider_mismatch() {
    let files = Sandbox::organization().people("front-desk--lehi.csv", &[DENTIST]);
    assert_snapshot!(example("provider-mismatch", &files), @"
    error[provider-mismatch]
      × a provider is among people of another role: Provider (YES/NO) is `YES` in F2
       ╭─[front-desk--lehi.csv:2:52]
     2 │ …es,bames,********************,**************,YES,BAMES,******************,Lehi,UT,840430000,…
       ·                                               ─┬─
       ·                                                ╰── the file is for: front-desk
       ╰────
      help: move the row to the file of its own role, or correct Provider (YES/NO) in F2

    1 error in 1 row of 1 file
    ");
}

#[test]
fn person_in_two_batches() {
    let files = Sandbox::organization()
        .people("dentist--lehi.csv", &[DENTIST])
        .people("dentist--provo.csv", &[DENTIST]);
    assert_snapshot!(example("person-in-two-batches", &files), @"
    note[person-in-two-batches]
      ☞ `bames` is also in row 2 of `dentist--lehi.csv`: one account with the roles of both
       ╭─[dentist--provo.csv:2:10]
     2 │ Ben,Ames,bames,********************,**************,YES,BAMES,******************,Lehi,UT,8404…
       ·          ──┬──
       ·            ╰── the same person
       ╰────
       ╭─[dentist--lehi.csv:2:10]
     2 │ Ben,Ames,bames,********************,**************,YES,BAMES,******************,Lehi,UT,8404…
       ·          ──┬──
       ·            ╰── the same person
       ╰────
      help: nothing need be done if this is one person; if these are two, one of them needs another username

    1 note in 2 rows of 2 files
    ");
}

#[test]
fn two_roles_at_location() {
    let roster_toml = ROSTER_TOML.replacen(
        "[[location]]",
        "[[role]]\nid = \"manager\"\nname = \"Office Manager\"\n\n[[location]]",
        1,
    );
    let files = Sandbox::empty()
        .file("roster.toml", roster_toml)
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("manager--lehi.csv", &[ANA]);
    assert_snapshot!(example("two-roles-at-location", &files), @"
    error[two-roles-at-location]
      × `achen` has two roles at `lehi`: `manager` here, `front-desk` in row 2 of `front-desk--lehi.csv`
       ╭─[manager--lehi.csv:2:10]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·          ──┬──
       ·            ╰── `manager` at `lehi`
       ╰────
       ╭─[front-desk--lehi.csv:2:10]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·          ──┬──
       ·            ╰── `front-desk` at `lehi`
       ╰────
      help: one person has one role at a location: delete the row whose role is wrong, or correct the username
            if these are two people

    1 error in 2 rows of 2 files
    ");
}

#[test]
fn person_details_differ() {
    let elsewhere = ANA.replace("ana.chen@", "achen@");
    let files = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("front-desk--provo.csv", &[&elsewhere]);
    assert_snapshot!(example("person-details-differ", &files), @"
    error[person-details-differ]
      × `achen` has another Email in row 2 of `front-desk--lehi.csv`
       ╭─[front-desk--provo.csv:2:16]
     2 │ Ana,Chen,achen,*****************,**************,NO
       ·                ────────┬────────
       ·                        ╰── here
       ╰────
       ╭─[front-desk--lehi.csv:2:16]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·                ──────────┬─────────
       ·                          ╰── there
       ╰────
      help: one person has one account, and an account has one Email: make the two cells agree

    1 error in 2 rows of 2 files
    ");
}

#[test]
fn person_with_two_usernames() {
    let twin = ANA
        .replace("achen", "anachen")
        .replace("(801) 555-0123", "8015550123");
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA, &twin]);
    assert_snapshot!(example("person-with-two-usernames", &files), @"
    warning[person-with-two-usernames]
      ⚠ `anachen` and `achen` in row 2 seem to be one person: the name and the phone number are the same
       ╭─[front-desk--lehi.csv:3:10]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·          ──┬──
       ·            ╰── as in this row
     3 │ Ana,Chen,anachen,********************,**********,NO
       ·          ───┬───
       ·             ╰── the same name and phone number
       ╰────
      help: if they are one person, give both rows the same username, or delete one row: every username becomes
            an account, and row 2 has the other; if they are two people, nothing need be done

    1 warning in 2 rows of 1 file
    ");
}

#[test]
fn suppressions_that_suppress_nothing() {
    let with = |until: &str| {
        let entry = format!(
            "{ROSTER_TOML}\n[[suppress]]\nrule = \"invalid-phone\"\nperson = \"achen\"\nreason = \"x\"\n{until}"
        );
        let files = Sandbox::empty().file("roster.toml", entry);
        files.staff("front-desk--lehi.csv", &[ANA])
    };
    assert_snapshot!(example("unused-suppression", &with("")), @"
    warning[unused-suppression]
      ⚠ `roster.toml`, line 27: the suppression of `invalid-phone` for `achen` suppresses nothing
      help: delete the entry, or correct its rule or its person if it was meant for something that is still
            wrong

    1 warning in 1 row of 1 file
    ");
    assert_snapshot!(example("expired-suppression", &with("until = 2020-06-30\n")), @"
    warning[expired-suppression]
      ⚠ `roster.toml`, line 27: the suppression of `invalid-phone` for `achen` expired after 2020-06-30
      help: ask again whether its reason still holds: set a later `until` if it does, and delete the entry if
            not

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn batch_contradiction() {
    let batch = "\n[[batch]]\nfiles = \"front-desk--*\"\nassign = { provo = \"front-desk\" }\n";
    let files = Sandbox::empty()
        .file("roster.toml", format!("{ROSTER_TOML}{batch}"))
        .staff("front-desk--lehi.csv", &[ANA]);
    assert_snapshot!(example("batch-contradiction", &files), @"
    error[batch-contradiction]
      × `front-desk--lehi.csv`: it is not certain whose file this is: roster.toml says Receptionist at Provo;
      │ its name says Receptionist at Lehi
      help: give the file another name, or correct its entry under [[batch]] in roster.toml; where the template
            of other people was copied, copy the rows into the right one; for one import, --assign says it

    1 error in 1 row of 1 file
    ");
    assert_eq!(files.run("import --yes").code, Some(1));
    assert!(!files.has_store());
    let said = files.run("import --yes --assign lehi=front-desk front-desk--lehi.csv");
    assert_eq!(said.code, Some(0), "{said}");
}

#[test]
fn missing_hours() {
    let loud = ROSTER_TOML.replace(
        "missing-hours = { level = \"off\"",
        "missing-hours = { level = \"warning\"",
    );
    let files = Sandbox::empty()
        .file("roster.toml", &loud)
        .people("dentist--lehi.csv", &[DENTIST]);
    assert_snapshot!(example("missing-hours", &files), @"
    warning[missing-hours]
      ⚠ `dentist--lehi.csv`: nobody said when the providers of this file work at lehi
      help: add `hours` to the file's [[batch]] in roster.toml, or import it with --hours: Dentrix Ascend asks
            for them

    1 warning in 1 row of 1 file
    ");
    let hours = "\n[[batch]]\nfiles = \"dentist--lehi.csv\"\nhours = { mon = \"08:00-17:00\" }\n";
    files.write("roster.toml", format!("{loud}{hours}"));
    assert_eq!(files.run("lint").code, Some(0));
}

#[test]
fn an_entry_may_add_locations_to_that_of_the_name() {
    let batch = "\n[[batch]]\nfiles = \"front-desk--*\"\nassign = { lehi = \"front-desk\", provo = \"front-desk\" }\n";
    let files = Sandbox::empty()
        .file("roster.toml", format!("{ROSTER_TOML}{batch}"))
        .staff("front-desk--lehi.csv", &[ANA]);
    assert_eq!(files.run("lint").code, Some(0));
}

#[test]
fn unknown_role_or_location() {
    let said = |name: &str| {
        let files = Sandbox::organization().staff(name, &[ANA]);
        assert_ne!(files.run("import --yes").code, Some(0), "{name}");
        example("unknown-role-or-location", &files)
    };
    assert_snapshot!(said("frnt-desk--lehi.csv"), @"
    error[unknown-role-or-location]
      × `frnt-desk--lehi.csv`: there is no role `frnt-desk`
      help: rename the file, or add what is new to roster.toml: did you mean `front-desk`?

    1 error in 1 row of 1 file
    ");
    assert_snapshot!(said("front-desk--mars.csv"), @"
    error[unknown-role-or-location]
      × `front-desk--mars.csv`: there is no location `mars`
      help: rename the file, or add what is new to roster.toml: the locations are: lehi, provo

    1 error in 1 row of 1 file
    ");
    assert_snapshot!(said("Front-Dsk--Lehii.csv"), @"
    error[unknown-role-or-location]
      × `Front-Dsk--Lehii.csv`: there is no role `front-dsk` and no location `lehii`
      help: rename the file, or add what is new to roster.toml: did you mean `front-desk`? did you mean `lehi`?

    1 error in 1 row of 1 file
    ");
    let other = Sandbox::organization().staff("2026--august.csv", &[ANA]);
    let said = other.run("lint");
    assert_eq!(said.code, Some(0));
    assert!(said.stderr.contains("nothing says which role"), "{said}");
}
