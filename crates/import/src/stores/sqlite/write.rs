//! What applying a batch writes, in SQL.

use std::collections::BTreeMap;

use rosterkit_schema::{Task, Timeout};
use rusqlite::{Connection, OptionalExtension, Result, TransactionBehavior, params};

use crate::account::Assignment;
use crate::record::{AccountKey, Identifier};
use crate::store::{BatchId, Change, ChangeKind, JournalEntry, JournalledKind, TaskState};
use crate::stores::text::{self, Before};

pub(super) fn journal(connection: &Connection, entry: &JournalEntry<'_>) -> Result<BatchId> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO batches
           (file, digest, schema, schema_version, assignments, hours, inactivity_timeout, applied)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let id = statement.insert(params![
        entry.file,
        entry.digest.bytes(),
        entry.schema,
        entry.schema_version,
        text::of_assignments(&entry.batch.assignments),
        text::of_hours(&entry.batch.hours),
        entry.batch.inactivity_timeout.map(Timeout::minutes),
        entry.when.seconds(),
    ])?;
    Ok(BatchId(id))
}

pub(super) fn change(connection: &Connection, batch: BatchId, change: &Change<'_>) -> Result<()> {
    let mut before = Before::default();
    let (account, version, kind) = match &change.kind {
        ChangeKind::Create { identifiers, tasks } => {
            let account = create_account(connection, change)?;
            create_identifiers(connection, account, identifiers)?;
            create_tasks(connection, batch, account, tasks)?;
            (account, 1, JournalledKind::Create)
        }
        ChangeKind::AddAssignments => {
            let (account, version) = next_version(connection, &change.record.key())?;
            (account, version, JournalledKind::AddAssignments)
        }
        ChangeKind::Update { identifiers } => {
            let (account, version) = next_version(connection, &change.record.key())?;
            update_record(connection, account, change, &mut before)?;
            update_identifiers(connection, account, identifiers, &mut before)?;
            remove_assignments(connection, account, &change.assignments, &mut before)?;
            (account, version, JournalledKind::Update)
        }
    };
    create_assignments(connection, batch, account, &change.assignments)?;
    connection
        .prepare_cached(
            "INSERT INTO changes (batch, row, account, username, kind, version, before)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            batch.0,
            change.row.number(),
            account,
            change.record.username,
            kind.as_str(),
            version,
            before.to_json()
        ])?;
    Ok(())
}

fn create_account(connection: &Connection, change: &Change<'_>) -> Result<i64> {
    let record = change.record;
    connection
        .prepare_cached("INSERT INTO accounts (key, username, record, likeness) VALUES (?1, ?2, ?3, ?4)")?
        .insert(params![
            record.key().as_str(),
            record.username,
            text::of_values(&record.values),
            record.likeness(),
        ])
}

/// Counts a change to an account; its id and its version after the change.
fn next_version(connection: &Connection, key: &AccountKey) -> Result<(i64, i64)> {
    connection
        .prepare_cached("UPDATE accounts SET version = version + 1 WHERE key = ?1 RETURNING id, version")?
        .query_row([key.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn update_record(
    connection: &Connection,
    account: i64,
    change: &Change<'_>,
    before: &mut Before,
) -> Result<()> {
    (before.record, before.likeness) = connection
        .prepare_cached("SELECT record, likeness FROM accounts WHERE id = ?1")?
        .query_row([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let record = change.record;
    connection
        .prepare_cached("UPDATE accounts SET record = ?2, likeness = ?3 WHERE id = ?1")?
        .execute(params![
            account,
            text::of_values(&record.values),
            record.likeness()
        ])?;
    Ok(())
}

fn update_identifiers(
    connection: &Connection,
    account: i64,
    identifiers: &[Identifier],
    before: &mut Before,
) -> Result<()> {
    let mut remove = connection
        .prepare_cached("DELETE FROM identifiers WHERE account = ?1 AND attribute = ?2 RETURNING value")?;
    for identifier in identifiers {
        let attribute = identifier.attribute.as_str();
        let removed = remove
            .query_row(params![account, attribute], |row| row.get(0))
            .optional()?;
        before.identifiers.push((attribute.to_owned(), removed));
    }
    create_identifiers(connection, account, identifiers)
}

fn remove_assignments(
    connection: &Connection,
    account: i64,
    given: &BTreeMap<String, Assignment>,
    before: &mut Before,
) -> Result<()> {
    let mut remove = connection.prepare_cached(
        "DELETE FROM assignments WHERE account = ?1 AND location = ?2 RETURNING role, terms, batch",
    )?;
    for location in given.keys() {
        let removed = remove
            .query_row(params![account, location], |row| {
                Ok((location.clone(), row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        before.assignments.extend(removed);
    }
    Ok(())
}

fn create_identifiers(connection: &Connection, account: i64, identifiers: &[Identifier]) -> Result<()> {
    let mut statement = connection
        .prepare_cached("INSERT INTO identifiers (attribute, value, account) VALUES (?1, ?2, ?3)")?;
    for identifier in identifiers {
        statement.execute(params![identifier.attribute.as_str(), identifier.value, account])?;
    }
    Ok(())
}

fn create_assignments(
    connection: &Connection,
    batch: BatchId,
    account: i64,
    given: &BTreeMap<String, Assignment>,
) -> Result<()> {
    let mut terms = connection.prepare_cached(
        "INSERT INTO terms (hours, inactivity_timeout) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO assignments (account, location, role, terms, batch)
         SELECT ?1, ?2, ?3, id, ?4 FROM terms WHERE hours = ?5 AND inactivity_timeout = ?6",
    )?;
    for (location, assignment) in given {
        let hours = text::of_week(&assignment.hours).to_string();
        let timeout = assignment.inactivity_timeout.map_or(0, Timeout::minutes);
        let asked = params![account, location, assignment.role, batch.0, hours, timeout];
        // Almost always the terms are there, and then one statement does it.
        if statement.execute(asked)? == 0 {
            terms.execute(params![hours, timeout])?;
            statement.execute(asked)?;
        }
    }
    Ok(())
}

fn create_tasks(connection: &Connection, batch: BatchId, account: i64, tasks: &[&Task]) -> Result<()> {
    let mut kind = connection.prepare_cached(
        "INSERT INTO task_kinds (task, title, detail) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?;
    let mut task_of = connection.prepare_cached(
        "INSERT INTO tasks (account, place, kind, batch)
         SELECT ?1, ?2, id, ?3 FROM task_kinds WHERE task = ?4 AND title = ?5 AND detail = ?6",
    )?;
    for (place, task) in (0_i64..).zip(tasks) {
        let asked = params![account, place, batch.0, task.id, task.title, task.detail];
        if task_of.execute(asked)? == 0 {
            kind.execute(params![task.id, task.title, task.detail])?;
            task_of.execute(asked)?;
        }
    }
    Ok(())
}

pub(super) fn set_task_state(
    connection: &mut Connection,
    key: &AccountKey,
    task: &str,
    state: TaskState,
) -> Result<Option<TaskState>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: Option<(i64, i64, bool)> = transaction
        .query_row(
            "SELECT t.account, t.place, t.done
             FROM tasks t JOIN accounts a ON a.id = t.account JOIN task_kinds k ON k.id = t.kind
             WHERE a.key = ?1 AND k.task = ?2 ORDER BY t.place LIMIT 1",
            [key.as_str(), task],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    if let Some((account, place, _)) = found {
        transaction.execute(
            "UPDATE tasks SET done = ?3 WHERE account = ?1 AND place = ?2",
            params![account, place, state == TaskState::Done],
        )?;
    }
    transaction.commit()?;
    Ok(found.map(|(.., done)| TaskState::of(done)))
}
