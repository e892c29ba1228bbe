//! The server's state, and what a notification does to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::capabilities::Client;
use crate::context::{Context, Surroundings};
use crate::organization::Scope;
use crate::uri::path_of;
use crate::workspace::Workspace;

mod answers;
mod news;

pub(crate) use answers::{Answer, error};
pub(crate) use news::News;

/// Everything that the server knows.
pub(crate) struct Server {
    cx: Context,
    pub(crate) client: Client,
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
    pub(crate) fn new(surroundings: Surroundings, client: Client, folders: Vec<PathBuf>) -> Self {
        let mut workspace = Workspace::default();
        for folder in folders {
            workspace.add_folder(folder);
        }
        Self {
            cx: Context::new(surroundings, client.units),
            client,
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
                    self.cx
                        .documents
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
                    self.cx.documents.close(&path);
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
        let Some(open) = self.cx.documents.change(&path) else {
            return;
        };
        open.version = params.text_document.version;
        open.draft.apply(self.client.units, params.content_changes);
        match self.stale.get_or_insert_with(|| Scope::Texts(BTreeSet::new())) {
            Scope::Texts(paths) => {
                paths.insert(path);
            }
            Scope::Folder => {}
        }
    }

    /// Looks again at what is stale.
    fn refresh(&mut self) {
        if let Some(scope) = self.stale.take() {
            self.workspace.refresh(&self.cx, &scope);
        }
    }
}

fn parsed<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
