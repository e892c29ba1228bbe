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
