//! Faults of the text, the header and whole rows.

use super::Fault::{Bytes, Page, Tables as InTables};
use super::people::Chance;
use super::{DENTISTS, DESK, PEOPLE, Planted, Tables, cell, column};

fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(str::to_owned).collect()
}

fn any_line(chance: &mut Chance) -> usize {
    1 + chance.below(PEOPLE - 1)
}

fn unclosed(text: &str, chance: &mut Chance) -> (Vec<u8>, String) {
    let (mut lines, row) = (lines(text), any_line(chance));
    lines[row].insert(0, '"');
    (lines.concat().into_bytes(), format!("{DESK}:{}", cell(row, 0)))
}

fn stray(text: &str, chance: &mut Chance) -> (Vec<u8>, String) {
    let (mut lines, row) = (lines(text), any_line(chance));
    lines[row].insert(1, '"');
    (lines.concat().into_bytes(), format!("{DESK}:{}", cell(row, 0)))
}

/// The text with the first name of a row in other bytes, and every other letter in ASCII.
fn with_name(text: &str, chance: &mut Chance, name: &[u8]) -> (Vec<u8>, usize) {
    let row = any_line(chance);
    let mut bytes = Vec::new();
    for (at, line) in lines(text).iter().enumerate() {
        let line: String = line.replace(['î', 'ö', 'ë'], "o");
        let (first, rest) = line.split_at(line.find(',').unwrap());
        bytes.extend_from_slice(if at == row { name } else { first.as_bytes() });
        bytes.extend_from_slice(rest.as_bytes());
    }
    (bytes, row)
}

pub(super) static PLANTED: &[Planted] = &[
    ("unclosed-quote", Bytes(unclosed)),
    ("stray-quote", Bytes(stray)),
    (
        "legacy-encoding",
        Bytes(|text, chance| {
            let (bytes, row) = with_name(text, chance, b"Zo\xEB");
            (bytes, format!("{DESK}:{}", cell(row, 0)))
        }),
    ),
    (
        "not-utf8",
        Bytes(|text, chance| {
            let (mut bytes, row) = with_name(text, chance, b"Jos\xE9");
            // Where a letter of UTF-8 stands elsewhere, the file is in UTF-8.
            bytes.extend_from_slice("Zoë,Fox,zfox,zfox@example.com,(801) 555-0199,NO\n".as_bytes());
            (bytes, format!("{DESK}:{}", cell(row, 0)))
        }),
    ),
    (
        "utf16-encoding",
        Bytes(|text, _| {
            let text = format!("\u{FEFF}{text}");
            (
                text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                DESK.to_owned(),
            )
        }),
    ),
    (
        "byte-order-mark",
        Bytes(|text, _| (format!("\u{FEFF}{text}").into_bytes(), String::new())),
    ),
    (
        "wrong-delimiter",
        Bytes(|text, chance| {
            (
                text.replace(',', chance.of(&[";", "\t", "|"])).into_bytes(),
                String::new(),
            )
        }),
    ),
    (
        "sep-line",
        Bytes(|text, _| (format!("sep=,\r\n{text}").into_bytes(), String::new())),
    ),
    (
        "file-too-large",
        Bytes(|text, _| {
            let people = (0..400).map(|n| {
                format!(
                    "Ana,Fox,afox{n},afox{n}@example.com,(801) 555-01{:02},NO\n",
                    n % 100
                )
            });
            (
                people.fold(text.to_owned(), |text, row| text + &row).into_bytes(),
                DESK.to_owned(),
            )
        }),
    ),
    ("missing-preamble", Page),
    (
        "lines-above-header",
        Bytes(|text, chance| {
            let title = ["The front desk\n", "New people\n\n"][chance.below(2)];
            (format!("{title}{text}").into_bytes(), String::new())
        }),
    ),
    (
        "missing-column",
        InTables(|tables, chance| {
            let at = chance.below(3);
            for row in &mut tables.desk {
                row.remove(at);
            }
            format!("{DESK}:1")
        }),
    ),
    (
        "unknown-column",
        InTables(|tables, _| {
            for row in &mut tables.desk {
                row.push("x".to_owned());
            }
            tables.desk[0][6] = "Favourite Colour".to_owned();
            format!("{DESK}:G1")
        }),
    ),
    (
        "duplicate-column",
        InTables(|tables, chance| {
            let at = chance.below(5);
            for row in &mut tables.desk {
                let again = row[at].clone();
                row.push(again);
            }
            format!("{DESK}:G1")
        }),
    ),
    (
        "ragged-row",
        InTables(|tables, chance| {
            let row = Tables::any_row(chance);
            tables.dentists[row].truncate(4 + chance.below(8));
            format!("{DENTISTS}:{}", row + 1)
        }),
    ),
    (
        "unexpected-value",
        InTables(|tables, chance| {
            let (row, at) = (Tables::any_row(chance), column("Shortname"));
            for (index, cells) in tables.desk.iter_mut().enumerate() {
                let header = if index == 0 { "Shortname" } else { "" };
                cells.push(header.to_owned());
            }
            tables.desk[row][at] = "ABCD".to_owned();
            format!("{DESK}:{}", cell(row, at))
        }),
    ),
    (
        "unquoted-id-number",
        InTables(|tables, chance| {
            let row = Tables::any_row(chance);
            tables.bare = Some(row);
            format!("{DENTISTS}:{}", cell(row, column("State ID")))
        }),
    ),
    (
        "phone-fictional",
        InTables(|_, chance| {
            format!(
                "{DENTISTS}:{}",
                cell(Tables::any_row(chance), column("Phone Number"))
            )
        }),
    ),
    (
        "zip-lost-zero",
        InTables(|tables, chance| {
            let (row, at) = (Tables::any_row(chance), column("ZIP Code"));
            tables.dentists[row][at - 1] = "MA".to_owned();
            tables.dentists[row][at] = format!("1608{}", 1000 + chance.below(9000));
            format!("{DENTISTS}:{}", cell(row, at))
        }),
    ),
    (
        "zip-across-border",
        InTables(|tables, chance| {
            let (row, at) = (Tables::any_row(chance), column("ZIP Code"));
            tables.dentists[row][at - 1] = "NM".to_owned();
            tables.dentists[row][at] = format!("81137{}", 1000 + chance.below(8000));
            format!("{DENTISTS}:{}", cell(row, at))
        }),
    ),
    // A provider must have a number; the page shows somebody who need not.
    ("dea-none", Page),
];
