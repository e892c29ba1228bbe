//! What is wrong with a cell that everybody has.

use insta::assert_snapshot;

use super::example;
use crate::fixture::{ANA, DENTIST, ROSTER_TOML, Sandbox};

/// A roster of the front desk in which Ana's row says something else at one place.
fn ana(right: &str, wrong: &str) -> Sandbox {
    assert!(ANA.contains(right));
    Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replacen(right, wrong, 1)])
}

#[test]
fn missing_value() {
    assert_snapshot!(example("missing-value", &ana("Chen", "")), @"
    error[missing-value]
      × Last Name is blank in B2
       ╭─[front-desk--lehi.csv:2:5]
     2 │ Ana,,achen,********************,**************,NO
       ·     ▲
       ·     ╰── Last Name goes here
       ╰────
      help: fill in cell B2: The person's last name

    1 error in 1 row of 1 file
    ");
}

#[test]
fn missing_value_of_a_provider() {
    let files = Sandbox::organization().people("dentist--lehi.csv", &[&DENTIST.replace("1245319599", "")]);
    assert_snapshot!(example("missing-value", &files), @r#"
    error[missing-value]
      × NPI is blank in L2
       ╭─[dentist--lehi.csv:2:99]
     2 │ …******,**************,YES,BAMES,******************,Lehi,UT,840430000,,*********,**********,"…
       ·                        ─┬─                                            ▲
       ·                         │                                             ╰── NPI goes here
       ·                         ╰── required because Provider (YES/NO) is `YES`
       ╰────
      help: fill in cell L2: The ten digits of the provider's own National Provider Identifier

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn missing_recommended() {
    assert_snapshot!(example("missing-recommended", &ana("ana.chen@example.com", "")), @"
    warning[missing-recommended]
      ⚠ Email should be filled in D2
       ╭─[front-desk--lehi.csv:2:16]
     2 │ Ana,Chen,achen,,**************,NO
       ·                ▲
       ·                ╰── blank
       ╰────
      help: fill in cell D2: Dentrix Ascend sends the invitation there, and its help page says that every user
            account needs one; leave it blank if the person has none

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn unexpected_value() {
    let row = format!("{ANA},ACHEN,,,,,,,,");
    let files = Sandbox::organization().people("front-desk--lehi.csv", &[&row]);
    assert_snapshot!(example("unexpected-value", &files), @"
    error[unexpected-value]
      × Shortname must be blank in G2
       ╭─[front-desk--lehi.csv:2:55]
     2 │ Ana,Chen,achen,********************,**************,NO,ACHEN,,,,,,,,
       ·                                                    ─┬ ──┬──
       ·                                                     │   ╰── must be blank
       ·                                                     ╰── because Provider (YES/NO) is `NO`
       ╰────
      help: clear cell G2; or, if the value is right, correct Provider (YES/NO) in F2
            unsafe fix: clear cell G2

    1 error in 1 row of 1 file
    ");
}

#[test]
fn blank_edges() {
    assert_snapshot!(example("blank-edges", &ana("achen", "achen ")), @"
    error[blank-edges]
      × Username in C2 begins or ends with a blank
       ╭─[front-desk--lehi.csv:2:10]
     2 │ Ana,Chen,achen ,********************,**************,NO
       ·          ───┬──
       ·             ╰── blank at the edge
       ╰────
      help: in cell C2, delete the blank before or after the value; it may be an invisible character
            safe fix: delete the blanks at the edges

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_name() {
    assert_snapshot!(example("invalid-name", &ana("Chen", "Chen 2")), @"
    error[invalid-name]
      × `Chen 2` is not a person's name: it holds a digit
       ╭─[front-desk--lehi.csv:2:5]
     2 │ Ana,Chen 2,achen,********************,**************,NO
       ·     ───┬──
       ·        ╰── Last Name in B2
       ╰────
      help: a name is letters, spaces, hyphens, apostrophes and full stops; type the name as it should stand on
            the account

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_username() {
    assert_snapshot!(example("invalid-username", &ana("achen", "ana.chen")), @"
    error[invalid-username]
      × `ana.chen` is not a username that can be used: it holds `.`, only letters and digits are allowed
       ╭─[front-desk--lehi.csv:2:10]
     2 │ Ana,Chen,ana.chen,********************,**************,NO
       ·          ────┬───
       ·              ╰── Username in C2
       ╰────
      help: choose another: letters and digits only, and no word that the target keeps for itself

    1 error in 1 row of 1 file
    ");
    assert_snapshot!(example("invalid-username", &ana("achen", "Admin")), @"
    error[invalid-username]
      × `Admin` is not a username that can be used: the word is reserved
       ╭─[front-desk--lehi.csv:2:10]
     2 │ Ana,Chen,Admin,********************,**************,NO
       ·          ──┬──
       ·            ╰── Username in C2
       ╰────
      help: choose another: letters and digits only, and no word that the target keeps for itself

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_email() {
    assert_snapshot!(example("invalid-email", &ana("ana.chen@example.com", "ana.chen.example.com")), @"
    error[invalid-email]
      × this value is not an e-mail address: it has no @ sign
       ╭─[front-desk--lehi.csv:2:16]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·                ──────────┬─────────
       ·                          ╰── Email in D2
       ╰────
      help: type one address such as ana.chen@example.com, without a name and without spaces

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_phone() {
    assert_snapshot!(example("invalid-phone", &ana("(801) 555-0123", "555-0123")), @"
    error[invalid-phone]
      × this value is not a phone number: it has 7 digits, a phone number has 10
       ╭─[front-desk--lehi.csv:2:37]
     2 │ Ana,Chen,achen,********************,********,NO
       ·                                     ────┬───
       ·                                         ╰── Phone Number in E2
       ╰────
      help: type the ten digits of a US or Canadian number, such as 801-555-0123; an extension has no place here

    1 error in 1 row of 1 file
    ");
}

#[test]
fn phone_fictional() {
    let (plain, _) = ROSTER_TOML.split_once("[rules]").expect("rules");
    let files = Sandbox::empty().file("roster.toml", plain);
    let files = files.staff("front-desk--lehi.csv", &[ANA]);
    assert_snapshot!(example("phone-fictional", &files), @"
    warning[phone-fictional]
      ⚠ this value rings nowhere: 555-0100 to 555-0199 are reserved for fiction
       ╭─[front-desk--lehi.csv:2:37]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·                                     ───────┬──────
       ·                                            ╰── a placeholder?
       ╰────
      help: type the number at which the person can be reached

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn invalid_choice() {
    assert_snapshot!(example("invalid-choice", &ana(",NO", ",no")), @"
    error[invalid-choice]
      × `no` is not a choice of Provider (YES/NO)
       ╭─[front-desk--lehi.csv:2:52]
     2 │ Ana,Chen,achen,********************,**************,no
       ·                                                    ─┬
       ·                                                     ╰── one of YES, NO
       ╰────
      help: in cell F2, type one of YES, NO, exactly so
            safe fix: write `NO`

    1 error in 1 row of 1 file
    ");
    assert_snapshot!(example("invalid-choice", &ana(",NO", ",receptionist")), @"
    error[invalid-choice]
      × `receptionist` is not a choice of Provider (YES/NO)
       ╭─[front-desk--lehi.csv:2:52]
     2 │ Ana,Chen,achen,********************,**************,receptionist
       ·                                                    ──────┬─────
       ·                                                          ╰── one of YES, NO
       ╰────
      help: in cell F2, type one of YES, NO, exactly so

    1 error in 1 row of 1 file
    ");
}

#[test]
fn phone_directory_assistance() {
    assert_snapshot!(example("phone-directory-assistance", &ana("(801) 555-0123", "(801) 555-1212")), @"
    warning[phone-directory-assistance]
      ⚠ this value is directory assistance: 555-1212 in every area
       ╭─[front-desk--lehi.csv:2:37]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·                                     ───────┬──────
       ·                                            ╰── a placeholder?
       ╰────
      help: type the number at which the person can be reached

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn phone_unknown_area_code() {
    assert_snapshot!(example("phone-unknown-area-code", &ana("(801) 555-0123", "(200) 234-5678")), @"
    warning[phone-unknown-area-code]
      ⚠ this value has an area code that is not known to be in use
       ╭─[front-desk--lehi.csv:2:37]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·                                     ───────┬──────
       ·                                            ╰── unknown area code
       ╰────
      help: ask for the number and type it again; a brand-new area code may be right

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn phone_special_area_code() {
    assert_snapshot!(example("phone-special-area-code", &ana("(801) 555-0123", "(900) 234-5678")), @"
    warning[phone-special-area-code]
      ⚠ this value has an area code of premium-rate or personal numbers, for which callers pay more or which not
      │ every phone reaches
       ╭─[front-desk--lehi.csv:2:37]
     2 │ Ana,Chen,achen,********************,**************,NO
       ·                                     ───────┬──────
       ·                                            ╰── 900 or 5XX
       ╰────
      help: type the number of an ordinary line at which the person can be reached

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn name_placeholder() {
    assert_snapshot!(example("name-placeholder", &ana("Ana,Chen", "TBD,Chen")), @"
    warning[name-placeholder]
      ⚠ `TBD` stands for nobody in particular
       ╭─[front-desk--lehi.csv:2:1]
     2 │ TBD,Chen,achen,********************,**************,NO
       · ─┬─
       ·  ╰── a placeholder?
       ╰────
      help: type the name of the person, or delete the row: the import would make an account for nobody

    1 warning in 1 row of 1 file
    ");
}
