//! What can be taken back, and taking it back, in SQL.

use rosterkit_sheet::RowIndex;
use rusqlite::{Connection, Row, params};

use super::fault::At;
use crate::store::{BatchId, Journalled, JournalledKind};
use crate::store_error::StoreError;
use crate::stores::text::Before;
use crate::timestamp::Timestamp;

/// What a journal that was meddled with is told as.
const UNREADABLE: &str = "the journal cannot be read";

/// A change as it stands in its row.
struct ChangeRow {
    account: i64,
    before: Option<String>,
    kind: String,
    change: Journalled,
}

pub(super) fn changes(
    at: &At,
    connection: &Connection,
    batch: BatchId,
) -> Result<Vec<Journalled>, StoreError> {
    let rows = || {
        let mut statement = connection.prepare_cached(
            "SELECT c.row, coalesce(a.username, c.username), c.version, c.undone, a.version, c.account, c.before, c.kind,
               (SELECT count(*) FROM tasks t WHERE t.account = c.account AND t.done)
             FROM changes c LEFT JOIN accounts a ON a.id = c.account
             WHERE c.batch = ?1 ORDER BY c.row",
        )?;
        let rows = statement.query_map([batch.0], row)?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    let rows = rows().map_err(|error| at.fault(&error))?;
    let read = |row: ChangeRow| {
        let ChangeRow {
            account,
            before,
            kind,
            mut change,
        } = row;
        change.kind = JournalledKind::of(&kind).ok_or_else(|| at.damaged(UNREADABLE))?;
        let before = Before::from_json(before.as_deref()).ok_or_else(|| at.damaged(UNREADABLE))?;
        change.taken = taken(connection, account, &before).map_err(|error| at.fault(&error))?;
        Ok(change)
    };
    rows.into_iter().map(read).collect()
}

fn row(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    let number: u32 = row.get(0)?;
    let undone: Option<i64> = row.get(3)?;
    Ok(ChangeRow {
        account: row.get(5)?,
        before: row.get(6)?,
        kind: row.get(7)?,
        change: Journalled {
            row: RowIndex(number.saturating_sub(1)),
            username: row.get(1)?,
            kind: JournalledKind::Create,
            version: row.get(2)?,
            undone: undone.map(Timestamp::from_seconds),
            version_now: row.get(4)?,
            done_tasks: row.get(8)?,
            taken: false,
        },
    })
}

/// Whether somebody else has an identifier that the account had before.
fn taken(connection: &Connection, account: i64, before: &Before) -> rusqlite::Result<bool> {
    let mut statement = connection
        .prepare_cached("SELECT 1 FROM identifiers WHERE attribute = ?1 AND value = ?2 AND account <> ?3")?;
    for (attribute, value) in &before.identifiers {
        if statement.exists(params![attribute, value, account])? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn take_back(
    at: &At,
    connection: &Connection,
    batch: BatchId,
    (rows, when): (&[RowIndex], Timestamp),
) -> Result<(), StoreError> {
    for row in rows {
        let (account, kind, before) =
            journalled(connection, batch, *row).map_err(|error| at.fault(&error))?;
        let kind = JournalledKind::of(&kind).ok_or_else(|| at.damaged(UNREADABLE))?;
        let before = Before::from_json(before.as_deref()).ok_or_else(|| at.damaged(UNREADABLE))?;
        let back = || match kind {
            JournalledKind::Create => delete(connection, account),
            JournalledKind::AddAssignments | JournalledKind::Update => {
                restore(connection, (account, batch), &before)
            }
        };
        back().map_err(|error| at.fault(&error))?;
    }
    let journal = || {
        let mut note =
            connection.prepare_cached("UPDATE changes SET undone = ?3 WHERE batch = ?1 AND row = ?2")?;
        for row in rows {
            note.execute(params![batch.0, row.number(), when.seconds()])?;
        }
        connection.execute(
            "UPDATE batches SET undone = coalesce(undone, ?2) WHERE id = ?1",
            params![batch.0, when.seconds()],
        )
    };
    journal().map_err(|error| at.fault(&error))?;
    Ok(())
}

fn journalled(
    connection: &Connection,
    batch: BatchId,
    row: RowIndex,
) -> rusqlite::Result<(i64, String, Option<String>)> {
    connection
        .prepare_cached("SELECT account, kind, before FROM changes WHERE batch = ?1 AND row = ?2")?
        .query_row(params![batch.0, row.number()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
}

/// Its identifiers, assignments and tasks go with it.
fn delete(connection: &Connection, account: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM accounts WHERE id = ?1")?
        .execute([account])?;
    Ok(())
}

/// Makes the account what it was before this batch.
fn restore(
    connection: &Connection,
    (account, batch): (i64, BatchId),
    before: &Before,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM assignments WHERE account = ?1 AND batch = ?2")?
        .execute(params![account, batch.0])?;
    for (location, role, terms, batch) in &before.assignments {
        connection
            .prepare_cached(
                "INSERT INTO assignments (account, location, role, terms, batch) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![account, location, role, terms, batch])?;
    }
    for (attribute, _) in &before.identifiers {
        connection
            .prepare_cached("DELETE FROM identifiers WHERE account = ?1 AND attribute = ?2")?
            .execute(params![account, attribute])?;
    }
    for (attribute, value) in &before.identifiers {
        if let Some(value) = value {
            connection
                .prepare_cached("INSERT INTO identifiers (attribute, value, account) VALUES (?1, ?2, ?3)")?
                .execute(params![attribute, value, account])?;
        }
    }
    if let Some(record) = &before.record {
        connection
            .prepare_cached("UPDATE accounts SET record = ?2, likeness = ?3 WHERE id = ?1")?
            .execute(params![account, record, before.likeness])?;
    }
    connection
        .prepare_cached("UPDATE accounts SET version = version - 1 WHERE id = ?1")?
        .execute([account])?;
    Ok(())
}
