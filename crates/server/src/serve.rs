//! The loop: one message after the other, and the news whenever none is waiting.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, RequestId, Response};
use lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, InitializeResult, Registration,
    RegistrationParams, ServerInfo, WatchKind,
};
use serde_json::Value;

use crate::capabilities::Client;
use crate::context::Surroundings;
use crate::server::{Answer, News, Server, error};
use crate::uri::path_of;

/// How often the disk is looked at for an editor that does not watch it.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How an editor went away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It said that it would.
    AsAnnounced,
    /// It was suddenly gone.
    Abruptly,
}

/// Serves an editor until it goes away.
///
/// # Errors
/// The editor does not keep to the handshake.
pub fn serve(connection: &Connection, surroundings: Surroundings) -> Result<Ended, ProtocolError> {
    let (id, params) = connection.initialize_start()?;
    let client = Client::new(params.get("capabilities").unwrap_or(&Value::Null));
    let result = InitializeResult {
        capabilities: client.served(),
        server_info: Some(ServerInfo {
            name: "roster".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    connection.initialize_finish(id, serde_json::to_value(result).unwrap_or_default())?;
    let mut session = Session {
        connection,
        server: Server::new(surroundings, client, folders(&params)),
        cancelled: BTreeSet::new(),
        is_shut_down: false,
    };
    if client.watches {
        session.watch();
    }
    Ok(session.run(&queue(connection)))
}

/// The editor's folders: of an old one its only folder, which it names in one of two ways.
fn folders(params: &Value) -> Vec<PathBuf> {
    let path = |uri: &Value| Some(path_of(&uri.as_str()?.parse().ok()?));
    if let Some(folders) = params.get("workspaceFolders").and_then(Value::as_array) {
        let uris = folders.iter().filter_map(|folder| folder.get("uri"));
        return uris.filter_map(path).collect();
    }
    let root = params.get("rootUri").and_then(path);
    let root = root.or_else(|| Some(PathBuf::from(params.get("rootPath")?.as_str()?)));
    root.into_iter().collect()
}

/// Messages as they come. Reading goes on while others are worked on, so that it is known what is no longer wanted.
fn queue(connection: &Connection) -> Receiver<Message> {
    let (sender, receiver) = mpsc::channel();
    let incoming = connection.receiver.clone();
    thread::spawn(move || {
        for message in incoming {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    receiver
}

struct Session<'a> {
    connection: &'a Connection,
    server: Server,
    /// The requests that nobody waits for any longer.
    cancelled: BTreeSet<String>,
    is_shut_down: bool,
}

impl Session<'_> {
    fn run(&mut self, queue: &Receiver<Message>) -> Ended {
        let mut waiting = VecDeque::new();
        let mut next_look = Instant::now() + LOOK_EVERY;
        loop {
            // Also while there is much to do: what is no longer wanted need not be worked out.
            for message in queue.try_iter() {
                self.note_cancelled(&message);
                waiting.push_back(message);
            }
            if next_look <= Instant::now() {
                next_look = Instant::now() + LOOK_EVERY;
                if !self.server.client.watches {
                    self.server.look_again();
                }
            }
            if let Some(message) = waiting.pop_front() {
                if let Some(ended) = self.handle(message) {
                    return ended;
                }
                continue;
            }
            self.tell();
            match queue.recv_timeout(next_look.saturating_duration_since(Instant::now())) {
                Ok(message) => {
                    self.note_cancelled(&message);
                    waiting.push_back(message);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ended::Abruptly,
            }
        }
    }

    fn note_cancelled(&mut self, message: &Message) {
        if let Message::Notification(Notification { method, params }) = message
            && method == "$/cancelRequest"
            && let Some(id) = params.get("id")
        {
            self.cancelled.insert(id.to_string());
        }
    }

    fn handle(&mut self, message: Message) -> Option<Ended> {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) if notification.method == "exit" => {
                return Some(if self.is_shut_down {
                    Ended::AsAnnounced
                } else {
                    Ended::Abruptly
                });
            }
            Message::Notification(Notification { method, params }) => {
                self.guarded(|server| server.notified(&method, params));
            }
            // Nothing that is asked of an editor needs its answer.
            Message::Response(_) => {}
        }
        None
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        // A test wants to know when all is told.
        #[cfg(test)]
        if method == "roster/settle" {
            self.tell();
        }
        let is_cancelled = self.cancelled.remove(&wire(&id));
        let answer: Answer = if method == "shutdown" {
            self.is_shut_down = true;
            Ok(Value::Null)
        } else if self.is_shut_down {
            Err(error(ErrorCode::InvalidRequest, "this server was shut down"))
        } else if is_cancelled {
            Err(error(ErrorCode::RequestCanceled, "cancelled"))
        } else {
            self.guarded(|server| server.requested(&method, params))
                .unwrap_or_else(|| Err(error(ErrorCode::InternalError, "a fault of the server's own")))
        };
        self.send(Message::Response(Response {
            id,
            response_result: answer,
        }));
    }

    /// Lets the server work. A panic ends nothing: what may be half done is forgotten.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Server) -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut self.server)));
        if done.is_err() {
            self.server.recover();
        }
        done.ok()
    }

    /// Sends what is new.
    fn tell(&mut self) {
        self.cancelled.clear();
        let Some(News { pushed, ask_again }) = self.guarded(Server::news) else {
            return;
        };
        for params in pushed {
            self.send(Message::Notification(Notification::new(
                "textDocument/publishDiagnostics".to_owned(),
                params,
            )));
        }
        if ask_again {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    /// Asks the editor to tell of files that change on the disk.
    fn watch(&self) {
        let watcher = |pattern: &str, kind| FileSystemWatcher {
            glob_pattern: GlobPattern::String(pattern.to_owned()),
            kind,
        };
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: vec![
                // Excel for one writes .XLSX where the name of a template was typed so.
                watcher(
                    "**/*.{[cC][sS][vV],[tT][sS][vV],[xX][lL][sS],[xX][lL][sS][xXmM],[oO][dD][sS]}",
                    None,
                ),
                watcher("**/*.toml", None),
                watcher("**/upload.json", None),
                // Of a folder that goes away an editor tells, and not of the files that were in it.
                watcher("**", Some(WatchKind::Delete)),
            ],
        };
        let registration = Registration {
            id: "roster-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        let params = RegistrationParams {
            registrations: vec![registration],
        };
        self.ask(
            "client/registerCapability",
            serde_json::to_value(params).unwrap_or_default(),
        );
    }

    fn ask(&self, method: &str, params: Value) {
        let id = RequestId::from(method.to_owned());
        self.send(Message::Request(Request::new(id, method.to_owned(), params)));
    }

    /// An editor that no longer listens is told nothing: the queue will say that it is gone.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }
}

/// The id of a request as it stands in a message.
fn wire(id: &RequestId) -> String {
    serde_json::to_string(id).unwrap_or_default()
}
