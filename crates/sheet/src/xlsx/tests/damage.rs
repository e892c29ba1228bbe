//! Workbooks that were cut off, or of which a bit or a byte is another: refused, or read with the same values.

use super::facts::shaped;
use super::{SHEET, archive, read, rewritten, roster, small, texts};
use crate::{CellKind, Document, DocumentKind, Fault, OtherSheet};

/// Everything that a workbook says.
#[derive(Debug, PartialEq)]
struct Facts {
    texts: Vec<Vec<String>>,
    kinds: Vec<(CellKind, bool)>,
    name: Option<String>,
    others: Vec<OtherSheet>,
    faults: Vec<Fault>,
}

impl Facts {
    fn of(document: &Document) -> Facts {
        let sheet = document.sheet();
        let cells = sheet.rows().flat_map(|row| row.cells());
        Facts {
            texts: texts(document),
            kinds: cells.map(|cell| (cell.kind(), cell.is_formula())).collect(),
            name: sheet.name().map(str::to_owned),
            others: sheet.other_sheets().to_vec(),
            faults: sheet.faults().to_vec(),
        }
    }
}

/// The smallest workbook of people: what no program leaves out, in under two kilobytes.
fn smallest() -> Vec<u8> {
    let part = |name: &str| -> Vec<u8> {
        let whole = small();
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut parts.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
                Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    let top = format!("{rels}officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    let below = format!("{rels}worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
                <sheet name=\"Users\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>Name</v></c></row><row r=\"2\">\
                 <c r=\"A2\" t=\"str\"><v>Ana</v></c><c r=\"B2\"><v>1234567893</v></c></row></sheetData></worksheet>";
    archive(&[
        ("[Content_Types].xml", &part("[Content_Types].xml")),
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", below.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn no_prefix_of_a_workbook_is_read_as_one() {
    for whole in [small(), smallest(), shaped()] {
        for end in 0..whole.len() {
            let kind = read(whole[..end].to_vec()).map(|document| document.kind());
            assert_ne!(kind, Ok(DocumentKind::Workbook), "the first {end} bytes");
        }
    }
}

/// Fails where a workbook with one flipped bit is read with other values. Gives how many flips were tried.
fn flips(whole: &[u8], stride: usize) -> usize {
    let before = Facts::of(&read(whole.to_vec()).unwrap());
    let mut flipped = whole.to_vec();
    let bits = (0..whole.len() * 8).step_by(stride);
    let count = bits.len();
    for bit in bits {
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Ok(document) = read(flipped.clone()) {
            assert_eq!(Facts::of(&document), before, "bit {bit}");
        }
        flipped[bit / 8] ^= 1 << (bit % 8);
    }
    count
}

#[test]
fn every_flipped_bit_of_a_small_workbook_is_noticed_or_changes_nothing() {
    let whole = smallest();
    assert!(whole.len() < 4_096, "{}", whole.len());
    assert_eq!(flips(&whole, 1), whole.len() * 8);
}

/// Built for release it tries every bit, built for tests one of so many.
#[test]
fn a_flipped_bit_is_noticed_or_changes_nothing() {
    for (whole, stride) in [(small(), 13), (roster(), 29), (shaped(), 37)] {
        flips(&whole, if cfg!(debug_assertions) { stride } else { 1 });
    }
}

#[test]
fn deep_xml_and_a_million_empty_rows_cost_little() {
    let nested = format!("<sheetData>{}", "<x>".repeat(1_000_000));
    let deep = rewritten(&small(), SHEET, |xml| xml.replace("<sheetData>", &nested));
    let _ = read(deep).map(|document| texts(&document));
    let empty = format!("{}</sheetData>", "<row/>".repeat(1_000_000));
    let rows = rewritten(&small(), SHEET, |xml| xml.replace("</sheetData>", &empty));
    assert_eq!(read(rows).unwrap().sheet().rows().count(), 1);
}

#[test]
fn a_changed_byte_never_panics() {
    let (small, smallest) = (small(), smallest());
    for (whole, stride) in [(small, 2), (smallest, 1)] {
        for at in (0..whole.len()).step_by(stride) {
            for byte in [0, b'<', 0xFF] {
                let mut changed = whole.clone();
                changed[at] = byte;
                let _ = read(changed).map(|document| texts(&document));
            }
        }
    }
}
