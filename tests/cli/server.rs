//! The language server as an editor starts it: over standard input and output.

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use crate::fixture::{ANA, STAFF, Sandbox, ZOE, table};

/// An editor that started the program.
struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    requests: i32,
}

impl Editor {
    fn start(sandbox: &Sandbox) -> Self {
        let mut command = sandbox.command(&["server"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("a program that starts");
        let mut editor = Self {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().expect("its output")),
            child,
            requests: 0,
        };
        let root = format!("file://{}", sandbox.path("").display());
        let params = json!({ "capabilities": {}, "workspaceFolders": [{ "uri": root, "name": "group" }] });
        editor.request("initialize", params);
        editor.notify("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Message) {
        let input = self.input.as_mut().expect("an open input");
        message.write(input).expect("a program that listens");
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&Message::Notification(Notification::new(
            method.to_owned(),
            params,
        )));
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.send(&Message::Request(Request::new(
            id.clone(),
            method.to_owned(),
            params,
        )));
        loop {
            if let Message::Response(response) = self.receive()
                && response.id == id
            {
                return response.response_result.expect(method);
            }
        }
    }

    fn receive(&mut self) -> Message {
        Message::read(&mut self.output)
            .expect("a message")
            .expect("no end")
    }

    /// The next diagnostics that are pushed for a file of this name.
    fn told(&mut self, name: &str) -> Vec<Value> {
        loop {
            if let Message::Notification(Notification { method, params }) = self.receive()
                && method == "textDocument/publishDiagnostics"
                && params["uri"].as_str().is_some_and(|uri| uri.ends_with(name))
            {
                return params["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    fn open(&mut self, sandbox: &Sandbox, name: &str, text: &str) {
        let uri = format!("file://{}", sandbox.path(name).display());
        let item = json!({ "uri": uri, "languageId": "csv", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Ends it, and says how it ended and what it had said on standard error.
    fn end(mut self) -> (Option<i32>, String) {
        self.input = None;
        let output = self.child.wait_with_output().expect("an end");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }
}

#[test]
fn what_is_told_is_what_lint_says() {
    let rows = [
        &ANA.replace("NO", "no"),
        &ZOE.replace("Zoë", "Zoë🦷").replace("555-0124", "5"),
    ];
    let text = table(STAFF, &rows.map(String::as_str));
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", &text);
    let linted = sandbox.run("lint front-desk--lehi.csv --format json").json();
    let mut editor = Editor::start(&sandbox);
    editor.open(&sandbox, "front-desk--lehi.csv", &text);
    let told = editor.told("front-desk--lehi.csv");
    let rules = |found: &Value, key: &str| found[key].as_str().expect("a name").to_owned();
    let told_rules: Vec<String> = told.iter().map(|found| rules(found, "code")).collect();
    let linted = linted["diagnostics"].as_array().expect("a list");
    let linted_rules: Vec<String> = linted.iter().map(|found| rules(found, "rule")).collect();
    assert_eq!(told_rules, linted_rules);
    assert_eq!(told_rules.len(), 3, "{told:#?}");
    // The page to which it leads is there.
    let page = told[0]["codeDescription"]["href"]
        .as_str()
        .expect("a link")
        .to_owned();
    let page = page.strip_prefix("file://").expect("a file").to_owned();
    assert!(std::fs::read_to_string(page).expect("a page").starts_with("# `"));
    editor.request("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.end(), (Some(0), String::new()));
}

#[test]
fn an_editor_that_goes_away_leaves_no_server_behind() {
    let editor = Editor::start(&Sandbox::organization());
    assert_eq!(editor.end(), (Some(1), String::new()));
}

#[test]
fn what_is_no_message_ends_it_with_a_word() {
    let sandbox = Sandbox::organization();
    let mut editor = Editor::start(&sandbox);
    let input = editor.input.as_mut().expect("an open input");
    input
        .write_all(b"Content-Length: 12\r\n\r\n{\"id\": Zo\xc3\xab}")
        .expect("a program that listens");
    let (code, said) = editor.end();
    assert_eq!(code, Some(2));
    assert!(
        said.contains("no message of the Language Server Protocol") && !said.contains("Zo"),
        "{said}"
    );
}

#[test]
fn what_editors_add_is_taken() {
    let sandbox = Sandbox::organization();
    let mut command = sandbox.command(&["server", "--stdio"]);
    let child = command.stdin(Stdio::null()).output().expect("an end");
    let said = sandbox.said(child);
    assert!(said.stderr.contains("started by an editor"), "{said}");
}

#[test]
fn somebody_who_is_no_editor_is_told_so() {
    let sandbox = Sandbox::organization();
    let mut command = sandbox.command(&["server"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("a program that starts");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(b"hello\r\n\r\n").expect("a program that listens");
    drop(input);
    let said = sandbox.said(child.wait_with_output().expect("an end"));
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("started by an editor"), "{said}");
}
