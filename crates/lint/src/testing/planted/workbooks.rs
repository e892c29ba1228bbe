//! Faults of workbooks, besides their texts.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

use super::Fault::{Book, Bytes, Page};
use super::people::Chance;
use super::{DESK, PEOPLE, Planted, cell, column};
use crate::testing::workbook;

const NAME: &str = "dentist--lehi.xlsx";

fn row(chance: &mut Chance) -> u32 {
    u32::try_from(1 + chance.below(PEOPLE)).unwrap()
}

fn place(row: u32, header: &str) -> String {
    format!("{NAME}:{}", cell(row as usize, column(header)))
}

fn at(header: &str) -> u16 {
    u16::try_from(column(header)).unwrap()
}

pub(super) static PLANTED: &[Planted] = &[
    (
        "number-cell",
        Book(|sheet, chance| {
            let row = row(chance);
            sheet.write(row, at("State ID"), 1_234_567).unwrap();
            place(row, "State ID")
        }),
    ),
    (
        "boolean-cell",
        Book(|sheet, chance| {
            let (row, header) = (
                row(chance),
                chance.of(&["First Name", "Last Name", "Shortname", "City"]),
            );
            sheet.write(row, at(header), true).unwrap();
            place(row, header)
        }),
    ),
    (
        "date-cell",
        Book(|sheet, chance| {
            let (row, day) = (row(chance), ExcelDateTime::from_ymd(2026, 1, 2).unwrap());
            let format = Format::new().set_num_format("d-mmm");
            sheet
                .write_with_format(row, at("State ID"), day, &format)
                .unwrap();
            place(row, "State ID")
        }),
    ),
    (
        "formula-cell",
        Book(|sheet, chance| {
            let (row, name) = (row(chance), "=PROPER(\"lehi\")");
            sheet
                .write(row, at("City"), Formula::new(name).set_result("Lehi"))
                .unwrap();
            place(row, "City")
        }),
    ),
    ("unreadable-cell", Page),
    (
        "hidden-rows",
        Book(|sheet, chance| {
            let row = row(chance);
            sheet.set_row_hidden(row).unwrap();
            format!("{NAME}:{}", row + 1)
        }),
    ),
    (
        "hidden-columns",
        Book(|sheet, chance| {
            let column = chance.below(15);
            sheet.set_column_hidden(u16::try_from(column).unwrap()).unwrap();
            format!("{NAME}:{}", cell(0, column))
        }),
    ),
    (
        "merged-cells",
        Book(|sheet, chance| {
            let row = row(chance).min(u32::try_from(PEOPLE).unwrap() - 1);
            let column = at("City");
            sheet
                .merge_range(row, column, row + 1, column, "Lehi", &Format::new())
                .unwrap();
            place(row, "City")
        }),
    ),
    ("unread-sheets", Page),
    (
        "workbook-named-csv",
        Bytes(|text, _| {
            let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            (workbook(&rows), DESK.to_owned())
        }),
    ),
];
