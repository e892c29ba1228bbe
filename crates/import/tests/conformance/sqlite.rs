//! What only the store in a file can show: the file itself, and several programs at it.

use std::fmt::Write as _;
use std::path::Path;

use insta::assert_snapshot;
use rosterkit_import::{ApplyError, SqliteStore, Store, StoreError};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::at_once::assert_applied_once;
use crate::fixture::{STAFF, files, import, listed, plan};

fn open(path: &Path) -> SqliteStore {
    SqliteStore::open(path).unwrap()
}

fn refusal(path: &Path) -> String {
    SqliteStore::open(path)
        .unwrap_err()
        .to_string()
        .replace(&path.display().to_string(), "[store]")
}

#[test]
fn planning_and_applying_nothing_make_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("roster.db"));
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    assert_eq!(plan(&report, &store).counts().create, 2);
    import(&mut store, &files(&[("dentist--lehi.csv", "")])).unwrap();
    assert!(!store.exists());
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    import(&mut store, &report).unwrap();
    assert!(store.exists() && std::path::Path::new(&store.name()).exists());
}

#[test]
fn a_store_outlives_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let mut store = open(&path);
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    import(&mut store, &report).unwrap();
    let before = listed(&store);
    drop(store);
    let store = open(&path);
    assert_eq!(listed(&store), before);
    assert!(plan(&report, &store).changes_nothing());
}

#[track_caller]
fn assert_private(path: &Path) {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}

#[test]
fn the_files_are_the_users_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let mut store = open(&path);
    import(&mut store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    for name in ["roster.db", "roster.db-wal", "roster.db-shm"] {
        assert_private(&folder.path().join(name));
    }
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let [text, other, newer, older, empty] =
        ["text", "other", "newer", "older", "empty"].map(|name| folder.path().join(name));
    std::fs::write(&text, "Name,Username\nAna,achen\n".repeat(100)).unwrap();
    let connection = Connection::open(&other).unwrap();
    connection
        .execute_batch("CREATE TABLE songs (title TEXT)")
        .unwrap();
    import(&mut open(&newer), &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let connection = Connection::open(&newer).unwrap();
    connection.pragma_update(None, "user_version", 7).unwrap();
    std::fs::copy(&newer, &older).unwrap();
    let connection = Connection::open(&older).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    let said = [&text, &other, &newer, &older]
        .map(|path| refusal(path))
        .join("\n");
    assert_snapshot!(said, @"
    `[store]` is not a database
    `[store]` is a database of another program
    `[store]` is a store of version 7, this Rosterkit knows versions up to 2
    `[store]` is a store of version 1, from before the first release
    ");
    assert_snapshot!(refusal(folder.path()), @"`[store]` cannot be opened");

    std::fs::write(&empty, "").unwrap();
    let mut store = open(&empty);
    assert!(!store.exists());
    import(&mut store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    assert_eq!(open(&empty).accounts().unwrap().len(), 2);
    assert_private(&empty);
}

#[test]
fn a_store_in_no_folder_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("nowhere/roster.db"));
    let refused = import(&mut store, &files(&[("dentist--lehi.csv", STAFF)]));
    assert!(matches!(
        refused,
        Err(ApplyError::Store {
            source: StoreError::Open { .. },
            ..
        })
    ));
}

#[test]
fn importers_at_once_apply_a_batch_exactly_once() {
    for turn in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.db");
        assert_applied_once(turn, || open(&path));
    }
}

#[test]
fn a_writer_that_does_not_finish_is_waited_for_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let mut store = open(&path);
    import(&mut store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let report = files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")]);
    let refused = import(&mut store, &report);
    assert!(matches!(
        refused,
        Err(ApplyError::Store {
            source: StoreError::Locked { .. },
            ..
        })
    ));
    holder.execute_batch("ROLLBACK").unwrap();
    import(&mut store, &report).unwrap();
}

#[test]
fn an_error_of_sqlite_in_the_middle_leaves_nothing_of_the_batch() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let mut store = open(&path);
    import(&mut store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    let before = dump(&path);
    for table in ["accounts", "identifiers", "assignments", "changes", "tasks"] {
        let meddler = Connection::open(&path).unwrap();
        let trigger =
            format!("CREATE TRIGGER failing BEFORE INSERT ON {table} BEGIN SELECT RAISE(FAIL, 'no'); END");
        meddler.execute_batch(&trigger).unwrap();
        let report = files(&[("dentist--lehi.csv", STAFF)]);
        let refused = import(&mut store, &report);
        assert!(
            matches!(refused, Err(ApplyError::Store { .. })),
            "{table}: {refused:?}"
        );
        meddler.execute_batch("DROP TRIGGER failing").unwrap();
        assert_eq!(dump(&path), before, "{table}");
    }
}

#[test]
fn the_tables_hold_what_an_undo_will_need() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let mut store = open(&path);
    import(&mut store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    import(
        &mut store,
        &files(&[("dentist--lehi+clerk--orem.csv", "Cole,bcole,,NO,,\n")]),
    )
    .unwrap();
    assert_snapshot!(dump(&path), @r#"
    accounts: 1 | achen | achen | {"emails[type eq \"work\"].value":"ana@example.com","name.familyName":"Chen","urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi":"1999999984","urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:provider":"YES","urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:shortName":"A1"} | NULL | 1
    accounts: 2 | bcole | bcole | {"name.familyName":"Cole","urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:provider":"NO"} | NULL | 2
    identifiers: urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi | 1999999984 | 1
    identifiers: urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:shortName | a1 | 1
    batches: 1 | dentist--lehi.csv | 32 bytes | staff | 1.0.0 | {"lehi":"dentist"} | {} | NULL | 1800000000 | NULL
    batches: 2 | dentist--lehi+clerk--orem.csv | 32 bytes | staff | 1.0.0 | {"lehi":"dentist","orem":"clerk"} | {} | NULL | 1800000000 | NULL
    changes: 1 | 2 | 1 | achen | create | 1 | NULL | NULL
    changes: 1 | 3 | 2 | bcole | create | 1 | NULL | NULL
    changes: 2 | 2 | 2 | bcole | add-assignments | 2 | NULL | NULL
    terms: 1 | {} | 0
    assignments: 1 | lehi | dentist | 1 | 1
    assignments: 2 | lehi | dentist | 1 | 1
    assignments: 2 | orem | clerk | 1 | 2
    task_kinds: 1 | timeout | Review the timeout | Ten minutes are better than an hour.
    task_kinds: 2 | colour | Choose a colour | Every provider is white at first.
    tasks: 1 | 0 | 1 | 1 | 0
    tasks: 1 | 1 | 2 | 1 | 0
    tasks: 2 | 0 | 1 | 1 | 0
    "#);
}

/// Every row of every table, values as SQL writes them.
fn dump(path: &Path) -> String {
    let connection = Connection::open(path).unwrap();
    let mut dump = String::new();
    for table in [
        "accounts",
        "identifiers",
        "batches",
        "changes",
        "terms",
        "assignments",
        "task_kinds",
        "tasks",
    ] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let count = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values = (0..count).map(|column| match row.get(column).unwrap() {
                Value::Null => "NULL".to_owned(),
                Value::Integer(number) => number.to_string(),
                Value::Real(number) => number.to_string(),
                Value::Text(text) => text,
                Value::Blob(bytes) => format!("{} bytes", bytes.len()),
            });
            let values: Vec<String> = values.collect();
            writeln!(dump, "{table}: {}", values.join(" | ")).unwrap();
        }
    }
    dump
}
