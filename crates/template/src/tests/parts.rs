//! What other programs find in a workbook: validations, lists, notes, links, formats, properties.

use insta::assert_snapshot;
use rosterkit_schema::Fingerprint;

use super::programs::{libre_office, openpyxl};
use super::{ascend, batch, between, bytes, cells, choir, row};

const LOOK: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(*[f"{sheet.title} {sheet.sheet_state}" for sheet in book], sep=", ")
users, hints = book["Users"], book["Hints"]
print(users.freeze_panes, users.auto_filter.ref, users.print_title_rows)
for cell in users[1]:
    checks = [check for check in users.data_validations.dataValidation if f"{cell.column_letter}2" in check.sqref]
    kinds = ", ".join(f"{check.type} {check.errorStyle or 'stop'}" for check in checks)
    link = cell.hyperlink.location
    back = hints[link.split("!")[1]].hyperlink.location
    print(cell.value, kinds, bool(cell.comment), link, back, sep=" | ")
print(*sorted(book.defined_names), sep=", ")
print(book.properties.title, book.properties.subject, sep=" | ")
for name in ["Rosterkit schema", "Rosterkit schema version", "Rosterkit batch", "Rosterkit column zip"]:
    print(name, book.custom_doc_props[name].value, sep=" = ")
"#;

#[test]
fn openpyxl_finds_all_that_is_promised() {
    let workbook = bytes(&ascend(), &batch(&[("lehi", "dentist")], Some(true)), &[]);
    let Some(found) = openpyxl(&workbook, LOOK) else {
        return;
    };
    assert_snapshot!(found, @"
    Users visible, Hints visible, Lists veryHidden
    A2 A1:O1001 $1:$1
    First Name | None stop | True | 'Hints'!A5 | 'Users'!A1
    Last Name | None stop | True | 'Hints'!A6 | 'Users'!B1
    Username | custom stop | True | 'Hints'!A7 | 'Users'!C1
    Email | custom warning | True | 'Hints'!A8 | 'Users'!D1
    Phone Number | custom warning | True | 'Hints'!A9 | 'Users'!E1
    Provider (YES/NO) | list stop | True | 'Hints'!A10 | 'Users'!F1
    Shortname | custom stop | True | 'Hints'!A11 | 'Users'!G1
    Address | custom warning | True | 'Hints'!A12 | 'Users'!H1
    City | custom warning | True | 'Hints'!A13 | 'Users'!I1
    State | list stop | True | 'Hints'!A14 | 'Users'!J1
    ZIP Code | custom stop | True | 'Hints'!A15 | 'Users'!K1
    NPI | custom stop | True | 'Hints'!A16 | 'Users'!L1
    DEA | custom warning | True | 'Hints'!A17 | 'Users'!M1
    TIN | custom stop | True | 'Hints'!A18 | 'Users'!N1
    State ID | custom stop | True | 'Hints'!A19 | 'Users'!O1
    List_provider, List_state, Rows_20, Rows_5, Rows_56, Rows_6, Rows_9
    Dentrix Ascend: Import Users from File | Provider at Lehi
    Rosterkit schema = dentrix-ascend
    Rosterkit schema version = 1.0.0
    Rosterkit batch = lehi=dentist
    Rosterkit column zip = ZIP Code
    ");
}

#[test]
fn libre_office_keeps_validations_names_links_and_the_fingerprint() {
    let batch = batch(&[("lehi", "dentist")], Some(true));
    let workbook = bytes(&ascend(), &batch, &[]);
    let Some(saved) = libre_office(&workbook, "fods") else {
        return;
    };
    let saved = String::from_utf8(saved).unwrap();
    assert_eq!(between(&saved, "<table:content-validation ", ">").len(), 15);
    assert_eq!(saved.matches("<office:annotation ").count(), 15);
    assert_eq!(saved.matches("xlink:href=\"#&apos;Users").count(), 15);
    assert_eq!(saved.matches("xlink:href=\"#&apos;Hints").count(), 15);
    assert!(saved.contains("table:name=\"List_state\""));
    for (name, text) in Fingerprint::new(&ascend(), &batch).properties() {
        let property = format!("meta:name=\"{name}\"");
        let (_, rest) = saved.split_once(&property).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(between(rest, ">", "<")[0], text, "{name}");
    }
}

#[test]
fn what_is_live_is_the_same_when_libre_office_computes_it_again() {
    let people = [
        row(&["Ana", "Chen", "achen", "ana.chen@example.com", "8015550123", "NO"]),
        row(&["Ben", "Ode", "bode", "", "8015550124", "NO"]),
    ];
    let many = vec![people[0].clone(); 400];
    for rows in [&people[..], &many[..], &[]] {
        let workbook = bytes(&ascend(), &batch(&[], Some(false)), rows);
        let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2";
        // Without the values that were written beside the formulas: LibreOffice would show them as they are.
        let bare = super::without_values(&workbook, "xl/worksheets/sheet2.xml");
        let Some(hints) = libre_office(&bare, filter) else {
            return;
        };
        let hints = String::from_utf8(hints).unwrap();
        let written = cells(&workbook, "Hints");
        for name in ["People so far", "Room"] {
            let line = written.iter().find(|line| line[0] == name).unwrap();
            assert!(
                hints.contains(&format!("{name},,{},", line[2])),
                "{name}: {} in {hints}",
                line[2]
            );
        }
    }
}

#[test]
fn no_formula_of_a_validation_is_longer_than_excel_takes() {
    for schema in [ascend(), choir()] {
        for provider in [None, Some(true), Some(false)] {
            let workbook = bytes(&schema, &batch(&[], provider), &[]);
            let users = super::part(&workbook, "xl/worksheets/sheet1.xml");
            for formula in between(&users, "<formula1>", "</formula1>") {
                let formula = formula
                    .replace("&gt;", ">")
                    .replace("&lt;", "<")
                    .replace("&amp;", "&")
                    .replace("&quot;", "\"");
                assert!(formula.encode_utf16().count() <= 255, "{formula}");
                assert!(!formula.contains('{'), "an array constant: {formula}");
            }
        }
    }
}
