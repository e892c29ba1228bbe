//! Which question is answered by whom.

use std::path::Path;

use lsp_server::{ErrorCode, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Server;
use crate::context::Context;
use crate::organization::Organization;
use crate::requests;
use crate::uri::path_of;

/// The answer to a request.
pub(crate) type Answer = Result<Value, ResponseError>;

impl Server {
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
            "roster/pause" => {
                std::thread::sleep(std::time::Duration::from_millis(200));
                Ok(Value::Null)
            }
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
        ask: impl FnOnce(&Context, &mut Organization, &Path) -> Option<T>,
    ) -> Option<T> {
        self.refresh();
        let path = path_of(uri);
        let organization = self.workspace.organization(&self.cx, &path)?;
        ask(&self.cx, organization, &path)
    }
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
