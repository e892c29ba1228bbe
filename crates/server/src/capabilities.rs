//! What the server can do for an editor, given what the editor can do.

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, HoverProviderCapability, OneOf, PositionEncodingKind,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use crate::text::Units;

/// The fixes of a whole file that are certain.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.roster");

/// What matters of an editor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client {
    pub(crate) units: Units,
    /// Whether it asks for the diagnostics of the files that it shows.
    pub(crate) pulls: bool,
    /// Whether it asks again when it is told to.
    pub(crate) asks_again: bool,
    /// Whether it tells of files that changed on the disk.
    pub(crate) watches: bool,
}

impl Client {
    pub(crate) fn new(offered: &ClientCapabilities) -> Self {
        let general = offered.general.as_ref();
        let kinds: Option<&[PositionEncodingKind]> =
            general.and_then(|general| general.position_encodings.as_deref());
        let text = offered.text_document.as_ref();
        let workspace = offered.workspace.as_ref();
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files);
        let asking = workspace.and_then(|workspace| workspace.diagnostic.as_ref());
        Self {
            units: Units::of(kinds),
            pulls: text.is_some_and(|text| text.diagnostic.is_some()),
            asks_again: asking.and_then(|asking| asking.refresh_support) == Some(true),
            watches: watching.and_then(|watching| watching.dynamic_registration) == Some(true),
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
