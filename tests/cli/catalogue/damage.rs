//! What spreadsheets and copying did to a cell or a row.

use insta::assert_snapshot;

use super::example;
use crate::fixture::{ANA, DENTIST, ROSTER_TOML, STAFF, Sandbox, ZOE};

/// A roster of the front desk in which Ana's row says something else at one place.
fn ana(right: &str, wrong: &str) -> Sandbox {
    assert!(ANA.contains(right));
    Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replacen(right, wrong, 1)])
}

/// A roster of dentists in which Ben's row says something else at one place.
fn ben(right: &str, wrong: &str) -> Sandbox {
    assert!(DENTIST.contains(right));
    Sandbox::organization().people("dentist--lehi.csv", &[&DENTIST.replacen(right, wrong, 1)])
}

#[test]
fn number_not_shown() {
    assert_snapshot!(example("number-not-shown", &ana("(801) 555-0123", "####")), @"
    error[number-not-shown]
      × `####` is what a spreadsheet shows where a column is too narrow for its number
       ╭─[front-desk--lehi.csv:2:37]
     2 │ Ana,Chen,achen,********************,****,NO
       ·                                     ──┬─
       ·                                       ╰── Phone Number in E2
       ╰────
      help: the number is not in this file: widen the column in the workbook from which the CSV was made, and
            save it again

    1 error in 1 row of 1 file
    ");
}

#[test]
fn mojibake() {
    assert_snapshot!(example("mojibake", &ana("Ana", "ZoÃ«")), @"
    error[mojibake]
      × `ZoÃ«` is garbled: its letters were saved in one encoding and read in another
       ╭─[front-desk--lehi.csv:2:1]
     2 │ ZoÃ«,Chen,achen,********************,**************,NO
       · ──┬─
       ·   ╰── garbled
       ╰────
      help: look whether the proposed text is right, and type it; then mend the export that made the file, which
            must read and write UTF-8
            unsafe fix: write it as it was: `Zoë`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn equals_quoted() {
    assert_snapshot!(example("equals-quoted", &ben("1245319599", "=\"1245319599\"")), @r#"
    error[equals-quoted]
      × NPI in L2 stands in a formula, by which an export told Excel that it is text
       ╭─[dentist--lehi.csv:2:99]
     2 │ …,YES,BAMES,******************,Lehi,UT,840430000,*************,*********,**********,"*******"
       ·                                                  ──────┬──────
       ·                                                        ╰── a formula round the value
       ╰────
      help: delete the equals sign and the quotation marks: only Excel knows what they mean
            safe fix: write the value alone

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn formula_text() {
    assert_snapshot!(example("formula-text", &ana("Ana", "=B7")), @"
    error[formula-text]
      × `=B7` begins like a formula
       ╭─[front-desk--lehi.csv:2:1]
     2 │ =B7,Chen,achen,********************,**************,NO
       · ─┬─
       ·  ╰── = + - and @ begin a formula
       ╰────
      help: type the value that belongs here; a formula in a roster is run by whoever opens the file in a
            spreadsheet, so never repair one unread

    1 error in 1 row of 1 file
    ");
}

#[test]
fn line_break() {
    assert_snapshot!(example("line-break", &ana("Ana", "\"Ana\nMaria\"")), @r#"
    error[line-break]
      × First Name in A2 has more than one line
       ╭─[front-desk--lehi.csv:2:1]
     2 │ "Ana␊Maria",Chen,achen,********************,**************,NO
       · ─────┬─────
       ·      ╰── a line break inside
       ╰────
      help: in the cell, delete the line break that Alt+Enter made, and type a space in its place where one is
            missing
            safe fix: write it on one line: `Ana Maria`

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn invisible_character() {
    assert_snapshot!(example("invisible-character", &ana("Ana", "Ana\u{A0}Maria")), @"
    error[invisible-character]
      × First Name in A2 holds U+00A0, which cannot be seen
       ╭─[front-desk--lehi.csv:2:1]
     2 │ Ana Maria,Chen,achen,********************,**************,NO
       · ────┬────
       ·     ╰── an invisible character
       ╰────
      help: type the value again instead of pasting it; web pages and PDF files bring such characters along
            safe fix: write it without invisible characters: `Ana Maria`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn full_width() {
    assert_snapshot!(example("full-width", &ana("(801)", "(８０１)")), @"
    error[full-width]
      × this value has full-width letters or digits, as Chinese and Japanese keyboards type them
       ╭─[front-desk--lehi.csv:2:37]
     2 │ Ana,Chen,achen,********************,********************,NO
       ·                                     ──────────┬─────────
       ·                                               ╰── full-width
       ╰────
      help: type the value again with the keyboard set to English
            safe fix: write it with ordinary letters and digits

    1 error in 1 row of 1 file
    ");
}

#[test]
fn lookalike_letter() {
    assert_snapshot!(example("lookalike-letter", &ana("achen", "\u{430}chen")), @"
    error[lookalike-letter]
      × `аchen` holds a letter of another script: U+0430 looks like `a`
       ╭─[front-desk--lehi.csv:2:10]
     2 │ Ana,Chen,аchen,********************,**************,NO
       ·          ──┬──
       ·            ╰── looks the same and is another
       ╰────
      help: type the whole value again with the keyboard set to English: nobody could ever log in with a name
            that only looks right
            display-only fix: type it in Latin letters: `achen`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn smart_quotes() {
    assert_snapshot!(example("smart-quotes", &ben("\"1234567\"", "“1234567”")), @"
    error[smart-quotes]
      × State ID in O2 has curly quotation marks
       ╭─[dentist--lehi.csv:2:131]
     2 │ …YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,*************
       ·                                                                                 ──────┬──────
       ·                                                                                       ╰── curly
       ╰────
      help: type straight quotation marks; a word processor makes curly ones, and programs take them for letters
            safe fix: write it without curly marks

    1 error in 1 row of 1 file
    ");
}

#[test]
fn literal_quotes() {
    assert_snapshot!(example("literal-quotes", &ana("Chen", "\"\"\"Chen\"\"\"")), @r#"
    error[literal-quotes]
      × Last Name in B2 has quotation marks that are part of the value
       ╭─[front-desk--lehi.csv:2:5]
     2 │ Ana,"""Chen""",achen,********************,**************,NO
       ·     ─────┬────
       ·          ╰── quotation marks in the cell
       ╰────
      help: delete the marks in the cell: only a State ID is typed with them, and a CSV adds its own where it
            needs them
            unsafe fix: leave out the quotation marks: `Chen`

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn leading_apostrophe() {
    assert_snapshot!(example("leading-apostrophe", &ben("1245319599", "'1245319599")), @r#"
    error[leading-apostrophe]
      × NPI in L2 begins with an apostrophe, which was meant for Excel
       ╭─[dentist--lehi.csv:2:99]
     2 │ …**,YES,BAMES,******************,Lehi,UT,840430000,***********,*********,**********,"*******"
       ·                                                    ─────┬─────
       ·                                                         ╰── an apostrophe
       ╰────
      help: delete the apostrophe; it makes text of digits only where it is typed into Excel, and in a CSV it is
            part of the value
            safe fix: leave out the apostrophe

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn unusual_dash() {
    assert_snapshot!(example("unusual-dash", &ben("12-3456789", "12–3456789")), @r#"
    error[unusual-dash]
      × TIN in N2 has a dash that is not the one on the keyboard
       ╭─[dentist--lehi.csv:2:120]
     2 │ …*,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,************,"*******"
       ·                                                                        ──────┬─────
       ·                                                                              ╰── another dash
       ╰────
      help: type the hyphen of the keyboard: a word processor makes a longer dash of it, which programs do not
            know
            safe fix: write hyphens

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn scientific_notation() {
    assert_snapshot!(example("scientific-notation", &ben("1245319599", "1.245319599E+09")), @r#"
    error[scientific-notation]
      × this value is how a spreadsheet shortens a long number
       ╭─[dentist--lehi.csv:2:99]
     2 │ …ES,BAMES,******************,Lehi,UT,840430000,***************,*********,**********,"*******"
       ·                                                ───────┬───────
       ·                                                       ╰── digits may be lost
       ╰────
      help: format the column as Text in the workbook, look the number up and type it again with all its digits
            unsafe fix: write all the digits

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn thousands_separators() {
    assert_snapshot!(example("thousands-separators", &ben("1245319599", "\"1,245,319,599\"")), @r#"
    error[thousands-separators]
      × this value has commas between its digits, as an amount has
       ╭─[dentist--lehi.csv:2:99]
     2 │ …ES,BAMES,******************,Lehi,UT,840430000,"*************",*********,**********,"*******"
       ·                                                ───────┬───────
       ·                                                       ╰── commas
       ╰────
      help: format the column as Text, then type the number without commas
            unsafe fix: leave out the commas

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn rounded_number() {
    assert_snapshot!(example("rounded-number", &ben("\"1234567\"", "\"12345678931234500\"")), @r#"
    error[rounded-number]
      × this value has more than 15 digits, and nothing but zeros after them
       ╭─[dentist--lehi.csv:2:131]
     2 │ …MES,******************,Lehi,UT,840430000,**********,*********,**********,"*****************"
       ·                                                                           ─────────┬─────────
       ·                                                                                    ╰── rounded?
       ╰────
      help: a spreadsheet keeps 15 digits of a number and writes zeros for the others: format the column as
            Text, look the number up and type it again

    1 error in 1 row of 1 file
    "#);
}

#[test]
fn amount() {
    assert_snapshot!(example("amount", &ben("\"1234567\"", "-1234567")), @"
    error[amount]
      × this value is written as an amount: money, a percentage, a fraction or a number below zero
       ╭─[dentist--lehi.csv:2:131]
     2 │ …****,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,********
       ·                                                                                      ────┬───
       ·                                                                                          ╰── an amount
       ╰────
      help: format the column as Text, look the number up and type it again; a number in parentheses becomes one
            below zero

    1 error in 1 row of 1 file
    ");
}

#[test]
fn scientific_lookalike() {
    let organization = format!("{ROSTER_TOML}\n[options]\nstate-id-letters = \"yes\"\n");
    let files = ben("\"1234567\"", "\"12E34\"").file("roster.toml", organization);
    assert_snapshot!(example("scientific-lookalike", &files), @r#"
    warning[scientific-lookalike]
      ⚠ this value looks like a number with an exponent: a spreadsheet that opens this file changes it
       ╭─[dentist--lehi.csv:2:131]
     2 │ …*****,YES,BAMES,******************,Lehi,UT,840430000,**********,*********,**********,"*****"
       ·                                                                                       ───┬───
       ·                                                                                          ╰── State ID in O2
       ╰────
      help: nothing need be done unless the file is opened in a spreadsheet; then import the column as Text, or
            the number is lost without a trace

    1 warning in 1 row of 1 file
    "#);
}

#[test]
fn example_row() {
    let jane = "Jane,Doe,jdoe,jane.doe@example.com,(801) 555-0199,NO";
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA, jane]);
    assert_snapshot!(example("example-row", &files), @"
    error[example-row]
      × row 3 is an example and no person
       ╭─[front-desk--lehi.csv:3:1]
     3 │ Jane,Doe,jdoe,********************,**************,NO
       · ──────────────────────────┬─────────────────────────
       ·                           ╰── stands for nobody, at a domain for examples
       ╰────
      help: delete row 3; if it is a person after all, type that person's own name and address
            unsafe fix: delete row 3

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn blank_rows() {
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA, ",,,,,", ",,,,,"]);
    assert_snapshot!(example("blank-rows", &files), @"
    warning[blank-rows]
      ⚠ 2 rows from row 3 on hold nothing but commas
       ╭─[front-desk--lehi.csv:3:1]
     3 │ ,,,,,
       · ──┬──
       ·   ╰── nobody is in it
       ╰────
      help: in Excel, select the rows and choose Delete; Dentrix Ascend may take them for people without a name,
            and they count towards the size of the file
            safe fix: delete the rows

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn old_mac_line_ends() {
    let text = format!("{STAFF}\r{ANA}\r{ZOE}\r");
    let files = Sandbox::organization().file("front-desk--lehi.csv", text);
    assert_snapshot!(example("old-mac-line-ends", &files), @"
    error[old-mac-line-ends]
      × `front-desk--lehi.csv`: the lines end with a lone CR, as on an old Mac: many programs see one line
      help: in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8 (Comma delimited)`;
            opening the CSV itself in Excel would lose the zeros at the beginning of numbers; `roster import`
            takes the file as it is
            safe fix: end the lines as the target wants them

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn file_near_limit() {
    let row = |number: u32| {
        let (name, line) = (["Ana", "Ben", "Eva"][number as usize / 100], number % 100);
        format!("{name},Chen,achen{number},ana{number}@example.com,(801) 555-01{line:02},NO\n")
    };
    let rows = (1..=279).map(row).collect::<String>();
    let files = Sandbox::organization().file("front-desk--lehi.csv", format!("{STAFF}\n{rows}"));
    assert_snapshot!(example("file-near-limit", &files), @"
    warning[file-near-limit]
      ⚠ `front-desk--lehi.csv`: the file has 15196 bytes; Dentrix Ascend may take no more than 15000
      help: nobody says whether a kilobyte of the limit is 1,024 or 1,000 bytes: move a few rows into another
            file, with the same header

    1 warning in 279 rows of 1 file
    ");
}
