//! Where an import that is cut short keeps its accounts: in a file, or in a database of a cluster of its own.

use std::cell::RefCell;
use std::thread;
use std::time::Duration;

use postgres::{Client, NoTls};

use crate::fixture::Sandbox;
use crate::postgres_cluster::{Cluster, pass_over};

/// Where the accounts are kept.
pub(super) enum Kept {
    /// In `roster.db`.
    InFile,
    /// In PostgreSQL.
    InDatabase(Box<Database>),
}

/// A database that is emptied before each import.
pub(super) struct Database {
    url: String,
    client: RefCell<Client>,
    _cluster: Cluster,
}

impl Kept {
    /// A database of a new cluster; `None` where PostgreSQL is not installed.
    pub(super) fn in_database() -> Option<Self> {
        let Some(cluster) = Cluster::start("") else {
            pass_over();
            return None;
        };
        let url = cluster.database("roster");
        let client = Client::connect(&url, NoTls).expect("a connection");
        Some(Self::InDatabase(Box::new(Database {
            url,
            client: RefCell::new(client),
            _cluster: cluster,
        })))
    }

    /// The address, as `roster.toml` has it.
    pub(super) fn url(&self) -> &str {
        match self {
            Self::InFile => "sqlite:roster.db",
            Self::InDatabase(database) => &database.url,
        }
    }

    /// Whether anything was written.
    pub(super) fn is_written(&self, sandbox: &Sandbox) -> bool {
        match self {
            Self::InFile => sandbox.path("roster.db").exists(),
            Self::InDatabase(database) => {
                let sql = "SELECT to_regclass('rosterkit.store') IS NOT NULL";
                database
                    .client
                    .borrow_mut()
                    .query_one(sql, &[])
                    .expect("an answer")
                    .get(0)
            }
        }
    }

    /// Forgets what an earlier import wrote.
    pub(super) fn empty(&self) {
        if let Self::InDatabase(database) = self {
            let mut client = database.client.borrow_mut();
            let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            while client.query_one(others, &[]).expect("an answer").get::<_, i64>(0) > 0 {
                thread::sleep(Duration::from_millis(1));
            }
            client
                .batch_execute("SET client_min_messages TO warning; DROP SCHEMA IF EXISTS rosterkit CASCADE")
                .expect("an empty database");
        }
    }
}
