//! What is told after any sequence of edits is what a fresh judgement of the same texts would say.

use std::path::Path;

use proptest::prelude::*;
use rosterkit_lint::{Place, Report, Terms, Values, check as judge};
use rosterkit_project::{FileSystem, Given, MemoryFiles, Project, is_roster, read_as};

use super::editor::{Editor, PACKS, ROSTER_TOML, STAFF, TODAY, pulling, pushed};
use crate::text::Units;

const FILES: [&str; 2] = ["front-desk--lehi.csv", "front-desk--provo.csv"];

/// What somebody may type or paste: pieces of rows, half of a line end, characters of every width.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9@.]{0,3}",
        2 => Just(",".to_owned()),
        1 => Just("\"".to_owned()),
        2 => prop::sample::select(vec!["\r", "\n", "\r\n", "🦷", "ë", "\u{FEFF}", " ", "王", "\u{200B}"])
            .prop_map(str::to_owned),
        2 => prop::sample::select(vec!["NO", "no", "YES", "8015550100", "user3", "Zoë,🦷Berg,user4,z@example.com,801-555-0101,NO\n"])
            .prop_map(str::to_owned),
        1 => Just(String::new()),
    ]
}

/// An edit: in which file, from which thousandth of its length, how much of it goes, and what comes there.
fn edit() -> impl Strategy<Value = (usize, usize, usize, String)> {
    (
        0..FILES.len(),
        0..1_000_usize,
        prop_oneof![3 => 0..4_usize, 1 => 0..90_usize],
        typed(),
    )
}

/// A file of this many people, each in one of the shapes in which somebody types.
fn roster(rows: usize, from: usize) -> String {
    let rows = (from..from + rows).map(|row| {
        let end = ["\n", "\r\n", "\r"][row % 3];
        let zoe = ["Zoë", "Ana", "🦷", "Bo"][row % 4];
        format!(
            "{zoe},Berg,user{row},user{row}@example.com,801555{:04},NO{end}",
            100 + row % 100
        )
    });
    std::iter::once(STAFF.to_owned()).chain(rows).collect()
}

/// What `roster lint FILE` says of a file among these, counted by somebody who knows nothing of the server.
fn fresh(files: &MemoryFiles, name: &str, units: Units) -> Vec<String> {
    let project = Project::load(files, PACKS, Path::new("/group/roster.toml")).unwrap();
    let schema = project.settings().schema.clone();
    let mut rosters = Vec::new();
    for other in FILES {
        let path = Path::new("/group").join(other);
        let bytes = files.read(&path).unwrap();
        let Ok(document) = read_as(&schema, other, bytes, None) else {
            continue;
        };
        if is_roster(&schema, &document) {
            let mut roster = project.roster(document, &path, &Given::default());
            roster.context = other != name;
            rosters.push(roster);
        }
    }
    let terms = Terms {
        today: TODAY,
        ..Terms::from(&project.settings().levels)
    };
    let report = judge(schema, rosters, terms);
    let found = report.diagnostics().iter();
    let found = found.filter(|found| !matches!(found.at.place, Place::Suppression(_)));
    let text = String::from_utf8(files.read(&Path::new("/group").join(name)).unwrap()).unwrap();
    let mut lines: Vec<String> = found
        .map(|found| {
            let (start, end) = places(&report, found, &text, units);
            format!("{start}-{end} {} {}", found.level, found.rule.name)
        })
        .collect();
    lines.sort();
    lines
}

/// Where a diagnostic is, by walking through the text character by character.
fn places(report: &Report, found: &rosterkit_lint::Diagnostic, text: &str, units: Units) -> (String, String) {
    let place = |offset: usize| {
        let before = text.get(..offset).expect("no place inside a character");
        let lines: Vec<&str> = before.split_inclusive(['\n', '\r']).collect();
        let mut line = 0;
        let mut rest = "";
        let mut last_was_cr = false;
        for piece in lines {
            if last_was_cr && piece == "\n" {
                last_was_cr = false;
                continue;
            }
            if piece.ends_with(['\n', '\r']) {
                line += 1;
                rest = "";
            } else {
                rest = piece;
            }
            last_was_cr = piece.ends_with('\r');
        }
        let width: usize = match units {
            Units::Utf8 => rest.len(),
            Units::Utf16 => rest.encode_utf16().count(),
        };
        format!("{line}:{width}")
    };
    match report.scene(Values::Shown).span(found.at) {
        Some(span) => (place(span.start as usize), place(span.end as usize)),
        None => ("0:0".to_owned(), "0:0".to_owned()),
    }
}

fn check(edits: Vec<(usize, usize, usize, String)>, in_bytes: bool, rows: usize) {
    let (capabilities, units) = if in_bytes {
        (pulling(), Units::Utf8)
    } else {
        (pushed(), Units::Utf16)
    };
    let mut editor = Editor::start(&capabilities, &[]);
    let mut files = MemoryFiles::from([("/group/roster.toml", ROSTER_TOML)]);
    let mut texts: Vec<String> = [0, rows - 2].map(|from| roster(rows, from)).into();
    for (name, text) in FILES.iter().zip(&texts) {
        editor.open(name, text);
    }
    for (at, (file, from, len, new)) in edits.into_iter().enumerate() {
        let text = &mut texts[file];
        let mut start = from * text.len() / 1_000;
        let mut end = (start + len).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        // An editor cannot name the place between CR and LF: it selects both or neither.
        let splits = |at: usize| text.as_bytes().get(at) == Some(&b'\n') && text[..at].ends_with('\r');
        let start = start - usize::from(splits(start));
        let end = end + usize::from(splits(end));
        let (a, b) = (
            units.position(text.as_bytes(), start),
            units.position(text.as_bytes(), end),
        );
        text.replace_range(start..end, &new);
        editor.change(FILES[file], [a.line, a.character, b.line, b.character], &new);
        if at % 7 == 3 {
            // Judged in between, or not: it must not matter.
            editor.settle();
        }
    }
    editor.settle();
    for (name, text) in FILES.iter().zip(&texts) {
        files.write(format!("/group/{name}"), text.as_bytes());
    }
    for name in FILES {
        let mut told = if in_bytes {
            editor.pull(name)
        } else {
            editor.told_of(name)
        };
        told.retain(|line| !line.ends_with(" -"));
        told.sort();
        assert_eq!(told, fresh(&files, name, units), "{name}: {texts:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn after_any_edits_the_server_says_what_a_fresh_judgement_says(
        edits in prop::collection::vec(edit(), 20..40),
        in_bytes: bool,
    ) {
        check(edits, in_bytes, 50);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    #[ignore = "takes minutes: cargo test --release -p rosterkit-server -- --ignored"]
    fn after_very_many_edits_too(edits in prop::collection::vec(edit(), 20..40), in_bytes: bool) {
        check(edits, in_bytes, 50);
    }
}
