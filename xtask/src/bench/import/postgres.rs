//! PostgreSQL: `psql` copies each table from a file into a temporary one, and inserts from there into the table.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Pair;
use super::postgres_cluster::Cluster;
use crate::files;
use crate::program;
use crate::task_error::TaskError;

/// The tables, those first that others refer to.
const TABLES: [&str; 9] = [
    "store",
    "accounts",
    "identifiers",
    "batches",
    "changes",
    "terms",
    "assignments",
    "task_kinds",
    "tasks",
];

/// What is committed stays, as it would on a server that is not thrown away.
const DURABLE: &str =
    "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c autovacuum=on -c max_wal_size=2GB";

const SQL: &str = "crates/import/src/stores/postgres/tables.sql";

/// A database that `roster` fills, and another that `psql` fills.
pub(super) struct InDatabase {
    cluster: Cluster,
    url: String,
    folder: PathBuf,
}

impl InDatabase {
    /// A cluster of its own; `None` where PostgreSQL is not installed.
    pub(super) fn in_folder(folder: &Path) -> Option<Self> {
        let cluster = Cluster::start(DURABLE)?;
        let url = cluster.database("roster");
        cluster.database("filled");
        Some(Self {
            cluster,
            url,
            folder: folder.to_owned(),
        })
    }

    fn psql(&self, database: &str) -> Command {
        let place = self.url.rsplit_once('/').map_or(&*self.url, |(place, _)| place);
        let mut command = Command::new("psql");
        command
            .args([
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                &format!("{place}/{database}"),
            ])
            .current_dir(&self.folder);
        command
    }

    fn count(&self, database: &str) -> String {
        let counts = TABLES.map(|table| format!("SELECT '{table}', count(*) FROM rosterkit.{table}"));
        // Without an order the server may count the tables in any.
        self.cluster
            .psql(database, &format!("{} ORDER BY 1", counts.join(" UNION ALL ")))
    }

    /// Forgets what is there, and writes nothing of it later, when the other one has its turn.
    fn empty(&self, database: &str) {
        let sql = "SET client_min_messages TO warning; DROP SCHEMA IF EXISTS rosterkit CASCADE";
        self.cluster.psql(database, sql);
        self.cluster.psql("postgres", "CHECKPOINT");
    }
}

impl Pair for InDatabase {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn other(&self) -> &'static str {
        "`psql`, `\\copy` and `INSERT`"
    }

    fn emptied(&self) -> Result<String, TaskError> {
        self.empty("roster");
        Ok(self.url.clone())
    }

    fn keep(&self) -> Result<String, TaskError> {
        let sql = files::root().join(SQL);
        let tables = fs::read_to_string(&sql).map_err(TaskError::file(&sql))?;
        let mut script =
            format!("BEGIN;\nCREATE SCHEMA rosterkit;\nSET search_path TO rosterkit;\n{tables}\n");
        for table in TABLES {
            let copy = format!("\\copy rosterkit.{table} to '{table}.copy'");
            program::succeed(self.psql("roster").args(["-c", &copy]))?;
            // Writing into a text cannot fail.
            let _ = write!(
                script,
                "CREATE TEMPORARY TABLE new_{table} (LIKE {table});\n\
                 \\copy new_{table} from '{table}.copy'\n\
                 INSERT INTO {table} SELECT * FROM new_{table};\n"
            );
        }
        script += "COMMIT;\n";
        let path = self.folder.join("roster-postgres.sql");
        fs::write(&path, script).map_err(TaskError::file(&path))?;
        Ok(self.count("roster"))
    }

    fn filling(&self) -> Result<Command, TaskError> {
        self.empty("filled");
        let mut command = self.psql("filled");
        command.args(["-f", "roster-postgres.sql"]);
        Ok(command)
    }

    fn counted(&self) -> Result<String, TaskError> {
        Ok(self.count("filled"))
    }
}
