//! What a server must live through.

use lsp_server::{ErrorCode, Message, Notification, Request};
use serde_json::{Value, json};

use super::editor::{Editor, STAFF, ZOE, pushed, span};
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

#[test]
fn a_cancelled_request_is_answered_as_one() {
    let mut editor = Editor::start(&pushed(), &[]);
    // While the server opens this, the request and its cancellation wait.
    let rows: String = (0..2_000)
        .map(|row| ZOE.replace("zberg", &format!("zberg{row}")))
        .collect();
    editor.open(FILE, &format!("{STAFF}{rows}"));
    let asked = editor.next_id();
    let range = json!({ "textDocument": { "uri": "file:///group/front-desk--lehi.csv" }, "range": span([0, 0, 9, 9]) });
    for id in [&asked, &editor.next_id()] {
        editor.send(Message::Request(Request::new(
            id.clone(),
            "textDocument/inlayHint".to_owned(),
            range.clone(),
        )));
    }
    editor.send(Message::Notification(Notification::new(
        "$/cancelRequest".to_owned(),
        json!({ "id": 2 }),
    )));
    let response = editor.answer(&asked);
    if let Err(error) = response.response_result {
        assert_eq!(error.code, ErrorCode::RequestCanceled as i32);
    }
    editor.notify("$/cancelRequest", json!({ "id": 99 }));
    assert_eq!(editor.quit(), Ended::AsAnnounced);
}

#[test]
fn after_shutdown_nothing_is_done_any_more() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.request("shutdown", Value::Null);
    let response = editor.response("textDocument/hover", json!({}));
    assert_eq!(code(response), ErrorCode::InvalidRequest as i32);
}
