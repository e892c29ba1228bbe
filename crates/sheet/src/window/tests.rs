//! Windows as miette draws them, without colours.

use std::fmt;

use insta::assert_snapshot;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use rust_xlsxwriter::Workbook;

use crate::{ByteSpan, CellRef, Document, Mark, Window};

#[derive(Debug)]
struct Shown {
    window: Window,
    labels: Vec<&'static str>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("marked")
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self
            .labels
            .iter()
            .zip(self.window.spans())
            .enumerate()
            .map(|(place, (label, span))| {
                let text = Some((*label).to_owned());
                if place == 0 {
                    LabeledSpan::new_primary_with_span(text, *span)
                } else {
                    LabeledSpan::new_with_span(text, *span)
                }
            });
        Some(Box::new(labels))
    }
}

fn render(document: &Document, marks: &[(Mark, &'static str)]) -> String {
    let places: Vec<_> = marks.iter().map(|&(mark, _)| mark).collect();
    let labels = marks.iter().map(|&(_, label)| label).collect();
    let shown = Shown {
        window: document.window(&places),
        labels,
    };
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    handler
        .without_primary_span_start()
        .render_report(&mut text, &shown)
        .unwrap();
    let lines: Vec<_> = text
        .lines()
        .skip_while(|line| !line.contains('╭'))
        .map(str::trim_end)
        .collect();
    lines.join("\n")
}

fn csv(text: &str) -> Document {
    Document::read("staff.csv", text.into()).unwrap()
}

fn cell(row: u32, column: u32) -> Mark {
    Mark::Cell(CellRef::new(row, column))
}

const STAFF: &str = "First Name,Last Name,Provider,NPI,Email\n\
    Ana,Chen,YES,1234567890,ana@example.com\n\
    Bo,Ek,NO,,bo@example.com\n\
    Zoë,王小明,YES,,zoe@example.com\n\
    Ana,Chen,YES,,\n";

#[test]
fn a_cell_and_the_one_that_decides() {
    let marks = [
        (cell(3, 3), "a provider needs an NPI"),
        (cell(3, 2), "required because this is YES"),
    ];
    assert_snapshot!(render(&csv(STAFF), &marks), @r#"
      ╭─[staff.csv:4:13]
    4 │ Zoë,王小明,YES,,zoe@example.com
      ·            ─┬─ ▲
      ·             │  ╰── a provider needs an NPI
      ·             ╰── required because this is YES
      ╰────
    "#);
}

#[test]
fn rows_that_do_not_follow_each_other() {
    let marks = [(cell(4, 0), "the same person"), (cell(1, 0), "first here")];
    assert_snapshot!(render(&csv(STAFF), &marks), @r#"
      ╭─[staff.csv:2:1]
    2 │ Ana,Chen,YES,1234567890,ana@example.com
      · ─┬─
      ·  ╰── first here
      ╰────
      ╭─[staff.csv:5:1]
    5 │ Ana,Chen,YES,,
      · ─┬─
      ·  ╰── the same person
      ╰────
    "#);
}

#[test]
fn rows_that_follow_each_other() {
    let marks = [
        (cell(2, 1), "this"),
        (cell(3, 1), "and this"),
        (cell(0, 1), "under this"),
    ];
    assert_snapshot!(render(&csv(STAFF), &marks), @r#"
      ╭─[staff.csv:1:12]
    1 │ First Name,Last Name,Provider,NPI,Email
      ·            ────┬────
      ·                ╰── under this
      ╰────
      ╭─[staff.csv:3:4]
    3 │ Bo,Ek,NO,,bo@example.com
      ·    ─┬
      ·     ╰── this
    4 │ Zoë,王小明,YES,,zoe@example.com
      ·     ───┬──
      ·        ╰── and this
      ╰────
    "#);
}

#[test]
fn an_empty_cell_at_the_end_and_a_missing_one() {
    let marks = [
        (cell(4, 4), "needed"),
        (cell(4, 9), "missing"),
        (cell(99, 0), "gone"),
    ];
    assert_snapshot!(render(&csv(STAFF), &marks), @r#"
      ╭─[staff.csv:5:15]
    5 │ Ana,Chen,YES,,
      ·               ▲▲▲
      ·               ││╰── gone
      ·               │╰── missing
      ·               ╰── needed
      ╰────
    "#);
}

#[test]
fn a_long_line_is_cut_around_its_marks() {
    let long: Vec<String> = (0..60).map(|column| format!("value {column}")).collect();
    let document = csv(&format!("{}\n{}\n", long.join(","), long.join(",")));
    assert_snapshot!(render(&document, &[(cell(1, 30), "here"), (cell(1, 31), "and here"), (cell(1, 55), "there")]), @r#"
      ╭─[staff.csv:2:261]
    2 │ …8,value 29,value 30,value 31,value 32,v…3,value 54,value 55,value 56,v…
      ·             ────┬─── ────┬───                       ────┬───
      ·                 │        │                              ╰── there
      ·                 │        ╰── and here
      ·                 ╰── here
      ╰────
    "#);
    assert_snapshot!(render(&document, &[(cell(1, 0), "first")]), @r#"
      ╭─[staff.csv:2:1]
    2 │ value 0,value 1,value 2,value 3,value 4,value 5,value 6,value 7,value 8,value 9,value 10,val…
      · ───┬───
      ·    ╰── first
      ╰────
    "#);
    assert_snapshot!(render(&document, &[(cell(1, 59), "last")]), @r#"
      ╭─[staff.csv:2:522]
    2 │ …49,value 50,value 51,value 52,value 53,value 54,value 55,value 56,value 57,value 58,value 59
      ·                                                                                      ────┬───
      ·                                                                                          ╰── last
      ╰────
    "#);
}

#[test]
fn a_long_cell_shows_its_beginning() {
    let document = csv(&format!("A,B\nx,\"{}\"\n", "word ".repeat(20_000)));
    assert_snapshot!(render(&document, &[(cell(1, 1), "too long")]), @r#"
      ╭─[staff.csv:2:3]
    2 │ x,"word word word word word word word word word word word word word word word word word …
      ·   ───────────────────────────────────────────┬──────────────────────────────────────────
      ·                                              ╰── too long
      ╰────
    "#);
    let far = csv(&format!("A,B\n{},here\n", "x".repeat(70_000)));
    assert_snapshot!(render(&far, &[(cell(1, 1), "past column 65,535")]), @r#"
      ╭─[staff.csv:2:70002]
    2 │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,here
      ·                                                                                          ──┬─
      ·                                                                                            ╰── past column 65,535
      ╰────
    "#);
}

#[test]
fn nothing_steers_the_terminal() {
    let document = csv("Name,Note\nAna\u{1B}[2J\u{202E}x,\"one\ttwo\r\nthree\"\nBo,\n");
    let text = render(&document, &[(cell(1, 0), "look"), (cell(1, 1), "two lines")]);
    assert_snapshot!(text, @r#"
      ╭─[staff.csv:2:1]
    2 │ Ana␛[2J\u{202E}x,"one␉two␍␊three"
      · ────────┬─────── ────────┬───────
      ·         │                ╰── two lines
      ·         ╰── look
      ╰────
    "#);
    let document = Document::read("\u{1B}]0;x\u{7}.csv", b"A\n1\n".to_vec()).unwrap();
    assert_snapshot!(render(&document, &[(cell(1, 0), "name")]), @r#"
      ╭─[␛]0;x␇.csv:2:1]
    2 │ 1
      · ┬
      · ╰── name
      ╰────
    "#);
}

#[test]
fn bytes_are_marked_as_they_are() {
    let document = csv("\u{FEFF}Name,Role\nAna \"Annie\" Chen,x\n");
    let at = document.sheet().faults()[0].span().unwrap();
    assert_snapshot!(render(&document, &[(at.into(), "stray"), (ByteSpan { start: 0, end: 3 }.into(), "mark")]), @r#"
      ╭─[staff.csv:2:5]
    2 │ Ana "Annie" Chen,x
      · ▲   ┬
      · │   ╰── stray
      · ╰── mark
      ╰────
    "#);
}

#[test]
fn a_workbook_row_names_its_columns() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("New Users").unwrap();
    for (row, line) in (0..).zip(STAFF.lines()) {
        for (column, text) in (0..).zip(line.split(',')) {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.write(40, 0, "Cy").unwrap();
    sheet.write(40, 4, "cy\u{1B}@example.com").unwrap();
    let document = Document::read("staff.xlsx", workbook.save_to_buffer().unwrap()).unwrap();
    assert_snapshot!(render(&document, &[(cell(3, 3), "a provider needs an NPI"), (cell(3, 2), "because")]), @r#"
      ╭─[staff.xlsx 'New Users'!D4]
    4 │ First Name: Zoë │ Last Name: 王小明 │ Provider: YES │ NPI:  │ Email: zoe@example.com
      ·                                                 ─┬─        ▲
      ·                                                  │         ╰── a provider needs an NPI
      ·                                                  ╰── because
      ╰────
    "#);
    assert_snapshot!(render(&document, &[(cell(40, 4), "look"), (cell(0, 4), "the column")]), @r#"
      ╭─[staff.xlsx 'New Users'!E1]
    1 │ First Name │ … │ NPI │ Email
      ·                        ──┬──
      ·                          ╰── the column
      ╰────
       ╭─[staff.xlsx 'New Users'!E41]
    41 │ First Name: Cy │ … │ NPI:  │ Email: cy␛@example.com
       ·                                     ───────┬───────
       ·                                            ╰── look
       ╰────
    "#);
    assert_snapshot!(render(&document, &[(cell(7, 9), "nothing here")]), @r#"
      ╭─[staff.xlsx 'New Users'!J8]
    8 │ … │ J:
      ·        ▲
      ·        ╰── nothing here
      ╰────
    "#);
}

#[test]
fn every_span_of_any_file_can_be_drawn() {
    let texts: [&[u8]; 6] = [
        b"A\n",
        b"A,B\n\n1,\n",
        "\u{FEFF}A\r\n\"x\ny\",\u{301}\r".as_bytes(),
        b",,,",
        b"Zo\xEB,\x80\x80\xF0\x9F\n\xC3,1",
        "A\n\u{1F9B7}\u{202E},\u{1B}\n".as_bytes(),
    ];
    for text in texts {
        let document = Document::read("staff.csv", text.to_vec()).unwrap();
        let len = u32::try_from(text.len()).unwrap();
        for start in 0..=len + 1 {
            for end in start..=len + 2 {
                let mark = Mark::Span(ByteSpan { start, end });
                let text = render(
                    &document,
                    &[(mark, "here"), (mark, "again"), (cell(1, 1), "cell")],
                );
                assert!(
                    text.contains("here") && text.contains("cell"),
                    "{start}..{end}\n{text}"
                );
            }
        }
    }
}

#[test]
fn a_value_that_is_not_to_be_shown_is_not_in_the_window() {
    let csv = Document::read("staff.csv", b"Name,NPI,City\nAna,\"1234567890\",Lehi\n".to_vec()).unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, (header, text)) in (0..).zip([("Name", "Ana"), ("NPI", "1234567890"), ("City", "Lehi")]) {
        sheet.write(0, column, header).unwrap();
        sheet.write(1, column, text).unwrap();
    }
    let workbook = Document::read("staff.xlsx", workbook.save_to_buffer().unwrap()).unwrap();
    for (document, drawn) in [
        (&csv, "Ana,\"**********\",Lehi\n"),
        (&workbook, "Name: Ana │ NPI: *** │ City: Lehi\n"),
    ] {
        let marks = [Mark::Cell(CellRef::new(1, 1))];
        let window = document.window_showing(&marks, &|cell| cell.column.0 != 1 || cell.row.0 == 0);
        let contents = miette::SourceCode::read_span(&window, &window.spans()[0], 0, 0).unwrap();
        assert_eq!(String::from_utf8_lossy(contents.data()), drawn);
    }
}
