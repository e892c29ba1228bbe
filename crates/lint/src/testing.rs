//! Tests of rules: a roster as text, with carets under what must be found.

use rosterkit_schema::{Answers, Batch, Schema};
use rosterkit_sheet::{Document, ReadOptions};

use crate::{
    Day, Diagnostic, Levels, Lines, Location, RULES, Report, Roster, Rule, Scene, Standing, Suppression,
    Terms, Values, Whose, check,
};

mod damage;
pub(crate) mod master;
mod pages;
mod planted;
mod properties;
mod repairs;
mod roster_toml;

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
    let document = Document::read_with(name, bytes.to_vec(), &options).unwrap();
    Roster {
        context: false,
        master: batch
            .assignments
            .is_empty()
            .then(|| master::master(&schema, &document))
            .flatten(),
        document,
        batch,
        standing: Standing::default(),
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

/// What the people in examples raise because they must be invented, hours among the rest.
pub(crate) const INVENTED: [&str; 5] = [
    "missing-hours",
    "phone-fictional",
    "npi-placeholder",
    "zip-plus-four-filler",
    "dea-initial",
];

/// What is found in these files under the schema of the tests, a line each: place, level, rule, related place. Left out are
/// recommended columns that are not there, since most tests have only the columns that they are about, and invented numbers.
pub(crate) fn found_in(files: &[(&str, &[u8])]) -> Vec<String> {
    let rosters = files.iter().map(|(name, bytes)| roster(name, bytes)).collect();
    let quiet = INVENTED.into_iter().chain(["missing-recommended"]);
    let levels = Levels(quiet.map(|rule| (rule, None)).collect());
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

/// A row under [`roster`]'s schema without a fault: name, username, phone, NPI and DEA number.
pub(crate) const ANA: &str = "Ana,Chen,achen,8015552368,1234567893,AC1234563";

/// A suppression of the rule, written in line 7.
pub(crate) fn suppression(rule: &str, whose: Whose) -> Suppression {
    Suppression {
        rule: RULES.iter().find(|known| known.name == rule).unwrap(),
        whose,
        until: None,
        at: Lines {
            line: 7,
            col: 1,
            end_line: 7,
            end_col: 13,
        },
    }
}

/// The judgement of rows like [`ANA`] under these suppressions, on the first day of a year.
pub(crate) fn suppressing(rows: &[&str], suppressions: &[Suppression], year: u16) -> Report {
    let text = format!(
        "First Name,Last Name,Username,Phone Number,NPI,DEA\n{}\n",
        rows.join("\n")
    );
    let quiet = INVENTED.into_iter().chain(["missing-recommended"]);
    let terms = Terms {
        levels: &Levels(quiet.map(|rule| (rule, None)).collect()),
        suppressions,
        today: Day {
            year,
            month: 1,
            day: 1,
        },
        written_in: "roster.toml",
    };
    check(sample(), vec![roster("staff.csv", text.as_bytes())], terms)
}
