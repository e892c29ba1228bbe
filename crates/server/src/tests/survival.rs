//! What a server must live through.

use std::thread;
use std::time::Duration;

use lsp_server::{ErrorCode, Message, Request};
use serde_json::{Value, json};

use super::editor::{Editor, STAFF, ZOE, pushed, span, uri};
use crate::Ended;

const FILE: &str = "front-desk--lehi.csv";

fn code(response: lsp_server::Response) -> i32 {
    response.response_result.unwrap_err().code
}

#[test]
fn a_panic_costs_one_answer_and_nothing_else() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &format!("{STAFF}{}", ZOE.replace("NO", "no")));
    editor.settle();
    let before = editor.told_of(FILE);
    assert_eq!(before.len(), 1);
    let response = editor.response("roster/panic", Value::Null);
    assert_eq!(code(response), ErrorCode::InternalError as i32);
    editor.notify("roster/panic", Value::Null);
    editor.change(FILE, [1, 0, 1, 0], "🦷");
    editor.settle();
    assert_eq!(editor.told_of(FILE).len(), 2);
    assert_eq!(editor.quit(), Ended::AsAnnounced);
}

#[test]
fn what_is_not_known_is_said_and_what_is_malformed_is_refused() {
    let mut editor = Editor::start(&pushed(), &[]);
    let response = editor.response("textDocument/foldingRange", json!({}));
    assert_eq!(code(response), ErrorCode::MethodNotFound as i32);
    let response = editor.response("textDocument/hover", json!({ "position": "here" }));
    assert_eq!(code(response), ErrorCode::InvalidParams as i32);
    editor.notify("textDocument/didOpen", json!({ "textDocument": 5 }));
    editor.notify("$/setTrace", json!({ "value": "off" }));
    // A change of a file that is not open.
    editor.change(FILE, [7, 0, 7, 0], "x");
    editor.close(FILE);
    assert_eq!(editor.quit(), Ended::AsAnnounced);
}

/// Asks for hints twice while the server is at work, and takes one of the questions back: what both are answered.
fn asked_and_cancelled(editor: &mut Editor) -> [lsp_server::Response; 2] {
    let disk = editor.disk.clone();
    // It looks at the folder, and waits there until it may.
    let held = disk.files();
    editor.notify("textDocument/didSave", json!({}));
    thread::sleep(Duration::from_millis(50));
    let range = json!({ "textDocument": { "uri": uri(FILE) }, "range": span([0, 0, 9, 9]) });
    let ids = [editor.next_id(), editor.next_id()];
    for id in &ids {
        editor.send(Message::Request(Request::new(
            id.clone(),
            "textDocument/inlayHint".to_owned(),
            range.clone(),
        )));
    }
    editor.notify("$/cancelRequest", json!({ "id": ids[0] }));
    thread::sleep(Duration::from_millis(50));
    drop(held);
    ids.map(|id| editor.answer(&id))
}

#[test]
fn a_cancelled_request_is_answered_as_one() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &format!("{STAFF}{ZOE}"));
    // On a busy machine the server may be faster than what is taken back, though not every time.
    let is_cancelled = (0..20).any(|_| {
        editor.settle();
        let [cancelled, other] = asked_and_cancelled(&mut editor);
        assert_eq!(other.response_result.unwrap().as_array().unwrap().len(), 6);
        match cancelled.response_result {
            Ok(_) => false,
            Err(error) => error.code == ErrorCode::RequestCanceled as i32,
        }
    });
    assert!(is_cancelled);
    editor.notify("$/cancelRequest", json!({ "id": 99 }));
    assert_eq!(editor.quit(), Ended::AsAnnounced);
}

#[test]
fn a_request_may_be_cancelled_while_another_before_it_is_at_work() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &format!("{STAFF}{ZOE}"));
    editor.settle();
    let ids = [editor.next_id(), editor.next_id()];
    for (id, method) in ids.iter().zip(["roster/pause", "textDocument/formatting"]) {
        let params = json!({ "textDocument": { "uri": uri(FILE) }, "options": { "tabSize": 4, "insertSpaces": true } });
        editor.send(Message::Request(Request::new(
            id.clone(),
            method.to_owned(),
            params,
        )));
    }
    // Both have arrived by then, and the first is at work.
    thread::sleep(Duration::from_millis(50));
    editor.notify("$/cancelRequest", json!({ "id": ids[1] }));
    let response = editor.answer(&ids[1]);
    assert_eq!(code(response), ErrorCode::RequestCanceled as i32);
    assert_eq!(editor.quit(), Ended::AsAnnounced);
}

#[test]
fn after_shutdown_nothing_is_done_any_more() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.request("shutdown", Value::Null);
    let response = editor.response("textDocument/hover", json!({}));
    assert_eq!(code(response), ErrorCode::InvalidRequest as i32);
}
