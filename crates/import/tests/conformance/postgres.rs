//! What only a store in a database of its own can show.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

use rosterkit_import::{
    AccountKey, ApplyError, BatchId, Outcome, Passwords, PostgresStore, Store, StoreError, TaskState, Undo,
    undo,
};

use crate::at_once::assert_applied_once;
use crate::fixture::{STAFF, files, import, listed, minute, plan};
use crate::postgres_cluster::{Cluster, pass_over};

/// One cluster for all tests of this program. Nobody drops it, and it stops with the program.
static CLUSTER: LazyLock<Mutex<Option<Cluster>>> = LazyLock::new(|| Mutex::new(Cluster::start("")));

/// The address of a new database; `None` where PostgreSQL is not installed.
fn address() -> Option<String> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let cluster = CLUSTER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(cluster) = &*cluster else {
        pass_over();
        return None;
    };
    Some(cluster.database(&format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed))))
}

fn psql(address: &str, sql: &str) -> String {
    let cluster = CLUSTER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let database = address.rsplit_once('/').map_or("", |(_, name)| name);
    cluster
        .as_ref()
        .map(|cluster| cluster.psql(database, sql))
        .unwrap_or_default()
}

fn open(address: &str) -> PostgresStore {
    PostgresStore::open(address, &Passwords::default()).unwrap()
}

/// A store in a new database; `None` where PostgreSQL is not installed.
pub(crate) fn store() -> Option<PostgresStore> {
    Some(open(&address()?))
}

#[test]
fn asking_and_planning_make_nothing() {
    let Some(address) = address() else { return };
    let store = open(&address);
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    assert_eq!(plan(&report, &store).counts().create, 2);
    assert!(!store.exists() && listed(&store).is_empty());
    assert_eq!(
        psql(
            &address,
            "SELECT count(*) FROM pg_namespace WHERE nspname = 'rosterkit'"
        )
        .trim(),
        "0"
    );
}

#[test]
fn importers_at_once_apply_a_batch_exactly_once() {
    for turn in 0..10 {
        let Some(address) = address() else { return };
        assert_applied_once(turn, || open(&address));
    }
}

#[test]
fn an_error_in_the_middle_leaves_nothing_of_the_batch_and_no_gap() {
    let Some(address) = address() else { return };
    let mut store = open(&address);
    import(&mut store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    let before = listed(&store);
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    for table in ["accounts", "identifiers", "assignments", "changes", "tasks"] {
        psql(
            &address,
            &format!(
                "CREATE FUNCTION rosterkit.fail() RETURNS trigger LANGUAGE plpgsql AS
                   $$ BEGIN RAISE EXCEPTION 'canary@example.com' USING DETAIL = '1999999984'; END $$;
                 CREATE TRIGGER failing BEFORE INSERT ON rosterkit.{table}
                   FOR EACH ROW EXECUTE FUNCTION rosterkit.fail()"
            ),
        );
        let refused = import(&mut store, &report).unwrap_err();
        let said = format!("{refused} {refused:?}");
        assert!(
            said.contains("P0001") && !said.contains("canary") && !said.contains("1999999984"),
            "{said}"
        );
        psql(&address, "DROP FUNCTION rosterkit.fail() CASCADE");
        assert_eq!(listed(&store), before, "{table}");
    }
    let outcomes = import(&mut store, &report).unwrap();
    assert!(
        matches!(outcomes[..], [Outcome::Applied(id)] if id.0 == 2),
        "{outcomes:?}"
    );
}

#[test]
fn a_database_without_temporary_tables_is_enough() {
    let Some(address) = address() else { return };
    let name = address.rsplit_once('/').map_or("", |(_, name)| name);
    psql(
        &address,
        &format!(
            "CREATE ROLE untemporary LOGIN;
             REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC;
             GRANT CREATE ON DATABASE {name} TO untemporary"
        ),
    );
    let mut store = open(&address.replace("app@", "untemporary@"));
    import(&mut store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    assert_eq!(store.accounts().unwrap().len(), 2);
}

#[test]
fn what_is_taken_back_because_of_another_writer_is_tried_again() {
    let Some(address) = address() else { return };
    let mut store = open(&address);
    import(&mut store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    // A database that takes a transaction back twice before it lets it through.
    psql(
        &address,
        "CREATE SEQUENCE rosterkit.tries;
         CREATE FUNCTION rosterkit.again() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN IF nextval('rosterkit.tries') < 3 THEN
             RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF; RETURN NEW; END $$;
         CREATE TRIGGER again BEFORE INSERT ON rosterkit.batches FOR EACH ROW EXECUTE FUNCTION rosterkit.again()",
    );
    let outcomes = import(&mut store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    assert!(
        matches!(outcomes[..], [Outcome::Applied(id)] if id.0 == 2),
        "{outcomes:?}"
    );
}

#[test]
fn undoing_and_marking_tasks_are_tried_again_too() {
    let Some(address) = address() else { return };
    let mut store = open(&address);
    import(&mut store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    psql(
        &address,
        "CREATE SEQUENCE rosterkit.tries;
         CREATE FUNCTION rosterkit.again() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN IF nextval('rosterkit.tries') % 3 <> 0 THEN
             RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END IF; RETURN NEW; END $$;
         CREATE TRIGGER again BEFORE UPDATE ON rosterkit.tasks FOR EACH ROW EXECUTE FUNCTION rosterkit.again();
         CREATE TRIGGER again BEFORE UPDATE ON rosterkit.batches FOR EACH ROW EXECUTE FUNCTION rosterkit.again()",
    );
    let key = AccountKey::of("bcole");
    for (state, before) in [
        (TaskState::Done, TaskState::Open),
        (TaskState::Open, TaskState::Done),
    ] {
        let was = store.set_task_state(&key, "timeout", state).unwrap();
        assert_eq!(was, Some(before));
    }
    let shown = Undo::new(&store, BatchId(1)).unwrap();
    undo(&shown, &mut store, minute(1)).unwrap();
    assert!(store.accounts().unwrap().is_empty());
}

#[test]
fn a_lost_connection_leaves_nothing_of_the_batch() {
    let Some(address) = address() else { return };
    let mut store = open(&address);
    import(&mut store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    psql(
        &address,
        "CREATE FUNCTION rosterkit.cut() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NEW; END $$;
         CREATE TRIGGER cut BEFORE INSERT ON rosterkit.changes FOR EACH ROW EXECUTE FUNCTION rosterkit.cut()",
    );
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    let refused = import(&mut store, &report);
    assert!(matches!(refused, Err(ApplyError::Store { .. })), "{refused:?}");
    psql(&address, "DROP FUNCTION rosterkit.cut() CASCADE");
    let mut store = open(&address);
    assert_eq!(store.batches().unwrap().len(), 1);
    import(&mut store, &report).unwrap();
    assert_eq!(store.batches().unwrap().len(), 2);
}

#[test]
fn a_store_of_a_later_version_is_refused() {
    let Some(address) = address() else { return };
    import(
        &mut open(&address),
        &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")]),
    )
    .unwrap();
    psql(&address, "UPDATE rosterkit.store SET version = 2");
    let refused = PostgresStore::open(&address, &Passwords::default());
    assert!(
        matches!(
            refused,
            Err(StoreError::Newer {
                found: 2,
                known: 1,
                ..
            })
        ),
        "{refused:?}"
    );
}

#[test]
fn what_cannot_be_reached_is_told_in_general_words() {
    let refused = PostgresStore::open("postgres://ana@127.0.0.1:1/x", &Passwords::default()).unwrap_err();
    insta::assert_snapshot!(refused, @"
    `postgres://ana@127.0.0.1:1/x` cannot be reached: connection refused
    ");
}
