//! The server's state, and what each message does to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lsp_server::{ErrorCode, ResponseError};
use lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    FullDocumentDiagnosticReport, InitializeParams, PublishDiagnosticsParams,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};
use rosterkit_project::{Pack, schemas};
use rosterkit_schema::Schema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::capabilities::Client;
use crate::context::{Context, Surroundings};
use crate::documents::Documents;
use crate::organization::{Organization, Scope};
use crate::requests;
use crate::uri::path_of;
use crate::workspace::Workspace;

/// The answer to a request.
pub(crate) type Answer = Result<Value, ResponseError>;

/// What is to be sent after a look at the files.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// The diagnostics of files whose editor does not ask for them.
    pub(crate) pushed: Vec<PublishDiagnosticsParams>,
    /// Whether the editor should ask again for those of other files than it has just changed.
    pub(crate) ask_again: bool,
}

/// Everything that the server knows.
pub(crate) struct Server {
    surroundings: Surroundings,
    packs: Vec<(&'static Pack<'static>, Schema)>,
    pub(crate) client: Client,
    documents: Documents,
    workspace: Workspace,
    /// What has to be looked at again, if anything.
    stale: Option<Scope>,
    /// What the editor was told or may ask for, by file, and how often that changed.
    told: BTreeMap<PathBuf, (Vec<Diagnostic>, u64)>,
    changes: u64,
    /// The files that were opened since the last look.
    opened: BTreeSet<PathBuf>,
}

impl Server {
    pub(crate) fn new(surroundings: Surroundings, params: &InitializeParams) -> Self {
        let mut workspace = Workspace::default();
        for folder in folders(params) {
            workspace.add_folder(folder);
        }
        Self {
            packs: schemas(surroundings.packs),
            surroundings,
            client: Client::new(&params.capabilities),
            documents: Documents::default(),
            workspace,
            stale: Some(Scope::Folder),
            told: BTreeMap::new(),
            changes: 0,
            opened: BTreeSet::new(),
        }
    }

    /// Notes what the editor tells. What is not known is nothing to us.
    pub(crate) fn notified(&mut self, method: &str, params: Value) {
        match method {
            "textDocument/didOpen" => {
                if let Some(DidOpenTextDocumentParams {
                    text_document: opened,
                }) = parsed(params)
                {
                    let path = path_of(&opened.uri);
                    self.documents
                        .open(path.clone(), opened.uri, opened.version, opened.text);
                    self.opened.insert(path);
                    self.stale = Some(Scope::Folder);
                }
            }
            "textDocument/didChange" => {
                if let Some(params) = parsed::<DidChangeTextDocumentParams>(params) {
                    self.changed(params);
                }
            }
            "textDocument/didClose" => {
                if let Some(params) = parsed::<DidCloseTextDocumentParams>(params) {
                    let path = path_of(&params.text_document.uri);
                    self.documents.close(&path);
                    if self.client.pulls {
                        // It forgets by itself what it asked for.
                        self.told.remove(&path);
                    }
                    self.stale = Some(Scope::Folder);
                }
            }
            "workspace/didChangeWorkspaceFolders" => {
                if let Some(params) = parsed::<DidChangeWorkspaceFoldersParams>(params) {
                    for folder in params.event.removed {
                        self.workspace.remove_folder(&path_of(&folder.uri));
                    }
                    for folder in params.event.added {
                        self.workspace.add_folder(path_of(&folder.uri));
                    }
                    self.stale = Some(Scope::Folder);
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.look_again(),
            #[cfg(test)]
            "roster/panic" => panic!("a test asked for it"),
            _ => {}
        }
    }

    /// Looks at the disk again, soon.
    pub(crate) fn look_again(&mut self) {
        self.stale = Some(Scope::Folder);
    }

    /// Forgets what may be half done.
    pub(crate) fn recover(&mut self) {
        self.workspace.forget();
        self.stale = Some(Scope::Folder);
    }

    fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let path = path_of(&params.text_document.uri);
        let Some(open) = self.documents.change(&path) else {
            return;
        };
        open.version = params.text_document.version;
        self.client.units.apply(&mut open.text, params.content_changes);
        match self.stale.get_or_insert_with(|| Scope::Texts(BTreeSet::new())) {
            Scope::Texts(paths) => {
                paths.insert(path);
            }
            Scope::Folder => {}
        }
    }

    /// Answers a request.
    pub(crate) fn requested(&mut self, method: &str, params: Value) -> Answer {
        match method {
            "textDocument/diagnostic" => answer(params, |params| self.diagnostics(&params)),
            "textDocument/codeAction" => answer(params, |params: lsp_types::CodeActionParams| {
                self.with(&params.text_document.uri.clone(), |cx, organization, path| {
                    requests::code_action::actions(cx, organization, path, &params)
                })
            }),
            "textDocument/formatting" => answer(params, |params: lsp_types::DocumentFormattingParams| {
                self.with(&params.text_document.uri, requests::formatting::edits)
            }),
            "textDocument/hover" => answer(params, |params: lsp_types::HoverParams| {
                let at = params.text_document_position_params;
                self.with(&at.text_document.uri, |cx, organization, path| {
                    requests::hover::hover(cx, organization, path, at.position)
                })
            }),
            "textDocument/completion" => answer(params, |params: lsp_types::CompletionParams| {
                let at = params.text_document_position;
                self.with(&at.text_document.uri, |cx, organization, path| {
                    requests::completion::items(cx, organization, path, at.position)
                })
            }),
            "textDocument/inlayHint" => answer(params, |params: lsp_types::InlayHintParams| {
                self.with(&params.text_document.uri, |cx, organization, path| {
                    requests::inlay_hint::hints(cx, organization, path, params.range)
                })
            }),
            #[cfg(test)]
            "roster/panic" => panic!("a test asked for it"),
            #[cfg(test)]
            "roster/settle" => Ok(Value::Null),
            _ => Err(error(
                ErrorCode::MethodNotFound,
                "this server knows no such request",
            )),
        }
    }

    /// Asks the organization of an open file, after a look at what changed.
    fn with<T>(
        &mut self,
        uri: &lsp_types::Uri,
        ask: impl FnOnce(&Context<'_>, &mut Organization, &Path) -> Option<T>,
    ) -> Option<T> {
        self.refresh();
        let path = path_of(uri);
        let cx = Context {
            surroundings: &self.surroundings,
            documents: &self.documents,
            packs: &self.packs,
            units: self.client.units,
        };
        let organization = self.workspace.organization(&cx, &path)?;
        ask(&cx, organization, &path)
    }

    /// What an editor that asks is told of a file.
    fn diagnostics(&mut self, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
        self.refresh();
        let path = path_of(&params.text_document.uri);
        let told = self.workspace.told().remove(path.as_path()).unwrap_or_default();
        let items: Vec<Diagnostic> = told.into_iter().cloned().collect();
        let known = self.told.get(&path);
        let result_id = known
            .filter(|(before, _)| *before == items)
            .map(|(_, change)| change.to_string());
        if let Some(result_id) = result_id
            .clone()
            .filter(|id| params.previous_result_id.as_ref() == Some(id))
        {
            return DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            });
        }
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
        })
    }

    /// Looks again at what is stale.
    fn refresh(&mut self) {
        if let Some(scope) = self.stale.take() {
            let cx = Context {
                surroundings: &self.surroundings,
                documents: &self.documents,
                packs: &self.packs,
                units: self.client.units,
            };
            self.workspace.refresh(&cx, &scope);
        }
    }

    /// Looks again at what is stale, and says what is new.
    pub(crate) fn news(&mut self) -> News {
        let touched = match &self.stale {
            Some(Scope::Texts(paths)) => paths.clone(),
            _ => BTreeSet::new(),
        };
        self.refresh();
        let mut news = News::default();
        for path in std::mem::take(&mut self.opened) {
            // What was pushed while the file was not open would stand beside what the editor asks for.
            if self.client.pulls
                && self.told.remove(&path).is_some_and(|(told, _)| !told.is_empty())
                && let Some(open) = self.documents.get(&path)
            {
                news.pushed
                    .push(PublishDiagnosticsParams::new(open.uri.clone(), Vec::new(), None));
            }
        }
        let now = self.workspace.told();
        let gone: Vec<PathBuf> = self
            .told
            .iter()
            .filter(|(path, (told, _))| !told.is_empty() && !now.contains_key(path.as_path()))
            .map(|(path, _)| path.clone())
            .collect();
        let mut changed: Vec<(PathBuf, Vec<Diagnostic>)> =
            gone.into_iter().map(|path| (path, Vec::new())).collect();
        for (path, found) in now {
            let is_known = self
                .told
                .get(path)
                .is_some_and(|(told, _)| told.len() == found.len() && told.iter().eq(found.iter().copied()));
            if !is_known {
                changed.push((path.to_owned(), found.into_iter().cloned().collect()));
            }
        }
        for path in self
            .documents
            .paths()
            .filter(|path| !self.told.contains_key(*path))
        {
            // An editor that is told of a file waits for it, also where there is nothing to tell.
            if changed.iter().all(|(other, _)| other != path) {
                changed.push((path.clone(), Vec::new()));
            }
        }
        for (path, found) in changed {
            self.changes += 1;
            let open = self.documents.get(&path);
            if open.is_some() && self.client.pulls {
                news.ask_again |= !touched.contains(&path);
            } else if let Some(uri) = (Context {
                surroundings: &self.surroundings,
                documents: &self.documents,
                packs: &self.packs,
                units: self.client.units,
            })
            .uri(&path)
            {
                let version = open.map(|open| open.version);
                news.pushed
                    .push(PublishDiagnosticsParams::new(uri, found.clone(), version));
            }
            if found.is_empty() && open.is_none() {
                self.told.remove(&path);
            } else {
                self.told.insert(path, (found, self.changes));
            }
        }
        news.ask_again &= self.client.asks_again;
        news
    }
}

/// The editor's folders, of an old one its only folder.
#[expect(deprecated, reason = "an old editor names its folder only so")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    match (&params.workspace_folders, &params.root_uri) {
        (Some(folders), _) => folders.iter().map(|folder| path_of(&folder.uri)).collect(),
        (None, Some(root)) => vec![path_of(root)],
        (None, None) => Vec::new(),
    }
}

fn parsed<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

fn answer<P: DeserializeOwned, R: Serialize>(params: Value, give: impl FnOnce(P) -> R) -> Answer {
    // What the reader of the parameters did not like may be a value of a cell, so that it is not repeated.
    let params = serde_json::from_value(params).map_err(|_| {
        error(
            ErrorCode::InvalidParams,
            "the parameters are not those of this request",
        )
    })?;
    serde_json::to_value(give(params))
        .map_err(|_| error(ErrorCode::InternalError, "the answer cannot be written"))
}

pub(crate) fn error(code: ErrorCode, message: &str) -> ResponseError {
    ResponseError {
        code: code as i32,
        message: message.to_owned(),
        data: None,
    }
}
