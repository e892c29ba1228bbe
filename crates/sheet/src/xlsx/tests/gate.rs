//! What the gate lets through and what not.

use super::*;

/// A workbook with one more part.
fn with_part(workbook: &[u8], name: &str, contents: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new_append(Cursor::new(workbook.to_vec())).unwrap();
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    archive.write_all(contents).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_picture_is_not_read_as_text() {
    let picture = vec![0xFF; 6 << 20];
    let book = with_part(&small(), "xl/media/image1.emf", &picture);
    assert_eq!(
        Document::read("staff.xlsx", book).unwrap().sheet().rows_len(),
        Document::read("staff.xlsx", small()).unwrap().sheet().rows_len()
    );
}

#[test]
fn a_sheet_that_calls_itself_a_picture_is_refused() {
    let book = rewritten(&small(), "xl/_rels/workbook.xml.rels", |xml| {
        xml.replace("worksheets/sheet1.xml", "media/image1.emf")
    });
    let book = with_part(&book, "xl/media/image1.emf", b"<worksheet/>");
    assert_eq!(
        reason(book),
        "the workbook cannot be read: one of its sheets is no XML"
    );
}

#[test]
fn parts_are_counted_before_they_are_listed() {
    let book = with_parts(&small());
    assert_eq!(
        reason(book),
        "the file is too large: a workbook may have 1,000 parts"
    );
}

fn with_parts(workbook: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new_append(Cursor::new(workbook.to_vec())).unwrap();
    for part in 0..1_000 {
        archive
            .start_file(format!("xl/media/{part}"), SimpleFileOptions::default())
            .unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn rows_and_cells_are_in_order_wherever_they_say_where_they_are() {
    let of = |rows: &str| {
        let rows = rows.to_owned();
        rewritten(&small(), SHEET, move |xml| {
            let (above, rest) = xml.split_once("<sheetData>").unwrap();
            let (_, below) = rest.split_once("</sheetData>").unwrap();
            format!("{above}<sheetData>{rows}</sheetData>{below}")
        })
    };
    let cell = |at: &str| format!("<c{at}><v>1</v></c>");
    for (rows, wanted) in [
        (
            format!("<row r=\"2\">{}</row><row r=\"1\">{}</row>", cell(""), cell("")),
            "its rows are not in order",
        ),
        (
            format!("<row>{}</row><row>{}</row>", cell(" r=\"A5\""), cell(" r=\"A4\"")),
            "its rows are not in order",
        ),
        (
            format!("<row>{}{}</row>", cell(" r=\"B1\""), cell(" r=\"A1\"")),
            "the cells of a row are not in order",
        ),
    ] {
        let why = reason(of(&rows));
        assert!(why.ends_with(wanted), "{rows}: {why}");
    }
    let sound = format!(
        "<row>{}{}</row><row r=\"4\">{}</row>",
        cell(" r=\"A1\""),
        cell(""),
        cell("")
    );
    assert!(Document::read("staff.xlsx", of(&sound)).is_ok());
}
