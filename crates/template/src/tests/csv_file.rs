//! The target's own CSV.

use insta::assert_snapshot;
use rosterkit_schema::{Batch, Organization, Schema};

use super::{ascend, batch, choir, row};
use crate::{Form, csv};

fn text(schema: &Schema, batch: &Batch, rows: &[Vec<String>]) -> String {
    let organization = Organization::default();
    String::from_utf8(csv(
        &Form {
            schema,
            organization: &organization,
            batch,
        },
        rows,
    ))
    .unwrap()
}

#[test]
fn the_target_gets_all_its_columns_whoever_the_people_are() {
    let rows = [
        row(&[
            "Ana",
            "O\"Hara, Jr.",
            "achen",
            "",
            "8015550123",
            "YES",
            "ACHEN",
            "100 Example Street",
            "Lehi",
            "UT",
            "043300000",
        ]),
        row(&[
            "Luis",
            "Reyes",
            "lreyes",
            "luis.reyes@example.com",
            "8015550188",
            "NO",
        ]),
    ];
    let [mixed, providers, staff] =
        [None, Some(true), Some(false)].map(|provider| text(&ascend(), &batch(&[], provider), &rows));
    assert_snapshot!(mixed.replace('\r', "␍"), @r#"
    First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,ZIP Code,NPI,DEA,TIN,State ID␍
    Ana,"O""Hara, Jr.",achen,,8015550123,YES,ACHEN,100 Example Street,Lehi,UT,043300000,,,,␍
    Luis,Reyes,lreyes,luis.reyes@example.com,8015550188,NO,,,,,,,,,␍
    "#);
    assert_eq!([&providers, &staff], [&mixed; 2]);
}

#[test]
fn line_ends_and_the_byte_order_mark_are_the_schema_s_and_a_quoted_column_is_always_in_marks() {
    let rows = [
        row(&["Ærø", "tutti", "007", "", "lost"]),
        row(&["", "", "", ""]),
        row(&["two\nlines"]),
    ];
    assert_snapshot!(text(&choir(), &Batch::default(), &rows).replace('\u{FEFF}', "BOM "), @r#"
    BOM "Full Family Name, as on the [Legal] Document",Stimme 🎶,Stück,Robe
    Ærø,tutti,"007",
    ,,,
    "two
    lines",,,
    "#);
}

#[test]
fn another_reader_reads_back_what_was_written() {
    let mut schema = choir();
    let rows = [
        row(&["", "\"", "\"\"", ","]),
        row(&["\r\n", "a\rb", "=1+1", " edge "]),
        row(&["#", "'", "\u{FEFF}", "\\\""]),
        row(&["", "", "", ""]),
    ];
    schema.file.byte_order_mark = false;
    let written = text(&schema, &Batch::default(), &rows);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(written.as_bytes());
    let read: Vec<Vec<String>> = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let header: Vec<String> = schema
        .columns
        .iter()
        .map(|column| column.header.clone())
        .collect();
    assert_eq!(read.split_first().unwrap(), (&header, &rows[..]));
}

#[test]
fn a_blank_row_of_one_column_is_still_a_row() {
    let mut schema = choir();
    schema.file.byte_order_mark = false;
    schema.columns.truncate(1);
    let rows = [row(&[""]), row(&[])];
    let written = text(&schema, &Batch::default(), &rows);
    assert_eq!(
        written,
        "\"Full Family Name, as on the [Legal] Document\"\n\"\"\n\"\"\n"
    );
}
