//! The marks fire: LibreOffice draws a filled workbook, and what it drew is compared with what the field types say.

use rosterkit_schema::Schema;

use super::programs::{libre_office, openpyxl};
use super::{ascend, batch, bytes, choir};

/// How a cell is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Missing,
    Wrong,
    Twice,
    None,
}

/// The marks of the rows as LibreOffice draws them: it writes a web page with the ground of each cell, whichever format gave it.
fn marks(schema: &Schema, provider: Option<bool>, rows: &[Vec<String>]) -> Option<Vec<Vec<Mark>>> {
    drawn(&bytes(schema, &batch(&[], provider), rows))
}

/// The marks of a workbook's rows.
fn drawn(workbook: &[u8]) -> Option<Vec<Vec<Mark>>> {
    let page = libre_office(workbook, "html:HTML (StarCalc)")?;
    let page = String::from_utf8_lossy(&page).into_owned();
    let users = page.split("</table>").next().unwrap();
    let rows = users.split("<tr").skip(2);
    let mark = |cell: &str| match cell.split('>').next().unwrap() {
        tag if tag.contains("#FFE3B3") => Mark::Missing,
        tag if tag.contains("#FBDCDC") => Mark::Wrong,
        tag if tag.contains("#E8E1F5") => Mark::Twice,
        _ => Mark::None,
    };
    Some(
        rows.map(|row| row.split("<td").skip(1).map(mark).collect())
            .collect(),
    )
}

/// A row with one text, which stands in this column.
fn only(schema: &Schema, id: &str, text: &str) -> Vec<String> {
    let texts = schema.columns.iter();
    texts
        .map(|column| {
            if column.id == id {
                text.to_owned()
            } else {
                String::new()
            }
        })
        .collect()
}

/// Numbers of ten digits or letters and digits, of which some are right: each with every check digit.
fn numbers(prefixes: &[&str], last: usize) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut seed = 7_u64;
    for prefix in prefixes {
        for _ in 0..4 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let middle = format!("{:08}", (seed >> 33) % 100_000_000);
            let middle = &middle[..last - prefix.len()];
            numbers.extend((0..10).map(|check| format!("{prefix}{middle}{check}")));
        }
    }
    numbers
}

#[test]
fn check_digits_are_computed_by_the_worksheet_as_by_the_field_type() {
    let schema = ascend();
    let npis = numbers(&["1", "2", "3", "12", "19"], 9);
    let deas = numbers(&["AB", "F9", "MZ", "XA", "IA", "A1", "ab", "BÉ"], 8);
    let odd = [
        "123456789",
        "12345678931",
        "1234-67893",
        "12345678 3",
        "１２３４５６７８９３",
    ];
    let cases: Vec<(&str, &str)> = npis
        .iter()
        .map(|npi| ("npi", npi.as_str()))
        .chain(odd.map(|npi| ("npi", npi)))
        .chain(deas.iter().map(|dea| ("dea", dea.as_str())))
        .collect();
    let rows: Vec<_> = cases.iter().map(|(id, text)| only(&schema, id, text)).collect();
    let Some(marks) = marks(&schema, Some(true), &rows) else {
        return;
    };
    let mut right = 0;
    for ((id, text), marks) in cases.iter().zip(&marks) {
        let (column, law) = schema.columns().find(|(_, column)| column.id == *id).unwrap();
        let is_right = law.field_type.parse(text).is_ok();
        right += u32::from(is_right);
        let expected = if is_right { Mark::None } else { Mark::Wrong };
        assert_eq!(marks[column.index()], expected, "{id} {text}");
    }
    assert!(right > 30, "{right} of {} are right", cases.len());
}

/// By column: values that are right, and values that are wrong.
const VALUES: &[(&str, &[&str], &[&str])] = &[
    ("first-name", &["Ana", "Zoë", "Anne Marie"], &[" Ana", "Ana "]),
    (
        "username",
        &["achen", "ACHEN2", "0"],
        &["a chen", "achén", "a.chen", "Admin", "administrator"],
    ),
    (
        "email",
        &["ana@example.com", "ana.chen+x@mail.example.co.uk"],
        &[
            "ana",
            "ana@example",
            "ana@@example.com",
            "a na@example.com",
            "@example.com",
            "ana@example.",
        ],
    ),
    (
        "phone",
        &[
            "8015550123",
            "(801) 555-0124",
            "801-555-0125",
            "801.555.0126",
            "+1 801 555 0127",
            "+18015550128",
        ],
        &["801555012", "80155501234", "801-KID-TEETH", "none"],
    ),
    ("provider", &["YES"], &["NO", "yes", "Y"]),
    (
        "short-name",
        &["ACHEN", "abcd", "A12345"],
        &["ABC", "ABCDEFG", "A-CHE", "A CHE"],
    ),
    ("state", &["UT", "MA"], &["Utah", "ut", "ZZ"]),
    (
        "zip",
        &["840430000", "021390000"],
        &["84043", "84043-0000", "8404300000", "84o430000"],
    ),
    (
        "tin",
        &["12-3456789", "04-3456789"],
        &[
            "123456789",
            "1-23456789",
            "12-345678",
            "12-34567890",
            "123-45-6789",
        ],
    ),
    (
        "state-id",
        &["1234567", "00123", "\"7654321\""],
        &["12A", "1.5", "123456789012345678901"],
    ),
];

/// Each of the values with its column and its mark.
fn cases() -> Vec<(&'static str, &'static str, Mark)> {
    let mut cases = Vec::new();
    for (id, right, wrong) in VALUES {
        cases.extend(right.iter().map(|text| (*id, *text, Mark::None)));
        cases.extend(wrong.iter().map(|text| (*id, *text, Mark::Wrong)));
    }
    cases
}

/// Types texts into the sheet to fill in, without a look at validations, as pasting does; prints the workbook in hexadecimal.
const TYPE: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
for row, column, text in CELLS:
    book["Users"].cell(row, column).value = text
book.save(sys.argv[1])
print(open(sys.argv[1], "rb").read().hex())
"#;

#[test]
fn what_is_typed_into_a_copy_that_libre_office_saved_is_marked_all_the_same() {
    let schema = ascend();
    let column = |id: &str| {
        let (column, _) = schema.columns().find(|(_, column)| column.id == id).unwrap();
        column.index()
    };
    let mut cases = cases();
    cases.extend([
        ("npi", "1234567893", Mark::None),
        ("npi", "1234567890", Mark::Wrong),
        ("dea", "AB1234563", Mark::None),
        ("dea", "AB1234560", Mark::Wrong),
        ("short-name", "TWICE", Mark::Twice),
        ("short-name", "twice", Mark::Twice),
    ]);
    let blank = bytes(&schema, &batch(&[], Some(true)), &[]);
    let Some(copy) = libre_office(&blank, "xlsx:Calc MS Excel 2007 XML") else {
        return;
    };
    let cells: Vec<(usize, usize, &str)> = (2..)
        .zip(&cases)
        .map(|(row, (id, text, _))| (row, column(id) + 1, *text))
        .collect();
    let Some(typed) = openpyxl(&copy, &format!("CELLS = {cells:?}\n{TYPE}")) else {
        return;
    };
    let byte = |place| u8::from_str_radix(&typed[place..place + 2], 16).unwrap();
    let typed: Vec<u8> = (0..typed.trim_end().len()).step_by(2).map(byte).collect();
    let marks = drawn(&typed).unwrap();
    assert!(marks.len() >= cases.len());
    for ((id, text, expected), marks) in cases.iter().zip(&marks) {
        assert_eq!(marks[column(id)], *expected, "{id} {text:?}");
        let missing = column(if *id == "first-name" {
            "last-name"
        } else {
            "first-name"
        });
        assert_eq!(marks[missing], Mark::Missing, "beside {id} {text:?}");
    }
}

#[test]
fn what_is_wrong_is_marked_and_what_is_right_is_not() {
    let schema = ascend();
    let cases = cases();
    let rows: Vec<_> = cases
        .iter()
        .map(|(id, text, _)| only(&schema, id, text))
        .collect();
    let Some(marks) = marks(&schema, Some(true), &rows) else {
        return;
    };
    for ((id, text, expected), marks) in cases.into_iter().zip(&marks) {
        let (column, law) = schema.columns().find(|(_, column)| column.id == id).unwrap();
        let mark = marks[column.index()];
        assert_eq!(mark, expected, "{id} {text:?}");
        let is_right = law.field_type.parse(text).is_ok() && (id != "provider" || text == "YES");
        assert_eq!(is_right, expected == Mark::None, "{id} {text:?}");
        // A row that says NO, or what is neither, needs other columns.
        let others = schema
            .columns()
            .filter(|(other, _)| *other != column && id != "provider");
        for (other, law) in others {
            let missing = law.id != "email";
            let expected = if missing { Mark::Missing } else { Mark::None };
            assert_eq!(marks[other.index()], expected, "{} beside {id} {text:?}", law.id);
        }
    }
}

#[test]
fn a_value_that_is_there_twice_is_marked_in_both_rows_and_nothing_else_is() {
    let schema = ascend();
    let cases = [
        ("username", "achen", Mark::Twice),
        ("username", "AChen", Mark::Twice),
        ("username", "achen2", Mark::None),
        ("state-id", "00123", Mark::Twice),
        ("state-id", "\"00123\"", Mark::Twice),
        ("state-id", "123", Mark::None),
        ("state-id", "12345678901234567890", Mark::None),
        ("state-id", "12345678901234567891", Mark::None),
        ("tin", "12-3456789", Mark::None),
        ("tin", "12-3456789", Mark::None),
    ];
    let rows: Vec<_> = cases
        .iter()
        .map(|(id, text, _)| only(&schema, id, text))
        .collect();
    let Some(marks) = marks(&schema, Some(true), &rows) else {
        return;
    };
    for ((id, text, expected), marks) in cases.iter().zip(&marks) {
        let (column, _) = schema.columns().find(|(_, column)| column.id == *id).unwrap();
        assert_eq!(marks[column.index()], *expected, "{id} {text}");
    }
}

#[test]
fn where_each_row_decides_a_cell_may_be_missing_or_too_much() {
    let schema = ascend();
    let (provider, _) = schema
        .columns()
        .find(|(_, column)| column.id == "provider")
        .unwrap();
    let (short_name, _) = schema
        .columns()
        .find(|(_, column)| column.id == "short-name")
        .unwrap();
    let row = |is: &str, name: &str| {
        let mut row = only(&schema, "provider", is);
        row[short_name.index()] = name.to_owned();
        row
    };
    let cases = [
        (row("YES", ""), Mark::Missing),
        (row("YES", "ACHEN"), Mark::None),
        (row("NO", ""), Mark::None),
        (row("NO", "BCHEN"), Mark::Wrong),
        (row("", "CCHEN"), Mark::None),
    ];
    let rows: Vec<_> = cases.iter().map(|(row, _)| row.clone()).collect();
    let Some(marks) = marks(&schema, None, &rows) else {
        return;
    };
    for ((row, expected), marks) in cases.iter().zip(&marks) {
        assert_eq!(marks[short_name.index()], *expected, "{row:?}");
        assert_ne!(marks[provider.index()], Mark::Wrong, "{row:?}");
    }
}

#[test]
fn any_schema_has_its_marks() {
    let schema = choir();
    let rows = [
        only(&schema, "sings", "solo, \"con fuoco\""),
        only(&schema, "sings", "both"),
    ];
    let Some(marks) = marks(&schema, None, &rows) else {
        return;
    };
    assert_eq!(marks[0], [Mark::None, Mark::None, Mark::Missing, Mark::None]);
    assert_eq!(marks[1], [Mark::None, Mark::Wrong, Mark::None, Mark::None]);
}
