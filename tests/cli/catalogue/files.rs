//! What is wrong with a file, its header or its marks.

use insta::assert_snapshot;

use super::example;
use crate::fixture::workbook::{raw_workbook, workbook};
use crate::fixture::{ANA, PEOPLE, STAFF, Sandbox, ZOE};

#[test]
fn unclosed_quote() {
    let row = r#"Ana,"Chen,achen,ana.chen@example.com,(801) 555-0123,NO"#;
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[row, ZOE]);
    assert_snapshot!(example("unclosed-quote", &files), @"
    error[unclosed-quote]
      × the quotation mark that opens Last Name in B2 is never closed
       ╭─[front-desk--lehi.csv:2:5]
     2 │ ***,*****,*****,********************,**************,**
       ·     ┬
       ·     ╰── opened here
       ╰────
      help: delete the mark, or put a second one at the end of the cell; a mark that belongs to the text is
            written twice

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn stray_quote() {
    let row = r#"Ana "Annie",Chen,achen,ana.chen@example.com,(801) 555-0123,NO"#;
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[row, ZOE]);
    assert_snapshot!(example("stray-quote", &files), @"
    error[stray-quote]
      × a quotation mark stands in the middle of First Name in A2
       ╭─[front-desk--lehi.csv:2:5]
     2 │ ***********,****,*****,********************,**************,**
       ·     ┬
       ·     ╰── programs disagree on what this means
       ╰────
      help: delete the mark; or, where it belongs to the text, enclose the cell in quotation marks and write
            this one twice

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn not_utf8() {
    let row = b"\nZo\xEB,Berg,zberg,zoe.berg@example.com,(801) 555-0124,NO\n";
    let files = Sandbox::organization().file("front-desk--lehi.csv", [STAFF.as_bytes(), row].concat());
    assert_snapshot!(example("not-utf8", &files), @"
    error[not-utf8]
      × First Name in A2 holds a letter that is not written in UTF-8
       ╭─[front-desk--lehi.csv:2:3]
     2 │ Zo�,Berg,zberg,********************,**************,NO
       ·   ┬
       ·   ╰── an accented letter in an older encoding?
       ╰────
      help: in Excel, open the file and save it with File, Save As, type `CSV UTF-8 (Comma delimited)`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn unreadable_cell() {
    let text = |at: String, cell: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{cell}</t></is></c>"#);
    let row = |number: u32, cells: &str| {
        let cells = ('A'..).zip(cells.split(','));
        let cells = cells.map(|(column, cell)| text(format!("{column}{number}"), cell));
        format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
    };
    // A cell that is said to hold a text of the list of texts, which the workbook lacks.
    let (sound, damaged) = (text("B2".to_owned(), "Chen"), r#"<c r="B2" t="s"><v>9</v></c>"#);
    let rows = row(1, STAFF) + &row(2, ANA).replace(&sound, damaged);
    let files = Sandbox::organization().file("front-desk--lehi.xlsx", raw_workbook(&rows));
    assert_snapshot!(example("unreadable-cell", &files), @"
    error[unreadable-cell]
      × cell B2 of the workbook cannot be read
       ╭─[front-desk--lehi.xlsx Users!B2]
     2 │ First Name: Ana │ Last Name:  │ Username: achen │ …
       ·                              ▲
       ·                              ╰── damaged
       ╰────
      help: open the workbook in Excel, type the cell again and save; Excel mends the rest

    1 error in 1 row of 1 file
    ");
}

#[test]
fn workbook_named_csv() {
    let files = Sandbox::organization().file("front-desk--lehi.csv", workbook(&[STAFF, ANA]));
    assert_snapshot!(example("workbook-named-csv", &files), @"
    error[workbook-named-csv]
      × `front-desk--lehi.csv`: this is an Excel workbook, although its name ends in .csv
      help: a CSV is not made by renaming: in Excel, save it with File, Save As, type `CSV UTF-8 (Comma
            delimited)`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn file_too_large() {
    let row = |number: u32| format!("Ana,Chen,achen{number},ana{number}@example.com,(801) 555-0123,NO\n");
    let rows = (1..=300).map(row).collect::<String>();
    let files = Sandbox::organization().file("front-desk--lehi.csv", format!("{STAFF}\n{rows}"));
    assert_snapshot!(example("file-too-large", &files), @"
    error[file-too-large]
      × `front-desk--lehi.csv`: the file has 16351 bytes, Dentrix Ascend takes at most 15360
      help: split it into files of about 281 rows, each with the same header; `roster import` takes the file as
            it is

    1 error in 300 rows of 1 file
    ");
}

#[test]
fn missing_column() {
    let header = "First Name,Last Name,Username,Email,Provider (YES/NO)";
    let files = Sandbox::organization().file(
        "front-desk--lehi.csv",
        format!("{header}\nAna,Chen,achen,ana.chen@example.com,NO\n"),
    );
    assert_snapshot!(example("missing-column", &files), @"
    error[missing-column]
      × the column `Phone Number` is missing
       ╭─[front-desk--lehi.csv:1:1]
     1 │ First Name,Last Name,Username,Email,Provider (YES/NO)
       · ──────────────────────────┬──────────────────────────
       ·                           ╰── no header reads `Phone Number`
       ╰────
      help: add a column with the header `Phone Number`: Ten digits, with or without punctuation

    1 error in 1 row of 1 file
    ");
}

#[test]
fn every_missing_column_is_named() {
    let files = Sandbox::organization().file("front-desk--lehi.csv", "Email,City\nana.chen@example.com,\n");
    let said = files.run("lint");
    for header in [
        "First Name",
        "Last Name",
        "Username",
        "Phone Number",
        "Provider (YES/NO)",
    ] {
        assert!(said.stdout.contains(&format!("`{header}`")), "{header}: {said}");
    }
}

#[test]
fn unknown_column() {
    let files = Sandbox::organization().file(
        "front-desk--lehi.csv",
        format!("{STAFF},Favourite Colour\n{ANA},blue\n"),
    );
    assert_snapshot!(example("unknown-column", &files), @"
    error[unknown-column]
      × Dentrix Ascend has no column `Favourite Colour`
       ╭─[front-desk--lehi.csv:1:68]
     1 │ First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Favourite Colour
       ·                                                                    ────────┬───────
       ·                                                                            ╰── unknown
       ╰────
      help: delete the column, or move it to a file of its own

    1 error in 1 row of 1 file
    ");
}

#[test]
fn duplicate_column() {
    let files = Sandbox::organization().file(
        "front-desk--lehi.csv",
        format!("{STAFF},E-mail\n{ANA},ana.chen@example.com\n"),
    );
    assert_snapshot!(example("duplicate-column", &files), @"
    error[duplicate-column]
      × G1 names the column `Email` a second time
       ╭─[front-desk--lehi.csv:1:68]
     1 │ First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),E-mail
       ·                               ──┬──                                ───┬──
       ·                                 │                                     ╰── the second
       ·                                 ╰── the first
       ╰────
      help: keep one of the columns D1 and G1 and delete the other

    1 error in 1 row of 1 file
    ");
}

#[test]
fn ragged_row() {
    let row = "Ana,Chen,Jr.,achen,ana.chen@example.com,(801) 555-0123,NO";
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[row, ZOE]);
    assert_snapshot!(example("ragged-row", &files), @r#"
    error[ragged-row]
      × row 2 has 7 cells, the header has 6
       ╭─[front-desk--lehi.csv:2:1]
     2 │ ***,****,***,*****,********************,**************,**
       · ────────────────────────────┬────────────────────────────
       ·                             ╰── 1 cell too many
       ╰────
      help: a value that holds a comma must stand in quotation marks, as in "100 Example Street, Suite 4"

    1 error in 2 rows of 1 file
    "#);
    let short = "Ana,Chen,achen,(801) 555-0123,NO";
    let files = Sandbox::organization().staff("front-desk--lehi.csv", &[short, ZOE]);
    assert_snapshot!(example("ragged-row", &files), @"
    error[ragged-row]
      × row 2 has 5 cells, the header has 6
       ╭─[front-desk--lehi.csv:2:1]
     2 │ ***,****,*****,**************,**
       · ────────────────┬───────────────
       ·                 ╰── 1 cell too few
       ╰────
      help: a blank cell needs its comma too; open the file in Excel, put each value under its header and save

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn the_header_with_every_column_is_as_good() {
    let files = Sandbox::organization().file("front-desk--lehi.csv", format!("{PEOPLE}\n{ANA},,,,,,,,,\n"));
    assert_snapshot!(files.run("lint"), @"
    exit code 0
    --- stdout
    nothing wrong in 1 row of 1 file
    ");
}
