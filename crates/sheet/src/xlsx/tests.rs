//! Workbooks made here, some of them with intent to harm.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{CellKind, CellRef, Document, DocumentKind, Fault, ReadError, RowIndex};

mod choice;
mod damage;
mod facts;
mod gate;
mod programs;

fn roster() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("Hints")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, "hidden")
        .unwrap();
    workbook.add_worksheet().set_name("Empty").unwrap();
    let sheet = workbook
        .add_worksheet()
        .set_name("Users")
        .unwrap()
        .set_active(true);
    for (column, name) in (0..).zip(["First Name", "NPI", "Active", "Start", "Full Name", "Note"]) {
        sheet.write(0, column, name).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, (name, npi)) in (1..).zip([("Ana", 1_234_567_893.0), ("Zoë", 123.0)]) {
        sheet.write(row, 0, name).unwrap();
        sheet.write(row, 1, npi).unwrap();
        sheet.write(row, 2, row == 1).unwrap();
        sheet
            .write_with_format(row, 3, ExcelDateTime::from_ymd(2026, 1, 2).unwrap(), &date)
            .unwrap();
        sheet
            .write(
                row,
                4,
                Formula::new("=A2&\" Chen\"").set_result(format!("{name} Chen")),
            )
            .unwrap();
    }
    sheet.write(4, 0, "Bo").unwrap();
    sheet
        .write(4, 2, Formula::new("=NA()").set_result("#N/A"))
        .unwrap();
    sheet.write_blank(4, 5, &date).unwrap();
    sheet.write_blank(9, 9, &date).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// A workbook of one small sheet, so that every byte of it can be tried.
fn small() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["Name", "NPI"]) {
        sheet.write(0, column, name).unwrap();
    }
    sheet.write(1, 0, "Ana").unwrap();
    sheet.write(1, 1, 1_234_567_893.0).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn texts(document: &Document) -> Vec<Vec<String>> {
    let sheet = document.sheet();
    let rows = sheet.header().into_iter().chain(sheet.rows());
    rows.map(|row| row.cells().map(|cell| cell.text().into_owned()).collect())
        .collect()
}

/// The workbook with one part rewritten.
fn rewritten(workbook: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let part_name = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if part_name == name {
            let before = String::from_utf8(text).unwrap();
            let after = change(before.clone());
            changed = after != before;
            text = after.into_bytes();
        }
        writer
            .start_file(part_name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&text).unwrap();
    }
    assert!(changed, "{name} is as it was");
    writer.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn read(bytes: Vec<u8>) -> Result<Document, ReadError> {
    Document::read("staff.xlsx", bytes)
}

fn reason(bytes: Vec<u8>) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn the_first_visible_sheet_with_cells_is_read() {
    let document = read(roster()).unwrap();
    assert_eq!(
        (document.kind(), document.sheet().name()),
        (DocumentKind::Workbook, Some("Users"))
    );
    let rows = texts(&document);
    assert_eq!(
        rows[0],
        ["First Name", "NPI", "Active", "Start", "Full Name", "Note"]
    );
    assert_eq!(rows[1], ["Ana", "1234567893", "TRUE", "2026-01-02", "Ana Chen"]);
    assert_eq!(rows[2], ["Zoë", "123", "FALSE", "2026-01-02", "Zoë Chen"]);
    assert_eq!(rows[3], ["Bo", "", "#N/A"]);
    assert_eq!(rows.len(), 4);
    assert_eq!(document.sheet().faults(), []);
}

#[test]
fn rows_are_numbered_as_excel_does_and_kinds_are_kept() {
    let document = read(roster()).unwrap();
    let sheet = document.sheet();
    assert_eq!(sheet.rows().map(|row| row.line()).collect::<Vec<_>>(), [2, 3, 5]);
    assert!(sheet.row(RowIndex(3)).is_none());
    let kind = |row, column| sheet.cell(CellRef::new(row, column)).map(|cell| cell.kind());
    assert_eq!(kind(1, 1), Some(CellKind::Number));
    assert_eq!(kind(1, 2), Some(CellKind::Boolean));
    assert_eq!(kind(1, 3), Some(CellKind::Date));
    assert_eq!(kind(1, 4), Some(CellKind::Text));
    assert_eq!(kind(4, 1), Some(CellKind::Text));
    assert_eq!(kind(4, 3), None);
    let is_formula = |row, column| {
        sheet
            .cell(CellRef::new(row, column))
            .map(|cell| cell.is_formula())
    };
    assert_eq!((is_formula(1, 4), is_formula(1, 0)), (Some(true), Some(false)));
}

#[test]
fn a_workbook_named_csv_is_read_and_noted() {
    let workbook = small();
    let document = Document::read("Staff.CSV", workbook.clone()).unwrap();
    assert_eq!(document.sheet().faults(), [Fault::WorkbookNamedCsv]);
    assert_eq!(document.bytes(), workbook);
    assert!(document.edited(&[]).is_err());
}

#[test]
fn a_bad_cell_is_noted_at_its_place_and_reading_goes_on() {
    let bad = rewritten(&small(), SHEET, |xml| {
        xml.replace("<c r=\"A2\" t=\"s\"><v>2</v>", "<c r=\"A2\" t=\"s\"><v>99</v>")
    });
    let document = read(bad).unwrap();
    assert_eq!(
        document.sheet().faults(),
        [Fault::BadCell {
            cell: CellRef::new(1, 0)
        }]
    );
    assert_eq!(texts(&document)[1], ["", "1234567893"]);
}

#[test]
fn error_cells_and_inline_strings_are_read() {
    let cells = "<c r=\"A2\" t=\"e\"><v>#DIV/0!</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>00123</t></is></c>";
    let document = read(rewritten(&small(), SHEET, |xml| {
        let (start, end) = (xml.find("<c r=\"A2\"").unwrap(), xml.rfind("</row>").unwrap());
        format!("{}{cells}{}", &xml[..start], &xml[end..])
    }));
    let document = document.unwrap();
    assert_eq!(texts(&document)[1], ["#DIV/0!", "00123"]);
    assert_eq!(
        document.sheet().cell(CellRef::new(1, 0)).unwrap().kind(),
        CellKind::Error
    );
}

#[test]
fn claims_that_nothing_backs_are_refused() {
    let sheet = |from: &'static str, to: &'static str| {
        rewritten(&small(), SHEET, move |xml| xml.replacen(from, to, 1))
    };
    let strings = "xl/sharedStrings.xml";
    for count in ["4000000000", "99999999999999999999999", "+4000000000"] {
        let claim = rewritten(&small(), strings, |xml| {
            xml.replace("uniqueCount=\"3\"", &format!("uniqueCount=\"{count}\""))
        });
        assert_eq!(
            reason(claim),
            "the workbook cannot be read: it claims to hold more texts than it does"
        );
    }
    let outside = "the workbook cannot be read: it has a cell outside the sheet";
    assert_eq!(reason(sheet("r=\"A2\"", "r=\"ZZZZZZZZZZ1\"")), outside);
    assert_eq!(reason(sheet("r=\"A2\"", "r=\"A4294967296\"")), outside);
    assert_eq!(reason(sheet("r=\"A2\"", "r=\"XFE2\"")), outside);
    assert_eq!(
        reason(sheet("<row r=\"2\"", "<row r=\"4294967295\"")),
        "the workbook cannot be read: it has a row outside the sheet"
    );
    assert_eq!(
        reason(sheet("<dimension ref=\"A1:B2\"", "<dimension ref=\"C9:A1\"")),
        "the workbook cannot be read: its size is no area of a sheet"
    );
    let formula = "<f t=\"shared\" ref=\"B2:B3\" si=\"4000000000\">A1</f><v>";
    let shared = rewritten(&small(), SHEET, |xml| {
        xml.replacen("<v>1234567893", &format!("{formula}1234567893"), 1)
    });
    assert_eq!(
        reason(shared),
        "the workbook cannot be read: one of its formulas is shared with cells outside the sheet"
    );
}

#[test]
fn rows_without_numbers_cannot_leave_the_sheet() {
    let far = "<row r=\"1048576\"><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>";
    let book = rewritten(&small(), SHEET, |xml| xml.replace("</sheetData>", far));
    assert_eq!(
        reason(book),
        "the workbook cannot be read: it has a cell outside the sheet"
    );
    let back = "<row r=\"1\"><c><v>1</v></c></row></sheetData>";
    let book = rewritten(&small(), SHEET, |xml| xml.replace("</sheetData>", back));
    assert_eq!(
        reason(book),
        "the workbook cannot be read: its rows are not in order"
    );
}

#[test]
fn two_cells_far_apart_cost_nothing() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row></sheetData>";
    let document = read(rewritten(&small(), SHEET, |xml| xml.replace("</sheetData>", far))).unwrap();
    let sheet = document.sheet();
    let last = sheet.rows().last().unwrap();
    assert_eq!((last.index().number(), last.len()), (1_048_576, 16_384));
    assert_eq!(last.cells().filter(|cell| !cell.is_empty()).count(), 1);
    let crate::sheet::Grid::Workbook(places) = &sheet.grid else {
        panic!("a workbook")
    };
    assert_eq!(places.slots.len(), 5);
}

#[test]
fn rows_that_are_all_far_too_wide_are_refused() {
    let mut rows = String::new();
    for row in 3..8_300 {
        write!(rows, "<row r=\"{row}\"><c r=\"XFD{row}\"><v>7</v></c></row>").unwrap();
    }
    let wide = rewritten(&small(), SHEET, |xml| {
        xml.replace("</sheetData>", &format!("{rows}</sheetData>"))
    });
    assert_eq!(reason(wide), "the file is too large: its rows are too wide");
}

#[test]
fn a_long_text_that_many_cells_share_is_kept_once() {
    let long = "x".repeat(30_000);
    let book = rewritten(&small(), "xl/sharedStrings.xml", |xml| xml.replace("Ana", &long));
    let mut rows = String::new();
    for row in 3..2_000 {
        write!(
            rows,
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>2</v></c></row>"
        )
        .unwrap();
    }
    let book = rewritten(&book, SHEET, |xml| {
        xml.replace("</sheetData>", &format!("{rows}</sheetData>"))
    });
    let document = read(book).unwrap();
    assert_eq!(
        document
            .sheet()
            .rows()
            .filter(|row| row.cells().any(|cell| cell.text() == long))
            .count(),
        1_998
    );
    assert!(document.sheet().text.len() < 31_000);
}

/// An archive of these parts, each stored as it is.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The offset of the first entry of the central directory.
fn directory(bytes: &[u8]) -> usize {
    memchr::memmem::find(bytes, b"PK\x01\x02").unwrap()
}

#[test]
fn other_archives_are_named() {
    let document = (
        "mimetype",
        b"application/vnd.oasis.opendocument.spreadsheet".as_slice(),
    );
    assert_eq!(
        read(archive(&[document, ("content.xml", b"")])).unwrap_err(),
        ReadError::OpenDocument
    );
    assert_eq!(
        read(archive(&[("roster.csv", b"Name\nAna\n")])).unwrap_err(),
        ReadError::NotAWorkbook
    );
    assert_eq!(read(archive(&[])).unwrap_err(), ReadError::NotAWorkbook);
    let word = [
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("word/document.xml", b"<w/>"),
    ];
    assert_eq!(read(archive(&word)).unwrap_err(), ReadError::NotAWorkbook);
    let binary = archive(&[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")]);
    assert_eq!(
        reason(binary),
        "the workbook cannot be read: it is a binary workbook (.xlsb)"
    );
    let mut empty = Workbook::new();
    empty.add_worksheet();
    assert_eq!(
        read(empty.save_to_buffer().unwrap()).unwrap_err(),
        ReadError::Empty
    );
}

#[test]
fn archives_made_to_deceive_are_refused() {
    let twice = archive(&[
        ("[Content_Types].xml", b""),
        ("xl/a.xml", b"1"),
        ("XL/A.xml", b"2"),
    ]);
    assert_eq!(
        reason(twice),
        "the workbook cannot be read: two of its parts have the same name"
    );
    let outside = "the workbook cannot be read: the name of one of its parts points outside the file";
    for name in ["../a.xml", "xl/../../a.xml", "xl\\..\\a.xml"] {
        assert_eq!(reason(archive(&[(name, b"")])), outside, "{name}");
    }
    let many: Vec<String> = (0..=1_000).map(|index| index.to_string()).collect();
    let parts: Vec<_> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(
        reason(archive(&parts)),
        "the file is too large: a workbook may have 1,000 parts"
    );
}

#[test]
fn encrypted_and_oddly_packed_parts_are_refused() {
    let parts = [("[Content_Types].xml", b"<Types/>".as_slice())];
    let mut encrypted = archive(&parts);
    let at = directory(&encrypted);
    encrypted[at + 8] |= 1;
    encrypted[6] |= 1;
    assert_eq!(read(encrypted).unwrap_err(), ReadError::EncryptedWorkbook);
    let mut odd = archive(&parts);
    odd[at + 10] = 12;
    odd[8] = 12;
    assert_eq!(
        reason(odd),
        "the workbook cannot be read: it is packed in a way that Excel does not use"
    );
}

#[test]
fn bombs_are_refused_by_what_they_declare_and_cut_at_it() {
    let parts = [("[Content_Types].xml", b"<Types/>".as_slice())];
    let mut bomb = archive(&parts);
    let at = directory(&bomb);
    bomb[at + 24..at + 28].copy_from_slice(&0x3000_0000_u32.to_le_bytes());
    bomb[22..26].copy_from_slice(&0x3000_0000_u32.to_le_bytes());
    assert_eq!(
        reason(bomb),
        "the file is too large: unpacked, a workbook may have 512 MiB"
    );
    let zeros = vec![b' '; 1 << 20];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("[Content_Types].xml", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(&zeros).unwrap();
    let mut liar = writer.finish().unwrap().into_inner();
    let at = directory(&liar);
    liar[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    liar[22..26].copy_from_slice(&10_u32.to_le_bytes());
    assert!(matches!(read(liar), Err(ReadError::Workbook { .. })));
    let large = [b"PK\x03\x04".as_slice(), &vec![0; 64 << 20]].concat();
    assert_eq!(reason(large), "the file is too large: a workbook may have 64 MiB");
}

#[test]
fn a_text_that_would_fill_the_memory_is_refused() {
    for (start, filler, end) in [("", "x", ""), ("<!--", "<", "-->"), ("<x y='", "<", "'/>")] {
        let long = format!("<sheetData>{start}{}{end}", filler.repeat(5 << 20));
        let book = rewritten(&small(), SHEET, |xml| xml.replace("<sheetData>", &long));
        assert_eq!(
            reason(book),
            "the workbook cannot be read: one of its texts is too long",
            "{start}"
        );
    }
}

#[test]
fn cell_formats_cannot_be_multiplied() {
    let format = format!(
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"{}\"/></numFmts><fonts",
        "0".repeat(2_000)
    );
    let book = rewritten(&small(), "xl/styles.xml", |xml| {
        xml.replacen("<fonts", &format, 1)
    });
    assert_eq!(
        reason(book),
        "the workbook cannot be read: one of its cell formats is too long"
    );
    let many = format!("{}</cellXfs>", "<xf numFmtId=\"0\"/>".repeat(1 << 17));
    let book = rewritten(&small(), "xl/styles.xml", |xml| xml.replace("</cellXfs>", &many));
    assert_eq!(
        reason(book),
        "the workbook cannot be read: it has more cell formats than Excel can hold"
    );
}
