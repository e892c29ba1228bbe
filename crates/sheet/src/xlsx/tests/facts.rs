//! What a workbook says besides its values: formats, hidden rows and columns, merged cells, formulas.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{SHEET, read, rewritten, small, texts};
use crate::{CellKind, CellRef, ColumnIndex, Document, Fault, RowIndex};

fn kind(document: &Document, row: u32, column: u32) -> Option<CellKind> {
    document
        .sheet()
        .cell(CellRef::new(row, column))
        .map(|cell| cell.kind())
}

#[test]
fn numbers_under_a_format_of_zeros_have_the_zeros_that_excel_shows() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(0, 0, ["ZIP", "ZIP+4", "Plain", "Text", "Formula"])
        .unwrap();
    let format = |code: &str| Format::new().set_num_format(code);
    let (five, nine) = (format("00000"), format("00000\\-0000"));
    sheet.write_with_format(1, 0, 2_139, &five).unwrap();
    sheet.write_with_format(1, 1, 21_390_000, &nine).unwrap();
    sheet.write_with_format(1, 2, 2_139, &format("0")).unwrap();
    sheet.write_with_format(1, 3, "2139", &five).unwrap();
    sheet
        .write_with_format(1, 4, Formula::new("=A2").set_result("2139"), &five)
        .unwrap();
    sheet.write_with_format(2, 0, 21.5, &five).unwrap();
    sheet.write_with_format(2, 1, -7, &five).unwrap();
    sheet.write_with_format(4, 0, 12_345, &five).unwrap();
    let document = read(workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        texts(&document)[1],
        ["02139", "02139-0000", "2139", "2139", "02139"]
    );
    assert_eq!(texts(&document)[2], ["21.5", "-7"]);
    assert_eq!(texts(&document)[3], ["12345"]);
    let kinds: Vec<_> = (0..5).map(|column| kind(&document, 1, column)).collect();
    let (padded, plain, text) = (CellKind::PaddedNumber, CellKind::Number, CellKind::Text);
    assert_eq!(kinds, [padded, padded, plain, text, padded].map(Some));
    assert_eq!(kind(&document, 2, 0), Some(plain));
    assert_eq!(kind(&document, 4, 0), Some(padded));
}

#[test]
fn dates_are_counted_from_the_epoch_of_the_workbook() {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Start").unwrap();
    sheet
        .write_with_format(1, 0, ExcelDateTime::from_ymd(2026, 1, 2).unwrap(), &date)
        .unwrap();
    sheet.write_with_format(2, 0, 60, &date).unwrap();
    let from_1900 = workbook.save_to_buffer().unwrap();
    let from_1904 = rewritten(&from_1900, "xl/workbook.xml", |xml| {
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let (document, old_mac) = (read(from_1900).unwrap(), read(from_1904).unwrap());
    assert_eq!(texts(&document)[1..], [["2026-01-02"], ["60"]]);
    assert_eq!(texts(&old_mac)[1..], [["2030-01-03"], ["1904-03-01"]]);
    assert_eq!(kind(&old_mac, 2, 0), Some(CellKind::Date));
}

/// A sheet of six rows with a hidden row, two filtered ones, hidden columns and merged cells.
pub(super) fn shaped() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Users & Co").unwrap();
    for row in 0..6 {
        sheet
            .write_row(row, 0, ["a", "b", "c", "d"].map(|text| format!("{text}{row}")))
            .unwrap();
    }
    for row in [1, 3, 4, 7] {
        sheet.set_row_hidden(row).unwrap();
    }
    sheet.set_column_hidden(1).unwrap();
    sheet.set_column_range_hidden(3, 9).unwrap();
    let format = Format::new();
    sheet.merge_range(2, 0, 2, 1, "both", &format).unwrap();
    sheet.merge_range(4, 2, 5, 2, "below", &format).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn hidden_rows_and_columns_and_merged_cells_are_noted() {
    let rows = |first, last| Fault::HiddenRows {
        first: RowIndex(first),
        last: RowIndex(last),
    };
    let columns = |first, last| Fault::HiddenColumns {
        first: ColumnIndex(first),
        last: ColumnIndex(last),
    };
    let merged = |first, last| Fault::MergedCells { first, last };
    let facts = [
        rows(1, 1),
        rows(3, 4),
        columns(1, 1),
        columns(3, 3),
        merged(CellRef::new(2, 0), CellRef::new(2, 1)),
        merged(CellRef::new(4, 2), CellRef::new(5, 2)),
    ];
    let document = read(shaped()).unwrap();
    assert_eq!(document.sheet().faults(), facts);
    assert_eq!(texts(&document)[2], ["both", "", "c2", "d2"]);
    // openpyxl writes absolute targets, others other prefixes and other letters.
    let absolute = rewritten(&shaped(), "xl/_rels/workbook.xml.rels", |xml| {
        xml.replace(
            "Target=\"worksheets/sheet1.xml\"",
            "Target='/XL/worksheets/Sheet1.xml'",
        )
    });
    assert_eq!(read(absolute).unwrap().sheet().faults(), facts);
    let unnumbered = rewritten(&shaped(), SHEET, |xml| {
        (1..=6).fold(xml, |xml, row| xml.replace(&format!("<row r=\"{row}\""), "<row"))
    });
    assert_eq!(read(unnumbered).unwrap().sheet().faults(), facts);
}

#[test]
fn a_row_without_height_and_a_column_without_width_are_hidden() {
    let book = rewritten(&small(), SHEET, |xml| {
        xml.replacen("<row r=\"2\"", "<row r=\"2\" ht=\"0\" customHeight=\"1\"", 1)
            .replacen(
                "<sheetData>",
                "<cols><col min=\"2\" max=\"2\" width=\"0\"/></cols><sheetData>",
                1,
            )
    });
    let hidden = [
        Fault::HiddenRows {
            first: RowIndex(1),
            last: RowIndex(1),
        },
        Fault::HiddenColumns {
            first: ColumnIndex(1),
            last: ColumnIndex(1),
        },
    ];
    assert_eq!(read(book).unwrap().sheet().faults(), hidden);
}

#[test]
fn the_shape_of_another_sheet_is_not_taken_for_that_of_this_one() {
    let mut workbook = Workbook::new();
    let hidden = workbook
        .add_worksheet()
        .set_name("Lists")
        .unwrap()
        .set_hidden(true);
    hidden.write_column(0, 0, ["a", "b", "c"]).unwrap();
    hidden.set_row_hidden(1).unwrap();
    hidden.merge_range(1, 1, 2, 2, "x", &Format::new()).unwrap();
    let sheet = workbook
        .add_worksheet()
        .set_name("Users")
        .unwrap()
        .set_active(true);
    sheet.write_column(0, 0, ["Name", "Ana", "Bo"]).unwrap();
    sheet.set_row_hidden(2).unwrap();
    let document = read(workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        document.sheet().faults(),
        [Fault::HiddenRows {
            first: RowIndex(2),
            last: RowIndex(2)
        }]
    );
}

#[test]
fn a_formula_that_nobody_computed_is_not_taken_for_a_blank_cell() {
    let book = |cell: &'static str| {
        rewritten(&small(), SHEET, move |xml| {
            xml.replace("<c r=\"B2\"><v>1234567893</v></c>", cell)
        })
    };
    let faults = |cell| read(book(cell)).unwrap().sheet().faults().to_vec();
    let uncomputed = Fault::UncomputedFormula {
        cell: CellRef::new(1, 1),
    };
    assert_eq!(faults("<c r=\"B2\"><f>A2</f></c>"), [uncomputed]);
    assert_eq!(faults("<c r=\"B2\"><f>A2</f><v></v></c>"), [uncomputed]);
    assert_eq!(faults("<c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c>"), []);
    assert_eq!(faults("<c r=\"B2\"><f>A2</f><v>7</v></c>"), []);
}

#[test]
fn merged_cells_cannot_fill_the_memory_or_lie_outside() {
    let merged = |areas: String| {
        rewritten(&small(), SHEET, move |xml| {
            xml.replace(
                "</sheetData>",
                &format!("</sheetData><mergeCells>{areas}</mergeCells>"),
            )
        })
    };
    assert_eq!(
        super::reason(merged("<mergeCell ref=\"A1:B2\"/>".repeat((1 << 16) + 1))),
        "the workbook cannot be read: it has more merged cells than a roster can have"
    );
    assert_eq!(
        super::reason(merged("<mergeCell ref=\"B2:A1\"/>".to_owned())),
        "the workbook cannot be read: cells outside the sheet are merged"
    );
    let single = read(merged(
        "<mergeCell ref=\"A2\"/><mergeCell ref=\"A2:A2\"/>".to_owned(),
    ));
    assert_eq!(single.unwrap().sheet().faults(), []);
}

#[test]
fn a_part_that_nothing_leads_to_is_no_sheet() {
    let book = rewritten(&shaped(), "_rels/.rels", |xml| {
        xml.replace("xl/workbook.xml", "xl/nothing.xml")
    });
    assert!(read(book).is_err());
}
