//! Every delimiter is read as the comma is, and every encoding as UTF-8 is.

use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};
use proptest::prelude::*;

use super::{quote_style, read, sheet, terminator, texts};
use crate::dialect::Opening;
use crate::sheet::Grid;
use crate::{Delimiter, Dialect, Document, Encoding, Preamble, ReadOptions};

/// The text under a header by which its encoding is told: a name that is one in Windows-1252 only, or a letter whose
/// byte means nothing there.
fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let header = match encoding {
        Encoding::MacRoman => "è",
        _ => "Zoë",
    };
    encoding.encode(&format!("{header}\n{text}")).unwrap()
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop_oneof![
        Just(Encoding::Utf8),
        Just(Encoding::Utf16Le),
        Just(Encoding::Utf16Be),
        Just(Encoding::Windows1252),
        Just(Encoding::MacRoman),
    ]
}

fn delimiter() -> impl Strategy<Value = Delimiter> {
    proptest::sample::select(Delimiter::ALL.to_vec())
}

/// Rows of as many cells, in which every delimiter, quotation marks and line ends stand.
pub(super) fn records() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5).prop_flat_map(|width| {
        prop::collection::vec(prop::collection::vec("[a1,;|\t\"\r\n éü]{0,6}", width), 1..8)
    })
}

pub(super) fn written(
    records: &[Vec<String>],
    delimiter: Delimiter,
    quotes: QuoteStyle,
    ends: Terminator,
) -> String {
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter.byte())
        .quote_style(quotes)
        .terminator(ends)
        .from_writer(Vec::new());
    for record in records {
        writer.write_record(record).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The text with commas for this delimiter and the other way round.
fn swapped(text: &[u8], delimiter: Delimiter) -> Vec<u8> {
    let swap = |&byte: &u8| match byte {
        b',' => delimiter.byte(),
        byte if byte == delimiter.byte() => b',',
        byte => byte,
    };
    text.iter().map(swap).collect()
}

fn opening(text: &[u8], options: &ReadOptions<'_>) -> (Delimiter, usize) {
    let Opening { dialect, header, .. } = Opening::of(text, options);
    (dialect.delimiter, header)
}

#[test]
fn the_header_decides_the_delimiter() {
    let headers = ["First Name", "Last Name", "Provider (YES/NO)"];
    let options = ReadOptions {
        headers: &headers,
        ..ReadOptions::default()
    };
    let told = |text: &str| opening(text.as_bytes(), &options).0;
    assert_eq!(
        told("First Name;Last Name\nAna;Chen,,,,,,\n"),
        Delimiter::Semicolon
    );
    assert_eq!(told("first_name\tLAST NAME\n"), Delimiter::Tab);
    assert_eq!(
        told("\u{FEFF}\n\r\n\"First Name\"|\"Last Name\"|x,y,z\n"),
        Delimiter::Pipe
    );
    assert_eq!(
        told("\"First Name;\"Last Name;Provider (YES/NO)\n"),
        Delimiter::Semicolon
    );
    assert_eq!(told("First Name,x;Last Name\n"), Delimiter::Comma, "a tie");
    assert_eq!(told("First Name\n"), Delimiter::Comma, "one column");
    assert_eq!(told("Title;Year;Label\n"), Delimiter::Comma, "nothing known");
    let unknown = ReadOptions::default();
    assert_eq!(opening(b"First Name;Last Name\n", &unknown).0, Delimiter::Comma);
}

#[test]
fn a_line_for_excel_is_obeyed_and_no_row() {
    for (line, delimiter) in [
        ("sep=;", Delimiter::Semicolon),
        ("SEP=\t", Delimiter::Tab),
        ("sep=|", Delimiter::Pipe),
    ] {
        let text = format!(
            "\u{FEFF}{line}\r\nName{0}Role\r\nAna{0}Dentist\r\n",
            delimiter.as_char()
        );
        let document = read(text);
        let dialect = Dialect {
            delimiter,
            has_sep_line: true,
            ..Dialect::default()
        };
        assert_eq!(document.dialect(), Some(dialect));
        assert_eq!(texts(&document), [["Name", "Role"], ["Ana", "Dentist"]]);
        let cell = document.sheet().rows().next().unwrap().cells().next().unwrap();
        assert_eq!(cell.reference().to_string(), "A2");
        let at = document.position(cell.span().unwrap().start);
        assert_eq!((at.line, at.col), (3, 1));
        assert_eq!(document.position(4).line, 1);
    }
    for text in ["sep=\nAna\n", "sep=x\n", "sep=;;\n", "Sep\n"] {
        assert!(!read(text).dialect().unwrap().has_sep_line, "{text:?}");
    }
}

#[test]
fn a_line_for_excel_that_the_header_contradicts_is_not_obeyed() {
    let options = ReadOptions {
        headers: &["Name", "Role"],
        ..ReadOptions::default()
    };
    let delimiter = |text: &str| {
        let document = Document::read_with("staff.csv", text.into(), &options).unwrap();
        let dialect = document.dialect().unwrap();
        assert!(dialect.has_sep_line);
        dialect.delimiter
    };
    assert_eq!(delimiter("sep=;\nName,Role\nAna,Dentist\n"), Delimiter::Comma);
    assert_eq!(
        delimiter("sep=;\nName,x;Role\nAna;Dentist\n"),
        Delimiter::Semicolon,
        "a tie"
    );
    assert_eq!(delimiter("sep=|\nTitle;Year\n"), Delimiter::Pipe, "nothing known");
}

#[test]
fn lines_above_the_header_are_rows_and_no_table() {
    let headers = ["Name", "Role"];
    let preamble = ["Version 2", "do not \"edit\""];
    let options = ReadOptions {
        headers: &headers,
        preamble: &preamble,
        ..ReadOptions::default()
    };
    let text = "Version 2;;\r\n\"do not \"\"edit\"\"\";;\r\nName;Role\r\nAna;Dentist\r\n";
    let document = Document::read_with("staff.csv", text.into(), &options).unwrap();
    assert_eq!(texts(&document), [["Name", "Role"], ["Ana", "Dentist"]]);
    let header = document.sheet().header().unwrap();
    assert_eq!((header.index().number(), header.line()), (3, 3));
    let cell = header.cells().next().unwrap();
    assert_eq!(document.position(cell.span().unwrap().start).line, 3);
    assert_eq!(document.dialect().unwrap().preamble, Preamble::Wanted);
}

#[test]
fn other_lines_above_the_header_are_told_and_passed_over() {
    let options = ReadOptions {
        headers: &["Name", "Role"],
        preamble: &["Version 2"],
        ..ReadOptions::default()
    };
    let cases = [
        ("Name,Role\nAna,Dentist\n", Preamble::Absent),
        ("Version 1,\nName,Role\nAna,Dentist\n", Preamble::Other),
        (
            "\u{FEFF}Version 2\r\nName,Role\r\nAna,Dentist\r\n",
            Preamble::Wanted,
        ),
    ];
    for (text, preamble) in cases {
        let document = Document::read_with("staff.csv", text.into(), &options).unwrap();
        assert_eq!(document.dialect().unwrap().preamble, preamble, "{text}");
        assert_eq!(texts(&document), [["Name", "Role"], ["Ana", "Dentist"]], "{text}");
        let edit = [crate::Edit::SetPreamble(vec!["Version 2".to_owned()])];
        let edited = document.edited(&edit).unwrap();
        let again = Document::read_with("staff.csv", edited, &options).unwrap();
        assert_eq!(again.dialect().unwrap().preamble, Preamble::Wanted, "{text}");
        assert_eq!(texts(&again), texts(&document), "{text}");
    }
    let none = Document::read_with("staff.csv", b"Ana\nBo\n".to_vec(), &options).unwrap();
    assert_eq!(none.dialect().unwrap().preamble, Preamble::Absent);
}

#[test]
fn faults_are_where_they_are_in_the_file() {
    let text = "Zoë;Röle\r\nAna \"Annie\";x\r\n\"Bo;Ek\r\n";
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252] {
        let bytes = encoding.encode(&format!("sep=;\r\n{text}")).unwrap();
        let document = read(bytes.clone());
        assert_eq!(document.encoding(), Some(encoding));
        let quotes = document.sheet().faults().iter().filter(|fault| {
            matches!(
                fault,
                crate::Fault::StrayQuote { .. } | crate::Fault::UnclosedQuote { .. }
            )
        });
        let marks: Vec<_> = quotes
            .map(|fault| &bytes[fault.span().unwrap().range()])
            .collect();
        let mark = encoding.encode("\"").unwrap();
        assert_eq!(marks, [mark.as_slice(), mark.as_slice()], "{encoding}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_delimiter_reads_as_the_csv_crate_reads_it(
        records in records(),
        delimiter in delimiter(),
        quotes in quote_style(),
        ends in terminator(),
    ) {
        let text = written(&records, delimiter, quotes, ends);
        let mut reader = ReaderBuilder::new().has_headers(false).delimiter(delimiter.byte()).from_reader(text.as_bytes());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(&theirs, &records);
        let document = read(format!("sep={}\n{text}", delimiter.as_char()));
        prop_assert_eq!(texts(&document), records);
        prop_assert_eq!(document.sheet().faults(), []);
    }

    /// What holds for commas holds for each: recovery from faulty quotation marks too.
    #[test]
    fn every_delimiter_is_read_as_the_comma_is(
        text in "[a,;|\t\"\r\n]{0,60}",
        delimiter in delimiter(),
    ) {
        let commas = sheet(format!("sep=,\n{text}"));
        let others = swapped(text.as_bytes(), delimiter);
        let line = format!("sep={}\n", delimiter.as_char());
        let others = sheet([line.as_bytes(), &others].concat());
        let (Grid::Csv(rows), Grid::Csv(expected)) = (others.grid, commas.grid) else { panic!("text") };
        prop_assert_eq!(rows, expected);
        prop_assert_eq!(others.faults, commas.faults);
    }

    /// The bytes of the file at a cell's span are the cell, whatever the encoding.
    #[test]
    fn spans_are_true_in_every_encoding(
        text in "[a1,\"\r\n éü]{0,300}",
        encoding in encoding(),
    ) {
        let bytes = encode(&text, encoding);
        let document = read(bytes.clone());
        prop_assert_eq!(document.encoding(), Some(encoding));
        let plain = read(encode(&text, Encoding::Utf8));
        let sheet = document.sheet();
        let decode = |bytes: &[u8]| encoding.decode(bytes).unwrap_or_else(|| bytes.to_vec());
        let rows = sheet.header().into_iter().chain(sheet.rows());
        for row in rows {
            let line = &bytes[row.span().unwrap().range()];
            let mut cells = Vec::new();
            for cell in row.cells() {
                prop_assert_eq!(decode(&bytes[cell.content_span().unwrap().range()]), cell.bytes());
                if cell.reference().column.0 > 0 {
                    cells.push(b',');
                }
                cells.extend(decode(&bytes[cell.span().unwrap().range()]));
                let Some(twin) = plain.sheet().cell(cell.reference()) else { continue };
                if encoding != Encoding::MacRoman {
                    prop_assert_eq!(twin.text(), cell.text());
                    let at = |document: &Document, cell: crate::Cell<'_>| document.position(cell.span().unwrap().end);
                    prop_assert_eq!(at(&document, cell), at(&plain, twin));
                }
            }
            prop_assert_eq!(decode(line), cells);
        }
    }

    /// Any window of any file in any encoding can be drawn.
    #[test]
    fn windows_hold_the_letters(text in "[a,é\n]{0,200}", encoding in encoding()) {
        let document = read(encode(&text, encoding));
        for row in document.sheet().rows() {
            for cell in row.cells() {
                let window = document.window(&[cell.reference().into(), cell.span().unwrap().into()]);
                prop_assert_eq!(window.spans().len(), 2);
                prop_assert_eq!(window.spans()[0], window.spans()[1]);
            }
        }
    }
}
