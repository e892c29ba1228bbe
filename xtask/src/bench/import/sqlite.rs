//! SQLite: `sqlite3` reads the script that its own `.dump` has written of the store.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Pair, unstarted};
use crate::program;
use crate::task_error::TaskError;

/// The tables, in the order in which they are counted.
const TABLES: [&str; 8] = [
    "accounts",
    "identifiers",
    "batches",
    "changes",
    "terms",
    "assignments",
    "task_kinds",
    "tasks",
];

/// The script begins with the settings of the store, so that it lasts as well.
const SETTINGS: &str = "PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\n";

/// A store in a file, and another that the script fills.
pub(super) struct InFile {
    store: PathBuf,
    script: PathBuf,
    filled: PathBuf,
}

/// What is not installed.
pub(super) fn missing() -> Option<&'static str> {
    let output = Command::new("sqlite3").arg("-version").output();
    (!output.is_ok_and(|output| output.status.success())).then_some("sqlite3")
}

impl InFile {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self {
            store: folder.join("roster.db"),
            script: folder.join("roster.sql"),
            filled: folder.join("filled.db"),
        }
    }
}

impl Pair for InFile {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn other(&self) -> &'static str {
        "`sqlite3`, the script that `.dump` writes"
    }

    fn emptied(&self) -> Result<String, TaskError> {
        remove(&self.store)?;
        Ok(format!("sqlite:{}", self.store.display()))
    }

    fn keep(&self) -> Result<String, TaskError> {
        let failed = |error| TaskError::file(&self.script)(error);
        let mut script = File::create(&self.script).map_err(failed)?;
        script.write_all(SETTINGS.as_bytes()).map_err(failed)?;
        let dump = Command::new("sqlite3")
            .arg(&self.store)
            .arg(".dump")
            .stdout(script)
            .status()
            .map_err(unstarted("sqlite3"))?;
        if !dump.success() {
            return Err(TaskError::Failed("`sqlite3` does not dump the store".to_owned()));
        }
        counted(&self.store)
    }

    fn filling(&self) -> Result<Command, TaskError> {
        remove(&self.filled)?;
        let script = File::open(&self.script).map_err(TaskError::file(&self.script))?;
        let mut command = Command::new("sqlite3");
        command.arg("-bail").arg(&self.filled).stdin(Stdio::from(script));
        Ok(command)
    }

    fn counted(&self) -> Result<String, TaskError> {
        counted(&self.filled)
    }
}

fn counted(store: &Path) -> Result<String, TaskError> {
    let counts = TABLES.map(|table| format!("SELECT '{table}', count(*) FROM {table};"));
    program::succeed(Command::new("sqlite3").arg(store).arg(counts.concat()))
}

fn remove(store: &Path) -> Result<(), TaskError> {
    for ending in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{ending}", store.display()));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(TaskError::file(&path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}
