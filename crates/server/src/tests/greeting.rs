//! What an editor says of itself at the beginning, and of its folders later.

use serde_json::{Value, json};

use super::editor::{Editor, STAFF, ZOE, pulling_once, pushed};

const FILE: &str = "front-desk--lehi.csv";

/// A roster on the disk that has a fault, which is told where its folder is the editor's.
fn roster() -> String {
    format!("{STAFF}{}", ZOE.replace("NO", "no"))
}

/// How much an editor that greets so is told of a file of its folder.
fn told_after(params: Value) -> usize {
    let mut editor = Editor::greet(params, &[(FILE, roster().as_bytes())]);
    editor.settle();
    editor.told_of(FILE).len()
}

#[test]
fn a_folder_may_be_named_in_three_ways() {
    let folders = json!([{ "uri": "file:///group", "name": "group" }]);
    for (params, told) in [
        (json!({ "capabilities": {}, "workspaceFolders": folders }), 1),
        (
            json!({ "capabilities": {}, "workspaceFolders": null, "rootUri": "file:///group" }),
            1,
        ),
        (
            json!({ "capabilities": {}, "rootUri": null, "rootPath": "/group" }),
            1,
        ),
        (
            json!({ "capabilities": {}, "workspaceFolders": [], "rootUri": "file:///group" }),
            0,
        ),
        (json!({ "capabilities": {} }), 0),
    ] {
        assert_eq!(told_after(params.clone()), told, "{params}");
    }
}

#[test]
fn what_is_not_understood_of_an_editor_costs_it_nothing_else() {
    let folders = json!([{ "uri": "file:///group" }, { "name": "no folder" }, { "uri": "no uri: \u{0}" }]);
    for capabilities in [
        json!(null),
        json!({ "general": 5, "workspace": { "didChangeWatchedFiles": "yes" } }),
        json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": 1 } } }),
    ] {
        let params = json!({ "capabilities": capabilities, "workspaceFolders": folders });
        assert_eq!(told_after(params.clone()), 1, "{params}");
    }
}

#[test]
fn folders_come_and_go() {
    let mut editor = Editor::greet(json!({ "capabilities": {} }), &[(FILE, roster().as_bytes())]);
    editor.settle();
    assert!(editor.told.is_empty());
    let folder = json!([{ "uri": "file:///group", "name": "group" }]);
    let none = json!([]);
    for (added, removed, told) in [(&folder, &none, 1), (&none, &folder, 0)] {
        let event = json!({ "added": added, "removed": removed });
        editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
        editor.settle();
        assert_eq!(editor.told_of(FILE).len(), told);
    }
}

#[test]
fn both_files_of_a_duplicate_are_told_of_in_an_editor_that_asks_for_one() {
    let other = "front-desk--provo.csv";
    let berg = format!("{STAFF}{ZOE}");
    let adams = format!("{STAFF}Ana,🦷Adams,aadams,ana@example.com,8015550125,NO\n");
    for capabilities in [pushed(), pulling_once()] {
        let mut editor = Editor::start(&capabilities, &[]);
        editor.open(FILE, &berg);
        editor.open(other, &adams.replace('🦷', ""));
        editor.settle();
        assert_eq!((editor.told_of(FILE).len(), editor.told_of(other).len()), (0, 0));
        editor.change(other, [1, 10, 1, 16], "zberg");
        editor.settle();
        assert_eq!(editor.told_of(FILE), ["1:9-1:14 error duplicate-value"]);
        assert_eq!(editor.told_of(other).len(), 1);
        // Each is told of the other, and neither that the other was first.
        for name in [FILE, other] {
            let related = &editor.told[name][0]["relatedInformation"][0]["message"];
            assert_eq!(related, "used here too");
        }
        assert!(
            editor
                .asked
                .iter()
                .all(|asked| asked != "workspace/diagnostic/refresh")
        );
    }
}

#[test]
fn that_an_editor_asks_again_is_said_under_either_name() {
    for name in ["diagnostics", "diagnostic"] {
        let capabilities = json!({
            "textDocument": { "diagnostic": {} },
            "workspace": { name: { "refreshSupport": true } },
        });
        let mut editor = Editor::start(&capabilities, &[]);
        editor.open(FILE, &roster());
        editor.settle();
        assert!(editor.told_of(FILE).is_empty(), "{name}");
        assert_eq!(editor.pull(FILE).len(), 1, "{name}");
    }
}
