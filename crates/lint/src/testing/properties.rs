//! What must hold for any roster.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::context::Context;
use crate::damage::Damage;
use crate::rule::Check;
use crate::testing::{roster, sample};
use crate::view::{CellView, RowView};
use crate::{Applicability, Level, Levels, Location, Report, Values, check};

fn judge(csv: &str) -> Option<Report> {
    let document = rosterkit_sheet::Document::read("staff.csv", csv.as_bytes().to_vec()).ok()?;
    Some(check(
        sample(),
        vec![crate::Roster {
            document,
            ..roster("staff.csv", b"x")
        }],
        &Levels::default(),
    ))
}

const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,State,ZIP Code,NPI,DEA,TIN,State ID,Enabled,Principal,Secret,E.164,Country,Unit";

/// Cells that are nearly right, so that acceptors and rules meet at the border.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        proptest::sample::select(vec![
            "Ana",
            "Chen",
            "achen",
            "ana@example.com",
            "8015552368",
            "801-555-0123",
            "YES",
            "NO",
            "yes",
            "ACHEN",
            "UT",
            "ut",
            "840430000",
            "84043-0000",
            "1234567893",
            "1234567890",
            "AB1234563",
            "12-3456789",
            "\"1234567\"",
            "\"\"\"12\"\"\"",
            " Ana",
            "1111111112",
            "Zo\u{eb}",
            "21390000",
            "#N/A",
            "#REF!",
            "on",
            "OFF",
            "Example-1",
            "+442079460000",
            "+18015550123",
            "+1 801",
            "US",
            "usa",
            "/",
            "/Staff/",
            "Staff",
            "####",
            "1.23E+09",
            "1.234567893E+09",
            "1E5",
            "2-Jan",
            "1/2/2026",
            "1234567893123450",
            "\"1,234,567,893\"",
            "-123",
            "(123)",
            "$12",
            "0.5",
            "=A2",
            "@x",
            "-Ana",
            "+Ana",
            "=\"00123\"",
            "'00123",
            "\"\"\"Ana\"\"\"",
            "\u{201C}12\u{201D}",
            "\u{201C}Ana\u{201D}",
            "12\u{2013}3456789",
            "Ana\u{A0}Maria",
            "Mar\u{AD}tin",
            "\u{200B}Ana",
            "8015552\u{FF13}68",
            "\u{430}chen",
            "Zo\u{C3}\u{AB}",
            "\"Ana\nMaria\"",
            "TRUE",
            "0",
        ])
        .prop_map(str::to_owned),
        "[A-Za-z0-9 .@'()-]{0,12}",
        "[0-9]{7,11}",
    ]
}

proptest! {
    #[test]
    fn no_text_makes_the_judgement_panic(text in "\\PC{0,200}") {
        judge(&text);
    }

    #[test]
    fn a_clean_row_is_one_without_an_error(cells in proptest::collection::vec(cell(), 19)) {
        let Some(report) = judge(&format!("{HEADER}\n{}\n", cells.join(","))) else { return Ok(()) };
        let (clean, rejected) = report.split();
        let clean: usize = clean.files().map(|file| file.rows().count()).sum();
        let wrong = report.diagnostics().iter().any(|found| found.level == Level::Error);
        prop_assert_eq!(clean + rejected.rows().count(), usize::try_from(report.judged()).unwrap());
        prop_assert_eq!(clean == 0 && report.judged() > 0, wrong);
    }

    /// A safe fix changes how a cell is written: it comes to an end, and no other cell becomes wrong by it.
    #[test]
    fn safe_fixes_come_to_an_end_and_raise_nothing_elsewhere(cells in proptest::collection::vec(cell(), 19)) {
        let mut csv = format!("{HEADER}\n{}\n,,\n", cells.join(","));
        let mut before: Option<BTreeSet<Location>> = None;
        for _ in 0..10 {
            let Some(report) = judge(&csv) else { return Ok(()) };
            let now: BTreeSet<Location> = report.diagnostics().iter().map(|found| found.at).collect();
            if let Some(before) = before {
                prop_assert!(now.is_subset(&before), "{csv}: {now:?}, before {before:?}");
            }
            let scene = report.scene(Values::Shown);
            let fixes = report.diagnostics().iter().filter_map(|found| scene.fixes(found).into_iter().next());
            let safe: Vec<_> = fixes.filter(|fix| fix.applicability == Applicability::Safe).flat_map(|fix| fix.edits).collect();
            let fixed = String::from_utf8(report.rosters()[0].document.edited(&safe).unwrap()).unwrap();
            if safe.is_empty() {
                prop_assert_eq!(fixed, csv);
                return Ok(());
            }
            prop_assert_ne!(&fixed, &csv);
            csv = fixed;
            before = Some(now);
        }
        prop_assert!(false, "no end: {}", csv);
    }

    /// Guesses come to an end as well. Two that disagree about a cell follow one another.
    #[test]
    fn all_fixes_together_come_to_an_end(cells in proptest::collection::vec(cell(), 19)) {
        let mut csv = format!("{HEADER}\n{}\n,,\n", cells.join(","));
        for _ in 0..12 {
            let Some(report) = judge(&csv) else { return Ok(()) };
            let scene = report.scene(Values::Shown);
            let document = &report.rosters()[0].document;
            let mut edits = Vec::new();
            for fix in report.diagnostics().iter().filter_map(|found| scene.fixes(found).into_iter().next()) {
                let together = [&edits[..], &fix.edits].concat();
                if document.edited(&together).is_ok() {
                    edits = together;
                }
            }
            let fixed = String::from_utf8(document.edited(&edits).unwrap()).unwrap();
            if fixed == csv {
                prop_assert!(edits.is_empty(), "{edits:?} change nothing in {csv}");
                return Ok(());
            }
            csv = fixed;
        }
        prop_assert!(false, "no end: {}", csv);
    }

    /// The law of the acceptors: what is accepted at a glance, no rule for cells complains about.
    #[test]
    fn accepted_means_that_no_rule_complains(cells in proptest::collection::vec(cell(), 19)) {
        let Some(report) = judge(&format!("{HEADER}\n{}\n", cells.join(","))) else { return Ok(()) };
        let schema = report.schema();
        let on = report.sheet(crate::FileId(0));
        for row in on.sheet().rows().filter(|row| RowView { on, row: *row }.is_readable()) {
            for cell in row.cells() {
                let Some(id) = on.layout().read_from(cell.reference().column) else { continue };
                let accepted = crate::acceptor::accepts_cell(schema, id, &cell, on.document().kind());
                let parsed = schema.column(id).field_type.parse(&cell.text());
                let damage = Damage::of(&cell, schema.column(id), &parsed);
                let view = CellView { in_row: RowView { on, row }, cell, id, parsed: &parsed, damage };
                let mut raised = Vec::new();
                for rule in crate::RULES {
                    if let Check::Cell(check) = rule.check {
                        check(&mut Context::new(&mut raised), &view);
                    }
                }
                prop_assert!(!accepted || raised.is_empty(), "`{}` in {}: {:?}", cell.text(), schema.column(id).header, raised);
            }
        }
    }
}
