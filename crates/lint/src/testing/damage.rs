//! The page on damage is a test: each line of it raises exactly the rule that it names, with that fix.

use std::collections::BTreeMap;

use rosterkit_schema::{Answers, Schema};
use rosterkit_sheet::{Document, Encoding, ReadOptions};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::pages::{HEADER, people};
use super::{rewritten_part, roster, workbook, workbook_with};
use crate::{Applicability, Levels, Report, Roster, Values, check};

const PAGE: &str = include_str!("../../../../docs/src/spreadsheet-damage.md");
const SCHEMA: &str = include_str!("../../../../templates/dentrix-ascend/schema.toml");

/// A right provider: headers and fields as a CSV writes them.
const PROVIDER: [(&str, &str); 15] = [
    ("First Name", "Ben"),
    ("Last Name", "Ames"),
    ("Username", "bames"),
    ("Email", "ben.ames@example.com"),
    ("Phone Number", "8015552368"),
    ("Provider (YES/NO)", "YES"),
    ("Shortname", "BAMES"),
    ("Address", "100 Example Street"),
    ("City", "Cambridge"),
    ("State", "MA"),
    ("ZIP Code", "021390001"),
    ("NPI", "1245319599"),
    ("DEA", "AA1234563"),
    ("TIN", "12-3456789"),
    ("State ID", "\"1234567\""),
];

/// The provider in whom one column says something else.
fn with(column: &str, field: &str) -> Vec<u8> {
    assert!(PROVIDER.iter().any(|(header, _)| *header == column), "{column}");
    let headers = PROVIDER.map(|(header, _)| header);
    let fields = PROVIDER.map(|(header, right)| if header == column { field } else { right });
    format!("{}\n{}\n", headers.join(","), fields.join(",")).into_bytes()
}

fn staff(rows: &str) -> String {
    format!("{}\n{rows}", HEADER.join(","))
}

const BEN: &str = "Ben,Ode,bode,ben.ode@example.com,8015552368,NO\n";
const DAN: &str = "Dan,Lee,dlee,dan.lee@example.com,8015552369,NO\n";

fn staff_rows() -> [[&'static str; 6]; 3] {
    let cells = |row: &'static str| {
        let mut cells = row.trim_end().split(',');
        [(); 6].map(|()| cells.next().unwrap_or_default())
    };
    [HEADER, cells(BEN), cells(DAN)]
}

/// A workbook of two people, in which a cell or the sheet is changed.
fn changed(change: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let rows = staff_rows();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 6]>::as_slice).collect();
    workbook_with(&rows, change)
}

/// The provider as a workbook, in which one cell is changed.
fn provider(change: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let headers = PROVIDER.map(|(header, _)| header);
    let fields = PROVIDER.map(|(_, field)| field.trim_matches('"'));
    workbook_with(&[&headers, &fields], change)
}

/// Samples of each damage.
fn samples(id: &str) -> Vec<Vec<u8>> {
    let samples = in_cells(id)
        .or_else(|| of_text(id))
        .or_else(|| of_workbooks(id).map(|sample| vec![sample]));
    samples.unwrap_or_else(|| panic!("no sample of `{id}`"))
}

fn in_cells(id: &str) -> Option<Vec<Vec<u8>>> {
    let cell = |column: &str, fields: &[&str]| -> Vec<Vec<u8>> {
        fields.iter().map(|field| with(column, field)).collect()
    };
    Some(match id {
        "leading-zero-zip" => cell("ZIP Code", &["21390001"]),
        "leading-zero-zip5" => cell("ZIP Code", &["2139", "2139-0001"]),
        "zip5-only" => cell("ZIP Code", &["02139", "02139-0001"]),
        "scientific-lossy" => cell("NPI", &["1.23E+09", "1.8E+10", "1.234567E+09"]),
        "scientific-licence" => cell("State ID", &["\"1E5\"", "\"06E2\"", "\"12E3456\""]),
        "date-licence" => cell(
            "State ID",
            &["2-Jan", "Mar-01", "1/2/2026", "\"3/4/26\"", "\"\"\"2-Jan\"\"\""],
        ),
        "precision-16" => cell("State ID", &["\"12345678931234500\"", "\"1234567893123450\""]),
        "plus-phone" => cell("Phone Number", &["18015552368"]),
        "thousands" => cell("NPI", &["\"1,245,319,599\""]),
        "currency-percent-paren" => [
            cell(
                "State ID",
                &["-123", "$12", "50%", "0.5", "(123)", "\"$1,200.00\""],
            ),
            cell("NPI", &["-1245319599"]),
        ]
        .concat(),
        "bool" => cell("Provider (YES/NO)", &["TRUE", "Y", "true", "T"]),
        "error-value" => cell("City", &["#N/A", "#REF!", "#SPILL!"]),
        "number-shown-truncated" => cell("Phone Number", &["####"]),
        "formula" => cell("City", &["=A2", "@x", "-2+3", "\t=A2", "＝A2", "+Ana"]),
        "equals-quote" => [
            cell("State ID", &["=\"00123\"", "\"=\"\"00123\"\"\""]),
            cell("Phone Number", &["=\"8015552368\""]),
        ]
        .concat(),
        "apostrophe" => cell("State ID", &["'00123", "\"'00123\""]),
        "literal-quotes" => cell("Last Name", &["\"\"\"Ames\"\"\""]),
        "smart-quotes" => cell("State ID", &["“12345”"]),
        "dashes" => [
            cell("TIN", &["12–3456789", "12−3456789"]),
            cell("Phone Number", &["801—555—2368"]),
        ]
        .concat(),
        "nbsp" => cell(
            "Last Name",
            &["Ames\u{A0}Ruiz", "A\u{AD}mes", "Am\u{200B}es", "Am\u{FEFF}es"],
        ),
        "blank-edges" => cell("Username", &[" bames", "bames\u{A0}"]),
        "fullwidth-digits" => cell("Phone Number", &["８０１5552368"]),
        "homoglyph-username" => cell("Username", &["b\u{430}mes"]),
        "mojibake" => cell("First Name", &["ZoÃ«", "Oâ€™Neil", "MarÃ\u{AD}a"]),
        "quoted-newline" => cell(
            "Address",
            &["\"100 Example Street\r\nSuite 4\"", "\"1 Example\nStreet\""],
        ),
        _ => return None,
    })
}

fn of_text(id: &str) -> Option<Vec<Vec<u8>>> {
    let text = |text: String| vec![text.into_bytes()];
    let encoded = |encoding: Encoding, text: &str| vec![encoding.encode(text).unwrap()];
    Some(match id {
        "bom-utf8" => text(format!("\u{FEFF}{}", staff(BEN))),
        "utf16" => [Encoding::Utf16Le, Encoding::Utf16Be]
            .iter()
            .flat_map(|encoding| {
                ["", "\u{FEFF}"].map(|mark| encoding.encode(&format!("{mark}{}", staff(BEN))).unwrap())
            })
            .collect(),
        "cp1252" => encoded(Encoding::Windows1252, &staff(BEN).replace("Ben", "Zo\u{EB}")),
        "macroman" => encoded(Encoding::MacRoman, &staff(BEN).replace("Ben", "H\u{E8}l")),
        "semicolon-delimiter" => text(staff(BEN).replace(',', ";")),
        "tab-delimiter" => text(staff(BEN).replace(',', "\t")),
        "sep-line" => text(format!("sep=,\r\n{}", staff(BEN))),
        "cr-only" => text(staff(BEN).replace('\n', "\r")),
        "unbalanced-quote" => text(staff(&format!("{}{DAN}", BEN.replace("Ode", "\"Ode")))),
        "ragged-row" => text(staff(&BEN.replace("NO", "NO,,"))),
        "trailing-empty-rows" => text(staff(&format!("{BEN},,,,,\n , ,,,,\n"))),
        "duplicate-header" => text(format!(
            "{},username\n{}",
            HEADER.join(","),
            BEN.replace("NO", "NO,")
        )),
        "size-15kb" => vec![people(&format!("{}\n", HEADER.join(",")), 279)],
        "case-dup-username" => text(staff(&format!("{BEN}{}", DAN.replace("dlee", "BOde")))),
        _ => return None,
    })
}

fn of_workbooks(id: &str) -> Option<Vec<u8>> {
    Some(match id {
        "date-serial" => provider(date),
        "renamed-xlsx" => changed(|_| {}),
        "hidden" => changed(|sheet| {
            sheet.set_row_hidden(2).unwrap();
        }),
        "merged" => changed(|sheet| {
            sheet
                .merge_range(1, 4, 2, 4, "8015552368", &Format::new())
                .unwrap();
            sheet.write(2, 4, "8015552369").unwrap();
        }),
        "number-as-text" => provider(|_| {}),
        "format-mask" => provider(|sheet| {
            let mask = Format::new().set_num_format("000000000");
            sheet.write_with_format(1, 10, 21_390_001, &mask).unwrap();
        }),
        "date1904" => {
            let bytes = provider(date);
            rewritten_part(&bytes, "xl/workbook.xml", |xml| {
                assert!(xml.contains("<workbookPr "));
                xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
            })
        }
        "multiple-sheets" => {
            let [header, ben, dan] = staff_rows();
            let mut workbook = Workbook::new();
            for row in [ben, dan] {
                let sheet = workbook.add_worksheet();
                sheet.write_row_matrix(0, 0, [header, row]).unwrap();
            }
            workbook.save_to_buffer().unwrap()
        }
        _ => return None,
    })
}

fn date(sheet: &mut rust_xlsxwriter::Worksheet) {
    let day = ExcelDateTime::from_ymd(2026, 1, 2).unwrap();
    let format = Format::new().set_num_format("d-mmm");
    sheet.write_with_format(1, 14, day, &format).unwrap();
}

fn judge(id: &str, bytes: Vec<u8>) -> Report {
    let mut answers = Answers::new();
    if id == "scientific-licence" {
        answers.insert("state-id-letters".to_owned(), "yes".to_owned());
    }
    let schema = Schema::parse("schema.toml", SCHEMA, &answers).unwrap();
    let is_workbook = bytes.starts_with(b"PK") && id != "renamed-xlsx";
    let name = if is_workbook { "staff.xlsx" } else { "staff.csv" };
    let options = ReadOptions {
        headers: &schema.header_names(),
        ..ReadOptions::default()
    };
    let roster = Roster {
        document: Document::read_with(name, bytes, &options).unwrap(),
        ..roster("staff.csv", b"x")
    };
    check(schema, vec![roster], &Levels([("phone-fictional", None)].into()))
}

/// The lines of the page: damage, rule and fix.
fn lines() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let lines = PAGE.lines().filter_map(|line| {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", id, _, rule, fix, _, ""] = columns[..] else {
            return None;
        };
        let id = id.strip_prefix('`')?.strip_suffix('`')?;
        let rule = rule.strip_prefix("[`").and_then(|rule| rule.split('`').next());
        Some((id, (rule.unwrap_or_default(), fix)))
    });
    lines.collect()
}

#[test]
fn each_damage_raises_the_rule_of_the_page_with_its_fix() {
    let lines = lines();
    assert_eq!(lines.len(), 47);
    for (id, (rule, fix)) in lines {
        for sample in samples(id) {
            let shown = String::from_utf8(sample.clone()).unwrap_or_default();
            let report = judge(id, sample);
            let scene = report.scene(Values::Shown);
            let mut found: Vec<&str> = report.diagnostics().iter().map(|found| found.rule.name).collect();
            // Each of two merged rows has its own.
            found.dedup();
            let wanted: &[&str] = if rule.is_empty() { &[] } else { &[rule] };
            assert_eq!(found, wanted, "{id}: {shown}");
            let fixes = report.diagnostics().iter().flat_map(|found| scene.fixes(found));
            let mut best = fixes.map(|fix| match fix.applicability {
                Applicability::Safe => "safe",
                Applicability::Unsafe => "unsafe",
                Applicability::DisplayOnly => "shown",
            });
            let none = if rule.is_empty() { "" } else { "none" };
            assert_eq!(best.next().unwrap_or(none), fix, "{id}: {shown}");
        }
    }
}

#[test]
fn the_right_provider_is_right() {
    let report = judge("", with("City", "Cambridge"));
    assert!(report.diagnostics().is_empty(), "{:?}", report.diagnostics());
    let rows: [&[&str]; 2] = [&staff_rows()[0], &staff_rows()[1]];
    assert!(judge("", workbook(&rows)).diagnostics().is_empty());
}

#[test]
fn what_the_page_says_beside_the_fix_is_so() {
    let best = |bytes: Vec<u8>| {
        let report = judge("", bytes);
        let scene = report.scene(Values::Shown);
        let found = &report.diagnostics()[0];
        let fix = scene.fixes(found).into_iter().next();
        (found.rule.name, fix.map(|fix| fix.applicability))
    };
    let of = |column, field| best(with(column, field));
    let (safe, guess, shown) = (
        Some(Applicability::Safe),
        Some(Applicability::Unsafe),
        Some(Applicability::DisplayOnly),
    );
    for (column, field, rule, fix) in [
        ("ZIP Code", "84570001", "invalid-zip", None),
        ("NPI", "1.245319599E+09", "scientific-notation", guess),
        ("Phone Number", "8.015552368E+09", "scientific-notation", shown),
        ("State ID", "1E5", "scientific-notation", None),
        ("NPI", "\"1,245,319,590\"", "thousands-separators", None),
        ("Provider (YES/NO)", "yes", "invalid-choice", safe),
        ("Provider (YES/NO)", "1", "invalid-choice", shown),
        ("Provider (YES/NO)", "0", "invalid-choice", shown),
        ("State ID", "1234567", "unquoted-id-number", safe),
        ("NPI", "\"12453\n19599\"", "line-break", None),
        ("Username", "\"ba\nmes\"", "line-break", None),
        ("City", "“Lehi”", "smart-quotes", guess),
        ("Email", "“ben.ames@example.com”", "smart-quotes", guess),
        ("Username", "b\u{A0}ames", "invisible-character", guess),
        ("NPI", "124531\u{A0}9599", "invisible-character", guess),
        ("NPI", "124531\u{200B}9598", "invisible-character", guess),
        ("First Name", "=\"12\"", "equals-quoted", guess),
        ("Last Name", "A \"B\" mes", "stray-quote", None),
    ] {
        assert_eq!(of(column, field), (rule, fix), "{column}: {field}");
    }
    assert_eq!(
        best(staff(&BEN.replace("NO", "NO,x")).into_bytes()),
        ("ragged-row", None)
    );
    assert_eq!(
        best(people(&format!("{}\n", HEADER.join(",")), 399)),
        ("file-too-large", None)
    );
    let sep = format!("sep=;\n{}", staff(BEN).replace(',', ";"));
    assert_eq!(best(sep.into_bytes()), ("sep-line", safe));
}
