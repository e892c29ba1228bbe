//! What an editor is told of each file: pushed where it does not ask, and never twice.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};

use super::Server;
use crate::organization::Scope;
use crate::uri::path_of;

/// What is to be sent after a look at the files.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// The diagnostics of files whose editor does not ask for them.
    pub(crate) pushed: Vec<PublishDiagnosticsParams>,
    /// Whether the editor should ask again for those of other files than it has just changed.
    pub(crate) ask_again: bool,
}

impl Server {
    /// What an editor that asks is told of a file.
    pub(super) fn diagnostics(&mut self, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
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
                && let Some(open) = self.cx.documents.get(&path)
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
            .cx
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
            let open = self.cx.documents.get(&path);
            if open.is_some() && self.client.pulls {
                news.ask_again |= !touched.contains(&path);
            } else if let Some(uri) = self.cx.uri(&path) {
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
        news
    }
}
