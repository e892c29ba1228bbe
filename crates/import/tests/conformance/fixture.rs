//! Rosters as text, and stores as text, for the tests of this crate.

use std::fmt::Write as _;

use rosterkit_import::{AccountKey, AppliedAt, Asked, BatchId, Digest, Identifier, Journalled, Known};
use rosterkit_import::{
    Action, ApplyError, Change, ChangeKind, JournalEntry, Lookup, OnDifference, OpenTask, Outcome, Plan,
    Store, StoreError, TaskEntry, TaskState, Timestamp, Transaction, Undo,
};
use rosterkit_lint::{Levels, Report, Roster, Standing, Values, check};
use rosterkit_schema::{Answers, Batch, Schema};
use rosterkit_sheet::{Document, RowIndex};

/// The header of every file of these tests.
pub(crate) const HEADER: &str = "Name,Username,Email,Provider,Badge,NPI\n";

/// Rows of two people.
pub(crate) const STAFF: &str = "Chen,achen,ana@example.com,YES,A1,1999999984\nCole,bcole,,NO,,\n";

/// The schema of the tests.
pub(crate) fn schema(answers: &Answers) -> Schema {
    Schema::parse("staff.toml", include_str!("staff.toml"), answers).unwrap()
}

/// A file of these rows. Its name says what the people get: `<role>--<location>.csv`, several joined with `+`.
pub(crate) fn roster(name: &str, rows: &str) -> Roster {
    let mut batch = Batch::default();
    for pair in name.trim_end_matches(".csv").split('+') {
        let (role, location) = pair.split_once("--").unwrap();
        batch.assignments.insert(location.to_owned(), role.to_owned());
    }
    let bytes = format!("{HEADER}{rows}").into_bytes();
    Roster {
        document: Document::read(name, bytes).unwrap(),
        batch,
        master: None,
        context: false,
        standing: Standing::default(),
    }
}

/// The judgement of these files under the schema of the tests.
pub(crate) fn judged(rosters: Vec<Roster>) -> Report {
    check(schema(&Answers::new()), rosters, &Levels::default())
}

/// The judgement of these files: name and rows.
pub(crate) fn files(files: &[(&str, &str)]) -> Report {
    judged(files.iter().map(|(name, rows)| roster(name, rows)).collect())
}

pub(crate) fn plan<'a>(report: &'a Report, store: &dyn Store) -> Plan<'a> {
    Plan::new(&report.split().0, store, OnDifference::Refuse).unwrap()
}

/// A time that tells one import of a test from another.
pub(crate) fn minute(minute: i64) -> Timestamp {
    Timestamp::from_seconds(1_800_000_000 + 60 * minute)
}

/// Applies a plan to its end, and tells what became of each batch.
pub(crate) fn apply(
    plan: &Plan<'_>,
    store: &mut dyn Store,
    when: Timestamp,
) -> Result<Vec<Outcome>, ApplyError> {
    let mut outcomes = Vec::new();
    rosterkit_import::apply(plan, store, when, &mut |outcome: Outcome| outcomes.push(outcome))?;
    Ok(outcomes)
}

/// Plans and applies what may be applied.
pub(crate) fn import(store: &mut dyn Store, report: &Report) -> Result<Vec<Outcome>, ApplyError> {
    let plan = plan(report, store);
    apply(&plan, store, minute(0))
}

/// A plan, a line for each row.
pub(crate) fn told(plan: &Plan<'_>) -> String {
    let mut text = String::new();
    for batch in plan.batches() {
        let counts = batch.counts();
        writeln!(text, "{} {:?} {counts:?}", batch.file_name(), batch.state()).unwrap();
        for row in batch.rows() {
            let username = batch.username(row.row);
            match row.action {
                Action::Conflict(reasons) => {
                    writeln!(text, "  {} {username} Conflict", row.row.number()).unwrap();
                    for reason in reasons {
                        writeln!(text, "    {reason:?}").unwrap();
                    }
                }
                action => writeln!(text, "  {} {username} {action:?}", row.row.number()).unwrap(),
            }
        }
    }
    text
}

/// All that a store lists, values included.
pub(crate) fn listed(store: &dyn Store) -> String {
    let mut text = String::new();
    for entry in store.accounts().unwrap() {
        let account = &entry.account;
        let given = account.assignments.iter().map(|(location, assignment)| {
            let terms = match (assignment.hours.len(), assignment.inactivity_timeout) {
                (0, None) => String::new(),
                (days, timeout) => format!(" ({days} days, {timeout:?})"),
            };
            format!("{} at {location}{terms}", assignment.role)
        });
        let given: Vec<String> = given.collect();
        let values: Vec<&str> = account.record.values.values().map(String::as_str).collect();
        writeln!(
            text,
            "{} v{} [{}] {}; {} open",
            account.record.username,
            account.version,
            values.join(", "),
            given.join(", "),
            entry.open_tasks,
        )
        .unwrap();
    }
    for batch in store.batches().unwrap() {
        writeln!(
            text,
            "batch {} {} {} {} at {}: created {}, extended {}, updated {}{}",
            batch.id.0,
            batch.file,
            batch.schema,
            batch.schema_version,
            batch.applied,
            batch.counts.created,
            batch.counts.extended,
            batch.counts.updated,
            match batch.undone {
                Some(when) => format!("; {} undone at {when}", batch.counts.taken_back),
                None => String::new(),
            },
        )
        .unwrap();
    }
    let tasks = store.tasks().unwrap();
    let mut counted = 0;
    for OpenTask {
        title,
        batch,
        accounts,
    } in store.open_tasks().unwrap()
    {
        let is_open = |task: &TaskEntry| task.state == TaskState::Open;
        let is_it = |task: &&TaskEntry| task.title == title && task.batch == batch && is_open(task);
        assert_eq!(tasks.iter().filter(is_it).count(), accounts as usize, "{title}");
        counted += accounts as usize;
    }
    let open = tasks.iter().filter(|task| task.state == TaskState::Open);
    assert_eq!(open.count(), counted);
    for task in tasks {
        let state = match task.state {
            TaskState::Open => "open",
            TaskState::Done => "done",
        };
        writeln!(
            text,
            "task {} {}: {} ({}) {state}, batch {}",
            task.username, task.task, task.title, task.detail, task.batch.0,
        )
        .unwrap();
    }
    text
}

/// Plans with the rows winning over the store, and applies.
pub(crate) fn update(store: &mut dyn Store, report: &Report) -> Result<Vec<Outcome>, ApplyError> {
    let plan = Plan::new(&report.split().0, store, OnDifference::Update).unwrap();
    apply(&plan, store, minute(2))
}

/// Looks at what undoing a batch would do, and does it. What it would do is told: a line for each change.
pub(crate) fn undo(store: &mut dyn Store, batch: i64) -> String {
    let undo = Undo::new(store, BatchId(batch)).unwrap();
    rosterkit_import::undo(&undo, store, minute(9)).unwrap();
    let line = |(change, action): &(Journalled, _)| {
        format!(
            "{} {} {:?}: {action:?}\n",
            change.row.number(),
            change.username,
            change.kind
        )
    };
    undo.changes().iter().map(line).collect()
}

/// What a value says to somebody who may see everything.
pub(crate) fn shown(held: &rosterkit_import::Held) -> &str {
    held.text(Values::Shown).unwrap()
}

/// A store whose transactions fail at the n-th write or at the commit after it.
pub(crate) struct Failing<'a> {
    pub(crate) store: &'a mut dyn Store,
    pub(crate) after: usize,
}

struct FailingTransaction<'a> {
    transaction: Box<dyn Transaction + 'a>,
    left: usize,
}

impl FailingTransaction<'_> {
    fn count(&mut self) -> Result<(), StoreError> {
        self.left = self.left.checked_sub(1).ok_or(StoreError::Full {
            path: "roster.db".into(),
        })?;
        Ok(())
    }
}

impl Lookup for Failing<'_> {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        self.store.known(asked)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        self.store.applied(digest)
    }
}

impl Store for Failing<'_> {
    fn name(&self) -> String {
        self.store.name()
    }

    fn exists(&self) -> bool {
        self.store.exists()
    }

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        self.store.changes(batch)
    }

    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        Ok(Box::new(FailingTransaction {
            transaction: self.store.begin()?,
            left: self.after,
        }))
    }

    fn accounts(&self) -> Result<Vec<rosterkit_import::AccountEntry>, StoreError> {
        self.store.accounts()
    }

    fn batches(&self) -> Result<Vec<rosterkit_import::BatchEntry>, StoreError> {
        self.store.batches()
    }

    fn tasks(&self) -> Result<Vec<TaskEntry>, StoreError> {
        self.store.tasks()
    }

    fn open_tasks(&self) -> Result<Vec<OpenTask>, StoreError> {
        self.store.open_tasks()
    }

    fn set_task_state(
        &mut self,
        key: &AccountKey,
        task: &str,
        state: TaskState,
    ) -> Result<Option<TaskState>, StoreError> {
        self.store.set_task_state(key, task, state)
    }
}

impl Lookup for FailingTransaction<'_> {
    fn known(&self, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
        self.transaction.known(asked)
    }

    fn applied(&self, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
        self.transaction.applied(digest)
    }
}

impl Transaction for FailingTransaction<'_> {
    fn journal(&mut self, batch: &JournalEntry<'_>) -> Result<BatchId, StoreError> {
        self.count()?;
        self.transaction.journal(batch)
    }

    /// Each change is a write of its own here.
    fn write(&mut self, batch: BatchId, changes: &[Change<'_>]) -> Result<(), StoreError> {
        for place in 0..changes.len() {
            self.count()?;
            self.transaction.write(batch, &changes[place..=place])?;
        }
        Ok(())
    }

    fn changes(&self, batch: BatchId) -> Result<Vec<Journalled>, StoreError> {
        self.transaction.changes(batch)
    }

    fn take_back(&mut self, batch: BatchId, rows: &[RowIndex], when: Timestamp) -> Result<(), StoreError> {
        self.count()?;
        self.transaction.take_back(batch, rows, when)
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        self.count()?;
        self.transaction.commit()
    }
}

/// A change that makes an account of this username and gives it nothing.
pub(crate) fn creation<'a>(
    record: &'a rosterkit_import::Record,
    row: u32,
    identifiers: &'a [Identifier],
) -> Change<'a> {
    Change {
        row: RowIndex(row),
        record,
        assignments: [].into(),
        kind: ChangeKind::Create {
            identifiers,
            tasks: &[],
        },
    }
}
