//! What is wrong with a workbook besides its texts.

use insta::assert_snapshot;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::example;
use crate::fixture::workbook::{fill, workbook_with};
use crate::fixture::{ANA, DENTIST, PEOPLE, STAFF, Sandbox, ZOE};

/// A workbook of two people after a change to its sheet.
fn staff(change: impl FnOnce(&mut Worksheet)) -> Sandbox {
    Sandbox::organization().file("front-desk--lehi.xlsx", workbook_with(&[STAFF, ANA, ZOE], change))
}

/// A workbook of one provider after a change to its sheet.
fn provider(change: impl FnOnce(&mut Worksheet)) -> Sandbox {
    Sandbox::organization().file("dentist--lehi.xlsx", workbook_with(&[PEOPLE, DENTIST], change))
}

#[test]
fn unread_sheets() {
    let mut workbook = Workbook::new();
    for (name, rows) in [("Lehi", [STAFF, ANA]), ("Old list", [STAFF, ZOE])] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        sheet.set_hidden(name == "Old list");
        fill(sheet, &rows);
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let files = Sandbox::organization().file("front-desk--lehi.xlsx", bytes);
    assert_snapshot!(example("unread-sheets", &files), @"
    warning[unread-sheets]
      ⚠ `front-desk--lehi.xlsx`: the sheet `Old list` (hidden) holds people too, and only `Lehi` is read
      help: copy the rows to the sheet that is read, or save each sheet as a file of its own; `--sheet NAME`
            reads another one

    1 warning in 1 row of 1 file
    ");
}

#[test]
fn hidden_rows() {
    let files = staff(|sheet| {
        sheet.set_row_hidden(2).expect("a hidden row");
    });
    assert_snapshot!(example("hidden-rows", &files), @"
    warning[hidden-rows]
      ⚠ row 3 is hidden, and is read like the others
       ╭─[front-desk--lehi.xlsx Users!A3]
     3 │ First Name: Zoë │ Last Name: Berg │ …
       ·             ─┬─
       ·              ╰── hidden
       ╰────
      help: in Excel, clear the filter (Data, Clear), then select all rows, right-click, and choose Unhide;
            delete the rows of people who get no account

    1 warning in 2 rows of 1 file
    ");
}

#[test]
fn hidden_columns() {
    let files = staff(|sheet| {
        sheet.set_column_hidden(3).expect("a hidden column");
    });
    assert_snapshot!(example("hidden-columns", &files), @"
    warning[hidden-columns]
      ⚠ the column Email is hidden, and is read like the others
       ╭─[front-desk--lehi.xlsx Users!D1]
     1 │ First Name │ … │ Username │ Email │ Phone Number │ …
       ·                             ──┬──
       ·                               ╰── column D
       ╰────
      help: in Excel, select all cells (Ctrl+A), then choose Home, Format, Hide & Unhide, Unhide Columns

    1 warning in 2 rows of 1 file
    ");
}

#[test]
fn merged_cells() {
    let files = staff(|sheet| {
        let format = Format::new();
        sheet
            .merge_range(1, 5, 2, 5, "NO", &format)
            .expect("merged cells");
        sheet.write(2, 5, "NO").expect("a written cell");
    });
    assert_snapshot!(example("merged-cells", &files), @"
    error[merged-cells]
      × the cells F2 to F3 are merged, so only the first of them has a value
       ╭─[front-desk--lehi.xlsx Users!F2]
     2 │ First Name: Ana │ … │ Phone Number: *** │ Provider (YES/NO): NO
       ·                                                              ─┬
       ·                                                               ╰── merged
       ╰────
      help: in Excel, select the cells, choose Home, Merge & Center, Unmerge Cells, and fill in every cell

    error[merged-cells]
      × F3 is merged with F2 above it, so nobody knows its own value
       ╭─[front-desk--lehi.xlsx Users!F3]
     2 │ First Name: Ana │ … │ Phone Number: *** │ Provider (YES/NO): NO
       ·                                                              ─┬
       ·                                                               ╰── the value is here
     3 │ First Name: Zoë │ … │ Phone Number: *** │ Provider (YES/NO): NO
       ·                                                              ─┬
       ·                                                               ╰── merged
       ╰────
      help: in Excel, select the cells, choose Home, Merge & Center, Unmerge Cells, and fill in every cell

    2 errors in 2 rows of 1 file
    ");
}

#[test]
fn error_value() {
    let files = staff(|sheet| {
        let formula = Formula::new("=VLOOKUP(A2,Names!A:B,2,0)").set_result("#N/A");
        sheet.write(1, 1, formula).expect("a written cell");
    });
    assert_snapshot!(example("error-value", &files), @"
    error[error-value]
      × `#N/A` is what a spreadsheet shows where a formula failed
       ╭─[front-desk--lehi.xlsx Users!B2]
     2 │ First Name: Ana │ Last Name: #N/A │ Username: achen │ …
       ·                              ──┬─
       ·                                ╰── Last Name in B2
       ╰────
      help: type the value in place of the formula, or leave the cell blank if there is none

    1 error in 2 rows of 1 file
    ");
}

#[test]
fn date_cell() {
    let files = provider(|sheet| {
        let (day, format) = (
            ExcelDateTime::from_ymd(2026, 3, 1),
            Format::new().set_num_format("d-mmm"),
        );
        sheet
            .write_with_format(1, 6, day.expect("a day"), &format)
            .expect("a written cell");
    });
    assert_snapshot!(example("date-cell", &files), @"
    error[date-cell]
      × `2026-03-01` is a date, as Excel took what was typed for one
       ╭─[dentist--lehi.xlsx Users!G2]
     2 │ First Name: Ben │ … │ Provider (YES/NO): YES │ Shortname: 2026-03-01 │ Address: *** │ …
       ·                                                           ─────┬────
       ·                                                                ╰── Shortname in G2
       ╰────
      help: in Excel, format the column as Text, then type what belongs here again; it may have been `3-1`,
            `3/1` or `Mar-1`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn number_cell() {
    let files = provider(|sheet| {
        sheet.write(1, 14, 12_345).expect("a written cell");
    });
    assert_snapshot!(example("number-cell", &files), @"
    error[number-cell]
      × this value is stored as a number and not as text: zeros at its beginning and an E in it would be lost
       ╭─[dentist--lehi.xlsx Users!O2]
     2 │ First Name: Ben │ … │ TIN: *** │ State ID: ***
       ·                                            ─┬─
       ·                                             ╰── State ID in O2
       ╰────
      help: in Excel, format the column as Text, then type the number again as it stands in the original

    1 error in 1 row of 1 file
    ");
}

#[test]
fn boolean_cell() {
    let files = provider(|sheet| {
        sheet.write(1, 6, true).expect("a written cell");
    });
    assert_snapshot!(example("boolean-cell", &files), @"
    error[boolean-cell]
      × `TRUE` is a yes-or-no value of Excel and not text
       ╭─[dentist--lehi.xlsx Users!G2]
     2 │ First Name: Ben │ … │ Provider (YES/NO): YES │ Shortname: TRUE │ Address: *** │ …
       ·                                                           ──┬─
       ·                                                             ╰── Shortname in G2
       ╰────
      help: in Excel, format the column as Text, then type what belongs here; a formula may have left it behind

    1 error in 1 row of 1 file
    ");
}

#[test]
fn formula_cell() {
    let files = staff(|sheet| {
        let formula = Formula::new("=LOWER(LEFT(A2,1)&B2)").set_result("achen");
        sheet.write(1, 2, formula).expect("a written cell");
    });
    assert_snapshot!(example("formula-cell", &files), @"
    warning[formula-cell]
      ⚠ Username in C2 is a formula; `achen`, which was computed last, is taken for its value
       ╭─[front-desk--lehi.xlsx Users!C2]
     2 │ First Name: Ana │ Last Name: Chen │ Username: achen │ Email: *** │ …
       ·                                               ──┬──
       ·                                                 ╰── computed
       ╰────
      help: in Excel, copy the column and paste it in place with Paste Special, Values

    1 warning in 2 rows of 1 file
    ");
}
