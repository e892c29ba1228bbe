//! What is wrong with a cell that only those have who treat patients.

use insta::assert_snapshot;

use super::example;
use crate::fixture::{DENTIST, Sandbox};

/// A roster of the dentists in which Ben's row says something else at one place.
fn ben(right: &str, wrong: &str) -> Sandbox {
    assert!(DENTIST.contains(right));
    Sandbox::organization().people("dentist--lehi.csv", &[&DENTIST.replacen(right, wrong, 1)])
}

#[test]
fn invalid_text() {
    assert_snapshot!(example("invalid-text", &ben("BAMES", "BA")), @"
    error[invalid-text]
      × `BA` does not fit the column Shortname: it is 2 characters long, at least 4 are wanted
       ╭─[dentist--lehi.csv:2:56]
     2 │ …ames,********************,**************,YES,BA,******************,Lehi,UT,840430000,*******…
       ·                                               ─┬
       ·                                                ╰── Shortname in G2
       ╰────
      help: 4 to 6 letters or digits that stand for the provider on schedules

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_state() {
    assert_snapshot!(example("invalid-state", &ben(",UT,", ",Utah,")), @r#"
    error[invalid-state]
      × `Utah` is not a state abbreviation: it is written out and not the two-letter abbreviation of the Postal
      │ Service
       ╭─[dentist--lehi.csv:2:86]
     2 │ …*********,YES,BAMES,******************,Lehi,Utah,840430000,**********,*********,**********,"…
       ·                                              ──┬─
       ·                                                ╰── State in J2
       ╰────
      help: type the two capital letters of the state, such as UT
            safe fix: write the abbreviation: `UT`

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn invalid_zip() {
    assert_snapshot!(example("invalid-zip", &ben("840430000", "84043")), @r#"
    error[invalid-zip]
      × `84043` is not a ZIP Code: it has 5 digits, the 4 digits of the ZIP+4 are missing
       ╭─[dentist--lehi.csv:2:89]
     2 │ …*******,YES,BAMES,******************,Lehi,UT,84043,**********,*********,**********,"*******"
       ·                                               ──┬──
       ·                                                 ╰── ZIP Code in K2
       ╰────
      help: type the five digits of the ZIP Code and the four of the +4, or 0000 where the +4 is not known,
            without a dash
            unsafe fix: add 0000 for a +4 that is not known: `840430000`

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn zip_lost_zero() {
    let files = ben("Lehi,UT,840430000", "Worcester,MA,16080000");
    assert_snapshot!(example("zip-lost-zero", &files), @r#"
    error[zip-lost-zero]
      × `16080000` is not a whole ZIP Code: the zero at its beginning was lost
       ╭─[dentist--lehi.csv:2:94]
     2 │ …YES,BAMES,******************,Worcester,MA,16080000,**********,*********,**********,"*******"
       ·                                            ────┬───
       ·                                                ╰── ZIP Code in K2
       ╰────
      help: in Excel, format the column as Text before you type or paste, then type the ZIP Code again with its
            zeros
            safe fix: write the zeros again: `016080000`

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn invalid_npi() {
    assert_snapshot!(example("invalid-npi", &ben("1245319599", "124531959")), @r#"
    error[invalid-npi]
      × this value is not an NPI: it has 9 digits, an NPI has 10
       ╭─[dentist--lehi.csv:2:99]
     2 │ …****,YES,BAMES,******************,Lehi,UT,840430000,*********,*********,**********,"*******"
       ·                                                      ────┬────
       ·                                                          ╰── NPI in L2
       ╰────
      help: type the ten digits of the provider's own NPI, as the NPPES registry shows it

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn npi_check_digit() {
    assert_snapshot!(example("npi-check-digit", &ben("1245319599", "1245319598")), @r#"
    error[npi-check-digit]
      × this value is not an NPI: its check digit is wrong, so at least one digit was mistyped
       ╭─[dentist--lehi.csv:2:99]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                     ─────┬────
       ·                                                          ╰── NPI in L2
       ╰────
      help: one of the digits is mistyped; compare it with the NPPES registry and type it again

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn invalid_dea() {
    assert_snapshot!(example("invalid-dea", &ben("AA1234563", "N/A")), @r#"
    error[invalid-dea]
      × this value is not a DEA number: it has 3 characters, a DEA number has 9
       ╭─[dentist--lehi.csv:2:110]
     2 │ …*********,YES,BAMES,******************,Lehi,UT,840430000,**********,***,**********,"*******"
       ·                                                                      ─┬─
       ·                                                                       ╰── DEA in M2
       ╰────
      help: type the nine characters as they stand on the DEA certificate; clear the cell if the provider has no
            DEA number

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn dea_check_digit() {
    assert_snapshot!(example("dea-check-digit", &ben("AA1234563", "AA1234567")), @r#"
    error[dea-check-digit]
      × this value is not a DEA number: its check digit is wrong, so at least one digit was mistyped
       ╭─[dentist--lehi.csv:2:110]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                                ────┬────
       ·                                                                    ╰── DEA in M2
       ╰────
      help: one of the digits is mistyped, most likely; compare it with the DEA certificate and type it again

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn invalid_ein() {
    assert_snapshot!(example("invalid-ein", &ben("12-3456789", "123456789")), @r#"
    error[invalid-ein]
      × this value is not a tax number: the dash after the second digit is missing
       ╭─[dentist--lehi.csv:2:120]
     2 │ …****,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,*********,"*******"
       ·                                                                           ────┬────
       ·                                                                               ╰── TIN in N2
       ╰────
      help: type the EIN of the practice as two digits, a dash and seven digits, such as 12-3456789
            unsafe fix: write it with its dash

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn invalid_id_number() {
    assert_snapshot!(example("invalid-id-number", &ben("1234567\"", "DN-1234\"")), @r#"
    error[invalid-id-number]
      × this value is not a licence number: it holds something other than digits
       ╭─[dentist--lehi.csv:2:131]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                                                     ────┬────
       ·                                                                                         ╰── State ID in O2
       ╰────
      help: type the number as it stands on the licence; where letters belong to it, roster.toml can allow them

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn unquoted_id_number() {
    assert_snapshot!(example("unquoted-id-number", &ben("\"1234567\"", "1234567")), @r#"
    error[unquoted-id-number]
      × State ID in O2 must be enclosed in quotation marks
       ╭─[dentist--lehi.csv:2:131]
     2 │ …*****,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,*******
       ·                                                                                       ───┬───
       ·                                                                                          ╰── no quotation marks
       ╰────
      help: check that no zero at its beginning was lost; then, in Excel, type the marks into cell O2 as part of
            the value: "1234567"
            safe fix: enclose the number in quotation marks

    1 error in 1 row of 1 file
    "#);
}
