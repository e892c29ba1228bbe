//! What applying a batch writes, in SQL. New accounts are gathered and copied; what exists already is changed one by one.

use std::collections::HashMap;

use postgres::Row;
use rosterkit_schema::{Task, Timeout};

use super::new_rows::Cell::{Nothing, Number, Text};
use super::new_rows::NewRows;
use super::session::Session;
use crate::account::Assignment;
use crate::record::{AccountKey, Identifier};
use crate::store::{BatchId, Change, ChangeKind, JournalEntry, JournalledKind, TaskState};
use crate::store_error::StoreError;
use crate::stores::text::{self, Before};

/// Whoever writes, with the numbers that are given out next.
#[derive(Debug, Default)]
pub(super) struct Pen {
    last_batch: i64,
    last_account: i64,
    last_term: i64,
    last_task_kind: i64,
    terms: HashMap<(String, i64), i64>,
    task_kinds: HashMap<String, i64>,
    new: NewRows,
}

impl Pen {
    /// Waits until nobody else writes, and holds the row of the store until the transaction ends.
    pub(super) fn take(session: &Session) -> Result<Self, StoreError> {
        let sql = "SELECT last_batch, last_account, last_term, last_task_kind FROM store FOR UPDATE";
        let row = session
            .row(sql, &[])?
            .ok_or_else(|| session.at().damaged("it has no numbers"))?;
        Ok(Self {
            last_batch: session.get(&row, 0)?,
            last_account: session.get(&row, 1)?,
            last_term: session.get(&row, 2)?,
            last_task_kind: session.get(&row, 3)?,
            ..Self::default()
        })
    }

    /// Writes what is gathered, and which numbers were given out.
    pub(super) fn finish(&mut self, session: &Session) -> Result<(), StoreError> {
        self.new.send(session)?;
        session.execute(
            "UPDATE store SET last_batch = $1, last_account = $2, last_term = $3, last_task_kind = $4",
            &[
                &self.last_batch,
                &self.last_account,
                &self.last_term,
                &self.last_task_kind,
            ],
        )?;
        Ok(())
    }

    pub(super) fn journal(
        &mut self,
        session: &Session,
        entry: &JournalEntry<'_>,
    ) -> Result<BatchId, StoreError> {
        self.last_batch += 1;
        let timeout = entry
            .batch
            .inactivity_timeout
            .map(|timeout| i64::from(timeout.minutes()));
        session.execute(
            "INSERT INTO batches
               (id, file, digest, schema, schema_version, assignments, hours, inactivity_timeout, applied)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &[
                &self.last_batch,
                &entry.file,
                &entry.digest.bytes().as_slice(),
                &entry.schema,
                &entry.schema_version,
                &text::of_assignments(&entry.batch.assignments),
                &text::of_hours(&entry.batch.hours),
                &timeout,
                &entry.when.seconds(),
            ],
        )?;
        Ok(BatchId(self.last_batch))
    }

    pub(super) fn change(
        &mut self,
        session: &Session,
        batch: BatchId,
        change: &Change<'_>,
    ) -> Result<(), StoreError> {
        match &change.kind {
            ChangeKind::Create { identifiers, tasks } => {
                self.create(session, batch, change, (identifiers, tasks))?;
            }
            ChangeKind::AddAssignments => self.alter(session, batch, change, None)?,
            ChangeKind::Update { identifiers } => self.alter(session, batch, change, Some(identifiers))?,
        }
        if self.new.is_enough() {
            self.new.send(session)?;
        }
        Ok(())
    }

    fn create(
        &mut self,
        session: &Session,
        batch: BatchId,
        change: &Change<'_>,
        (identifiers, tasks): (&[Identifier], &[&Task]),
    ) -> Result<(), StoreError> {
        self.last_account += 1;
        let (account, batch) = (Number(self.last_account), Number(batch.0));
        let record = change.record;
        let (key, values, likeness) = (record.key(), text::of_values(&record.values), record.likeness());
        self.new.accounts.add([
            account,
            Text(key.as_str()),
            Text(&record.username),
            Text(&values),
            likeness.as_deref().map_or(Nothing, Text),
            Number(1),
        ]);
        for identifier in identifiers {
            let (attribute, value) = (identifier.attribute.as_str(), &identifier.value);
            self.new.identifiers.add([account, Text(attribute), Text(value)]);
        }
        for (location, given) in &change.assignments {
            let terms = Number(self.terms(session, given)?);
            let (location, role) = (Text(location), Text(&given.role));
            self.new.assignments.add([account, location, role, terms, batch]);
        }
        for (place, task) in (0..).zip(tasks) {
            let kind = Number(self.task_kind(session, task)?);
            self.new
                .tasks
                .add([account, Number(place), kind, batch, Text("false")]);
        }
        self.new.changes.add([
            batch,
            Number(change.row.number().into()),
            account,
            Text(&record.username),
            Text(JournalledKind::Create.as_str()),
            Number(1),
        ]);
        Ok(())
    }

    /// Changes an account that is there. With identifiers its details are those of the change.
    fn alter(
        &mut self,
        session: &Session,
        batch: BatchId,
        change: &Change<'_>,
        identifiers: Option<&[Identifier]>,
    ) -> Result<(), StoreError> {
        let key = change.record.key();
        let sql = "UPDATE accounts SET version = version + 1 WHERE key = $1 RETURNING id, version";
        let Some(row) = session.row(sql, &[&key.as_str()])? else {
            return Err(session.at().damaged("an account is gone"));
        };
        let (account, version): (i64, i64) = (session.get(&row, 0)?, session.get(&row, 1)?);
        let mut before = Before::default();
        let kind = match identifiers {
            None => JournalledKind::AddAssignments,
            Some(identifiers) => {
                update(session, account, change, &mut before)?;
                update_identifiers(session, account, identifiers, &mut before)?;
                remove_assignments(session, account, change, &mut before)?;
                JournalledKind::Update
            }
        };
        for (location, given) in &change.assignments {
            let terms = self.terms(session, given)?;
            session.execute(
                "INSERT INTO assignments (account, location, role, terms, batch) VALUES ($1, $2, $3, $4, $5)",
                &[&account, location, &given.role, &terms, &batch.0],
            )?;
        }
        session.execute(
            "INSERT INTO changes (batch, \"row\", account, username, kind, version, before)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                &batch.0,
                &i64::from(change.row.number()),
                &account,
                &change.record.username,
                &kind.as_str(),
                &version,
                &before.to_json(),
            ],
        )?;
        Ok(())
    }

    /// The number of working hours and timeout, given out where there is none.
    fn terms(&mut self, session: &Session, given: &Assignment) -> Result<i64, StoreError> {
        let hours = text::of_week(&given.hours).to_string();
        let timeout = i64::from(given.inactivity_timeout.map_or(0, Timeout::minutes));
        let asked = (hours, timeout);
        if let Some(id) = self.terms.get(&asked) {
            return Ok(*id);
        }
        let sql = "SELECT id FROM terms WHERE hours = $1 AND inactivity_timeout = $2";
        let id = if let Some(row) = session.row(sql, &[&asked.0, &asked.1])? {
            session.get(&row, 0)?
        } else {
            self.last_term += 1;
            session.execute(
                "INSERT INTO terms (id, hours, inactivity_timeout) VALUES ($1, $2, $3)",
                &[&self.last_term, &asked.0, &asked.1],
            )?;
            self.last_term
        };
        Ok(*self.terms.entry(asked).or_insert(id))
    }

    fn task_kind(&mut self, session: &Session, task: &Task) -> Result<i64, StoreError> {
        if let Some(id) = self.task_kinds.get(&task.id) {
            return Ok(*id);
        }
        let sql = "SELECT id FROM task_kinds WHERE task = $1 AND title = $2 AND detail = $3";
        let id = if let Some(row) = session.row(sql, &[&task.id, &task.title, &task.detail])? {
            session.get(&row, 0)?
        } else {
            self.last_task_kind += 1;
            session.execute(
                "INSERT INTO task_kinds (id, task, title, detail) VALUES ($1, $2, $3, $4)",
                &[&self.last_task_kind, &task.id, &task.title, &task.detail],
            )?;
            self.last_task_kind
        };
        Ok(*self.task_kinds.entry(task.id.clone()).or_insert(id))
    }
}

fn update(
    session: &Session,
    account: i64,
    change: &Change<'_>,
    before: &mut Before,
) -> Result<(), StoreError> {
    if let Some(row) = session.row("SELECT record, likeness FROM accounts WHERE id = $1", &[&account])? {
        (before.record, before.likeness) = (session.get(&row, 0)?, session.get(&row, 1)?);
    }
    session.execute(
        "UPDATE accounts SET record = $2, likeness = $3 WHERE id = $1",
        &[
            &account,
            &text::of_values(&change.record.values),
            &change.record.likeness(),
        ],
    )?;
    Ok(())
}

fn update_identifiers(
    session: &Session,
    account: i64,
    identifiers: &[Identifier],
    before: &mut Before,
) -> Result<(), StoreError> {
    for identifier in identifiers {
        let attribute = identifier.attribute.as_str();
        let sql = "DELETE FROM identifiers WHERE account = $1 AND attribute = $2 RETURNING value";
        let removed: Option<Row> = session.row(sql, &[&account, &attribute])?;
        let value = removed.map(|row| session.get(&row, 0)).transpose()?;
        before.identifiers.push((attribute.to_owned(), value));
    }
    for identifier in identifiers {
        session.execute(
            "INSERT INTO identifiers (attribute, value, account) VALUES ($1, $2, $3)",
            &[&identifier.attribute.as_str(), &identifier.value, &account],
        )?;
    }
    Ok(())
}

fn remove_assignments(
    session: &Session,
    account: i64,
    change: &Change<'_>,
    before: &mut Before,
) -> Result<(), StoreError> {
    for location in change.assignments.keys() {
        let sql = "DELETE FROM assignments WHERE account = $1 AND location = $2 RETURNING role, terms, batch";
        if let Some(row) = session.row(sql, &[&account, location])? {
            let removed = (
                location.clone(),
                session.get(&row, 0)?,
                session.get(&row, 1)?,
                session.get(&row, 2)?,
            );
            before.assignments.push(removed);
        }
    }
    Ok(())
}

pub(super) fn set_task_state(
    session: &Session,
    key: &AccountKey,
    task: &str,
    state: TaskState,
) -> Result<Option<TaskState>, StoreError> {
    let sql = "SELECT t.account, t.place, t.done
               FROM tasks t JOIN accounts a ON a.id = t.account JOIN task_kinds k ON k.id = t.kind
               WHERE a.key = $1 AND k.task = $2 ORDER BY t.place LIMIT 1";
    let Some(row) = session.row(sql, &[&key.as_str(), &task])? else {
        return Ok(None);
    };
    let (account, place): (i64, i64) = (session.get(&row, 0)?, session.get(&row, 1)?);
    session.execute(
        "UPDATE tasks SET done = $3 WHERE account = $1 AND place = $2",
        &[&account, &place, &(state == TaskState::Done)],
    )?;
    Ok(Some(TaskState::of(session.get(&row, 2)?)))
}
