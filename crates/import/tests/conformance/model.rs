//! The stores agree on whatever is imported in whatever order.

use proptest::prelude::{Strategy, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};
use rosterkit_import::{ApplyError, MemoryStore, SqliteStore};

use crate::fixture::{files, import, listed, plan, told};

/// A row of one of four people, who may be named and badged in several ways.
fn row() -> impl Strategy<Value = String> {
    (0..4_u8, 0..6_u8, 0..6_u8).prop_map(|(person, name, badge)| {
        let username = ["ana", "Bo", "cy", "di"][usize::from(person)];
        let name = if name == 0 {
            "Other"
        } else {
            ["Ash", "Birch", "Cedar", "Dill"][usize::from(person)]
        };
        let badge = match badge {
            0 => "x1".to_owned(),
            1..4 => String::new(),
            _ => format!("{username}1"),
        };
        format!("{name},{username},,YES,{badge},\n")
    })
}

/// An import of one to three files.
fn import_of() -> impl Strategy<Value = Vec<(usize, String)>> {
    let file = (
        0..4_usize,
        prop::collection::vec(row(), 0..4).prop_map(|rows| rows.concat()),
    );
    prop::collection::vec(file, 1..4)
}

const NAMES: [&str; 4] = [
    "dentist--lehi.csv",
    "clerk--lehi.csv",
    "dentist--orem.csv",
    "dentist--lehi+clerk--draper.csv",
];

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_store_plans_and_holds_the_same(imports in prop::collection::vec(import_of(), 1..6)) {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = MemoryStore::new();
        let mut sqlite = SqliteStore::open(&folder.path().join("roster.db")).unwrap();
        for rows in imports {
            let named: Vec<(&str, &str)> = rows.iter().map(|(name, rows)| (NAMES[*name], rows.as_str())).collect();
            let report = files(&named);
            prop_assert_eq!(told(&plan(&report, &memory)), told(&plan(&report, &sqlite)));
            let outcomes = [import(&mut memory, &report), import(&mut sqlite, &report)];
            prop_assert_eq!(listed(&memory), listed(&sqlite));
            match outcomes {
                [Ok(one), Ok(other)] => {
                    prop_assert_eq!(one, other);
                    prop_assert!(plan(&report, &sqlite).changes_nothing());
                }
                [Err(ApplyError::Conflicts { rows: one }), Err(ApplyError::Conflicts { rows: other })] => {
                    prop_assert_eq!(one, other);
                }
                other => prop_assert!(false, "a fresh plan fails for no conflict: {other:?}"),
            }
        }
    }
}
