//! What must hold of fixes that are applied, for any roster. A second reader, the crate `csv`, says what changed.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rosterkit_sheet::{Document, ReadError, ReadOptions};

use crate::testing::properties::{HEADER, cell};
use crate::testing::{roster, sample};
use crate::{Again, Applicability, Levels, Master, Repaired, Report, Roster, Values, check};

struct Anew;

impl Again for Anew {
    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
        let schema = sample();
        let options = ReadOptions {
            headers: &schema.header_names(),
            ..ReadOptions::default()
        };
        Document::read_with(name, bytes, &options)
    }

    fn master(&self, _: &Document) -> Option<Master> {
        None
    }

    fn judge(&self, rosters: Vec<Roster>) -> Report {
        check(sample(), rosters, &Levels::default())
    }
}

fn judged(bytes: &[u8]) -> Report {
    Anew.judge(vec![roster("dentist--lehi.csv", bytes)])
}

fn bytes(report: &Report) -> Vec<u8> {
    report.rosters()[0].document.bytes().to_vec()
}

/// The file as the other reader has it: rows of cells.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let rows = reader.byte_records().map(Result::unwrap);
    rows.map(|row| {
        row.iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect()
    })
    .collect()
}

/// The rules that were broken, each with its row and column.
fn places(report: &Report) -> BTreeSet<(Option<u32>, Option<u32>)> {
    let found = report.diagnostics().iter();
    found
        .map(|found| {
            let (row, cell) = (found.at.place.row(), found.at.place.cell());
            (row.map(|row| row.0), cell.map(|cell| cell.column.0))
        })
        .collect()
}

/// Rows of cells that are nearly right, one as wide as the header.
fn people() -> impl Strategy<Value = String> {
    let width = HEADER.split(',').count();
    let quoted = (cell(), any::<bool>()).prop_map(|(cell, quoted)| {
        if quoted && !cell.contains('"') {
            format!("\"{cell}\"")
        } else {
            cell
        }
    });
    let row = proptest::collection::vec(quoted, width).prop_map(|cells| cells.join(","));
    let end = prop_oneof![Just("\n"), Just("\r\n")];
    let mark = prop_oneof![Just(""), Just("\u{FEFF}")];
    (proptest::collection::vec(row, 1..4), end, mark).prop_map(|(rows, end, mark)| {
        let rows: String = rows.iter().flat_map(|row| [row.as_str(), end]).collect();
        format!("{mark}{HEADER}{end}{rows}")
    })
}

proptest! {
    /// `fix(fix(x)) = fix(x)`.
    #[test]
    fn what_is_fixed_has_nothing_left_to_fix(text in people()) {
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let once = judged(text.as_bytes()).repair(least, Values::Shown, &Anew);
            let fixed = bytes(&once.report);
            let twice = judged(&fixed).repair(least, Values::Shown, &Anew);
            prop_assert_eq!(String::from_utf8(bytes(&twice.report)), String::from_utf8(fixed));
            prop_assert!(twice.files.is_empty());
        }
    }

    /// Another reader sees that only those cells changed that an applied fix names.
    #[test]
    fn only_the_cells_change_that_a_fix_names(text in people()) {
        let Repaired { report, files } = judged(text.as_bytes()).repair(Applicability::Unsafe, Values::Shown, &Anew);
        let named: BTreeSet<(u32, u32)> = files
            .iter()
            .flat_map(|file| &file.fixes)
            .filter_map(|fix| Some((fix.at.row? - 1, fix.at.column? - 1)))
            .collect();
        let (before, after) = (cells(text.as_bytes()), cells(&bytes(&report)));
        prop_assert_eq!(before.len(), after.len());
        for (row, (before, after)) in before.iter().zip(&after).enumerate() {
            prop_assert_eq!(before.len(), after.len());
            for (column, (before, after)) in before.iter().zip(after).enumerate() {
                let place = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
                // The mark at the front of the file is no part of the first cell.
                let before = before.trim_start_matches('\u{FEFF}');
                prop_assert!(before == after.trim_start_matches('\u{FEFF}') || named.contains(&place), "{:?}: {} {}", place, before, after);
            }
        }
    }

    /// A safe fix makes nothing wrong that was right: what is wrong afterwards was wrong before, if only in another way.
    #[test]
    fn a_safe_fix_makes_nothing_wrong(text in people()) {
        let report = judged(text.as_bytes());
        let before = places(&report);
        let fixed = report.repair(Applicability::Safe, Values::Shown, &Anew);
        let new: Vec<_> = places(&fixed.report).difference(&before).copied().collect();
        let rules: Vec<_> = fixed.report.diagnostics().iter().map(|found| (found.rule.name, found.at.place)).collect();
        prop_assert!(new.is_empty(), "{:?} in {:?}", new, rules);
    }
}

proptest! {
    /// Whoever has a cell cleared has written himself why it must be blank.
    #[test]
    fn nothing_is_cleared_because_of_what_a_fix_wrote(
        provider in proptest::sample::select(&[
            "N", "f", "FALSE", "off", "0", "no", "NO", " NO ", "\"\"\"NO\"\"\"", "\u{201C}NO\u{201D}", "\u{FF2E}\u{FF2F}", "=\"NO\"",
            "N\u{200B}O", "N\u{41E}", "YES", "",
        ][..]),
        decides in proptest::sample::select(&["Provider (YES/NO)", "Provider (Y/N)"][..]),
        header in proptest::sample::select(&["Shortname", "Shortnames"][..]),
        short_name in proptest::sample::select(&["ACHEN", " ACHEN", "#N/A", "x", ""][..]),
    ) {
        let text = format!("First Name,Last Name,Username,{decides},{header}\nAna,Chen,achen,{provider},{short_name}\n");
        let fixed = judged(text.as_bytes()).repair(Applicability::Unsafe, Values::Shown, &Anew);
        let is_cleared = !short_name.is_empty() && cells(&bytes(&fixed.report))[1][4].is_empty();
        let said: String = provider.chars().filter(char::is_ascii_alphabetic).collect();
        let says_no = said.eq_ignore_ascii_case("NO") || provider == "\u{FF2E}\u{FF2F}";
        prop_assert!(says_no || !is_cleared, "{provider:?}, {short_name:?}: {:?}", fixed.files);
    }
}

#[test]
fn of_two_fixes_for_a_cell_the_second_is_asked_for_again() {
    let report = judged(b"First Name,Last Name,Username,Provider (YES/NO)\nAna,Chen,achen, yes \n");
    let fixed = report.repair(Applicability::Safe, Values::Shown, &Anew);
    let rules: Vec<&str> = fixed.files[0].fixes.iter().map(|fix| fix.rule.name).collect();
    assert_eq!(rules, ["blank-edges", "invalid-choice"]);
    assert!(
        String::from_utf8(bytes(&fixed.report))
            .unwrap()
            .ends_with("achen,YES\n")
    );
}

#[test]
fn an_unsafe_fix_waits_to_be_asked_for() {
    let text = b"First Name,Last Name,Username,ZIP Code\nAna,Chen,achen,84043\n";
    let safe = judged(text).repair(Applicability::Safe, Values::Shown, &Anew);
    assert!(safe.files.is_empty());
    let all = judged(text).repair(Applicability::Unsafe, Values::Shown, &Anew);
    assert!(
        String::from_utf8(bytes(&all.report))
            .unwrap()
            .ends_with(",840430000\n")
    );
}

#[test]
fn a_file_that_is_there_for_comparison_is_left_alone() {
    let mut context = roster(
        "dentist--lehi.csv",
        b"First Name,Last Name,Username\n Ana,Chen,achen\n",
    );
    context.context = true;
    let other = roster(
        "dentist--provo.csv",
        b"First Name,Last Name,Username\nBen ,Ode,bode\n",
    );
    let fixed = Anew
        .judge(vec![context, other])
        .repair(Applicability::Safe, Values::Shown, &Anew);
    let names: Vec<&str> = fixed
        .files
        .iter()
        .map(|file| file.before.document.name())
        .collect();
    assert_eq!(names, ["dentist--provo.csv"]);
}
