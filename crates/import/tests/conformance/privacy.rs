//! No error and no debug form holds a value of a sensitive column.

use std::fmt::Write as _;

use miette::Diagnostic;
use rosterkit_import::{MemoryStore, OnDifference, Plan, PlannedBatch, SqliteStore, Store};

use crate::fixture::{apply, files, import, minute, plan};

const CANARIES: [&str; 2] = ["canary@example.com", "1999999984"];

fn everything_said(error: &impl Diagnostic) -> String {
    let mut said = format!("{error:?} {error}");
    if let Some(help) = error.help() {
        write!(said, " {help}").unwrap();
    }
    let mut source = error.source();
    while let Some(error) = source {
        write!(said, " {error:?} {error}").unwrap();
        source = error.source();
    }
    said
}

#[track_caller]
fn assert_silent(said: &str) {
    for canary in CANARIES {
        assert!(!said.contains(canary), "{said}");
    }
}

#[test]
fn plans_records_and_errors_keep_sensitive_values_to_themselves() {
    let rows = "Chen,achen,canary@example.com,YES,,1999999984\n";
    let mut store = MemoryStore::new();
    import(&mut store, &files(&[("dentist--lehi.csv", rows)])).unwrap();
    let report = files(&[
        (
            "dentist--orem.csv",
            "Chen,achen,new@example.com,YES,,1455555015\n",
        ),
        (
            "clerk--orem.csv",
            "Chen,anachen,canary@example.com,YES,,1999999984\n",
        ),
    ]);
    let plan = plan(&report, &store);
    assert!(plan.counts().conflict > 0);
    let error = apply(&plan, &mut store, minute(1)).unwrap_err();
    for said in [
        format!("{store:?}"),
        format!("{:?}", store.accounts().unwrap()),
        format!(
            "{:?}",
            plan.batches()
                .iter()
                .flat_map(PlannedBatch::rows)
                .collect::<Vec<_>>()
        ),
        everything_said(&error),
    ] {
        assert_silent(&said);
    }
}

#[test]
fn what_sqlite_quotes_is_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let mut store = SqliteStore::open(&path).unwrap();
    import(
        &mut store,
        &files(&[("dentist--lehi.csv", "Chen,achen,canary@example.com,YES,,\n")]),
    )
    .unwrap();
    let meddler = rusqlite::Connection::open(&path).unwrap();
    meddler
        .execute_batch(
            "CREATE TRIGGER quoting BEFORE INSERT ON identifiers BEGIN
               SELECT RAISE(ABORT, 'canary@example.com and 1999999984');
             END",
        )
        .unwrap();
    let report = files(&[("dentist--orem.csv", "Cole,bcole,,YES,,1999999984\n")]);
    let error = import(&mut store, &report).unwrap_err();
    assert_silent(&everything_said(&error));

    for record in [
        r#"{"unheardOf":"canary@example.com"}"#,
        r#"["canary@example.com"]"#,
    ] {
        meddler
            .execute("UPDATE accounts SET record = ?1", [record])
            .unwrap();
        let error = store.accounts().unwrap_err();
        assert_silent(&everything_said(&error));
        let report = files(&[("dentist--lehi.csv", "Chen,achen,,,,\n")]);
        let error = Plan::new(&report.split().0, &store, OnDifference::Refuse).unwrap_err();
        assert_silent(&everything_said(&error));
    }
}
