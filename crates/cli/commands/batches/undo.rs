//! `roster batches undo`: shows what taking a batch back would do, and does it when told to.

use std::io::Write;
use std::time::SystemTime;

use rosterkit_import::{BatchId, Journalled, JournalledKind, SpareReason, Timestamp, Undo, UndoAction};
use serde::Serialize;

use super::done;
use crate::args::UndoBatch;
use crate::commands::{answer, store::listed};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
use crate::table::{self, count};
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    batch: i64,
    /// Whether anything was written.
    applied: bool,
    changes: Vec<JsonUndo>,
}

#[derive(Debug, Serialize)]
struct JsonUndo {
    row: u32,
    username: String,
    change: &'static str,
    /// `take-back`, `keep` or `already-taken-back`.
    action: &'static str,
    /// Why it is kept.
    reason: Option<&'static str>,
}

pub(super) fn run(args: &UndoBatch, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut listed = listed(&args.which)?;
    let undo = Undo::new(&*listed.store, BatchId(args.id))?;
    if !args.json {
        tell(&undo, terminal)?;
    }
    let apply = args.yes && !undo.changes_nothing();
    if apply {
        let now = Timestamp::from(SystemTime::now());
        rosterkit_import::undo(&undo, &mut *listed.store, now)?;
    }
    if args.json {
        let changes = undo.changes().iter().map(json).collect();
        let (version, batch) = (JSON_VERSION, args.id);
        answer(
            terminal,
            &Answer {
                version,
                batch,
                applied: apply,
                changes,
            },
        )?;
    } else {
        close(&undo, args, terminal)?;
    }
    let kept = undo
        .changes()
        .iter()
        .any(|(_, action)| matches!(action, UndoAction::Spare(_)));
    Ok(if kept { Exit::Found } else { Exit::Fine })
}

fn json((change, action): &(Journalled, UndoAction)) -> JsonUndo {
    let (word, reason) = match action {
        UndoAction::TakeBack => ("take-back", None),
        UndoAction::AlreadyTakenBack => ("already-taken-back", None),
        UndoAction::Spare(reason) => ("keep", Some(words(*reason))),
    };
    JsonUndo {
        row: change.row.number(),
        username: change.username.clone(),
        change: change.kind.as_str(),
        action: word,
        reason,
    }
}

/// What needs eyes stands first: the accounts that are kept.
fn tell(undo: &Undo, terminal: &mut Terminal) -> Result<(), Failure> {
    let mut changes: Vec<&(Journalled, UndoAction)> = undo.changes().iter().collect();
    changes.sort_by_key(|(_, action)| !matches!(action, UndoAction::Spare(_)));
    let row = |(change, action): &&(Journalled, UndoAction)| {
        let what = match (action, change.kind) {
            (UndoAction::TakeBack, JournalledKind::Create) => "the account goes".to_owned(),
            (UndoAction::TakeBack, JournalledKind::AddAssignments) => "the role goes".to_owned(),
            (UndoAction::TakeBack, JournalledKind::Update) => "the account is as before".to_owned(),
            (UndoAction::AlreadyTakenBack, _) => "nothing: it was undone before".to_owned(),
            (UndoAction::Spare(reason), _) => format!("kept: {}", words(*reason)),
        };
        vec![change.username.clone(), done(change.kind).to_owned(), what]
    };
    let rows: Vec<Vec<String>> = changes.iter().map(row).collect();
    let header = ["USERNAME", "IT WAS", "UNDOING IT"];
    write!(terminal.out(), "{}", table::draw(&header, &rows))?;
    Ok(())
}

fn words(reason: SpareReason) -> &'static str {
    match reason {
        SpareReason::ChangedSince => "a later batch changed the account; undo that one first",
        SpareReason::TaskDone => "a task of the account is done; `roster tasks done --reopen` reopens it",
        SpareReason::Taken => "a value that it had before belongs to another account now",
        SpareReason::Gone => "the account is gone",
    }
}

fn close(undo: &Undo, args: &UndoBatch, terminal: &mut Terminal) -> Result<(), Failure> {
    let number = |wanted: fn(&UndoAction) -> bool| {
        undo.changes().iter().filter(|(_, action)| wanted(action)).count() as u64
    };
    let taken = count(number(|action| *action == UndoAction::TakeBack), "change");
    let kept = match number(|action| matches!(action, UndoAction::Spare(_))) {
        0 => String::new(),
        kept => format!(", {} kept", count(kept, "change")),
    };
    if undo.changes_nothing() {
        terminal.say("nothing was written: there is nothing that can be taken back");
    } else if args.yes {
        writeln!(
            terminal.out(),
            "\nbatch {} is undone: {taken} taken back{kept}",
            args.id
        )?;
        terminal.say("this is about the store alone: what was entered in the target stays there");
    } else {
        let does_it = args.command_line().does_it("--yes");
        terminal.say(&format!("nothing was written; {does_it}"));
    }
    Ok(())
}
