//! What can be taken back, and taking it back, in SQL.

use std::collections::HashMap;

use postgres::Row;
use rosterkit_sheet::RowIndex;

use super::session::Session;
use crate::store::{BatchId, Journalled, JournalledKind};
use crate::store_error::StoreError;
use crate::stores::text::Before;
use crate::timestamp::Timestamp;

/// What a journal that was meddled with is told as.
const UNREADABLE: &str = "the journal cannot be read";

pub(super) fn changes(session: &Session, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
    let rows = session.rows(
        "SELECT c.\"row\", coalesce(a.username, c.username), c.version, c.undone, a.version, c.account, c.before, c.kind,
           coalesce(t.done, 0)
         FROM changes c
         LEFT JOIN accounts a ON a.id = c.account
         LEFT JOIN (SELECT account, count(*) AS done FROM tasks WHERE done GROUP BY account) t ON t.account = c.account
         WHERE c.batch = $1 ORDER BY c.\"row\"",
        &[&batch.0],
    )?;
    let read = |row: &Row| {
        let (kind, before): (String, Option<String>) = (session.get(row, 7)?, session.get(row, 6)?);
        let (undone, now): (Option<i64>, Option<i64>) = (session.get(row, 3)?, session.get(row, 4)?);
        let before = Before::from_json(before.as_deref()).ok_or_else(|| session.at().damaged(UNREADABLE))?;
        Ok(Journalled {
            row: RowIndex(session.number(row, 0)?.saturating_sub(1)),
            username: session.get(row, 1)?,
            kind: JournalledKind::of(&kind).ok_or_else(|| session.at().damaged(UNREADABLE))?,
            version: session.number(row, 2)?,
            undone: undone.map(Timestamp::from_seconds),
            version_now: now.and_then(|now| u32::try_from(now).ok()),
            done_tasks: session.number(row, 8)?,
            taken: taken(session, session.get(row, 5)?, &before)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Whether somebody else has an identifier that the account had before.
fn taken(session: &Session, account: i64, before: &Before) -> Result<bool, StoreError> {
    for (attribute, value) in &before.identifiers {
        let sql = "SELECT 1 FROM identifiers WHERE attribute = $1 AND value = $2 AND account <> $3";
        if session.row(sql, &[attribute, value, &account])?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn take_back(
    session: &Session,
    batch: BatchId,
    (rows, when): (&[RowIndex], Timestamp),
) -> Result<(), StoreError> {
    let numbers: Vec<i64> = rows.iter().map(|row| i64::from(row.number())).collect();
    let journalled = session.rows(
        "SELECT \"row\", account, kind, before FROM changes WHERE batch = $1 AND \"row\" = ANY($2)",
        &[&batch.0, &numbers],
    )?;
    let journalled: HashMap<i64, &Row> = journalled
        .iter()
        .map(|row| Ok((session.get(row, 0)?, row)))
        .collect::<Result<_, StoreError>>()?;
    let mut made: Vec<i64> = Vec::new();
    for number in &numbers {
        let row = journalled
            .get(number)
            .ok_or_else(|| session.at().damaged(UNREADABLE))?;
        let (account, kind): (i64, String) = (session.get(row, 1)?, session.get(row, 2)?);
        let before: Option<String> = session.get(row, 3)?;
        let before = Before::from_json(before.as_deref()).ok_or_else(|| session.at().damaged(UNREADABLE))?;
        match JournalledKind::of(&kind).ok_or_else(|| session.at().damaged(UNREADABLE))? {
            JournalledKind::Create => made.push(account),
            JournalledKind::AddAssignments | JournalledKind::Update => {
                restore(session, (account, batch), &before)?;
            }
        }
    }
    // Their identifiers, assignments and tasks go with them.
    session.execute("DELETE FROM accounts WHERE id = ANY($1)", &[&made])?;
    session.execute(
        "UPDATE changes SET undone = $3 WHERE batch = $1 AND \"row\" = ANY($2)",
        &[&batch.0, &numbers, &when.seconds()],
    )?;
    session.execute(
        "UPDATE batches SET undone = coalesce(undone, $2) WHERE id = $1",
        &[&batch.0, &when.seconds()],
    )?;
    Ok(())
}

/// Makes the account what it was before this batch.
fn restore(session: &Session, (account, batch): (i64, BatchId), before: &Before) -> Result<(), StoreError> {
    session.execute(
        "DELETE FROM assignments WHERE account = $1 AND batch = $2",
        &[&account, &batch.0],
    )?;
    for (location, role, terms, batch) in &before.assignments {
        session.execute(
            "INSERT INTO assignments (account, location, role, terms, batch) VALUES ($1, $2, $3, $4, $5)",
            &[&account, location, role, terms, batch],
        )?;
    }
    for (attribute, _) in &before.identifiers {
        let sql = "DELETE FROM identifiers WHERE account = $1 AND attribute = $2";
        session.execute(sql, &[&account, attribute])?;
    }
    for (attribute, value) in &before.identifiers {
        if let Some(value) = value {
            let sql = "INSERT INTO identifiers (attribute, value, account) VALUES ($1, $2, $3)";
            session.execute(sql, &[attribute, value, &account])?;
        }
    }
    if let Some(record) = &before.record {
        let sql = "UPDATE accounts SET record = $2, likeness = $3 WHERE id = $1";
        session.execute(sql, &[&account, record, &before.likeness])?;
    }
    session.execute(
        "UPDATE accounts SET version = version - 1 WHERE id = $1",
        &[&account],
    )?;
    Ok(())
}
