//! Which sheet is read.

use rust_xlsxwriter::Workbook;

use crate::{Document, Fault, OtherSheet, ReadError, ReadOptions, RowIndex};

const HEADERS: [&str; 4] = ["First Name", "Last Name", "Username", "E-mail"];

/// A workbook of sheets, each with its rows; a name that begins with a dot is hidden.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        sheet.set_hidden(name.starts_with('.'));
        for (row, cells) in (0..).zip(*rows) {
            sheet.write_row(row, 0, cells.iter().copied()).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn read(bytes: Vec<u8>, headers: &[&str], sheet: Option<&str>) -> Result<Document, ReadError> {
    let options = ReadOptions {
        headers,
        sheet,
        ..ReadOptions::default()
    };
    Document::read_with("staff.xlsx", bytes, &options)
}

fn sheets() -> Vec<u8> {
    workbook(&[
        ("Empty", &[]),
        ("Read me", &[&["How to fill in this form"], &["Ask Ana"]]),
        (
            ".Old",
            &[&["First Name", "Last Name", "Username", "E-mail"], &["Bo"]],
        ),
        ("Names", &[&["First Name", "Last Name"], &["Cy", "Ek"]]),
        (
            "Users",
            &[
                &["first_name", "LAST NAME", "User-Name"],
                &["Ana", "Chen", "achen"],
            ],
        ),
        ("Again", &[&["First Name", "Last Name", "Username"]]),
    ])
}

#[test]
fn the_visible_sheet_with_the_most_known_headers_is_read() {
    let name = |headers: &[&str]| {
        let document = read(sheets(), headers, None).unwrap();
        document.sheet().name().map(str::to_owned)
    };
    assert_eq!(name(&HEADERS).as_deref(), Some("Users"));
    assert_eq!(name(&["Vorname"]).as_deref(), Some("Read me"));
    assert_eq!(name(&[]).as_deref(), Some("Read me"));
}

#[test]
fn a_sheet_can_be_named_a_hidden_one_too() {
    let name = |sheet| {
        read(sheets(), &HEADERS, Some(sheet)).map(|document| document.sheet().name().map(str::to_owned))
    };
    assert_eq!(name("Names"), Ok(Some("Names".to_owned())));
    assert_eq!(name(".old"), Ok(Some(".Old".to_owned())));
    assert_eq!(name("Empty"), Err(ReadError::Empty));
    let missing = name("Staff\u{7}").unwrap_err();
    assert_eq!(missing.to_string(), "the workbook has no sheet `Staff␇`");
    assert_eq!(
        miette::Diagnostic::help(&missing)
            .map(|help| help.to_string())
            .as_deref(),
        Some("its sheets are `Empty`, `Read me`, `.Old`, `Names`, `Users`, `Again`")
    );
}

#[test]
fn the_sheets_that_are_not_read_are_kept_by_their_headers() {
    let document = read(sheets(), &HEADERS, None).unwrap();
    let other = |name: &str, is_visible, header: &[&str], has_rows| OtherSheet {
        name: name.to_owned(),
        is_visible,
        header: header.iter().map(|&text| text.to_owned()).collect(),
        has_rows,
    };
    assert_eq!(
        document.sheet().other_sheets(),
        [
            other("Read me", true, &["How to fill in this form"], true),
            other(".Old", false, &HEADERS, true),
            other("Names", true, &HEADERS[..2], true),
            other("Again", true, &HEADERS[..3], false),
        ]
    );
}

#[test]
fn a_title_above_the_header_is_no_header_and_its_faults_are_none() {
    let mut workbook = Workbook::new();
    let title = ["Staff of Lehi"];
    let sheet = workbook.add_worksheet().set_name("Read me").unwrap();
    sheet
        .write_row(0, 0, ["First Name", "of the new person"])
        .unwrap();
    let sheet = workbook.add_worksheet().set_name("Users").unwrap();
    sheet
        .merge_range(0, 0, 0, 2, title[0], &rust_xlsxwriter::Format::new())
        .unwrap();
    sheet.write_row(1, 0, ["as of", "today"]).unwrap();
    sheet.write_row(3, 0, HEADERS).unwrap();
    sheet.write_row(4, 0, ["Ana", "Chen", "achen"]).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let document = read(bytes.clone(), &HEADERS, None).unwrap();
    let sheet = document.sheet();
    assert_eq!(sheet.name(), Some("Users"));
    assert_eq!(sheet.faults(), [Fault::LinesAboveHeader { header: RowIndex(3) }]);
    assert_eq!(sheet.header().unwrap().index(), RowIndex(3));
    assert_eq!(
        sheet.rows().map(|row| row.index()).collect::<Vec<_>>(),
        [RowIndex(4)]
    );
    let document = read(bytes, &["Vorname", "Nachname"], Some("Users")).unwrap();
    assert_eq!(document.sheet().header().unwrap().index(), RowIndex(0));
}

#[test]
fn hidden_sheets_alone_are_no_roster() {
    let bytes = workbook(&[("Empty", &[]), (".Old", &[&["First Name"], &["Ana"]])]);
    let hidden = ReadError::HiddenSheets {
        sheets: "`.Old`".to_owned(),
    };
    assert_eq!(read(bytes, &HEADERS, None).unwrap_err(), hidden);
    let bytes = workbook(&[("Empty", &[])]);
    assert_eq!(read(bytes, &HEADERS, None).unwrap_err(), ReadError::Empty);
}
