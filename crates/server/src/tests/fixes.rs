//! What an editor can have done: fixes, formatting, suppressions.

use lsp_types::{Position, Range};
use serde_json::{Value, json};

use super::editor::{Editor, ROSTER_TOML, STAFF, ZOE, edited, pulling, pushed, span, uri};
use crate::text::Units;

const FILE: &str = "front-desk--lehi.csv";

fn actions(editor: &mut Editor, range: [u32; 4], only: Option<&str>) -> Vec<Value> {
    actions_of(editor, FILE, range, only)
}

fn actions_of(editor: &mut Editor, name: &str, range: [u32; 4], only: Option<&str>) -> Vec<Value> {
    let context = match only {
        Some(only) => json!({ "diagnostics": [], "only": [only] }),
        None => json!({ "diagnostics": [] }),
    };
    let answer = editor.ask(
        "textDocument/codeAction",
        name,
        &json!({ "range": span(range), "context": context }),
    );
    answer.as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions
        .iter()
        .map(|action| action["title"].as_str().unwrap())
        .collect()
}

#[test]
fn a_fix_changes_the_cell_and_nothing_else_in_the_units_of_the_editor() {
    let text = format!("{STAFF}🦷{}", ZOE.replace(",NO", ",\"no\""));
    for (capabilities, units) in [(pushed(), Units::Utf16), (pulling(), Units::Utf8)] {
        let mut editor = Editor::start(&capabilities, &[]);
        editor.open(FILE, &text);
        let at = units.position(text.as_bytes(), text.find("no\"").unwrap());
        let found = actions(&mut editor, [at.line, at.character, at.line, at.character], None);
        assert_eq!(titles(&found)[0], "Write `NO`");
        assert_eq!(found[0]["isPreferred"], true);
        assert_eq!(found[0]["diagnostics"][0]["code"], "invalid-choice");
        let edits = &found[0]["edit"]["changes"][uri(FILE)];
        assert_eq!(edited(&text, units, edits), text.replace("\"no\"", "\"NO\""));
        assert_eq!(edits[0]["newText"], "NO");
    }
}

#[test]
fn a_menu_for_a_whole_file_is_not_as_long_as_the_file() {
    let rows = (0..200).map(|row| format!("Zoë,Berg,user{row},user{row}@example.com,8015550124,no\n"));
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &format!("{STAFF}{}", rows.collect::<String>()));
    let found = actions(&mut editor, [0, 0, 201, 0], Some("quickfix"));
    assert!((40..=120).contains(&found.len()), "{}", found.len());
}

#[test]
fn a_guess_is_offered_by_name_and_not_preferred() {
    let text = format!("{STAFF}Zoë,Berg,zberg,zoe.berg@example.com,8015550124,Y\n");
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &text);
    let found = actions(&mut editor, [1, 47, 1, 47], Some("quickfix"));
    let guess = found
        .iter()
        .find(|action| action["title"].as_str().unwrap().contains("unsafe"))
        .expect("a guess");
    assert_eq!(guess["isPreferred"], false);
}

#[test]
fn all_safe_fixes_are_one_action_and_formatting_does_the_same() {
    // The tooth stands before the last of the fixes, and stays.
    let text = format!("{STAFF} Zoë ,Berg 🦷 x ,zberg,zoe.berg@example.com,8015550124,no\r\n{ZOE}");
    let wanted = format!("{STAFF}Zoë,Berg 🦷 x,zberg,zoe.berg@example.com,8015550124,NO\r\n{ZOE}");
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &text);
    assert_eq!(titles(&actions(&mut editor, [0, 0, 0, 0], None)), [""; 0]);
    let found = actions(&mut editor, [0, 0, 0, 0], Some("source.fixAll"));
    assert_eq!(titles(&found), ["Apply all safe fixes"]);
    let edits = &found[0]["edit"]["changes"][uri(FILE)];
    assert_eq!(edited(&text, Units::Utf16, edits), wanted);
    let options = json!({ "options": { "tabSize": 4, "insertSpaces": true } });
    let formatted = editor.ask("textDocument/formatting", FILE, &options);
    assert_eq!(formatted, *edits);
    // What was worked out changed nothing: the file is as the editor has it, also for the next judgement.
    editor.settle();
    let before = editor.told_of(FILE);
    editor.change(FILE, [1, 54, 1, 54], "5");
    editor.settle();
    let told = editor.told_of(FILE);
    assert_eq!(told.len(), before.len() + 1, "{told:?}");
    let formatted = editor.ask("textDocument/formatting", FILE, &options);
    let wanted = wanted.replacen("0124", "01245", 1);
    let text = text.replacen("0124", "01245", 1);
    assert_eq!(edited(&text, Units::Utf16, &formatted), wanted);
}

#[test]
fn a_table_that_is_no_roster_is_not_formatted_and_takes_nothing_from_the_others() {
    let options = json!({ "options": { "tabSize": 4, "insertSpaces": true } });
    let wrong = format!("{STAFF}{}", ZOE.replace("NO", "no"));
    for is_formatted in [true, false] {
        let mut editor = Editor::start(&pushed(), &[]);
        editor.open(FILE, &wrong);
        editor.open("prices.csv", "Item,Price\nGloves,5\n");
        editor.settle();
        let before = editor.told_of(FILE);
        assert_eq!(before.len(), 1);
        if is_formatted {
            let answer = editor.ask("textDocument/formatting", "prices.csv", &options);
            assert_eq!(answer, Value::Null);
        } else {
            let found = actions_of(&mut editor, "prices.csv", [0, 0, 0, 0], Some("source.fixAll"));
            assert_eq!(titles(&found), [""; 0]);
        }
        editor.change("prices.csv", [1, 7, 1, 8], "6");
        editor.settle();
        assert_eq!(editor.told_of(FILE), before);
        let formatted = editor.ask("textDocument/formatting", FILE, &options);
        assert_eq!(formatted[0]["newText"], "NO");
    }
}

#[test]
fn formatting_a_file_without_fixes_changes_nothing() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &format!("{STAFF}{ZOE}"));
    let options = json!({ "options": { "tabSize": 4, "insertSpaces": true } });
    assert_eq!(editor.ask("textDocument/formatting", FILE, &options), Value::Null);
    assert_eq!(
        editor.ask("textDocument/formatting", "nowhere.csv", &options),
        Value::Null
    );
}

#[test]
fn a_suppression_goes_into_roster_toml_and_waits_for_its_reason() {
    let text = format!("{STAFF}{}", ZOE.replace("8015550124", "801"));
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &text);
    editor.open("roster.toml", ROSTER_TOML);
    let found = actions(&mut editor, [1, 37, 1, 37], Some("quickfix"));
    let title = "Suppress `invalid-phone` for `zberg` in roster.toml, with a reason";
    let action = found.iter().find(|action| action["title"] == title).expect(title);
    let edits = &action["edit"]["changes"][uri("roster.toml")];
    let with = edited(ROSTER_TOML, Units::Utf16, edits);
    editor.open("roster.toml", &with);
    editor.settle();
    assert_eq!(editor.told_of("roster.toml").len(), 1, "a reason is wanted");
    assert_eq!(editor.told_of(FILE).len(), 1);
    editor.open(
        "roster.toml",
        &with.replace("\"\" # say why", "\"a switchboard\""),
    );
    editor.settle();
    assert_eq!(editor.told_of("roster.toml"), [""; 0]);
    assert_eq!(editor.told_of(FILE), [""; 0]);
}

#[test]
fn a_suppression_is_written_as_roster_toml_is() {
    let is_suppression = |action: &&Value| {
        action["title"]
            .as_str()
            .unwrap()
            .starts_with("Suppress `invalid-phone`")
    };
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &format!("{STAFF}{}", ZOE.replace("8015550124", "801")));
    let crlf = ROSTER_TOML.replace('\n', "\r\n");
    editor.open("roster.toml", &crlf);
    let found = actions(&mut editor, [1, 37, 1, 37], None);
    let action = found.iter().find(is_suppression).expect("a suppression");
    let after = edited(
        &crlf,
        Units::Utf16,
        &action["edit"]["changes"][uri("roster.toml")],
    );
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    // Without a reason it has a fault, which is no hindrance to a second.
    editor.open("roster.toml", &after);
    let found = actions(&mut editor, [1, 37, 1, 37], None);
    assert!(found.iter().any(|action| is_suppression(&action)));
    // Another table below this is a duplicate key.
    let entry = r#"{ rule = "dea-check-digit", person = "achen", reason = "a test" }"#;
    let list = format!("suppress = [{entry}]\n{ROSTER_TOML}");
    editor.open("roster.toml", &list);
    let found = actions(&mut editor, [1, 37, 1, 37], None);
    let action = found.iter().find(is_suppression).expect("a suppression");
    let edits = &action["edit"]["changes"][uri("roster.toml")];
    let after = edited(&list, Units::Utf16, edits).replace(r#"reason = """#, r#"reason = "a switchboard""#);
    editor.open("roster.toml", &after);
    editor.settle();
    assert_eq!(editor.told_of(FILE), [""; 0]);
}

#[test]
fn what_cannot_be_waived_is_not_offered() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &format!("{STAFF}{}", ZOE.replace("Berg", "")));
    let found = actions(&mut editor, [1, 4, 1, 4], Some("quickfix"));
    assert!(
        titles(&found).iter().all(|title| !title.starts_with("Suppress")),
        "{found:?}"
    );
    let whole = Range::new(Position::new(0, 0), Position::new(9, 0));
    let all = actions(
        &mut editor,
        [whole.start.line, 0, whole.end.line, 0],
        Some("refactor"),
    );
    assert_eq!(titles(&all), [""; 0]);
}
