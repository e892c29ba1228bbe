//! `roster tasks`: what is left to do by hand after an import.

use std::io::Write;

use rosterkit_import::{AccountKey, Store, TaskEntry, TaskState};
use rosterkit_sheet::visible;
use serde::Serialize;

use crate::args::{Done, Tasks, TasksCommand};
use crate::commands::{answer, store::listed};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
use crate::table::{self, count};
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    tasks: Vec<JsonTask>,
}

#[derive(Debug, Serialize)]
struct JsonTask {
    username: String,
    task: String,
    title: String,
    detail: String,
    state: &'static str,
}

impl From<TaskEntry> for JsonTask {
    fn from(entry: TaskEntry) -> Self {
        Self {
            username: entry.username,
            task: entry.task,
            title: entry.title,
            detail: entry.detail,
            state: match entry.state {
                TaskState::Open => "open",
                TaskState::Done => "done",
            },
        }
    }
}

pub(super) fn run(args: &Tasks, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match &args.command {
        Some(TasksCommand::Done(args)) => done(args, terminal),
        None => list(args, terminal),
    }
}

#[derive(Debug, Serialize)]
struct Marked<'a> {
    version: u32,
    username: &'a str,
    task: &'a str,
    state: &'static str,
}

/// Marks a task of an account as done, or as open again.
fn done(args: &Done, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (mut store, _) = listed(&args.list)?;
    let (state, word) = if args.reopen {
        (TaskState::Open, "open")
    } else {
        (TaskState::Done, "done")
    };
    let (username, task) = (visible(&args.username), visible(&args.task));
    let Some(before) = store.set_task_state(&AccountKey::of(&args.username), &args.task, state)? else {
        return Err(Failure::new(
            format!("no account `{username}` has a task `{task}`"),
            "`roster tasks --all` lists the accounts and their tasks",
        ));
    };
    if args.list.json {
        answer(
            terminal,
            &Marked {
                version: JSON_VERSION,
                username: &args.username,
                task: &args.task,
                state: word,
            },
        )?;
    } else if before == state {
        writeln!(terminal.out(), "{task} of {username} was {word} already")?;
    } else {
        writeln!(terminal.out(), "{task} of {username} is {word}")?;
    }
    Ok(Exit::Fine)
}

fn list(args: &Tasks, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let entries = listed(&args.list)?.0.tasks()?;
    let tasks: Vec<JsonTask> = entries
        .into_iter()
        .filter(|entry| args.all || entry.state == TaskState::Open)
        .map(JsonTask::from)
        .collect();
    if args.list.json {
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                tasks,
            },
        )?;
        return Ok(Exit::Fine);
    }
    let header = ["USERNAME", "TASK", "STATE", "WHAT TO DO"];
    let row = |task: &JsonTask| {
        [task.username.as_str(), &task.task, task.state, &task.title]
            .map(str::to_owned)
            .to_vec()
    };
    let rows: Vec<Vec<String>> = tasks.iter().map(row).collect();
    write!(terminal.out(), "{}", table::draw(&header, &rows))?;
    terminal.say(&count(tasks.len() as u64, "task"));
    Ok(Exit::Fine)
}
