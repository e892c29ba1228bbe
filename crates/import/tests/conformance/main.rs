//! What every store must do, run against each of them, and what only the one in a file can show.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

/// Runs each of these functions as a test of its own against each store.
macro_rules! on_every_store {
    ($($name:ident),+ $(,)?) => {
        mod in_memory {
            $(#[test]
            fn $name() {
                insta::allow_duplicates! { super::$name(&mut rosterkit_import::MemoryStore::new()) }
            })+
        }

        mod in_sqlite {
            $(#[test]
            fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("roster.db");
                let mut store = rosterkit_import::SqliteStore::open(&path).unwrap();
                insta::allow_duplicates! { super::$name(&mut store) }
            })+
        }

        mod in_postgres {
            $(#[test]
            fn $name() {
                if let Some(mut store) = crate::postgres::store() {
                    insta::allow_duplicates! { super::$name(&mut store) }
                }
            })+
        }
    };
}

mod fixture;
mod applying;
mod at_once;
mod digest;
mod model;
mod planning;
mod postgres;
#[expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the tests start the database that the store is in"
)]
#[path = "../../../../tests/support/postgres_cluster.rs"]
mod postgres_cluster;
mod privacy;
mod sqlite;
mod undoing;
mod updating;
