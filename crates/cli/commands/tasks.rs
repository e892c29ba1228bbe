//! `roster tasks`: what is left to do by hand after an import.

use std::io::Write;

use rosterkit_import::{Store, TaskEntry, TaskState};
use serde::Serialize;

use crate::args::Tasks;
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
