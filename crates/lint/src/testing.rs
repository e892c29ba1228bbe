//! Tests of rules: a roster as text, with carets under what must be found.

use rosterkit_schema::{Answers, Batch, Schema};
use rosterkit_sheet::{Document, ReadOptions};

use crate::{Diagnostic, Levels, Location, Report, Roster, Rule, Scene, Values, check};

mod damage;
mod pages;
mod properties;

/// The schema of the tests.
pub(crate) fn sample() -> Schema {
    Schema::parse(
        "sample.toml",
        include_str!("testing/sample.toml"),
        &Answers::new(),
    )
    .unwrap()
}

/// A file whose batch follows from its name: `<role>--<location>.csv`. Dentists are providers.
pub(crate) fn roster(name: &str, bytes: &[u8]) -> Roster {
    let stem = name.split('.').next().unwrap_or_default();
    let mut batch = Batch::default();
    if let Some((role, location)) = stem.split_once("--") {
        batch.provider = Some(role == "dentist");
        batch.assignments.insert(location.to_owned(), role.to_owned());
    }
    let schema = sample();
    let options = ReadOptions {
        headers: &schema.header_names(),
        ..ReadOptions::default()
    };
    Roster {
        context: false,
        document: Document::read_with(name, bytes.to_vec(), &options).unwrap(),
        batch,
    }
}

/// A workbook whose first sheet has these rows, every cell a text.
pub(crate) fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    workbook_with(rows, |_| {})
}

/// Such a workbook after a change to its sheet.
pub(crate) fn workbook_with(
    rows: &[&[&str]],
    change: impl FnOnce(&mut rust_xlsxwriter::Worksheet),
) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    change(sheet);
    workbook.save_to_buffer().unwrap()
}

/// The workbook with the XML of its first sheet rewritten.
pub(crate) fn rewritten(workbook: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    rewritten_part(workbook, "xl/worksheets/sheet1.xml", change)
}

/// The workbook with the XML of one of its parts rewritten.
pub(crate) fn rewritten_part(workbook: &[u8], path: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut parts = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == path {
            bytes = change(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// What is found in these files under the schema of the tests, a line each: place, level, rule, related place. A
/// recommended column that is not there is left out: most tests have only the columns that they are about.
pub(crate) fn found_in(files: &[(&str, &[u8])]) -> Vec<String> {
    let rosters = files.iter().map(|(name, bytes)| roster(name, bytes)).collect();
    let levels = Levels([("missing-recommended", None)].into());
    let report = check(sample(), rosters, &levels);
    report
        .diagnostics()
        .iter()
        .map(|found| line(&report, found))
        .collect()
}

/// One diagnostic as one line.
pub(crate) fn line(report: &Report, found: &Diagnostic) -> String {
    let scene = report.scene(Values::Shown);
    let place = |at: Location| {
        let located = scene.locate(at);
        let row = located.row.map(|row| format!("row {row}"));
        format!("{} {}", located.path, located.cell.or(row).unwrap_or_default())
    };
    let related = found
        .related
        .map(|at| format!(" <- {}", place(at)))
        .unwrap_or_default();
    format!(
        "{} {}[{}]{related}",
        place(found.at),
        found.level,
        found.rule.name
    )
}

/// Judges the CSV in `expected` without its lines of carets, and compares them with what this rule found.
#[track_caller]
pub(crate) fn check_rule(rule: &'static Rule, expected: &str) {
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    let is_mark = |line: &str| {
        line.trim_start().starts_with(['^', '-']) && line.contains(' ') || line.trim_start().starts_with('^')
    };
    let csv: String = expected
        .split_inclusive('\n')
        .filter(|line| !is_mark(line))
        .collect();
    let report = check(
        sample(),
        vec![roster("staff.csv", csv.as_bytes())],
        &Levels::default(),
    );
    let scene = report.scene(Values::Shown);

    let mut marks: Vec<(u32, u32, String)> = Vec::new();
    for found in report.diagnostics().iter().filter(|found| found.rule == rule) {
        let words = scene.words(found);
        marks.push(mark(
            &scene,
            found.at,
            '^',
            &format!("{}: {}", found.level, words.message),
        ));
        if let Some(related) = found.related {
            marks.push(mark(
                &scene,
                related,
                '-',
                words.related.as_deref().unwrap_or_default(),
            ));
        }
    }
    marks.sort();
    let mut found = String::new();
    for (number, line) in (1..).zip(csv.split_inclusive('\n')) {
        found.push_str(line);
        found.extend(
            marks
                .iter()
                .filter(|(line, ..)| *line == number)
                .map(|(.., text)| text.as_str()),
        );
    }
    assert_eq!(found, expected, "{} finds something else:\n{found}", rule.name);
}

fn mark(scene: &Scene<'_>, at: Location, sign: char, words: &str) -> (u32, u32, String) {
    let lines = scene.locate(at).lines.expect("a place in a text file");
    let width = if lines.line == lines.end_line {
        lines.end_col.saturating_sub(lines.col).max(1)
    } else {
        1
    };
    let (indent, signs) = (
        " ".repeat(lines.col as usize - 1),
        sign.to_string().repeat(width as usize),
    );
    (lines.line, lines.col, format!("{indent}{signs} {words}\n"))
}
