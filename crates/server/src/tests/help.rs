//! What an editor is told when it asks: hover, completion, hints.

use serde_json::{Value, json};

use super::editor::{Editor, ROSTER_TOML, STAFF, ZOE, edited, pulling, pushed, span};
use crate::text::Units;

const FILE: &str = "front-desk--lehi.csv";

fn hover(editor: &mut Editor, line: u32, character: u32) -> String {
    hover_in(editor, FILE, line, character)
}

fn hover_in(editor: &mut Editor, name: &str, line: u32, character: u32) -> String {
    let at = json!({ "position": { "line": line, "character": character } });
    let answer = editor.ask("textDocument/hover", name, &at);
    answer["contents"]["value"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn labels(answer: &Value) -> Vec<&str> {
    let items = answer.as_array().into_iter().flatten();
    items.map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn the_cell_under_the_cursor_is_explained() {
    let text = format!(
        "{STAFF}{}",
        ZOE.replace("8015550124", "(801) 555-0124").replace("NO", "no")
    );
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &text);
    let phone = hover(&mut editor, 1, 40);
    assert!(phone.starts_with("**Phone Number** · required"), "{phone}");
    assert!(phone.contains("Read as `8015550124`"), "{phone}");
    let provider = hover(&mut editor, 1, 52);
    assert!(
        provider.contains("error [`invalid-choice`](file:///pages/invalid-choice.md): "),
        "{provider}"
    );
    assert!(!provider.contains("Read as"), "{provider}");
    let header = hover(&mut editor, 0, 1);
    assert!(header.starts_with("**First Name** · required"), "{header}");
    assert_eq!(hover(&mut editor, 9, 0), "");
}

#[test]
fn the_headers_of_a_master_are_explained() {
    let mut editor = Editor::start(&pushed(), &[]);
    let text = "First Name,Last Name,Username,Role,Location,Shoe Size\nZoë,Berg,zberg,,,\n";
    editor.open("all.csv", text);
    let role = hover_in(&mut editor, "all.csv", 0, 31);
    assert!(role.starts_with("**Role** · the role"), "{role}");
    let location = hover_in(&mut editor, "all.csv", 0, 37);
    assert!(location.starts_with("**Location** · the locations"), "{location}");
    let other = hover_in(&mut editor, "all.csv", 0, 46);
    assert!(other.contains("has no such column"), "{other}");
}

#[test]
fn the_cells_of_a_master_are_explained() {
    let text = "First Name,Last Name,Username,Role,Location\nZoë 🦷,Berg,zberg,dentist,provo; LEHI\nAna,Diaz,adiaz,nurse,\n";
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("all.csv", text);
    let role = hover_in(&mut editor, "all.csv", 1, 20);
    assert!(
        role.contains("one of those in `roster.toml`\n\nRead as `dentist`"),
        "{role}"
    );
    let location = hover_in(&mut editor, "all.csv", 1, 30);
    assert!(location.contains("Read as `provo`, `lehi`"), "{location}");
    let unknown = hover_in(&mut editor, "all.csv", 2, 16);
    assert!(
        unknown.contains("error [`unknown-role`]") && !unknown.contains("Read as"),
        "{unknown}"
    );
}

#[test]
fn headers_are_completed_from_the_first() {
    for (text, character) in [("", 0), ("First Name,", 11), ("Zoë,", 5), ("First Name,La", 13)] {
        let mut editor = Editor::start(&pushed(), &[]);
        editor.open(FILE, text);
        let at = json!({ "position": { "line": 0, "character": character } });
        let answer = editor.ask("textDocument/completion", FILE, &at);
        let headers = labels(&answer);
        assert!(headers.contains(&"Last Name"), "{text}: {headers:?}");
        assert_eq!(
            headers.contains(&"First Name"),
            !text.starts_with("First"),
            "{text}: {headers:?}"
        );
    }
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("plants.csv", "");
    let at = json!({ "position": { "line": 0, "character": 0 } });
    assert_eq!(
        editor.ask("textDocument/completion", "plants.csv", &at),
        Value::Null
    );
}

#[test]
fn a_choice_is_completed_in_the_place_of_the_whole_cell() {
    // The emoji moves what is counted in UTF-16 by two and in UTF-8 by four.
    let text = format!("{STAFF}🦷{}", ZOE.replace("NO", "n"));
    for (capabilities, character) in [(pushed(), 49), (pulling(), 52)] {
        let mut editor = Editor::start(&capabilities, &[]);
        editor.open(FILE, &text);
        let at = json!({ "position": { "line": 1, "character": character + 1 } });
        let answer = editor.ask("textDocument/completion", FILE, &at);
        assert_eq!(labels(&answer), ["YES", "NO"]);
        let range = span([1, character, 1, character + 1]);
        assert_eq!(answer[1]["textEdit"], json!({ "range": range, "newText": "NO" }));
    }
}

#[test]
fn states_are_completed_with_their_names_and_headers_with_what_is_missing() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(
        "dentist--lehi.csv",
        "First Name,Last Name,Username,State,x\nZoë,Berg,zberg,U,\n",
    );
    let at = json!({ "position": { "line": 1, "character": 16 } });
    let answer = editor.ask("textDocument/completion", "dentist--lehi.csv", &at);
    let utah = answer
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["label"] == "UT")
        .unwrap();
    assert_eq!(utah["detail"], "Utah");
    let at = json!({ "position": { "line": 0, "character": 37 } });
    let answer = editor.ask("textDocument/completion", "dentist--lehi.csv", &at);
    let headers = labels(&answer);
    assert!(
        headers.contains(&"NPI") && !headers.contains(&"Username"),
        "{headers:?}"
    );
}

#[test]
fn roles_and_locations_of_a_master_are_those_of_the_organization() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(
        "all.csv",
        "First Name,Last Name,Username,Role,Location\nZoë,Berg,zberg,,\n",
    );
    for (character, wanted) in [(15, ["Receptionist", "Provider"]), (16, ["Lehi", "Provo"])] {
        let at = json!({ "position": { "line": 1, "character": character } });
        let answer = editor.ask("textDocument/completion", "all.csv", &at);
        assert_eq!(labels(&answer), wanted);
    }
}

#[test]
fn what_is_filled_in_stays_one_cell_and_keeps_its_neighbours() {
    let with_comma = ROSTER_TOML.replace("name = \"Provo\"", "name = \"Provo, UT\"");
    let header = "First Name,Last Name,Username,Role,Location\nZoë,Berg,zberg,Provider,";
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("roster.toml", &with_comma);
    // `^` is the cursor.
    for (cell, label, wanted) in [
        ("^", "Provo, UT", "\"Provo, UT\""),
        ("\"^\"", "Provo, UT", "\"Provo, UT\""),
        ("Lehi; Pro^", "Provo, UT", "\"Lehi; Provo, UT\""),
        ("\"Lehi; Pro^\"", "Provo, UT", "\"Lehi; Provo, UT\""),
        ("Lehi; Pro^", "Lehi", "Lehi; Lehi"),
        ("Le^;Provo", "Lehi", "Lehi;Provo"),
        ("\"Lehi, Pro^\"", "Provo, UT", "\"Lehi, Provo, UT\""),
        ("\"Pro^, Lehi\"", "Provo, UT", "\"Provo, UT, Lehi\""),
        ("\"Le^", "Lehi", "Lehi"),
        ("\"Orem, U^\"", "Provo, UT", "\"Provo, UT\""),
    ] {
        let text = format!("{header}{}\n", cell.replace('^', ""));
        editor.open("all.csv", &text);
        let at = cell.find('^').unwrap() + "Zoë,Berg,zberg,Provider,".chars().count();
        let at = json!({ "position": { "line": 1, "character": at } });
        let answer = editor.ask("textDocument/completion", "all.csv", &at);
        let items = answer.as_array().unwrap();
        let item = items.iter().find(|item| item["label"] == label).expect(cell);
        let after = edited(&text, Units::Utf16, &json!([item["textEdit"]]));
        assert_eq!(after, format!("{header}{wanted}\n"), "{cell}");
    }
    // An editor fills in nothing over the end of a line.
    editor.open("all.csv", &header.replace("Provider,", "\"Pro\nvider\","));
    let at = json!({ "position": { "line": 2, "character": 2 } });
    let answer = editor.ask("textDocument/completion", "all.csv", &at);
    assert_eq!(answer, json!([]));
}

#[test]
fn hints_name_the_columns_of_the_rows_that_are_shown() {
    let text = format!("{STAFF}🦷{ZOE}{ZOE}");
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open(FILE, &text);
    let answer = editor.ask(
        "textDocument/inlayHint",
        FILE,
        &json!({ "range": span([0, 0, 1, 9]) }),
    );
    assert_eq!(labels(&answer)[..2], ["First Name:", "Last Name:"]);
    assert_eq!(answer.as_array().unwrap().len(), 6, "one row");
    assert_eq!(answer[1]["position"], json!({ "line": 1, "character": 6 }));
    // Nor do the rows before a blank line on which the range begins.
    editor.open(FILE, &format!("{STAFF}{ZOE}\n\n{ZOE}{ZOE}"));
    let answer = editor.ask(
        "textDocument/inlayHint",
        FILE,
        &json!({ "range": span([2, 0, 4, 9]) }),
    );
    let hints = answer.as_array().unwrap();
    assert!(
        hints.iter().all(|hint| hint["position"]["line"] == 4),
        "{hints:?}"
    );
    assert_eq!(hints.len(), 6);
    // What is no roster has none.
    editor.open("roster.toml", ROSTER_TOML);
    let answer = editor.ask(
        "textDocument/inlayHint",
        "roster.toml",
        &json!({ "range": span([0, 0, 1, 9]) }),
    );
    assert_eq!(answer, Value::Null);
}
