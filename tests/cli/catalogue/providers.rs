//! What is wrong with a cell that only those have who treat patients.

use insta::assert_snapshot;

use super::example;
use crate::fixture::{DENTIST, ROSTER_TOML, Sandbox};

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
      × this value is not a DEA number: it says that there is none
       ╭─[dentist--lehi.csv:2:110]
     2 │ …*********,YES,BAMES,******************,Lehi,UT,840430000,**********,***,**********,"*******"
       ·                                                                      ─┬─
       ·                                                                       ╰── DEA in M2
       ╰────
      help: the schema wants a number here; if you know that the target takes the row without one, roster.toml
            can say so in an option of the schema, and then the cell is left blank

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

#[test]
fn text_placeholder() {
    assert_snapshot!(example("text-placeholder", &ben("Lehi", "N/A")), @"
    warning[text-placeholder]
      ⚠ `N/A` says that there is none, and City must be filled
       ╭─[dentist--lehi.csv:2:81]
     2 │ …,**************,YES,BAMES,******************,N/A,UT,840430000,**********,*********,*********…
       ·                                               ─┬─
       ·                                                ╰── a placeholder?
       ╰────
      help: type what belongs into cell I2: The city of that address

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn npi_placeholder() {
    assert_snapshot!(example("npi-placeholder", &ben("1245319599", "1111155556")), @r#"
    warning[npi-placeholder]
      ⚠ this value is an NPI for examples and for none at all
       ╭─[dentist--lehi.csv:2:99]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                     ─────┬────
       ·                                                          ╰── a placeholder?
       ╰────
      help: look the person up in the NPPES registry and type the NPI that stands there

    1 warning in 1 row of 1 file
    "#);
}

#[test]
fn npi_unissued() {
    assert_snapshot!(example("npi-unissued", &ben("1245319599", "2000000002")), @r#"
    note[npi-unissued]
      ☞ this value begins with 2: such NPIs are allowed, but none is known to be issued
       ╭─[dentist--lehi.csv:2:99]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                     ─────┬────
       ·                                                          ╰── begins with 2
       ╰────
      help: compare the NPI with the NPPES registry; nothing need be done if it stands there

    1 note in 1 row of 1 file
    "#);
}

#[test]
fn dea_first_letter() {
    assert_snapshot!(example("dea-first-letter", &ben("AA1234563", "PA1234563")), @r#"
    warning[dea-first-letter]
      ⚠ this value begins with a letter that is unusual for somebody who prescribes: A, B, F, G or M
       ╭─[dentist--lehi.csv:2:110]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                                ────┬────
       ·                                                                    ╰── unusual first letter
       ╰────
      help: compare the first letter with the DEA certificate; the letters C to U of many lists on the web are
            not those of the number

    1 warning in 1 row of 1 file
    "#);
}

#[test]
fn dea_placeholder() {
    assert_snapshot!(example("dea-placeholder", &ben("AA1234563", "AA0000000")), @r#"
    warning[dea-placeholder]
      ⚠ this value has only zeros for its digits
       ╭─[dentist--lehi.csv:2:110]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                                ────┬────
       ·                                                                    ╰── a placeholder?
       ╰────
      help: type the number as it stands on the DEA certificate; for a person who has none, an option of the
            schema in roster.toml says whether the cell may be blank

    1 warning in 1 row of 1 file
    "#);
}

#[test]
fn dea_suffix() {
    assert_snapshot!(example("dea-suffix", &ben("AA1234563", "AA1234563-001AB")), @r#"
    error[dea-suffix]
      × this value ends in the internal code of an institution, which is not part of a DEA number
       ╭─[dentist--lehi.csv:2:110]
     2 │ …S,BAMES,******************,Lehi,UT,840430000,**********,***************,**********,"*******"
       ·                                                          ───────┬───────
       ·                                                                 ╰── more than the number
       ╰────
      help: leave out the dash and what follows; better, type the number of the person's own registration
            unsafe fix: leave out the code

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn dea_initial() {
    assert_snapshot!(example("dea-initial", &ben("AA1234563", "AB1234563")), @r#"
    note[dea-initial]
      ☞ the second letter of this value is not that of `Ames`
       ╭─[dentist--lehi.csv:2:110]
     2 │ Ben,Ames,bames,********************,**********…0430000,**********,*********,**********,"*****…
       ·     ──┬─                                                          ────┬────
       ·       │                                                               ╰── second letter
       ·       ╰── the last name
       ╰────
      help: see on the DEA certificate that the number is this person's; somebody who took another name keeps
            the number

    1 note in 1 row of 1 file
    "#);
}

#[test]
fn ein_prefix() {
    assert_snapshot!(example("ein-prefix", &ben("12-3456789", "70-3456789")), @r#"
    warning[ein-prefix]
      ⚠ this value begins with two digits that the IRS is not known to have assigned
       ╭─[dentist--lehi.csv:2:120]
     2 │ …***,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******"
       ·                                                                          ─────┬────
       ·                                                                               ╰── unknown prefix
       ╰────
      help: compare the number with the letter of the IRS that assigned it, or with a tax return of the practice

    1 warning in 1 row of 1 file
    "#);
}

#[test]
fn ssn_for_ein() {
    assert_snapshot!(example("ssn-for-ein", &ben("12-3456789", "123-45-6789")), @r#"
    error[ssn-for-ein]
      × this value has the form of a Social Security number, and an EIN is wanted
       ╭─[dentist--lehi.csv:2:120]
     2 │ …**,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,***********,"*******"
       ·                                                                         ─────┬─────
       ·                                                                              ╰── three, two and four digits
       ╰────
      help: ask the practice for its EIN and type that, as two digits, a dash and seven digits; take care where
            copies of this file went

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn itin_for_ein() {
    assert_snapshot!(example("itin-for-ein", &ben("12-3456789", "912-70-1234")), @r#"
    error[itin-for-ein]
      × this value has the form of an ITIN or ATIN, the tax number of a person, and an EIN is wanted
       ╭─[dentist--lehi.csv:2:120]
     2 │ …**,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,***********,"*******"
       ·                                                                         ─────┬─────
       ·                                                                              ╰── begins with 9, and three, two and four digits
       ╰────
      help: ask the practice for its EIN and type that, as two digits, a dash and seven digits; take care where
            copies of this file went

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn zip_not_in_state() {
    assert_snapshot!(example("zip-not-in-state", &ben(",UT,", ",ID,")), @"
    error[zip-not-in-state]
      × `840430000` is a ZIP Code of UT, and the row says `ID`
       ╭─[dentist--lehi.csv:2:89]
     2 │ …****************,Lehi,ID,840430000,**********,******…
       ·                        ─┬ ────┬────
       ·                         │     ╰── of another state
       ·                         ╰── this state
       ╰────
      help: one of the two is wrong: compare both with the address

    1 error in 1 row of 1 file
    ");
}

#[test]
fn zip_across_border() {
    assert_snapshot!(example("zip-across-border", &ben("UT,840430000", "NM,811371234")), @"
    warning[zip-across-border]
      ⚠ `811371234` lies partly in `NM`, but the Postal Service gives it to the neighbouring state
       ╭─[dentist--lehi.csv:2:89]
     2 │ …****************,Lehi,NM,811371234,**********,******…
       ·                        ─┬ ────┬────
       ·                         │     ╰── in two states
       ·                         ╰── this state
       ╰────
      help: see which state stands on mail that reaches the address, and type that one

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn zip_prefix_unusual() {
    assert_snapshot!(example("zip-prefix-unusual", &ben("UT,840430000", "FL,345011234")), @r#"
    warning[zip-prefix-unusual]
      ⚠ the first three digits of `345011234` are out of use
       ╭─[dentist--lehi.csv:2:89]
     2 │ …****,YES,BAMES,******************,Lehi,FL,345011234,**********,*********,**********,"*******…
       ·                                            ────┬────
       ·                                                ╰── unusual prefix
       ╰────
      help: look the address up on the Postal Service's page Look Up a ZIP Code, and compare

    1 warning in 1 row of 1 file
    "#);
}

#[test]
fn zip_plus_four_filler() {
    let files = ben("", "").file(
        "roster.toml",
        ROSTER_TOML.replace("zip-plus-four-filler", "npi-placeholder"),
    );
    assert_snapshot!(example("zip-plus-four-filler", &files), @r#"
    note[zip-plus-four-filler]
      ☞ `840430000` ends in a filler: claims need the true last four digits
       ╭─[dentist--lehi.csv:2:89]
     2 │ …****,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*******…
       ·                                            ────┬────
       ·                                                ╰── a filler
       ╰────
      help: look the address up on the Postal Service's page Look Up a ZIP Code; the import takes the filler as
            well

    1 note in 1 row of 1 file
    "#);
}

#[test]
fn dea_none() {
    let files = ben("AA1234563", "None").file(
        "roster.toml",
        format!("{ROSTER_TOML}\n[options]\ndea = \"recommended\"\n"),
    );
    assert_snapshot!(example("dea-none", &files), @r#"
    warning[dea-none]
      ⚠ this value in M2 says that there is no DEA number, and a blank cell says so too
       ╭─[dentist--lehi.csv:2:110]
     2 │ …********,YES,BAMES,******************,Lehi,UT,840430000,**********,****,**********,"*******"
       ·                                                                     ──┬─
       ·                                                                       ╰── no number
       ╰────
      help: clear cell M2 if the person has no DEA number; the row is imported as if it were blank

    1 warning in 1 row of 1 file
    "#);
}
