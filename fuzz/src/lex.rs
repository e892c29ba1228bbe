//! The lexer: no byte is lost, and where nothing is at fault the csv crate reads the same.

use csv::ReaderBuilder;
use rosterkit_sheet::{
    ByteSpan, Dialect, Document, DocumentKind, Encoding, Mark, Preamble, ReadOptions, RowIndex,
};

const HEADERS: &[&str] = &["First Name", "Last Name", "Username", "Email", "Phone Number"];
const PREAMBLE: &[&str] = &["version:v1.0"];

/// Reads the bytes as a text file.
///
/// # Panics
/// Where a byte is in no token or in two, a place is outside what it is a place in, or csv reads well-formed text otherwise.
pub fn lex(bytes: &[u8]) {
    let options = ReadOptions {
        headers: HEADERS,
        sheet: None,
        preamble: PREAMBLE,
    };
    let document = match Document::read_with("roster.csv", bytes.to_vec(), &options) {
        Ok(document) => document,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    if document.kind() == DocumentKind::Workbook {
        return;
    }
    assert_eq!(document.bytes(), bytes);
    tokens_are_the_file(&document);
    faults_are_in_their_cells(&document);
    places_are_in_order(&document);
    csv_reads_the_same(&document);
}

/// Every byte is in one cell, delimiter or line end, or stands above the header.
fn tokens_are_the_file(document: &Document) {
    let (sheet, bytes) = (document.sheet(), document.bytes());
    let unit = match document.encoding() {
        Some(Encoding::Utf16Le | Encoding::Utf16Be) => 2,
        _ => 1,
    };
    let plain = |span: std::ops::Range<usize>| -> Vec<u8> {
        bytes[span]
            .iter()
            .copied()
            .filter(|&byte| unit == 1 || byte != 0)
            .collect()
    };
    let delimiter = document
        .dialect()
        .unwrap_or_default()
        .delimiter
        .as_char()
        .to_string();
    let header = sheet.header().map_or(0, |header| header.index().0);
    let rows = (0..u32::try_from(sheet.rows_len()).unwrap_or(u32::MAX))
        .map_while(|index| sheet.row(RowIndex(index)));
    let mut at = None;
    for row in rows {
        let span = row.span().map(ByteSpan::range).unwrap_or_default();
        if let Some(at) = at {
            let between = plain(at..span.start);
            let is_line_end = matches!(between.as_slice(), b"\n" | b"\r" | b"\r\n");
            assert!(
                is_line_end || row.index().0 <= header,
                "row {:?} begins at {}",
                row.index(),
                span.start
            );
        } else {
            let top = !document.dialect().unwrap_or_default().has_sep_line;
            assert!(!top || span.start <= 3, "the first row begins at {}", span.start);
        }
        let mut end = span.start;
        for cell in row.cells() {
            let cell_span = cell.span().map(ByteSpan::range).unwrap_or_default();
            if cell.reference().column.0 > 0 {
                assert_eq!(plain(end..cell_span.start), delimiter.as_bytes());
            }
            end = cell_span.end;
            let content = cell.content_span().map(ByteSpan::range).unwrap_or_default();
            assert!(cell_span.start <= content.start && content.end <= cell_span.end);
        }
        assert_eq!(end, span.end);
        at = Some(end);
    }
    let rest = at.map(|at| plain(at..bytes.len())).unwrap_or_default();
    assert!(
        matches!(rest.as_slice(), b"" | b"\n" | b"\r" | b"\r\n"),
        "{rest:?} follows the last row"
    );
}

fn faults_are_in_their_cells(document: &Document) {
    for fault in document.sheet().faults() {
        let (Some(cell), Some(at)) = (fault.cell(), fault.span()) else {
            continue;
        };
        let found = document.sheet().cell(cell);
        let span = found
            .and_then(|cell| cell.span())
            .map(ByteSpan::range)
            .unwrap_or_default();
        assert!(
            span.start <= at.range().start && at.range().end <= span.end,
            "{fault:?} is outside {span:?}"
        );
        let window = document.window(&[Mark::Span(at), Mark::Cell(cell)]);
        assert_eq!(window.spans().len(), 2);
    }
}

/// A later byte is never on an earlier line, or earlier in the same.
fn places_are_in_order(document: &Document) {
    let len = u32::try_from(document.bytes().len()).unwrap_or(u32::MAX);
    let mut last = (0, 0);
    for offset in (0..=len).step_by(1 + len as usize / 64) {
        let position = document.position(offset);
        assert!(
            last <= (position.line, position.col),
            "{offset}: {last:?}, then {position:?}"
        );
        last = (position.line, position.col);
    }
}

fn csv_reads_the_same(document: &Document) {
    let Dialect {
        delimiter,
        has_sep_line,
        preamble,
    } = document.dialect().unwrap_or_default();
    let is_plain =
        !has_sep_line && preamble == Preamble::Absent && document.encoding() == Some(Encoding::Utf8);
    if !is_plain || !document.sheet().faults().is_empty() {
        return;
    }
    let mut reader = ReaderBuilder::new();
    reader
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter.as_char()).unwrap_or(b','));
    let theirs: Vec<Vec<String>> = reader
        .from_reader(document.bytes())
        .records()
        .map_while(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect();
    let sheet = document.sheet();
    let ours: Vec<Vec<String>> = sheet
        .header()
        .into_iter()
        .chain(sheet.rows())
        .map(|row| row.cells().map(|cell| cell.text().into_owned()).collect())
        .collect();
    assert_eq!(ours, theirs);
}
