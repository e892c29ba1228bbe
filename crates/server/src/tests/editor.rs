//! An editor that says exactly what a test has it say.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use lsp_types::{Range, TextEdit};
use rosterkit_lint::Day;
use rosterkit_project::{Entry, EntryKind, FileSystem, MemoryFiles, Pack, Stamp};
use serde_json::{Value, json};

use crate::text::Units;
use crate::uri::normalized;
use crate::{Ended, Surroundings, serve};

pub(super) const PACKS: &[Pack<'static>] = &[Pack {
    name: "dentrix-ascend",
    schema: include_bytes!("../../../../templates/dentrix-ascend/schema.compiled"),
}];

/// The text of the only one of them.
pub(super) const SCHEMA: &str = include_str!("../../../../templates/dentrix-ascend/schema.toml");

pub(super) const TODAY: Day = Day {
    year: 2027,
    month: 1,
    day: 31,
};

/// What every organization of these tests says of itself.
pub(super) const ROSTER_TOML: &str = r#"schema = "dentrix-ascend"
role = [{ id = "front-desk", name = "Receptionist" }, { id = "dentist", name = "Provider", provider = true }]
location = [{ id = "lehi", name = "Lehi" }, { id = "provo", name = "Provo" }]

[rules]
phone-fictional = { level = "off", reason = "invented numbers" }
zip-plus-four-filler = { level = "off", reason = "invented addresses" }
"#;

/// The header of people who treat no patients.
pub(super) const STAFF: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)\n";

/// A row under it without a fault.
pub(super) const ZOE: &str = "Zoë,Berg,zberg,zoe.berg@example.com,8015550124,NO\n";

/// What an editor of each kind can do.
pub(super) fn pushed() -> Value {
    json!({})
}

pub(super) fn pulling() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16", "utf-8"] },
        "textDocument": { "diagnostic": {} },
        "workspace": {
            "diagnostics": { "refreshSupport": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
    })
}

/// Asks for the file in which somebody types, and no further.
pub(super) fn pulling_once() -> Value {
    json!({ "textDocument": { "diagnostic": {} } })
}

/// The name of a folder that nobody may look into.
pub(super) const LOCKED: &str = "locked";

/// Files that both a test and the server see.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared(Arc<Mutex<MemoryFiles>>);

impl Shared {
    pub(super) fn files(&self) -> MutexGuard<'_, MemoryFiles> {
        self.0.lock().unwrap()
    }
}

/// As on a disk, `..` is the way up.
impl FileSystem for Shared {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files().read(&normalized(path))
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        if folder.ends_with(LOCKED) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        self.files().entries(folder)
    }

    fn kind(&self, path: &Path) -> io::Result<EntryKind> {
        self.files().kind(&normalized(path))
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        self.files().stamp(&normalized(path))
    }
}

/// An editor with one folder, `/group`.
pub(super) struct Editor {
    connection: Option<Connection>,
    server: Option<JoinHandle<Ended>>,
    pub(super) disk: Shared,
    requests: i32,
    versions: i32,
    /// What it was told last of each file, by its name.
    pub(super) told: BTreeMap<String, Vec<Value>>,
    /// The files of which it was told anything.
    pub(super) uris: BTreeSet<String>,
    /// What it was asked.
    pub(super) asked: Vec<String>,
}

impl Editor {
    /// Starts a server for an editor that can do these things, in a folder with these files.
    pub(super) fn start(capabilities: &Value, files: &[(&str, &[u8])]) -> Self {
        let folders = [json!({ "uri": "file:///group", "name": "group" })];
        Self::greet(
            json!({ "capabilities": capabilities, "workspaceFolders": folders }),
            files,
        )
    }

    /// Starts a server that is greeted so.
    pub(super) fn greet(params: Value, files: &[(&str, &[u8])]) -> Self {
        let disk = Shared::default();
        disk.files().write("/group/roster.toml", ROSTER_TOML);
        for (path, bytes) in files {
            disk.files().write(format!("/group/{path}"), *bytes);
        }
        let (theirs, ours) = Connection::memory();
        let seen = disk.clone();
        let server = thread::spawn(move || {
            let surroundings = Surroundings {
                disk: Box::new(seen),
                packs: PACKS,
                today: || TODAY,
                pages: Some("/pages".into()),
            };
            serve(&theirs, surroundings).unwrap()
        });
        let mut editor = Self {
            connection: Some(ours),
            server: Some(server),
            disk,
            requests: 0,
            versions: 0,
            told: BTreeMap::new(),
            uris: BTreeSet::new(),
            asked: Vec::new(),
        };
        editor.request("initialize", params);
        editor.notify("initialized", json!({}));
        editor
    }

    pub(super) fn notify(&self, method: &str, params: Value) {
        self.send(Message::Notification(Notification::new(
            method.to_owned(),
            params,
        )));
    }

    pub(super) fn send(&self, message: Message) {
        self.connection.as_ref().unwrap().sender.send(message).unwrap();
    }

    pub(super) fn next_id(&mut self) -> RequestId {
        self.requests += 1;
        RequestId::from(self.requests)
    }

    /// Asks, and waits for the answer.
    pub(super) fn response(&mut self, method: &str, params: Value) -> Response {
        let id = self.next_id();
        self.send(Message::Request(Request::new(
            id.clone(),
            method.to_owned(),
            params,
        )));
        self.answer(&id)
    }

    pub(super) fn answer(&mut self, id: &RequestId) -> Response {
        loop {
            match self.receive().expect("an answer") {
                Message::Response(response) if response.id == *id => return response,
                _ => {}
            }
        }
    }

    pub(super) fn request(&mut self, method: &str, params: Value) -> Value {
        self.response(method, params).response_result.expect(method)
    }

    /// The next message, noted; `None` when none comes.
    fn receive(&mut self) -> Option<Message> {
        let incoming = &self.connection.as_ref().unwrap().receiver;
        let message = incoming.recv_timeout(Duration::from_secs(20)).ok()?;
        match &message {
            Message::Notification(told) if told.method == "textDocument/publishDiagnostics" => {
                let uri = told.params["uri"].as_str().unwrap();
                self.uris.insert(uri.to_owned());
                let name = uri.rsplit('/').next().unwrap().to_owned();
                self.told
                    .insert(name, told.params["diagnostics"].as_array().unwrap().clone());
            }
            Message::Request(asked) => self.asked.push(asked.method.clone()),
            _ => {}
        }
        Some(message)
    }

    /// Waits until all is told.
    pub(super) fn settle(&mut self) {
        self.request("roster/settle", Value::Null);
    }

    pub(super) fn open(&mut self, name: &str, text: &str) {
        self.versions += 1;
        let item = json!({ "uri": uri(name), "languageId": "csv", "version": self.versions, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// One change, of a range as `[line, character, line, character]`.
    pub(super) fn change(&mut self, name: &str, range: [u32; 4], text: &str) {
        self.changes(name, &json!([{ "range": span(range), "text": text }]));
    }

    /// Changes, one after another.
    pub(super) fn changes(&mut self, name: &str, changes: &Value) {
        self.versions += 1;
        let document = json!({ "uri": uri(name), "version": self.versions });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// Says that something on the disk has changed.
    pub(super) fn look(&self) {
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.notify(
            "textDocument/didClose",
            json!({ "textDocument": { "uri": uri(name) } }),
        );
    }

    /// The diagnostics of a file, asked for, as lines: `1:2-1:5 error rule`.
    pub(super) fn pull(&mut self, name: &str) -> Vec<String> {
        let report = self.request(
            "textDocument/diagnostic",
            json!({ "textDocument": { "uri": uri(name) } }),
        );
        report["items"].as_array().unwrap().iter().map(line).collect()
    }

    /// What the editor was told last of a file.
    pub(super) fn told_of(&self, name: &str) -> Vec<String> {
        self.told.get(name).into_iter().flatten().map(line).collect()
    }

    /// Asks about a place or range of a file.
    pub(super) fn ask(&mut self, method: &str, name: &str, more: &Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": uri(name) } });
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        self.request(method, params)
    }

    /// Says good-bye.
    pub(super) fn quit(&mut self) -> Ended {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.connection = None;
    }
}

pub(super) fn uri(name: &str) -> String {
    format!("file:///group/{name}")
}

pub(super) fn span([line, character, end_line, end]: [u32; 4]) -> Value {
    json!({ "start": { "line": line, "character": character }, "end": { "line": end_line, "character": end } })
}

/// The text after the edits of an action or an answer.
pub(super) fn edited(text: &str, units: Units, edits: &Value) -> String {
    let edits: Vec<TextEdit> = serde_json::from_value(edits.clone()).unwrap();
    let mut after = text.to_owned();
    for edit in edits.into_iter().rev() {
        let Range { start, end } = edit.range;
        after.replace_range(units.offset(text, start)..units.offset(text, end), &edit.new_text);
    }
    after
}

fn line(found: &Value) -> String {
    let range = &found["range"];
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    let level =
        ["", "error", "warning", "note"][usize::try_from(found["severity"].as_u64().unwrap()).unwrap()];
    let code = found["code"].as_str().unwrap_or("-");
    format!(
        "{}-{} {level} {code}",
        place(&range["start"]),
        place(&range["end"])
    )
}
