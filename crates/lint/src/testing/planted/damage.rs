//! What spreadsheets and copying do to cells and files.

use super::Fault::{Bytes, Cell, Tables as InTables};
use super::{DESK, Planted, Tables, cell};

pub(super) static PLANTED: &[Planted] = &[
    (
        "amount",
        Cell("NPI", |text, chance| format!("{}{text}", chance.of(&["-", "$"]))),
    ),
    ("equals-quoted", Cell("NPI", |text, _| format!("=\"{text}\""))),
    (
        "formula-text",
        Cell("City", |_, chance| {
            chance.of(&["=A2", "@x", "=SUM(A1:A2)"]).to_owned()
        }),
    ),
    (
        "full-width",
        Cell("Phone Number", |text, _| text.replace('5', "\u{FF15}")),
    ),
    (
        "invisible-character",
        Cell("City", |text, chance| {
            format!(
                "{}{}{}",
                &text[..2],
                chance.of(&["\u{AD}", "\u{200B}"]),
                &text[2..]
            )
        }),
    ),
    ("leading-apostrophe", Cell("NPI", |text, _| format!("'{text}"))),
    ("line-break", Cell("City", |text, _| format!("New\n{text}"))),
    ("literal-quotes", Cell("City", |text, _| format!("\"{text}\""))),
    (
        "lookalike-letter",
        Cell("Username", |text, _| text.replace('s', "\u{455}")),
    ),
    (
        "mojibake",
        Cell("City", |text, chance| {
            format!("{text} {}", chance.of(&["Zo\u{C3}\u{AB}", "Caf\u{C3}\u{A9}"]))
        }),
    ),
    (
        "number-not-shown",
        Cell("NPI", |_, chance| chance.of(&["####", "########"]).to_owned()),
    ),
    ("rounded-number", Cell("NPI", |text, _| format!("{text}123400"))),
    (
        "scientific-notation",
        Cell("NPI", |text, _| format!("{}.{}E+09", &text[..1], &text[1..3])),
    ),
    (
        "smart-quotes",
        Cell("NPI", |text, _| format!("\u{201C}{text}\u{201D}")),
    ),
    (
        "thousands-separators",
        Cell("NPI", |text, _| {
            format!("{},{},{},{}", &text[..1], &text[1..4], &text[4..7], &text[7..])
        }),
    ),
    (
        "unusual-dash",
        Cell("TIN", |text, chance| {
            text.replace('-', chance.of(&["\u{2013}", "\u{2212}"]))
        }),
    ),
    // A licence number may have letters only by an option; the page answers it.
    ("scientific-lookalike", super::Fault::Page),
    (
        "blank-rows",
        InTables(|tables, chance| {
            let rows = 1 + chance.below(3);
            tables.desk.extend(vec![vec![String::new(); 6]; rows]);
            String::new()
        }),
    ),
    (
        "example-row",
        InTables(|tables, chance| {
            let row = Tables::any_row(chance);
            for (at, text) in ["Jane", "Doe", "jdoe", "jane.doe@example.com"]
                .into_iter()
                .enumerate()
            {
                tables.desk[row][at] = text.to_owned();
            }
            format!("{DESK}:{}", row + 1)
        }),
    ),
    (
        "file-near-limit",
        Bytes(|text, _| {
            let mut text = text.to_owned();
            let mut number = 0;
            while text.len() < 15_100 {
                let row = format!(
                    "Ana,Fox,afox{number},afox{number}@example.com,(801) 555-01{:02},NO\n",
                    number % 100
                );
                text.push_str(&row);
                number += 1;
            }
            (text.into_bytes(), DESK.to_owned())
        }),
    ),
    (
        "old-mac-line-ends",
        Bytes(|text, _| (text.replace('\n', "\r").into_bytes(), String::new())),
    ),
    (
        "unusual-dash",
        InTables(|tables, chance| {
            let row = Tables::any_row(chance);
            tables.desk[row][4] = tables.desk[row][4].replace('-', "\u{2010}");
            format!("{DESK}:{}", cell(row, 4))
        }),
    ),
];
