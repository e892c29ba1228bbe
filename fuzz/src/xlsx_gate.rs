//! Workbooks: whatever passes the gate can be read to its end.

use std::io::{Cursor, Write};

use rosterkit_sheet::{Document, DocumentKind, Mark, ReadOptions};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::packs::{judged, schema_of};

/// What begins the line with the name of a part.
const PART: &str = "\n--- ";

/// What no input has to say again. A part of the same name takes the place of one of these.
const PARTS: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Users" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
];

/// Reads a workbook. Bytes that begin as a ZIP archive does are taken as they are; others are the parts of one, each below a
/// line `--- ` and its name, the first without such a line the sheet: checksums would keep the fuzzer out for ever.
///
/// # Panics
/// Where a workbook that was let in cannot be walked through or judged.
pub fn xlsx_gate(bytes: &[u8]) {
    let packed;
    let bytes = if bytes.starts_with(b"PK") {
        bytes
    } else {
        packed = pack(&String::from_utf8_lossy(bytes));
        packed.as_slice()
    };
    let options = ReadOptions {
        headers: &["First Name", "Last Name", "Username"],
        ..ReadOptions::default()
    };
    let Ok(document) = Document::read_with("roster.xlsx", bytes.to_vec(), &options) else {
        return;
    };
    assert_eq!(document.kind(), DocumentKind::Workbook);
    let sheet = document.sheet();
    let mut last = None;
    for row in sheet.header().into_iter().chain(sheet.rows()) {
        assert!(last < Some(row.index()), "rows are not in order");
        last = Some(row.index());
        // Gaps have been counted by the reader, and to walk through all of them takes the fuzzer's time and nothing else.
        for cell in row.cells().take(64) {
            assert!(std::str::from_utf8(cell.bytes()).is_ok());
        }
    }
    for cell in sheet
        .faults()
        .iter()
        .filter_map(rosterkit_sheet::Fault::cell)
        .take(16)
    {
        assert_eq!(document.window(&[Mark::Cell(cell)]).spans().len(), 1);
    }
    if sheet.rows().map(|row| row.len()).sum::<usize>() < 1 << 16
        && let Some(schema) = schema_of(bytes)
    {
        let _ = judged(schema, bytes);
    }
}

/// An archive of these parts and the usual others, stored as they are.
fn pack(text: &str) -> Vec<u8> {
    let mut parts: Vec<(&str, &str)> = Vec::new();
    let (sheet, rest) = text.split_once(PART).unwrap_or((text, ""));
    parts.push(("xl/worksheets/sheet1.xml", sheet));
    parts.extend(rest.split(PART).filter_map(|part| part.split_once('\n')));
    let given = parts.len();
    for usual in PARTS {
        if parts[..given].iter().all(|(name, _)| *name != usual.0) {
            parts.push(usual);
        }
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in parts {
        // A name that is there already is left out by the writer, and one that is too long.
        if writer.start_file(name, stored).is_ok() {
            let _ = writer.write_all(text.as_bytes());
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
