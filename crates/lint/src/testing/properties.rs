//! What must hold for any roster.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::acceptor::{RowAcceptor, SheetAcceptor};
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

pub(super) const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,State,ZIP Code,NPI,DEA,TIN,State ID,Enabled,Principal,Secret,E.164,Country,Unit";

/// What is right, and what somebody could have typed or copied instead.
const NEARLY_RIGHT: &[&str] = &[
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
    "Test",
    "TBD",
    "xxx",
    "2000000002",
    "1245319599",
    "1245319598",
    "9941339100",
    "BD0000000",
    "CB1234563",
    "F91234563",
    "ab1234563",
    "AB1234563-001AB",
    "AB1234567",
    "IB1234563",
    "None",
    "N/A",
    "0",
    "07-1144442",
    "1-0234567",
    "123456789",
    "123-45-6789",
    "666-12-3456",
    "912-70-1234",
    "912-93-1234",
    "840431234",
    "811371234",
    "063901234",
    "345011234",
    "888011234",
    "000000000",
    "999991234",
    "8015551212",
    "9002345678",
    "5002345678",
    "2002345678",
    "2019112345",
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
];

/// Cells that are nearly right, so that acceptors and rules meet at the border.
pub(super) fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        proptest::sample::select(NEARLY_RIGHT.to_vec()).prop_map(str::to_owned),
        "[A-Za-z0-9 .@'()-]{0,12}",
        "[0-9]{7,11}",
    ]
}

/// The cells of a row of which most are right, so that whole rows are accepted and two of them may disagree.
fn near_right_row() -> impl Strategy<Value = Vec<String>> {
    let pick = |texts: &'static [&'static str]| proptest::sample::select(texts);
    let columns = [
        pick(&["Ana", "John", "Test", "Zo\u{eb}"]),
        pick(&["Chen", "Doe", "TBD", "van der Berg", "O'Neil", "\u{d8}stergaard"]),
        pick(&["achen"]),
        pick(&["ana@example.com", ""]),
        pick(&["8012345678", "9002345678", ""]),
        pick(&["YES", "NO", "yes"]),
        pick(&["ACHEN", ""]),
        pick(&["UT", "CO", "NM", "NY", "CT", "Utah", ""]),
        pick(&[
            "840431234",
            "811371234",
            "063901234",
            "063911234",
            "345011234",
            "84043",
            "",
        ]),
        pick(&["1245319599", "1234567893", ""]),
        pick(&[
            "AC1234563",
            "AD1234563",
            "AB1234563",
            "AO1234563",
            "A91234563",
            "AC0000000",
            "None",
            "",
        ]),
    ];
    columns.into_iter().collect::<Vec<_>>().prop_map(|cells| {
        let blank = std::iter::repeat_n(String::new(), 19 - cells.len());
        cells.into_iter().map(str::to_owned).chain(blank).collect()
    })
}

proptest! {
    /// The law of the acceptor of rows: where what the row fills and says is accepted at a glance, no rule for rows complains.
    #[test]
    fn an_accepted_row_is_one_of_which_no_rule_complains(cells in near_right_row()) {
        let Some(report) = judge(&format!("{HEADER}\n{}\n", cells.join(","))) else { return Ok(()) };
        let schema = report.schema();
        let on = report.sheet(crate::FileId(0));
        let law = RowAcceptor::new(schema);
        let mut acceptor = SheetAcceptor::new(&law, &on);
        for row in on.sheet().rows().map(|row| RowView::new(on, row)) {
            let mut raised = Vec::new();
            for rule in crate::RULES {
                if let Check::Row(check) = rule.check {
                    check(&mut Context::new(&mut raised), &row);
                }
            }
            prop_assert!(acceptor.accepts(&row).is_none() || raised.is_empty(), "{cells:?}: {raised:?}");
        }
    }

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
        for row in on.sheet().rows().filter(|row| RowView::new(on, *row).is_readable()) {
            for cell in row.cells() {
                let Some(id) = on.layout().read_from(cell.reference().column) else { continue };
                let accepted = crate::acceptor::accepts_cell(schema.column(id), &cell, on.document().kind());
                let parsed = schema.column(id).field_type.parse(&cell.text());
                let damage = Damage::of(&cell, schema.column(id), &parsed);
                let view = CellView { in_row: RowView::new(on, row), cell, id, parsed: &parsed, damage };
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

#[test]
fn a_row_whose_cells_agree_is_accepted_and_another_is_not() {
    let accepted = |row: &str| {
        let report = judge(&format!("{HEADER}\n{row},,,,,,,,\n")).unwrap();
        let on = report.sheet(crate::FileId(0));
        let row = RowView::new(on, on.sheet().rows().next().unwrap());
        let law = RowAcceptor::new(report.schema());
        SheetAcceptor::new(&law, &on).accepts(&row).is_some()
    };
    assert!(accepted(
        "Ana,Chen,aachen,a@example.com,8012345678,YES,ACHEN,UT,840431234,1245319599,AC1234563"
    ));
    for wrong in [
        "Ana,Chen,aachen,a@example.com,8012345678,YES,ACHEN,ID,840431234,1245319599,AC1234563",
        "Ana,Chen,aachen,a@example.com,8012345678,YES,ACHEN,UT,840431234,1245319599,AB1234563",
        "John,Doe,aachen,a@example.com,8012345678,YES,ACHEN,UT,840431234,1245319599,AD1234563",
        "Ana,Test,aachen,a@example.com,8012345678,YES,ACHEN,UT,840431234,1245319599,AT1234563",
    ] {
        assert!(!accepted(wrong), "{wrong}");
    }
}
