//! The file of a store: whether it is one, and how it is made.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::fault::At;
use crate::store_error::StoreError;

/// Marks a database as a store of Rosterkit: "Rstr".
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"Rstr");

/// The version of the tables.
const VERSION: i32 = 2;

/// What SQLite keeps of the file in memory, in KiB. With its own 2 MB a batch of a million rows writes most pages many
/// times over.
const CACHE: i32 = 32 << 10;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(5);

/// The store in the file; `None` when there is no file, or one in which nothing was ever written.
pub(super) fn open(at: &At) -> Result<Option<Connection>, StoreError> {
    if !at.path().try_exists().map_err(|error| at.unopened(error))? {
        return Ok(None);
    }
    let connection = connect(at)?;
    // One transaction, so that a store made meanwhile is seen whole or not at all.
    let transaction = connection
        .unchecked_transaction()
        .map_err(|error| at.fault(&error))?;
    let made = is_made(at, &transaction)?;
    drop(transaction);
    Ok(made.then_some(connection))
}

/// The store in the file, which is made where it does not exist. Two programs may do so at once.
pub(super) fn create(at: &At) -> Result<Connection, StoreError> {
    make_private_file(at)?;
    let mut connection = connect(at)?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| at.fault(&error))?;
    if !is_made(at, &transaction)? {
        // The file may have been there, empty and open to others.
        restrict(at)?;
        let make = || {
            transaction.execute_batch(include_str!("tables.sql"))?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", VERSION)
        };
        make().map_err(|error| at.fault(&error))?;
    }
    transaction.commit().map_err(|error| at.fault(&error))?;
    // The mode lasts. While another program has the file open it cannot be changed, and then that one changes it.
    match connection
        .pragma_update(None, "journal_mode", "wal")
        .map_err(|error| at.fault(&error))
    {
        Ok(()) | Err(StoreError::Locked { .. }) => Ok(connection),
        Err(error) => Err(error),
    }
}

/// Makes an empty file that nobody else may read. SQLite gives the files beside it the same mode.
fn make_private_file(at: &At) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(at.path()) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(at.unopened(error)),
        _ => Ok(()),
    }
}

/// Takes the file from everybody but the user.
#[cfg(unix)]
fn restrict(at: &At) -> Result<(), StoreError> {
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(at.path(), private).map_err(|error| at.unopened(error))
}

/// Files belong to the user where the folder does.
#[cfg(not(unix))]
fn restrict(_: &At) -> Result<(), StoreError> {
    Ok(())
}

fn connect(at: &At) -> Result<Connection, StoreError> {
    // With a folder before it, no file name means something else to SQLite, as `:memory:` does.
    let path = Path::new(".").join(at.path());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connect = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cache_size", -CACHE)?;
        Ok(connection)
    };
    connect().map_err(|error| at.fault(&error))
}

/// Whether the tables are there. An empty database is nobody's, and may become a store.
fn is_made(at: &At, connection: &Connection) -> Result<bool, StoreError> {
    let number = |sql: &str| {
        let number: Result<i32, _> = connection.query_row(sql, [], |row| row.get(0));
        number.map_err(|error| at.fault(&error))
    };
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    let path = at.path().to_owned();
    if application == APPLICATION_ID {
        return match u32::try_from(version) {
            Ok(found) if found == VERSION.unsigned_abs() => Ok(true),
            Ok(found @ 1..) if found < VERSION.unsigned_abs() => Err(StoreError::Older { path, found }),
            Ok(found) if version > VERSION => Err(StoreError::Newer {
                path,
                found,
                known: VERSION.unsigned_abs(),
            }),
            _ => Err(at.damaged("its version is none that Rosterkit writes")),
        };
    }
    let empty = application == 0 && version == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0;
    if empty {
        Ok(false)
    } else {
        Err(StoreError::NotAStore { path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_opened_so_that_what_is_committed_stays() {
        let folder = tempfile::tempdir().unwrap();
        let at = At::new(&folder.path().join("roster.db"));
        let made = create(&at).unwrap();
        let opened = open(&at).unwrap().unwrap();
        for connection in [made, opened] {
            let setting = |name: &str| -> String {
                let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
                connection.query_row(&sql, [], |row| row.get(0)).unwrap()
            };
            let settings = ["journal_mode", "synchronous", "foreign_keys", "trusted_schema"].map(setting);
            assert_eq!(settings, ["wal", "2", "1", "0"]);
        }
    }
}
