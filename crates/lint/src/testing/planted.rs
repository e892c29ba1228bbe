//! Faults planted in rosters that have none: each is found at its cell, and a roster without one is clean.

mod cells;
mod damage;
mod files;
mod organization;
mod people;
mod workbooks;

use std::collections::BTreeMap;

use rosterkit_schema::{Schema, WorkingWeek};
use rosterkit_sheet::{Document, ReadOptions};
use rust_xlsxwriter::Worksheet;

use self::people::{Chance, HEADER, STAFF_COLUMNS, provider, staff};
use crate::testing::pages;
use crate::testing::{roster, workbook_with};
use crate::{Level, Levels, RULES, Report, Roster, Rule, Values, check};

/// How often each fault is planted, each time among other people and at another place.
const SEEDS: u64 = 24;

/// How many people are in a file.
const PEOPLE: usize = 7;

/// The files of the organization.
const DENTISTS: &str = "dentist--lehi.csv";
const DESK: &str = "receptionist--lehi.csv";

/// How a fault comes into an organization. What is given back is where it must be found: `path:K5`, `path:5` for a row, `path` for
/// the file.
enum Fault {
    /// The cell of this column says something else, in a row of the providers.
    Cell(&'static str, fn(&str, &mut Chance) -> String),
    /// Cells, rows or columns of the files.
    Tables(fn(&mut Tables, &mut Chance) -> String),
    /// The bytes of the file of those who treat nobody, with the row in which it may be.
    Bytes(fn(&str, &mut Chance) -> (Vec<u8>, String)),
    /// A workbook of providers.
    Book(fn(&mut Worksheet, &mut Chance) -> String),
    /// The cell of this column says something else in what the page of the rule says to use instead, for rules about
    /// columns that the wizard does not have.
    InPage(&'static str, fn(&str, &mut Chance) -> String),
    /// What no seed changes: the page's own example shows it.
    Page,
}

/// A fault for every rule; some have several.
type Planted = (&'static str, Fault);

/// The files before they are written.
struct Tables {
    dentists: Vec<Vec<String>>,
    desk: Vec<Vec<String>>,
    /// A row whose licence number is to be written without quotation marks.
    bare: Option<usize>,
}

impl Tables {
    fn new(chance: &mut Chance) -> Self {
        let header = |columns: usize| HEADER[..columns].iter().map(|&text| text.to_owned()).collect();
        let mut dentists = vec![header(HEADER.len())];
        dentists.extend((1..=PEOPLE).map(|number| provider(chance, number)));
        let mut desk = vec![header(STAFF_COLUMNS)];
        desk.extend((1..=PEOPLE).map(|number| staff(chance, PEOPLE + number)));
        Self {
            dentists,
            desk,
            bare: None,
        }
    }

    /// A row of either file below the header.
    fn any_row(chance: &mut Chance) -> usize {
        1 + chance.below(PEOPLE)
    }
}

fn column(header: &str) -> usize {
    HEADER.iter().position(|text| *text == header).unwrap()
}

/// `K5`.
fn cell(row: usize, column: usize) -> String {
    let (row, column) = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
    rosterkit_sheet::CellRef::new(row, column).to_string()
}

/// The rows as a file of the wizard has them: a licence number is in quotation marks, but for one in the row `bare`.
fn csv_of(rows: &[Vec<String>], bare: Option<usize>) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells = row.iter().enumerate().map(|(at, cell)| {
            let is_licence = index > 0 && at == column("State ID") && !cell.is_empty() && bare != Some(index);
            if is_licence || cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        });
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

/// What is found, at which places.
fn found(report: &Report) -> Vec<(&'static str, Level, String)> {
    let scene = report.scene(Values::Shown);
    let diagnostics = report.diagnostics().iter();
    diagnostics
        .map(|found| {
            let at = scene.locate(found.at);
            let place = match (at.cell, at.row) {
                (Some(cell), _) => format!("{}:{cell}", at.path),
                (None, Some(row)) => format!("{}:{row}", at.path),
                (None, None) => at.path,
            };
            (found.rule.name, found.level, place)
        })
        .collect()
}

fn read(schema: &Schema, name: &str, bytes: Vec<u8>) -> Roster {
    let preamble: Vec<&str> = schema.file.preamble.iter().map(String::as_str).collect();
    let options = ReadOptions {
        headers: &schema.header_names(),
        preamble: &preamble,
        ..ReadOptions::default()
    };
    let mut roster = Roster {
        document: Document::read_with(name, bytes, &options).unwrap(),
        ..roster(&name.replace(".xlsx", ".csv"), b"x")
    };
    for location in roster.batch.assignments.keys() {
        roster.batch.hours.insert(location.clone(), WorkingWeek::new());
    }
    roster
}

fn judge(schema: &Schema, files: Vec<(String, Vec<u8>)>) -> Vec<(&'static str, Level, String)> {
    let rosters = files
        .into_iter()
        .map(|(name, bytes)| read(schema, &name, bytes))
        .collect();
    found(&check(schema.clone(), rosters, &Levels::default()))
}

/// The files of an organization with one fault, and where it is.
fn planted(rule: &Rule, fault: &Fault, seed: u64) -> (Vec<(String, Vec<u8>)>, String) {
    let chance = &mut Chance::new(seed);
    let mut tables = Tables::new(chance);
    let file = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    let mut place = String::new();
    match fault {
        Fault::Cell(header, plant) => {
            let (row, at) = (Tables::any_row(chance), column(header));
            let text = &mut tables.dentists[row][at];
            *text = plant(text, chance);
            place = format!("{DENTISTS}:{}", cell(row, at));
        }
        Fault::Tables(plant) => place = plant(&mut tables, chance),
        Fault::Bytes(plant) => {
            let (bytes, place) = plant(&csv_of(&tables.desk, None), chance);
            return (vec![(DESK.to_owned(), bytes)], place);
        }
        Fault::Book(plant) => {
            let rows: Vec<Vec<&str>> = tables
                .dentists
                .iter()
                .map(|row| row.iter().map(String::as_str).collect())
                .collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            let bytes = workbook_with(&rows, |sheet| place = plant(sheet, chance));
            return (vec![("dentist--lehi.xlsx".to_owned(), bytes)], place);
        }
        Fault::InPage(header, plant) => {
            let (name, bytes) = pages::files(rule, "Use instead").remove(0);
            let text = String::from_utf8(bytes).unwrap();
            let mut rows: Vec<Vec<String>> = text
                .lines()
                .map(|line| line.split(',').map(str::to_owned).collect())
                .collect();
            let top = rows
                .iter()
                .position(|row| row.iter().any(|text| text == header))
                .unwrap();
            let at = rows[top].iter().position(|text| text == header).unwrap();
            let row = top + 1 + chance.below(rows.len() - top - 1);
            rows[row][at] = plant(&rows[row][at], chance);
            let place = format!("{name}:{}", cell(row, at));
            let lines: Vec<String> = rows.iter().map(|row| row.join(",") + "\n").collect();
            return (vec![file(&name, lines.concat())], place);
        }
        Fault::Page => unreachable!("the page itself is judged"),
    }
    let files = vec![
        file(DENTISTS, csv_of(&tables.dentists, tables.bare)),
        file(DESK, csv_of(&tables.desk, None)),
    ];
    (files, place)
}

fn all() -> impl Iterator<Item = &'static Planted> {
    [
        cells::PLANTED,
        damage::PLANTED,
        files::PLANTED,
        organization::PLANTED,
        workbooks::PLANTED,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn a_roster_without_a_fault_is_clean() {
    let schema = pages::pack(RULES[0]);
    for seed in 0..20 * SEEDS {
        let tables = Tables::new(&mut Chance::new(seed));
        let files = [(DENTISTS, &tables.dentists), (DESK, &tables.desk)];
        let files = files.map(|(name, rows)| (name.to_owned(), csv_of(rows, None).into_bytes()));
        let mut found = judge(&schema, files.into());
        // Numbers that are certainly nobody's are all that can be invented.
        found.retain(|(rule, level, _)| *level > Level::Note && *rule != "phone-fictional");
        assert!(found.is_empty(), "seed {seed}: {found:?}");
    }
}

#[test]
fn every_planted_fault_is_found_at_its_place() {
    let mut missed = Vec::new();
    for (name, fault) in all() {
        let rule = RULES.iter().find(|rule| rule.name == *name).unwrap();
        let schema = pages::pack(rule);
        if matches!(fault, Fault::Page) {
            let example = pages::rosters(rule, &pages::files(rule, "Example"));
            let found = found(&pages::judge(rule, "Example", example));
            assert!(found.iter().any(|(rule, ..)| rule == name), "{name}: {found:?}");
            continue;
        }
        for seed in 0..SEEDS {
            let (files, place) = planted(rule, fault, seed);
            let found = judge(&schema, files);
            let is_it =
                |(rule, _, at): &(&str, Level, String)| rule == name && (place.is_empty() || *at == place);
            if !found.iter().any(is_it) {
                let others: Vec<_> = found
                    .iter()
                    .filter(|(rule, ..)| *rule != "phone-fictional")
                    .collect();
                missed.push(format!("{name}, seed {seed}, at `{place}`: {others:?}"));
                break;
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_rule_has_a_planted_fault() {
    let mut planted: BTreeMap<&str, usize> = RULES.iter().map(|rule| (rule.name, 0)).collect();
    for (name, _) in all() {
        *planted.get_mut(name).unwrap_or_else(|| panic!("no rule {name}")) += 1;
    }
    planted.retain(|_, count| *count == 0);
    let without: Vec<&&str> = planted.keys().collect();
    assert!(
        without.is_empty(),
        "no fault is planted for {without:?}: see planted/cells.rs and its neighbours"
    );
}
