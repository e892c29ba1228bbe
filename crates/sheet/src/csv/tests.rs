//! Reading text: against the csv crate where both agree on the rules, and through every typo where they do not.

use std::fmt::Write as _;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use proptest::prelude::*;

use super::Share;
use crate::sheet::{Grid, Sheet};
use crate::{CellRef, Document, ReadOptions, RowIndex};

mod agreement;
mod dialects;
mod duckdb;
mod hostile;
mod marks;
mod python;
mod titles;
mod typos;

fn read(text: impl Into<Vec<u8>>) -> Document {
    Document::read("staff.csv", text.into()).unwrap()
}

/// The sheet that is in text whose encoding is known.
fn sheet(text: impl Into<Vec<u8>>) -> Sheet {
    super::read(text.into(), &ReadOptions::default(), Share::among(1)).0
}

fn texts(document: &Document) -> Vec<Vec<String>> {
    let sheet = document.sheet();
    let rows = sheet.header().into_iter().chain(sheet.rows());
    rows.map(|row| row.cells().map(|cell| cell.text().into_owned()).collect())
        .collect()
}

/// The bytes of the text, two digits each, for other programs.
fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Fails unless every byte belongs to exactly one cell, separator, line end or the byte order mark.
fn assert_every_byte_is_in_one_token(text: &[u8]) {
    let sheet = sheet(text);
    let Grid::Csv(rows) = &sheet.grid else {
        panic!("text")
    };
    let mut at = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    for index in 0..rows.len() {
        let row = sheet.row(RowIndex(u32::try_from(index).unwrap())).unwrap();
        for (column, cell) in row.cells().enumerate() {
            if column > 0 {
                assert_eq!(text[at], b',');
                at += 1;
            }
            let span = cell.span().unwrap().range();
            assert_eq!(span.start, at, "row {index} column {column}");
            at = span.end;
        }
        at += match &text[at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            rest => {
                assert!(rest.is_empty(), "row {index} ends inside a line");
                0
            }
        };
    }
    assert_eq!(at, text.len());
    for fault in sheet.faults() {
        let cell = sheet.cell(fault.cell().unwrap()).unwrap().span().unwrap();
        let at = fault.span().unwrap();
        assert!(
            cell.start <= at.start && at.end <= cell.end,
            "{fault:?} is outside {cell:?}"
        );
    }
}

#[test]
fn line_ends_may_differ_and_blank_lines_count() {
    let document = read("\u{FEFF}Name,Role\r\nAna,\"Front\r\ndesk\"\r\rBo,\"\"\n\n,\nCy");
    let rows = texts(&document);
    assert_eq!(
        rows,
        [
            vec!["Name", "Role"],
            vec!["Ana", "Front\r\ndesk"],
            vec!["Bo", ""],
            vec!["", ""],
            vec!["Cy"]
        ]
    );
    let numbers: Vec<_> = document
        .sheet()
        .rows()
        .map(|row| (row.index().number(), row.line()))
        .collect();
    assert_eq!(numbers, [(2, 2), (4, 5), (6, 7), (7, 8)]);
    let blank: Vec<_> = document.sheet().rows().map(|row| row.is_blank()).collect();
    assert_eq!(blank, [false, false, true, false]);
    assert_eq!(
        document
            .sheet()
            .row(RowIndex(2))
            .map(|row| (row.is_empty(), row.is_blank())),
        Some((true, true))
    );
    assert_eq!(document.sheet().faults(), []);
}

#[test]
fn the_header_is_the_first_row_with_a_cell() {
    let document = read("\n\nName\nAna\n");
    assert_eq!(
        document.sheet().header().map(|row| row.index()),
        Some(RowIndex(2))
    );
    assert_eq!(document.sheet().rows().count(), 1);
}

#[test]
fn stray_bytes_in_utf8_are_read_and_noted() {
    let document = read(b"Name,R\xC3\xB6le\nZo\xEB,x\nBo,\xC3".as_slice());
    assert_eq!(texts(&document)[1..], [["Zo\u{FFFD}", "x"], ["Bo", "\u{FFFD}"]]);
    let noted: Vec<_> = document
        .sheet()
        .faults()
        .iter()
        .map(|fault| (fault.cell(), fault.span()))
        .collect();
    let span = |start, end| Some(crate::ByteSpan { start, end });
    assert_eq!(
        noted,
        [
            (Some(CellRef::new(1, 0)), span(13, 14)),
            (Some(CellRef::new(2, 1)), span(20, 21)),
        ]
    );
}

/// A roster as people keep them: some cells quoted, some empty, one with a comma, one with a line break.
fn roster(rows: usize) -> String {
    let line = |row: usize| match row % 5 {
        0 => format!("Ana,Chen,\"Dentist, lead\",ana{row}@example.com,(555) 555-0100,\n"),
        1 => format!("\"Bo\",\"Ek\",\"\",\"bo{row}@example.com\",\"(555) 555-0101\",\"\"\n"),
        2 => format!("Cy,O'Hara,Hygienist,cy{row}@example.com,,\"says \"\"hi\"\"\"\n"),
        3 => format!("Di,Fox,,di{row}@example.com,(555) 555-0103,\"line one\nline two\"\n"),
        _ => format!("Ed,Gray,Front desk,ed{row}@example.com,(555) 555-0104,x\n"),
    };
    let header = "First Name,Last Name,Title,Email,Phone,Note\n".to_owned();
    std::iter::once(header).chain((0..rows).map(line)).collect()
}

#[test]
fn a_changed_or_missing_byte_never_panics() {
    let text = roster(5).into_bytes();
    for at in 0..text.len() {
        assert_every_byte_is_in_one_token(&text[..at]);
        for byte in [
            b'"', b',', b';', b'\t', b' ', b'\n', b'\r', 0x01, b'a', 0xC3, 0xFF,
        ] {
            let mut changed = text.clone();
            changed[at] = byte;
            assert_every_byte_is_in_one_token(&changed);
        }
    }
}

fn quote_style() -> impl Strategy<Value = QuoteStyle> {
    prop_oneof![
        Just(QuoteStyle::Necessary),
        Just(QuoteStyle::Always),
        Just(QuoteStyle::NonNumeric)
    ]
}

fn terminator() -> impl Strategy<Value = Terminator> {
    prop_oneof![
        Just(Terminator::CRLF),
        Just(Terminator::Any(b'\n')),
        Just(Terminator::Any(b'\r'))
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn well_formed_text_reads_as_the_csv_crate_reads_it(
        records in (1_usize..5).prop_flat_map(|width| {
            prop::collection::vec(prop::collection::vec("[a1,\"\r\n é\u{1F9B7}]{0,6}", width), 1..8)
        }),
        quotes in quote_style(),
        ends in terminator(),
    ) {
        let mut writer = WriterBuilder::new().quote_style(quotes).terminator(ends).from_writer(Vec::new());
        for record in &records {
            writer.write_record(record).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(&theirs, &records);
        let document = read(bytes);
        prop_assert_eq!(texts(&document), records);
        prop_assert_eq!(document.sheet().faults(), []);
    }

    #[test]
    fn every_byte_is_in_one_token(text in prop::collection::vec(
        prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b'a'), any::<u8>()], 0..80,
    )) {
        assert_every_byte_is_in_one_token(&text);
    }
}

#[test]
fn rows_of_every_length_are_whole_however_many_of_them_there_are() {
    for (width, length) in (1..12).flat_map(|width| (1..14).map(move |length| (width, length))) {
        let row = vec!["x".repeat(length); width].join(",") + "\n";
        let read = sheet(row.repeat(1_500));
        assert_eq!(read.rows().count(), 1_499);
        assert!(read.rows().all(|row| row.len() == width), "{width} of {length}");
    }
}
