//! Lines above the header that nobody declared.

use super::texts;
use crate::{Document, Fault, ReadOptions, RowIndex};

const HEADERS: &[&str] = &["First Name", "Last Name", "Username"];

fn read(text: &str) -> Document {
    let options = ReadOptions {
        headers: HEADERS,
        ..ReadOptions::default()
    };
    Document::read_with("staff.csv", text.into(), &options).unwrap()
}

#[test]
fn a_title_is_a_fact_and_no_header() {
    for (title, header) in [
        ("Staff of Lehi\n", 1),
        ("Staff of Lehi,,\n,,\n\n", 3),
        ("\n\"Staff, \"\"new\"\"\"\r\nas of;today\r\n", 3),
        ("sep=;\nStaff of Lehi\n", 1),
        ("\n", 1),
        ("\r\n \n", 2),
        (",,\n", 1),
    ] {
        for delimiter in [",", ";"] {
            let table = "First Name,last name\nAna,Chen\n".replace(',', delimiter);
            if title.starts_with("sep=") && delimiter == "," {
                continue;
            }
            let document = read(&format!("{title}{table}"));
            let header = RowIndex(header);
            assert_eq!(
                document.sheet().faults(),
                [Fault::LinesAboveHeader { header }],
                "{title:?}"
            );
            assert_eq!(document.sheet().header().unwrap().index(), header);
            assert_eq!(texts(&document), [["First Name", "last name"], ["Ana", "Chen"]]);
        }
    }
}

#[test]
fn a_first_line_that_is_known_at_all_and_rows_that_hardly_are_stay_what_they_are() {
    for text in [
        "First Name,Vorname\nFirst Name,Last Name\n",
        "Vorname,Nachname\nUsername,Ek\n",
        &format!("{}First Name,Last Name\n", "x\n".repeat(11)),
    ] {
        assert_eq!(read(text).sheet().faults(), [], "{text:?}");
    }
    assert_eq!(
        read(&format!("{}First Name,Last Name\n", "x\n".repeat(10)))
            .sheet()
            .faults()
            .len(),
        1
    );
}
