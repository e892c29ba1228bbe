//! What is wrong between people, in one file or in two.

use insta::assert_snapshot;

use super::example;
use crate::fixture::{ANA, DENTIST, Sandbox};

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
      help: the rows are one person only if their details agree, and First Name differs in row 2 of `front-
            desk--lehi.csv`: make them agree, or give one of two people another username

    1 error in 2 rows of 2 files
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
