//! Files made to cost time or memory: both stay in proportion to their size.

use super::super::work;
use super::sheet;
use crate::sheet::Grid;

/// How many times each byte may be looked at, whatever the file.
const LOOKS: u64 = 64;

/// Beginnings and what is repeated after them.
const HOSTILE: [(&str, &str); 12] = [
    ("\"", "a,b\n"),
    ("", "\""),
    ("", ","),
    ("", "\n"),
    ("", "\r"),
    ("", "a\",\n"),
    ("a,b\n", "\"a\n"),
    ("a,b\n", "\"a\n\"b,"),
    ("a,b\n", "\"a\n\"\n"),
    ("a,b\n", "1,\"2\"x\n"),
    ("a,b,c\n", "\"\"\"\n,\""),
    ("a,b\n\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
];

fn looks(text: String) -> u64 {
    work::of(|| drop(sheet(text)))
}

#[test]
fn no_byte_is_looked_at_often() {
    for (start, repeated) in HOSTILE {
        let text = format!("{start}{}", repeated.repeat((1 << 18) / repeated.len()));
        let len = text.len() as u64;
        let looks = looks(text);
        assert!(
            looks < LOOKS * len,
            "{start:?}, {repeated:?}: each byte {} times",
            looks / len
        );
    }
}

#[test]
fn what_keeps_to_the_rules_is_looked_at_once() {
    let text = super::roster(4)
        .replace("line one\nline two", "one line")
        .repeat(200);
    let len = text.len() as u64;
    let looks = looks(text);
    assert!(looks < len + len / 8, "{looks} looks at {len} bytes");
}

#[test]
fn a_million_columns_are_a_row() {
    let sheet = sheet(format!("{0}\n{0}\n", ",".repeat(999_999)));
    let widths: Vec<usize> = sheet
        .header()
        .into_iter()
        .chain(sheet.rows())
        .map(|row| row.len())
        .collect();
    assert_eq!(widths, [1_000_000; 2]);
}

#[test]
fn a_cell_may_be_as_long_as_it_likes() {
    // A cell of 1 GiB is one of these in every way but its length: offsets fit up to 4 GiB.
    let len = 16 << 20;
    for (text, faults) in [
        (format!("A,B\n{},2\n3,4\n", "x".repeat(len)), 0),
        (format!("A,B\n\"{}\",2\n3,4\n", "x".repeat(len)), 0),
        (format!("A,B\n\"{},2\n3,4\n", "x".repeat(len)), 1),
    ] {
        let sheet = sheet(text);
        assert_eq!((sheet.rows().count(), sheet.faults().len()), (2, faults));
        assert_eq!(sheet.rows().last().map(|row| row.len()), Some(2));
    }
}

#[test]
fn a_million_lines_of_nothing_are_no_rows() {
    let sheet = sheet(format!("A,B{}1,2\n", "\n".repeat(1_000_000)));
    assert_eq!(
        sheet.rows().map(|row| row.index().number()).collect::<Vec<_>>(),
        [1_000_001]
    );
}

#[test]
fn a_row_takes_four_bytes_and_a_byte_a_bit() {
    let sheet = sheet(
        super::roster(4)
            .replace("line one\nline two", "one line")
            .repeat(200),
    );
    let Grid::Csv(rows) = &sheet.grid else {
        panic!("text")
    };
    let least = rows.len() * 4 + sheet.text.len() / 8;
    let most = least + 64;
    assert!((least..most).contains(&rows.memory()), "{} bytes", rows.memory());
}
