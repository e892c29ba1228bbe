//! The page of every rule is a test: its example raises exactly the rule, and what it says to use instead is right.

use std::collections::BTreeSet;

use rosterkit_schema::{Answers, Schema};
use rosterkit_sheet::{Document, ReadOptions};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::testing::roster_toml::RosterToml;
use crate::testing::{INVENTED, line, rewritten, roster, workbook, workbook_with};
use crate::{Applicability, Day, FixAvailability, Levels, RULES, Report, Roster, Rule, Terms, Values, check};

/// The pack under which the page's examples are judged: the one that it names, else the one that most readers use.
pub(super) fn pack(rule: &Rule) -> Schema {
    let named = rule
        .page
        .split_once("<!-- pack: ")
        .and_then(|(_, rest)| rest.split_once(" -->"));
    let text = match named.map_or("dentrix-ascend", |(name, _)| name) {
        "dentrix-ascend" => include_str!("../../../../templates/dentrix-ascend/schema.toml"),
        "entra-bulk-create" => include_str!("../../../../templates/entra-bulk-create/schema.toml"),
        "google-workspace" => include_str!("../../../../templates/google-workspace/schema.toml"),
        other => panic!("{}: no pack `{other}`", rule.name),
    };
    Schema::parse("schema.toml", text, &answers(rule)).unwrap()
}

/// The answer that the page gives to an option: `<!-- option: state-id-letters = yes -->`.
fn answers(rule: &Rule) -> Answers {
    let named = rule.page.split_once("<!-- option: ");
    let answer = named.and_then(|(_, rest)| rest.split_once(" -->")?.0.split_once(" = "));
    let answer = answer.map(|(option, choice)| (option.to_owned(), choice.to_owned()));
    answer.into_iter().collect()
}

/// Judges files under what the section says of `roster.toml`.
pub(super) fn judge(rule: &Rule, section_name: &str, mut files: Vec<Roster>) -> Report {
    let mut levels = Levels::default();
    for quiet in INVENTED.into_iter().filter(|quiet| *quiet != rule.name) {
        levels.0.insert(quiet, None);
    }
    let written = RosterToml::of(section(rule, section_name));
    for file in &mut files {
        written.govern(file);
    }
    let terms = Terms {
        suppressions: &written.suppressions(),
        today: Day {
            year: 2026,
            month: 1,
            day: 1,
        },
        written_in: "roster.toml",
        ..Terms::from(&levels)
    };
    check(pack(rule), files, terms)
}

fn section<'a>(rule: &Rule, name: &str) -> &'a str {
    let page: &'static str = rule.page;
    let (_, section) = page
        .split_once(&format!("\n## {name}\n"))
        .unwrap_or_else(|| panic!("{}: no section `{name}`", rule.name));
    section.split("\n## ").next().unwrap_or_default()
}

/// The files of one section of a page: its `csv` blocks, or the bytes that its fixture names.
pub(super) fn files(rule: &Rule, section_name: &str) -> Vec<(String, Vec<u8>)> {
    let section = section(rule, section_name);
    if let Some((_, rest)) = section.split_once("<!-- fixture: ") {
        return vec![fixture(rest.split(" -->").next().unwrap_or_default())];
    }
    let mut blocks = section.split("```csv\n");
    let mut before = blocks.next().unwrap_or_default();
    let mut files = Vec::new();
    for block in blocks {
        // A block may be preceded by the name of its file: "`dentist--lehi.csv`:".
        let named = before
            .trim_end()
            .lines()
            .last()
            .and_then(|line| line.strip_prefix('`')?.strip_suffix("`:"));
        let (text, after) = block.split_once("```").unwrap_or_default();
        files.push((named.unwrap_or("staff.csv").to_owned(), text.as_bytes().to_vec()));
        before = after;
    }
    files
}

pub(super) const HEADER: [&str; 6] = [
    "First Name",
    "Last Name",
    "Username",
    "Email",
    "Phone Number",
    "Provider (YES/NO)",
];

const PROVIDER_HEADER: [&str; 15] = [
    "First Name",
    "Last Name",
    "Username",
    "Email",
    "Phone Number",
    "Provider (YES/NO)",
    "Shortname",
    "Address",
    "City",
    "State",
    "ZIP Code",
    "NPI",
    "DEA",
    "TIN",
    "State ID",
];

const PROVIDER: [&str; 15] = [
    "Ana",
    "Chen",
    "achen",
    "ana.chen@example.com",
    "(801) 555-0123",
    "YES",
    "ACHEN",
    "100 Example Street",
    "Lehi",
    "UT",
    "840430000",
    "1234567893",
    "AB1234563",
    "12-3456789",
    "",
];

/// What cannot be shown as text.
fn fixture(name: &str) -> (String, Vec<u8>) {
    let header = format!("{}\n", HEADER.join(","));
    let zoe = [
        "Zoe",
        "Chen",
        "zchen",
        "zoe.chen@example.com",
        "(801) 555-0123",
        "NO",
    ];
    match name {
        "stray-byte" => {
            let zoe = "Zoë,Chen,zchen,zoe.chen@example.com,(801) 555-0123,NO\n";
            let jose = b"Jos\xe9,Ode,jode,jose.ode@example.com,(801) 555-0124,NO\n";
            (
                "staff.csv".to_owned(),
                [header.as_bytes(), zoe.as_bytes(), jose].concat(),
            )
        }
        "byte-order-mark" => {
            let ana = "Ana,Chen,achen,ana.chen@example.com,(801) 555-0123,NO\n";
            (
                "staff.csv".to_owned(),
                format!("\u{feff}{header}{ana}").into_bytes(),
            )
        }
        "utf16" => {
            let text = format!("\u{feff}{header}Zoë,Chen,zchen,zoe.chen@example.com,(801) 555-0123,NO\n");
            let bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            ("staff.csv".to_owned(), bytes)
        }
        "old-mac" => {
            let ana = "Ana,Chen,achen,ana.chen@example.com,(801) 555-0123,NO\n";
            (
                "staff.csv".to_owned(),
                format!("{header}{ana}").replace('\n', "\r").into_bytes(),
            )
        }
        "nearly-too-large-file" => ("staff.csv".to_owned(), people(&header, 279)),
        "windows-1252" => {
            let row = b"Zo\xeb,Chen,zchen,zoe.chen@example.com,(801) 555-0123,NO\n";
            ("staff.csv".to_owned(), [header.as_bytes(), row].concat())
        }
        "workbook-named-csv" => ("staff.csv".to_owned(), workbook(&[&HEADER, &zoe])),
        "large-file" => ("staff.csv".to_owned(), people(&header, 400)),
        "damaged-workbook" => ("staff.xlsx".to_owned(), damaged(&workbook(&[&HEADER, &zoe]))),
        _ => match unusual(name) {
            Some(bytes) => ("staff.xlsx".to_owned(), bytes),
            None => panic!("no fixture `{name}`"),
        },
    }
}

/// So many people below the header, 400 at the most.
pub(super) fn people(header: &str, count: usize) -> Vec<u8> {
    let row = |i: usize| {
        let name = ["Ana", "Ben", "Cleo", "Dora"][i / 100];
        format!(
            "{name},Chen,user{i},user{i}@example.com,(801) 555-01{:02},NO\n",
            i % 100
        )
    };
    let rows = (0..count).map(row);
    let lines = std::iter::once(header.to_owned()).chain(rows);
    lines.collect::<String>().into_bytes()
}

/// The workbook with a cell that points past the end of its strings.
fn damaged(workbook: &[u8]) -> Vec<u8> {
    rewritten(workbook, |xml| {
        xml.replace("<c r=\"A2\" t=\"s\"><v>6</v>", "<c r=\"A2\" t=\"s\"><v>99</v>")
    })
}

/// What is wrong with a workbook besides its texts, in `staff.xlsx`.
fn unusual(name: &str) -> Option<Vec<u8>> {
    let ana = [
        "Ana",
        "Chen",
        "achen",
        "ana.chen@example.com",
        "(801) 555-0123",
        "NO",
    ];
    let ben = [
        "Ben",
        "Ode",
        "bode",
        "ben.ode@example.com",
        "(801) 555-0124",
        "NO",
    ];
    let (format, rows) = (Format::new(), [HEADER.as_slice(), &ana, &ben]);
    Some(match name {
        "number-cell" => workbook_with(&[&PROVIDER_HEADER, &PROVIDER], |sheet| {
            sheet.write(1, 14, 12_345).unwrap();
        }),
        "boolean-cell" => workbook_with(&[&PROVIDER_HEADER, &PROVIDER], |sheet| {
            sheet.write(1, 6, true).unwrap();
            sheet.write(1, 14, "0012345").unwrap();
        }),
        "date-cell" => workbook_with(&[&PROVIDER_HEADER, &PROVIDER], |sheet| {
            let day = ExcelDateTime::from_ymd(2026, 1, 2).unwrap();
            let format = Format::new().set_num_format("d-mmm");
            sheet.write_with_format(1, 14, day, &format).unwrap();
        }),
        "formula-cell" => workbook_with(&rows, |sheet| {
            let formula = Formula::new("=LOWER(LEFT(A2,1)&B2)").set_result("achen");
            sheet.write(1, 2, formula).unwrap();
        }),
        "hidden-rows" => workbook_with(&rows, |sheet| {
            sheet.set_row_hidden(2).unwrap();
        }),
        "hidden-columns" => workbook_with(&rows, |sheet| {
            sheet.set_column_hidden(3).unwrap();
        }),
        "merged-cells" => workbook_with(&rows, |sheet| {
            sheet.merge_range(1, 4, 2, 4, "(801) 555-0123", &format).unwrap();
            // Only the merging is to be wrong, and not what is missing because of it.
            sheet.write(2, 4, "(801) 555-0123").unwrap();
        }),
        "unread-sheets" => {
            let mut workbook = Workbook::new();
            for (name, people) in [("Lehi", ana), ("Provo", ben)] {
                let sheet = workbook.add_worksheet().set_name(name).unwrap();
                sheet.write_row_matrix(0, 0, [HEADER, people]).unwrap();
            }
            workbook.save_to_buffer().unwrap()
        }
        _ => return None,
    })
}

pub(super) fn rosters(rule: &Rule, files: &[(String, Vec<u8>)]) -> Vec<Roster> {
    let schema = pack(rule);
    let preamble: Vec<&str> = schema.file.preamble.iter().map(String::as_str).collect();
    let options = ReadOptions {
        headers: &schema.header_names(),
        preamble: &preamble,
        ..ReadOptions::default()
    };
    let read = |(name, bytes): &(String, Vec<u8>)| Roster {
        document: Document::read_with(name, bytes.clone(), &options).unwrap(),
        ..roster(name, bytes)
    };
    files.iter().map(read).collect()
}

fn lines(report: &Report) -> Vec<String> {
    report
        .diagnostics()
        .iter()
        .map(|found| line(report, found))
        .collect()
}

#[test]
fn an_example_raises_exactly_its_rule() {
    for rule in RULES {
        let example = files(rule, "Example");
        let report = judge(rule, "Example", rosters(rule, &example));
        let raised: BTreeSet<&str> = report.diagnostics().iter().map(|found| found.rule.name).collect();
        assert_eq!(
            raised,
            BTreeSet::from([rule.name]),
            "{}: {:#?}",
            rule.name,
            lines(&report)
        );
    }
}

#[test]
fn what_to_use_instead_is_right() {
    for rule in RULES {
        let report = judge(rule, "Use instead", rosters(rule, &files(rule, "Use instead")));
        assert_eq!(lines(&report), Vec::<String>::new(), "{}", rule.name);
    }
}

#[test]
fn a_fix_makes_the_one_the_other() {
    for rule in RULES.iter().filter(|rule| rule.fix != FixAvailability::None) {
        let example = files(rule, "Example");
        let report = judge(rule, "Example", rosters(rule, &example));
        let scene = report.scene(Values::Shown);
        let mut after = Vec::new();
        let mut is_shown_only = false;
        for (file, roster) in (0..).zip(report.rosters()) {
            let found = report
                .diagnostics()
                .iter()
                .filter(|found| found.at.file.0 == file);
            let fixes: Vec<_> = found
                .filter_map(|found| scene.fixes(found).into_iter().next())
                .collect();
            is_shown_only |= fixes
                .iter()
                .any(|fix| fix.applicability == Applicability::DisplayOnly);
            let edits: Vec<_> = fixes.into_iter().flat_map(|fix| fix.edits).collect();
            let text = String::from_utf8(roster.document.edited(&edits).unwrap()).unwrap();
            // A page cannot show how its lines end.
            after.push(text.replace("\r\n", "\n"));
        }
        // What is shown for a person's eyes changes nothing.
        if is_shown_only {
            continue;
        }
        let instead: Vec<String> = files(rule, "Use instead")
            .into_iter()
            .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
            .collect();
        assert_eq!(after, instead, "{}", rule.name);
    }
}

#[test]
fn a_page_has_its_title_and_sections() {
    for rule in RULES {
        let sections: Vec<&str> = rule
            .page
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .collect();
        let wanted = ["Why it matters", "Example", "Use instead", "How to repair it"];
        assert_eq!(
            &sections[..wanted.len().min(sections.len())],
            wanted,
            "{}",
            rule.name
        );
        assert!(
            rule.page.starts_with(&format!("# `{}`\n", rule.name)),
            "{}: the title",
            rule.name
        );
        for program in ["Excel", "LibreOffice", "Google Sheets"] {
            assert!(
                rule.page.contains(program),
                "{}: how to repair it in {program}",
                rule.name
            );
        }
    }
}

#[test]
fn names_are_unique_and_kebab_case() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for name in names {
        assert!(rosterkit_schema::is_id(name), "{name}");
    }
}
