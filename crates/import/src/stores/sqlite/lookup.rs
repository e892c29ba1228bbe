//! The questions of a plan, in SQL.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Result, params};

use super::fault::At;
use crate::account::{Account, Assignment};
use crate::digest::Digest;
use crate::record::{AccountKey, Identifier, Record};
use crate::store::{AppliedAt, Asked, BatchId, Known};
use crate::store_error::StoreError;
use crate::stores::text;
use crate::timestamp::Timestamp;

pub(super) fn known(
    at: &At,
    connection: &Connection,
    asked: &[Asked<'_>],
) -> std::result::Result<Vec<Known>, StoreError> {
    let one = |asked: &Asked<'_>| {
        let account = account(connection, asked.key).map_err(|error| at.fault(&error))?;
        let others = || {
            let mut holders = Vec::new();
            for (place, identifier) in asked.identifiers.iter().enumerate() {
                holders.extend(holder(connection, identifier, asked.key)?.map(|name| (place, name)));
            }
            let alike = asked
                .likeness
                .map(|likeness| alike(connection, likeness, asked.key));
            Ok((holders, alike.transpose()?.flatten()))
        };
        let (holders, alike) = others().map_err(|error| at.fault(&error))?;
        Ok(Known {
            account: account.map(|row| row.read(at, connection)).transpose()?,
            holders,
            alike,
        })
    };
    asked.iter().map(one).collect()
}

fn account(connection: &Connection, key: &AccountKey) -> Result<Option<AccountRow>> {
    let mut statement =
        connection.prepare_cached("SELECT id, version, username, record FROM accounts WHERE key = ?1")?;
    statement.query_row([key.as_str()], account_row).optional()
}

/// Who else has the value.
fn holder(connection: &Connection, identifier: &Identifier, but: &AccountKey) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.username FROM identifiers i JOIN accounts a ON a.id = i.account
         WHERE i.attribute = ?1 AND i.value = ?2 AND a.key <> ?3",
    )?;
    let asked = params![identifier.attribute.as_str(), identifier.value, but.as_str()];
    statement.query_row(asked, |row| row.get(0)).optional()
}

fn alike(connection: &Connection, likeness: &str, but: &AccountKey) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT username FROM accounts WHERE likeness = ?1 AND key <> ?2 ORDER BY key LIMIT 1",
    )?;
    statement
        .query_row([likeness, but.as_str()], |row| row.get(0))
        .optional()
}

/// An account as it stands in its row.
pub(super) struct AccountRow {
    id: i64,
    version: u32,
    username: String,
    record: String,
}

/// Reads `id, version, username, record`.
pub(super) fn account_row(row: &rusqlite::Row<'_>) -> Result<AccountRow> {
    Ok(AccountRow {
        id: row.get(0)?,
        version: row.get(1)?,
        username: row.get(2)?,
        record: row.get(3)?,
    })
}

impl AccountRow {
    /// The account, with its assignments.
    pub(super) fn read(self, at: &At, connection: &Connection) -> std::result::Result<Account, StoreError> {
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
) -> std::result::Result<BTreeMap<String, Assignment>, StoreError> {
    let rows = || {
        let mut statement = connection.prepare_cached(
            "SELECT a.location, a.role, t.hours, t.inactivity_timeout
             FROM assignments a JOIN terms t ON t.id = a.terms WHERE a.account = ?1",
        )?;
        let rows = statement.query_map([account], |row| {
            let row: (String, String, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(row)
        })?;
        rows.collect::<Result<Vec<_>>>()
    };
    let read = |(location, role, hours, timeout): (String, String, String, u32)| {
        let assignment = Assignment {
            role,
            hours: text::to_week(&hours)?,
            inactivity_timeout: match timeout {
                0 => None,
                minutes => Some(text::to_timeout(minutes)?),
            },
        };
        Some((location, assignment))
    };
    let rows = rows().map_err(|error| at.fault(&error))?;
    let read: Option<BTreeMap<_, _>> = rows.into_iter().map(read).collect();
    read.ok_or_else(|| at.damaged("working hours or a timeout cannot be read"))
}

pub(super) fn applied(
    at: &At,
    connection: &Connection,
    digest: &Digest,
) -> std::result::Result<Option<AppliedAt>, StoreError> {
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
