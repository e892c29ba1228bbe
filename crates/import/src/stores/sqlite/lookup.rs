//! The questions of a plan, in SQL.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::fault::At;
use super::text;
use crate::account::{Account, Assignment};
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier, Record};
use crate::store::{AppliedAt, BatchId};
use crate::store_error::StoreError;
use crate::timestamp::Timestamp;

pub(super) fn account(
    at: &At,
    connection: &Connection,
    key: &AccountKey,
) -> Result<Option<Account>, StoreError> {
    let found = || {
        let mut statement =
            connection.prepare_cached("SELECT id, version, username, record FROM accounts WHERE key = ?1")?;
        statement.query_row([key.as_str()], account_row).optional()
    };
    let found = found().map_err(|error| at.fault(&error))?;
    found.map(|row| row.read(at, connection)).transpose()
}

/// An account as it stands in its row.
pub(super) struct AccountRow {
    id: i64,
    version: u32,
    username: String,
    record: String,
}

/// Reads `id, version, username, record`.
pub(super) fn account_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        id: row.get(0)?,
        version: row.get(1)?,
        username: row.get(2)?,
        record: row.get(3)?,
    })
}

impl AccountRow {
    /// The account, with its assignments.
    pub(super) fn read(self, at: &At, connection: &Connection) -> Result<Account, StoreError> {
        let values = text::to_values(&self.record).ok_or_else(|| at.damaged("a record cannot be read"))?;
        Ok(Account {
            version: self.version,
            record: Record {
                username: self.username,
                values,
            },
            assignments: assignments(at, connection, self.id)?,
        })
    }
}

fn assignments(
    at: &At,
    connection: &Connection,
    account: i64,
) -> Result<BTreeMap<String, Assignment>, StoreError> {
    let rows = || {
        let mut statement = connection.prepare_cached(
            "SELECT a.location, a.role, b.hours, b.inactivity_timeout
             FROM assignments a JOIN batches b ON b.id = a.batch WHERE a.account = ?1",
        )?;
        let rows = statement.query_map([account], |row| {
            let row: (String, String, String, Option<u32>) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(row)
        })?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    let read = |(location, role, hours, timeout): (String, String, String, Option<u32>)| {
        let mut hours = text::to_hours(&hours)?;
        let assignment = Assignment {
            role,
            hours: hours.remove(&location).unwrap_or_default(),
            inactivity_timeout: match timeout {
                Some(minutes) => Some(text::to_timeout(minutes)?),
                None => None,
            },
        };
        Some((location, assignment))
    };
    let rows = rows().map_err(|error| at.fault(&error))?;
    let read: Option<BTreeMap<_, _>> = rows.into_iter().map(read).collect();
    read.ok_or_else(|| at.damaged("the terms of a batch cannot be read"))
}

pub(super) fn holder(
    at: &At,
    connection: &Connection,
    identifier: &Identifier,
) -> Result<Option<String>, StoreError> {
    let found = || {
        let mut statement = connection.prepare_cached(
            "SELECT a.username FROM identifiers i JOIN accounts a ON a.id = i.account
             WHERE i.attribute = ?1 AND i.value = ?2",
        )?;
        statement
            .query_row(params![identifier.attribute.as_str(), identifier.value], |row| {
                row.get(0)
            })
            .optional()
    };
    found().map_err(|error| at.fault(&error))
}

pub(super) fn applied(
    at: &At,
    connection: &Connection,
    digest: &Digest,
) -> Result<Option<AppliedAt>, StoreError> {
    let found = || {
        let mut statement = connection
            .prepare_cached("SELECT id, applied FROM batches WHERE digest = ?1 AND undone IS NULL")?;
        statement
            .query_row([digest.bytes()], |row| {
                Ok(AppliedAt {
                    id: BatchId(row.get(0)?),
                    when: Timestamp::from_seconds(row.get(1)?),
                })
            })
            .optional()
    };
    found().map_err(|error| at.fault(&error))
}
