//! What the server can do for an editor, given what the editor can do.

use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, HoverProviderCapability, OneOf, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde_json::Value;

use crate::text::Units;

/// The fixes of a whole file that are certain.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.roster");

/// What matters of an editor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client {
    pub(crate) units: Units,
    /// Whether it asks for the diagnostics of the files that it shows, and asks again when it is told to.
    pub(crate) pulls: bool,
    /// Whether it tells of files that changed on the disk.
    pub(crate) watches: bool,
}

impl Client {
    /// What an editor offers, of which what cannot be understood is not offered.
    pub(crate) fn new(offered: &Value) -> Self {
        let is_offered = |pointer: &str| offered.pointer(pointer) == Some(&Value::Bool(true));
        let asks = offered
            .pointer("/textDocument/diagnostic")
            .is_some_and(Value::is_object);
        // A duplicate goes away in the one file when it is repaired in the other: to an editor that asks only for the file
        // in which somebody types, both are pushed. The protocol says `diagnostics`; editors that are written with the
        // types of Rust's crate lsp-types say `diagnostic`, as that crate does.
        let asks_again = ["diagnostics", "diagnostic"]
            .iter()
            .any(|name| is_offered(&format!("/workspace/{name}/refreshSupport")));
        Self {
            units: Units::of(offered.pointer("/general/positionEncodings")),
            pulls: asks && asks_again,
            watches: is_offered("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }

    /// What the server can do for it.
    pub(crate) fn served(self) -> ServerCapabilities {
        ServerCapabilities {
            position_encoding: Some(self.units.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(lsp_types::TextDocumentSyncSaveOptions::Supported(true)),
                ..TextDocumentSyncOptions::default()
            })),
            diagnostic_provider: self.pulls.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some("roster".to_owned()),
                    inter_file_dependencies: true,
                    workspace_diagnostics: false,
                    ..DiagnosticOptions::default()
                })
            }),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
                ..CodeActionOptions::default()
            })),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(vec![",".to_owned(), ";".to_owned(), "\t".to_owned()]),
                ..CompletionOptions::default()
            }),
            inlay_hint_provider: Some(OneOf::Left(true)),
            document_formatting_provider: Some(OneOf::Left(true)),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        }
    }
}
