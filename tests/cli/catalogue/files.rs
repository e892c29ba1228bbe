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
fn lines_above_header() {
    let csv = format!("New staff of the Lehi office\n{STAFF}\n{ANA}\n");
    let files = Sandbox::organization().file("front-desk--lehi.csv", csv);
    assert_snapshot!(example("lines-above-header", &files), @"
    error[lines-above-header]
      × `front-desk--lehi.csv`: the headers are in row 2, below something else
      help: delete the rows above the headers in a text editor: Dentrix Ascend takes row 1 for the headers,
            whatever it says

    1 error in 1 row of 1 file
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
    let rows = b"\nZo\xC3\xAB,Chen,zchen,zoe.chen@example.com,(801) 555-0123,NO\nZo\xEB,Berg,zberg,zoe.berg@example.com,(801) 555-0124,NO\n";
    let files = Sandbox::organization().file("front-desk--lehi.csv", [STAFF.as_bytes(), rows].concat());
    assert_snapshot!(example("not-utf8", &files), @"
    error[not-utf8]
      × First Name in A3 holds a letter that is not written in UTF-8
       ╭─[front-desk--lehi.csv:3:3]
     3 │ Zo�,Berg,zberg,********************,**************,NO
       ·   ┬
       ·   ╰── an accented letter in an older encoding?
       ╰────
      help: in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8 (Comma delimited)`;
            opening the CSV itself in Excel would lose the zeros at the beginning of numbers

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn legacy_encoding() {
    let row = b"\nZo\xEB,Berg,zberg,zoe.berg@example.com,(801) 555-0124,NO\n";
    let files = Sandbox::organization().file("front-desk--lehi.csv", [STAFF.as_bytes(), row].concat());
    assert_snapshot!(example("legacy-encoding", &files), @"
    error[legacy-encoding]
      × First Name in A2 is not written in UTF-8: byte EB is `ë` in Windows-1252 and `Î` in MacRoman
       ╭─[front-desk--lehi.csv:2:3]
     2 │ Zoë,Berg,zberg,********************,**************,NO
       ·   ┬
       ·   ╰── read as Windows-1252
       ╰────
      help: Windows-1252 because 1 of 1 letter fits its word, in MacRoman 0; look whether the letter is right;
            in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8 (Comma delimited)`;
            opening the CSV itself in Excel would lose the zeros at the beginning of numbers
            unsafe fix: write the file in UTF-8, every letter as it reads in Windows-1252

    1 error in 1 row of 1 file
    ");
    let row = b"\nH\x8Fl,Berg,hberg,hel.berg@example.com,(801) 555-0124,NO\n";
    let files = Sandbox::organization().file("front-desk--lehi.csv", [STAFF.as_bytes(), row].concat());
    assert_snapshot!(example("legacy-encoding", &files), @"
    error[legacy-encoding]
      × First Name in A2 is not written in UTF-8: byte 8F is `è` in MacRoman and nothing in Windows-1252
       ╭─[front-desk--lehi.csv:2:2]
     2 │ Hèl,Berg,hberg,********************,**************,NO
       ·  ┬
       ·  ╰── read as MacRoman
       ╰────
      help: MacRoman because the file holds the byte 8F, which is nothing in Windows-1252; look whether the
            letter is right; in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8
            (Comma delimited)`; opening the CSV itself in Excel would lose the zeros at the beginning of numbers
            unsafe fix: write the file in UTF-8, every letter as it reads in MacRoman

    1 error in 1 row of 1 file
    ");
}

#[test]
fn a_row_in_an_encoding_that_was_guessed_is_not_imported() {
    let row = b"\nZo\xEB,Berg,zberg,zoe.berg@example.com,(801) 555-0124,NO\n";
    let files = Sandbox::organization().file("front-desk--lehi.csv", [STAFF.as_bytes(), row].concat());
    assert_eq!(files.run("import --yes").code, Some(1));
    assert!(!files.has_store());
}

/// The bytes of UTF-16 with a byte order mark, as Excel's Unicode Text has them.
fn utf16(text: &str) -> Vec<u8> {
    let text = format!("\u{feff}{text}");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn utf16_encoding() {
    let row = "Zoë,Berg,zberg,zoe.berg@example.com,(801) 555-0124,NO";
    let files = Sandbox::organization().file("front-desk--lehi.csv", utf16(&format!("{STAFF}\r\n{row}\r\n")));
    assert_snapshot!(example("utf16-encoding", &files), @"
    error[utf16-encoding]
      × `front-desk--lehi.csv`: the file is in UTF-16, which Excel calls Unicode Text: it begins with a byte
      │ order mark
      help: in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8 (Comma delimited)`;
            opening the CSV itself in Excel would lose the zeros at the beginning of numbers; `roster import`
            takes the file as it is
            safe fix: write the file in UTF-8

    1 error in 1 row of 1 file
    ");
}

#[test]
fn places_in_utf16_are_of_its_characters() {
    let row = "Zoë,Berg 2,zberg,zoe.berg@example.com,(801) 555-0124,NO";
    let text = format!("{STAFF}\r\n{row}\r\n").replace(',', "\t");
    let files = Sandbox::organization().file("front-desk--lehi.csv", utf16(&text));
    assert_snapshot!(files.run("lint --format concise").stdout, @"
    front-desk--lehi.csv: error[utf16-encoding] the file is in UTF-16, which Excel calls Unicode Text: it begins with a byte order mark
    front-desk--lehi.csv:1:1: error[wrong-delimiter] tabs separate the cells, Dentrix Ascend takes commas
    front-desk--lehi.csv:2:5: error[invalid-name] `Berg 2` is not a person's name: it holds a digit (B2 Last Name)
    3 errors in 1 row of 1 file
    ");
    let said = files.run("lint").stdout;
    assert!(said.contains("Zoë"), "{said}");
}

#[test]
fn byte_order_mark() {
    let files = Sandbox::organization().file("front-desk--lehi.csv", format!("\u{feff}{STAFF}\n{ANA}\n"));
    assert_snapshot!(example("byte-order-mark", &files), @"
    note[byte-order-mark]
      ☞ `front-desk--lehi.csv`: the file begins with a byte order mark, as Excel's CSV UTF-8 does
      help: nothing need be done; only if Dentrix Ascend should not find the first column, take the mark away
            safe fix: take the byte order mark away

    1 note in 1 row of 1 file
    ");
}

#[test]
fn wrong_delimiter() {
    let text = format!("{STAFF}\n{ANA}\n");
    let files = Sandbox::organization().file("front-desk--lehi.csv", text.replace(',', ";"));
    assert_snapshot!(example("wrong-delimiter", &files), @"
    error[wrong-delimiter]
      × semicolons separate the cells, Dentrix Ascend takes commas
       ╭─[front-desk--lehi.csv:1:1]
     1 │ First Name;Last Name;Username;Email;Phone Number;Provider (YES/NO)
       · ─────────────────────────────────┬────────────────────────────────
       ·                                  ╰── the headers are known only so
       ╰────
      help: in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8 (Comma delimited)`;
            opening the CSV itself in Excel would lose the zeros at the beginning of numbers; where Excel writes
            semicolons all the same, send the workbook instead; `roster import` takes the file as it is
            safe fix: separate the cells by commas

    1 error in 1 row of 1 file
    ");
    for delimiter in [";", "\t", "|"] {
        let files = Sandbox::organization().file("front-desk--lehi.csv", text.replace(',', delimiter));
        assert_eq!(files.run("import --yes").code, Some(0), "{delimiter:?}");
        assert!(
            files.run("accounts list").stdout.contains("achen"),
            "{delimiter:?}"
        );
    }
}

#[test]
fn sep_line() {
    let files =
        Sandbox::organization().file("front-desk--lehi.csv", format!("sep=,\r\n{STAFF}\r\n{ANA}\r\n"));
    assert_snapshot!(example("sep-line", &files), @"
    error[sep-line]
      × `front-desk--lehi.csv`: the first line is `sep=,`, which only Excel understands
      help: Dentrix Ascend takes the first line for the header: delete it in a text editor such as Notepad; or,
            in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8 (Comma delimited)`;
            opening the CSV itself in Excel would lose the zeros at the beginning of numbers
            safe fix: delete the first line

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
    let row = |number: u32| {
        let (name, line) = (["Ana", "Ben", "Eva", "Ida"][number as usize / 100], number % 100);
        format!("{name},Chen,achen{number},ana{number}@example.com,(801) 555-01{line:02},NO\n")
    };
    let rows = (1..=300).map(row).collect::<String>();
    let files = Sandbox::organization().file("front-desk--lehi.csv", format!("{STAFF}\n{rows}"));
    assert_snapshot!(example("file-too-large", &files), @"
    error[file-too-large]
      × `front-desk--lehi.csv`: the file has 16351 bytes, Dentrix Ascend takes at most 15360
      help: split it into files of at most 281 of its rows, each with the same header; `roster import` takes the
            file as it is

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
      help: a blank cell needs its comma too: add the commas that are missing in a text editor such as Notepad,
            or export the file again from where it was made

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
