//! What a store lists, in SQL.

use rusqlite::{Connection, Row};

use super::fault::At;
use super::lookup::account_row;
use crate::digest::Digest;
use crate::store::{AccountEntry, BatchCounts, BatchEntry, BatchId, OpenTask, TaskEntry, TaskState};
use crate::store_error::StoreError;
use crate::stores::text;
use crate::timestamp::Timestamp;

pub(super) fn accounts(at: &At, connection: &Connection) -> Result<Vec<AccountEntry>, StoreError> {
    let sql = "SELECT id, version, username, record,
                 (SELECT count(*) FROM tasks WHERE account = accounts.id AND NOT done)
               FROM accounts ORDER BY key";
    let rows = rows(at, connection, sql, |row| Ok((account_row(row)?, row.get(4)?)))?;
    rows.into_iter()
        .map(|(row, open_tasks)| {
            Ok(AccountEntry {
                account: row.read(at, connection)?,
                open_tasks,
            })
        })
        .collect()
}

pub(super) fn batches(at: &At, connection: &Connection) -> Result<Vec<BatchEntry>, StoreError> {
    let sql =
        "SELECT id, file, digest, schema, schema_version, applied, assignments, hours, inactivity_timeout,
                 undone, created, extended, updated, taken_back
               FROM batches JOIN (
                 SELECT batch, sum(kind = 'create') AS created, sum(kind = 'add-assignments') AS extended,
                   sum(kind = 'update') AS updated, count(undone) AS taken_back
                 FROM changes GROUP BY batch) ON batch = id
               ORDER BY id";
    let entries = rows(at, connection, sql, batch)?;
    let entries: Option<Vec<_>> = entries.into_iter().collect();
    entries.ok_or_else(|| at.damaged("the terms of a batch cannot be read"))
}

/// `None` when a column of JSON or the timeout is not what it should be.
fn batch(row: &Row<'_>) -> rusqlite::Result<Option<BatchEntry>> {
    let (assignments, hours): (String, String) = (row.get(6)?, row.get(7)?);
    let timeout: Option<u32> = row.get(8)?;
    let timeout = timeout.map(text::to_timeout);
    let (Some(assignments), Some(hours)) = (text::to_assignments(&assignments), text::to_hours(&hours))
    else {
        return Ok(None);
    };
    if timeout == Some(None) {
        return Ok(None);
    }
    Ok(Some(BatchEntry {
        id: BatchId(row.get(0)?),
        file: row.get(1)?,
        digest: Digest::from_bytes(row.get(2)?),
        schema: row.get(3)?,
        schema_version: row.get(4)?,
        applied: Timestamp::from_seconds(row.get(5)?),
        assignments,
        hours,
        inactivity_timeout: timeout.flatten(),
        undone: row.get::<_, Option<i64>>(9)?.map(Timestamp::from_seconds),
        counts: BatchCounts {
            created: row.get(10)?,
            extended: row.get(11)?,
            updated: row.get(12)?,
            taken_back: row.get(13)?,
        },
    }))
}

pub(super) fn tasks(at: &At, connection: &Connection) -> Result<Vec<TaskEntry>, StoreError> {
    let sql = "SELECT a.username, k.task, k.title, k.detail, t.done, t.batch
               FROM tasks t JOIN accounts a ON a.id = t.account JOIN task_kinds k ON k.id = t.kind
               ORDER BY a.key, t.place";
    rows(at, connection, sql, |row| {
        Ok(TaskEntry {
            username: row.get(0)?,
            task: row.get(1)?,
            title: row.get(2)?,
            detail: row.get(3)?,
            state: TaskState::of(row.get(4)?),
            batch: BatchId(row.get(5)?),
        })
    })
}

pub(super) fn open_tasks(at: &At, connection: &Connection) -> Result<Vec<OpenTask>, StoreError> {
    let sql = "SELECT k.title, t.batch, count(*) FROM tasks t JOIN task_kinds k ON k.id = t.kind
               WHERE NOT t.done GROUP BY k.title, t.batch ORDER BY min(t.place), k.title, t.batch";
    rows(at, connection, sql, |row| {
        Ok(OpenTask {
            title: row.get(0)?,
            batch: BatchId(row.get(1)?),
            accounts: row.get(2)?,
        })
    })
}

fn rows<T>(
    at: &At,
    connection: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let rows = || {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([], read)?;
        rows.collect::<rusqlite::Result<Vec<T>>>()
    };
    rows().map_err(|error| at.fault(&error))
}
