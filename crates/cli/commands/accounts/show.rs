//! `roster accounts show`: all that the store has of one person.

use std::io::Write;

use rosterkit_import::{Account, AccountKey, Store, TaskEntry, TaskState};
use rosterkit_lint::Values;
use rosterkit_schema::{Organization, Schema};
use rosterkit_sheet::visible;
use serde::Serialize;

use crate::args::Show;
use crate::commands::{answer, store::listed};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
use crate::table;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    username: String,
    account_version: u32,
    details: Vec<Detail>,
    assignments: Vec<JsonAssignment>,
    tasks: Vec<JsonTask>,
}

#[derive(Debug, Serialize)]
struct Detail {
    attribute: String,
    /// The column's header; the attribute again where the schema has no column for it.
    column: String,
    /// Null where it is sensitive.
    value: Option<String>,
}

#[derive(Debug, Serialize)]
struct JsonAssignment {
    location: String,
    role: String,
    hours: std::collections::BTreeMap<&'static str, String>,
    inactivity_timeout: Option<String>,
}

#[derive(Debug, Serialize)]
struct JsonTask {
    task: String,
    title: String,
    state: &'static str,
}

pub(super) fn run(args: &Show, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let listed = listed(&args.which)?;
    let key = AccountKey::of(&args.username);
    let Some(account) = account(&*listed.store, &key)? else {
        return Err(Failure::new(
            format!("there is no account `{}`", visible(&args.username)),
            "`roster accounts list` lists the accounts",
        ));
    };
    let mut tasks = listed.store.tasks()?;
    tasks.retain(|task| AccountKey::of(&task.username) == key);
    let schema = listed.project.as_ref().map(|project| &project.settings().schema);
    let values = if args.json {
        Values::Masked
    } else {
        terminal.values()
    };
    let shown = shown(account, &tasks, schema, values);
    if args.json {
        answer(terminal, &shown)?;
    } else {
        tell(&shown, &listed.organization(), terminal)?;
    }
    Ok(Exit::Fine)
}

fn account(store: &dyn Store, key: &AccountKey) -> Result<Option<Account>, Failure> {
    let asked = rosterkit_import::Asked {
        key,
        identifiers: &[],
        likeness: None,
    };
    Ok(store.known(&[asked])?.pop().and_then(|known| known.account))
}

fn shown(account: Account, tasks: &[TaskEntry], schema: Option<&Schema>, values: Values) -> Answer {
    let detail = |(attribute, text): (&rosterkit_schema::Attribute, &String)| {
        let column = schema.and_then(|schema| {
            schema
                .column_holding(attribute.as_str())
                .map(|id| schema.column(id))
        });
        // What no schema speaks for may be anything.
        let may_be_seen = column.is_some_and(|column| !column.sensitive) || values == Values::Shown;
        Detail {
            attribute: attribute.as_str().to_owned(),
            column: column.map_or_else(|| attribute.as_str().to_owned(), |column| column.header.clone()),
            value: may_be_seen.then(|| text.clone()),
        }
    };
    let details = account.record.values.iter().map(detail).collect();
    let assignments = account
        .assignments
        .into_iter()
        .map(|(location, held)| JsonAssignment {
            location,
            role: held.role,
            hours: held
                .hours
                .iter()
                .map(|(day, hours)| (day.as_str(), hours.to_string()))
                .collect(),
            inactivity_timeout: held.inactivity_timeout.map(|timeout| timeout.to_string()),
        });
    let task = |task: &TaskEntry| JsonTask {
        task: task.task.clone(),
        title: task.title.clone(),
        state: match task.state {
            TaskState::Open => "open",
            TaskState::Done => "done",
        },
    };
    Answer {
        version: JSON_VERSION,
        username: account.record.username,
        account_version: account.version,
        details,
        assignments: assignments.collect(),
        tasks: tasks.iter().map(task).collect(),
    }
}

fn tell(shown: &Answer, organization: &Organization, terminal: &mut Terminal) -> Result<(), Failure> {
    let username = ["Username".to_owned(), shown.username.clone()].to_vec();
    let detail = |detail: &Detail| {
        let value = detail.value.clone().unwrap_or_else(|| "(hidden)".to_owned());
        vec![detail.column.clone(), value]
    };
    let rows: Vec<_> = std::iter::once(username)
        .chain(shown.details.iter().map(detail))
        .collect();
    writeln!(terminal.out(), "{}", table::draw(&["COLUMN", "VALUE"], &rows))?;
    let assignment = |held: &JsonAssignment| {
        let hours = held.hours.iter().map(|(day, hours)| format!("{day} {hours}"));
        vec![
            organization.in_words([(held.location.as_str(), held.role.as_str())]),
            hours.collect::<Vec<_>>().join(", "),
            held.inactivity_timeout
                .clone()
                .unwrap_or_else(|| "the default".to_owned()),
        ]
    };
    let rows: Vec<_> = shown.assignments.iter().map(assignment).collect();
    let header = ["ROLE AT LOCATION", "HOURS", "INACTIVITY TIMEOUT"];
    writeln!(terminal.out(), "{}", table::draw(&header, &rows))?;
    let task = |task: &JsonTask| vec![task.task.clone(), task.state.to_owned(), task.title.clone()];
    let rows: Vec<_> = shown.tasks.iter().map(task).collect();
    write!(
        terminal.out(),
        "{}",
        table::draw(&["TASK", "STATE", "WHAT TO DO"], &rows)
    )?;
    let times = match shown.account_version {
        1 => "never changed since it was made".to_owned(),
        version => format!("changed since it was made, now version {version}"),
    };
    terminal.say(&times);
    Ok(())
}
