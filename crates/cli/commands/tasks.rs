//! `roster tasks`: what is left to do by hand after an import.

use std::io::Write;

use rosterkit_import::{AccountKey, TaskEntry, TaskState};
use rosterkit_sheet::visible;
use serde::Serialize;

use crate::args::{Done, ListTasks, Tasks, TasksCommand};
use crate::commands::{answer, answer_list, store::listed};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
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
        Some(TasksCommand::List(args)) => list(args, terminal),
        None => list(&args.list, terminal),
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
    let mut store = listed(&args.which)?.store;
    let (state, word) = if args.reopen {
        (TaskState::Open, "open")
    } else {
        (TaskState::Done, "done")
    };
    let (username, task) = (visible(&args.username), visible(&args.task));
    let Some(before) = store.set_task_state(&AccountKey::of(&args.username), &args.task, state)? else {
        return Err(Failure::new(
            format!("no account `{username}` has a task `{task}`"),
            "`roster tasks list --all` lists the accounts and their tasks",
        ));
    };
    if args.json {
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

fn list(args: &ListTasks, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let entries = listed(&args.list.which)?.store.tasks()?;
    let wanted = |entry: &TaskEntry| {
        let task = args.task.as_ref().is_none_or(|task| *task == entry.task);
        let key = AccountKey::of(&entry.username);
        let username = args
            .username
            .as_ref()
            .is_none_or(|name| AccountKey::of(name) == key);
        task && username && (args.all || entry.state == TaskState::Open)
    };
    let tasks = entries.into_iter().filter(wanted);
    let tasks: Vec<JsonTask> = tasks.map(JsonTask::from).collect();
    let row = |task: &JsonTask| {
        [task.username.as_str(), &task.task, task.state, &task.title]
            .map(str::to_owned)
            .to_vec()
    };
    let rows: Vec<Vec<String>> = tasks.iter().map(row).collect();
    let header = ["USERNAME", "TASK", "STATE", "WHAT TO DO"];
    let json = Answer {
        version: JSON_VERSION,
        tasks,
    };
    answer_list(terminal, args.list.answer, &json, (&header, &rows, "task"))?;
    Ok(Exit::Fine)
}
