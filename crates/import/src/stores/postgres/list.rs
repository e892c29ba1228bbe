//! What a store lists, in SQL. It is sorted here: every database has its own order of letters.

use postgres::Row;

use super::lookup::{account, assignments};
use super::session::Session;
use crate::digest::Digest;
use crate::store::{AccountEntry, BatchCounts, BatchEntry, BatchId, OpenTask, TaskEntry, TaskState};
use crate::store_error::StoreError;
use crate::stores::text;
use crate::timestamp::Timestamp;

pub(super) fn accounts(session: &Session) -> Result<Vec<AccountEntry>, StoreError> {
    let rows = session.rows(
        "SELECT a.id, a.version, a.username, a.record, coalesce(t.open, 0)
         FROM accounts a
         LEFT JOIN (SELECT account, count(*) AS open FROM tasks WHERE NOT done GROUP BY account) t ON t.account = a.id",
        &[],
    )?;
    let mut given = assignments(session, None)?;
    let entry = |row: &Row| {
        let id: i64 = session.get(row, 0)?;
        Ok(AccountEntry {
            account: account(session, row, given.remove(&id).unwrap_or_default())?,
            open_tasks: session.number(row, 4)?,
        })
    };
    let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, StoreError>>()?;
    entries.sort_by_cached_key(|entry| entry.account.record.key());
    Ok(entries)
}

pub(super) fn batches(session: &Session) -> Result<Vec<BatchEntry>, StoreError> {
    let rows = session.rows(
        "SELECT b.id, b.file, b.digest, b.schema, b.schema_version, b.applied, b.assignments, b.hours,
           b.inactivity_timeout, b.undone, c.created, c.extended, c.updated, c.taken_back
         FROM batches b JOIN (
           SELECT batch, sum(CASE WHEN kind = 'create' THEN 1 ELSE 0 END)::BIGINT AS created,
             sum(CASE WHEN kind = 'add-assignments' THEN 1 ELSE 0 END)::BIGINT AS extended,
             sum(CASE WHEN kind = 'update' THEN 1 ELSE 0 END)::BIGINT AS updated,
             count(undone) AS taken_back
           FROM changes GROUP BY batch) c ON c.batch = b.id
         ORDER BY b.id",
        &[],
    )?;
    rows.iter().map(|row| batch(session, row)).collect()
}

fn batch(session: &Session, row: &Row) -> Result<BatchEntry, StoreError> {
    let (assignments, hours): (String, String) = (session.get(row, 6)?, session.get(row, 7)?);
    let (digest, timeout): (Vec<u8>, Option<i64>) = (session.get(row, 2)?, session.get(row, 8)?);
    let timeout = timeout.map(|minutes| u32::try_from(minutes).ok().and_then(text::to_timeout));
    let undone: Option<i64> = session.get(row, 9)?;
    let (Some(assignments), Some(hours), Ok(digest), false) = (
        text::to_assignments(&assignments),
        text::to_hours(&hours),
        <[u8; 32]>::try_from(digest),
        timeout == Some(None),
    ) else {
        return Err(session.at().damaged("the terms of a batch cannot be read"));
    };
    Ok(BatchEntry {
        id: BatchId(session.get(row, 0)?),
        file: session.get(row, 1)?,
        digest: Digest::from_bytes(digest),
        schema: session.get(row, 3)?,
        schema_version: session.get(row, 4)?,
        applied: Timestamp::from_seconds(session.get(row, 5)?),
        assignments,
        hours,
        inactivity_timeout: timeout.flatten(),
        undone: undone.map(Timestamp::from_seconds),
        counts: BatchCounts {
            created: session.number(row, 10)?,
            extended: session.number(row, 11)?,
            updated: session.number(row, 12)?,
            taken_back: session.number(row, 13)?,
        },
    })
}

pub(super) fn tasks(session: &Session) -> Result<Vec<TaskEntry>, StoreError> {
    let rows = session.rows(
        "SELECT a.username, k.task, k.title, k.detail, t.done, t.batch, a.key, t.place
         FROM tasks t JOIN accounts a ON a.id = t.account JOIN task_kinds k ON k.id = t.kind",
        &[],
    )?;
    let entry = |row: &Row| {
        let place: (String, i64) = (session.get(row, 6)?, session.get(row, 7)?);
        let entry = TaskEntry {
            username: session.get(row, 0)?,
            task: session.get(row, 1)?,
            title: session.get(row, 2)?,
            detail: session.get(row, 3)?,
            state: TaskState::of(session.get(row, 4)?),
            batch: BatchId(session.get(row, 5)?),
        };
        Ok((place, entry))
    };
    let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, StoreError>>()?;
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

pub(super) fn open_tasks(session: &Session) -> Result<Vec<OpenTask>, StoreError> {
    let rows = session.rows(
        "SELECT k.title, t.batch, min(t.place), count(*) FROM tasks t JOIN task_kinds k ON k.id = t.kind
         WHERE NOT t.done GROUP BY k.title, t.batch",
        &[],
    )?;
    let task = |row: &Row| {
        let place: (i64, String, i64) = (session.get(row, 2)?, session.get(row, 0)?, session.get(row, 1)?);
        Ok((place, session.number(row, 3)?))
    };
    let mut tasks = rows.iter().map(task).collect::<Result<Vec<_>, StoreError>>()?;
    tasks.sort();
    let open = tasks.into_iter().map(|((_, title, batch), accounts)| OpenTask {
        title,
        batch: BatchId(batch),
        accounts,
    });
    Ok(open.collect())
}
