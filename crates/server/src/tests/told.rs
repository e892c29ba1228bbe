//! What an editor is told, and when.

use std::thread;
use std::time::{Duration, Instant};

use rosterkit_sheet::Encoding;
use serde_json::json;

use super::editor::{Editor, LOCKED, ROSTER_TOML, SCHEMA, STAFF, ZOE, pulling, pushed, uri};

/// A tooth stands before the wrong cell, so that whoever counts in the wrong units points beside it.
const TOOTH: &str = "Zoë,🦷 Berg,zberg,zoe.berg@example.com,801,NO\n";

#[test]
fn a_wrong_cell_is_told_in_the_units_of_the_editor() {
    let text = format!("{STAFF}{TOOTH}");
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("front-desk--lehi.csv", &text);
    editor.settle();
    let told = editor.told_of("front-desk--lehi.csv");
    assert_eq!(
        told,
        ["1:4-1:11 error invalid-name", "1:39-1:42 error invalid-phone"]
    );
    let phone = &editor.told["front-desk--lehi.csv"][1];
    assert_eq!(phone["source"], "roster");
    assert_eq!(phone["codeDescription"]["href"], "file:///pages/invalid-phone.md");
    let mut editor = Editor::start(&pulling(), &[]);
    editor.open("front-desk--lehi.csv", &text);
    let told = editor.pull("front-desk--lehi.csv");
    assert_eq!(
        told,
        ["1:5-1:14 error invalid-name", "1:42-1:45 error invalid-phone"]
    );
}

#[test]
fn a_closed_file_is_told_in_the_units_of_the_editor_whatever_its_encoding() {
    let text = format!("{STAFF}{TOOTH}");
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let bytes = encoding.encode(&format!("\u{FEFF}{text}")).unwrap();
        for (capabilities, name) in [(pushed(), "1:4-1:11"), (pulling(), "1:5-1:14")] {
            let mut editor = Editor::start(&capabilities, &[("front-desk--lehi.csv", &bytes)]);
            editor.settle();
            let told = editor.told_of("front-desk--lehi.csv");
            assert!(told.contains(&format!("{name} error invalid-name")), "{told:?}");
        }
    }
    let bytes = Encoding::Windows1252.encode(&text.replace("🦷 ", "é")).unwrap();
    for (capabilities, phone) in [(pushed(), "1:37-1:40"), (pulling(), "1:39-1:42")] {
        let mut editor = Editor::start(&capabilities, &[("front-desk--lehi.csv", &bytes)]);
        editor.settle();
        let told = editor.told_of("front-desk--lehi.csv");
        assert!(told.contains(&format!("{phone} error invalid-phone")), "{told:?}");
    }
}

#[test]
fn an_edit_is_judged_and_what_is_repaired_is_no_longer_told() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("front-desk--lehi.csv", &format!("{STAFF}{ZOE}"));
    editor.settle();
    assert_eq!(editor.told_of("front-desk--lehi.csv"), [""; 0]);
    // `NO` -> `no`
    editor.change("front-desk--lehi.csv", [1, 47, 1, 49], "no");
    editor.settle();
    assert_eq!(
        editor.told_of("front-desk--lehi.csv"),
        ["1:47-1:49 error invalid-choice"]
    );
    editor.change("front-desk--lehi.csv", [1, 47, 1, 49], "NO");
    editor.settle();
    assert_eq!(editor.told_of("front-desk--lehi.csv"), [""; 0]);
}

#[test]
fn a_duplicate_is_told_in_each_open_file_with_its_twin() {
    let other = ZOE.replace("Zoë", "Zed").replace("zoe.berg", "zed");
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("front-desk--lehi.csv", &format!("{STAFF}{ZOE}"));
    editor.open("front-desk--provo.csv", &format!("{STAFF}{other}"));
    editor.settle();
    for (name, twin) in [
        ("front-desk--lehi.csv", "front-desk--provo.csv"),
        ("front-desk--provo.csv", "front-desk--lehi.csv"),
    ] {
        let found = editor.told[name].iter();
        let mut related =
            found.filter_map(|found| found["relatedInformation"][0]["location"]["uri"].as_str());
        assert!(
            related.any(|at| at == uri(twin)),
            "{name}: {:?}",
            editor.told[name]
        );
    }
    editor.change("front-desk--provo.csv", [1, 9, 1, 14], "other");
    editor.change("front-desk--provo.csv", [1, 0, 1, 3], "Zacharias");
    editor.settle();
    let told = editor.told_of("front-desk--lehi.csv");
    assert!(
        !told.iter().any(|line| line.contains("duplicate-value")),
        "{told:?}"
    );
}

#[test]
fn an_editor_that_asks_is_told_by_push_only_of_files_that_are_not_open() {
    let wrong = format!("{STAFF}{}", ZOE.replace("NO", "no"));
    let mut editor = Editor::start(&pulling(), &[("front-desk--lehi.csv", wrong.as_bytes())]);
    editor.settle();
    assert_eq!(editor.told_of("front-desk--lehi.csv").len(), 1);
    assert!(editor.asked.contains(&"client/registerCapability".to_owned()));
    editor.open("front-desk--lehi.csv", &wrong);
    editor.settle();
    assert_eq!(
        editor.told_of("front-desk--lehi.csv"),
        [""; 0],
        "it would stand there twice"
    );
    assert_eq!(editor.pull("front-desk--lehi.csv").len(), 1);
    editor.close("front-desk--lehi.csv");
    editor.settle();
    assert_eq!(editor.told_of("front-desk--lehi.csv").len(), 1);
}

#[test]
fn what_is_known_already_is_not_sent_again() {
    let mut editor = Editor::start(&pulling(), &[]);
    editor.open("front-desk--lehi.csv", &format!("{STAFF}{TOOTH}"));
    editor.settle();
    let document = json!({ "uri": uri("front-desk--lehi.csv") });
    let first = editor.request("textDocument/diagnostic", json!({ "textDocument": document }));
    let params = json!({ "textDocument": document, "previousResultId": first["resultId"] });
    let second = editor.request("textDocument/diagnostic", params.clone());
    assert_eq!(second["kind"], "unchanged");
    editor.change("front-desk--lehi.csv", [1, 0, 1, 0], "A");
    let third = editor.request("textDocument/diagnostic", params);
    assert_eq!(third["kind"], "full");
}

#[test]
fn the_other_open_file_is_asked_about_again() {
    let mut editor = Editor::start(&pulling(), &[]);
    let other = ZOE
        .replace("Zoë", "Zed")
        .replace("zberg", "other")
        .replace("zoe.berg", "zed");
    editor.open("front-desk--lehi.csv", &format!("{STAFF}{ZOE}"));
    editor.open("front-desk--provo.csv", &format!("{STAFF}{other}"));
    editor.settle();
    editor.asked.clear();
    editor.change("front-desk--provo.csv", [1, 9, 1, 14], "zberg");
    editor.settle();
    assert_eq!(editor.asked, ["workspace/diagnostic/refresh"]);
    let told = editor.pull("front-desk--lehi.csv");
    assert!(
        told.iter().any(|line| line.contains("duplicate-value")),
        "{told:?}"
    );
}

#[test]
fn a_workbook_of_the_folder_is_told_of_until_it_is_gone() {
    let workbook = include_bytes!("../../../../templates/demo-as-sent/dentist--orem.xlsx");
    let mut editor = Editor::start(&pushed(), &[("dentist--lehi.xlsx", workbook)]);
    editor.settle();
    assert!(!editor.told_of("dentist--lehi.xlsx").is_empty());
    editor.disk.files().remove("/group/dentist--lehi.xlsx".as_ref());
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.settle();
    assert_eq!(editor.told_of("dentist--lehi.xlsx"), [""; 0]);
    assert!(editor.told.contains_key("dentist--lehi.xlsx"));
}

#[test]
fn the_folder_is_looked_at_also_while_the_editor_talks() {
    let mut editor = Editor::start(&pushed(), &[]);
    let wrong = format!("{STAFF}{TOOTH}");
    editor.settle();
    editor
        .disk
        .files()
        .write("/group/front-desk--lehi.csv", wrong.as_bytes());
    let since = Instant::now();
    while editor.told_of("front-desk--lehi.csv").is_empty() {
        assert!(
            since.elapsed() < Duration::from_secs(10),
            "it was never looked at"
        );
        thread::sleep(Duration::from_millis(100));
        editor.settle();
    }
}

#[test]
fn settings_with_a_fault_are_told_of_and_those_before_stay_in_force() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("front-desk--lehi.csv", &format!("{STAFF}{TOOTH}"));
    editor.open("roster.toml", ROSTER_TOML);
    editor.settle();
    let before = editor.told_of("front-desk--lehi.csv");
    editor.change("roster.toml", [0, 0, 0, 0], "schemas = 5 # 🦷\n");
    editor.settle();
    assert_eq!(editor.told_of("roster.toml"), ["0:0-0:7 error -"]);
    assert_eq!(editor.told_of("front-desk--lehi.csv"), before);
    let rules = "[rules]\ninvalid-phone = { level = \"note\", reason = \"a test\" }\n";
    editor.change("roster.toml", [0, 0, 1, 0], "");
    editor.change("roster.toml", [4, 0, 5, 0], rules);
    editor.settle();
    assert_eq!(editor.told_of("roster.toml"), [""; 0]);
    assert_eq!(
        editor.told_of("front-desk--lehi.csv")[1],
        "1:39-1:42 note invalid-phone"
    );
}

#[test]
fn a_suppression_of_nothing_is_told_of_in_roster_toml() {
    let mut editor = Editor::start(
        &pushed(),
        &[("front-desk--lehi.csv", format!("{STAFF}{ZOE}").as_bytes())],
    );
    let entry = "\n[[suppress]]\nrule = \"dea-check-digit\"\nperson = \"achen\"\nreason = \"a test\"\n";
    editor.open("roster.toml", &format!("{ROSTER_TOML}{entry}"));
    editor.settle();
    let told = editor.told_of("roster.toml");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("warning unused-suppression"), "{told:?}");
}

#[test]
fn an_entry_of_roster_toml_is_told_in_the_units_of_the_editor() {
    let entry =
        |reason: &str| format!("{{ rule = \"dea-check-digit\", person = \"achen\", reason = \"{reason}\" }}");
    let line = format!("suppress = [{}, {}]\n", entry("🦷"), entry("a test"));
    let roster = format!("{STAFF}{ZOE}");
    let start = line.rfind("\"dea-check-digit").unwrap();
    let units = line[..start].encode_utf16().count();
    for (capabilities, column) in [(pushed(), units), (pulling(), start)] {
        let mut editor = Editor::start(&capabilities, &[("front-desk--lehi.csv", roster.as_bytes())]);
        editor
            .disk
            .files()
            .write("/group/roster.toml", format!("{line}{ROSTER_TOML}"));
        editor.notify("textDocument/didSave", json!({}));
        editor.settle();
        let told = editor.told_of("roster.toml");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].starts_with(&format!("0:{column}-")), "{told:?}");
    }
}

#[test]
fn a_schema_beside_the_folder_is_the_one_in_the_editor() {
    let own = ROSTER_TOML.replace("\"dentrix-ascend\"", "\"../own/schema.toml\"");
    let wrong = format!("{STAFF}{TOOTH}");
    let files: [(&str, &[u8]); 3] = [
        ("north/roster.toml", own.as_bytes()),
        ("north/front-desk--lehi.csv", wrong.as_bytes()),
        ("own/schema.toml", b"name = 5\n"),
    ];
    let mut editor = Editor::start(&pushed(), &files);
    editor.settle();
    assert_eq!(editor.told_of("schema.toml"), ["0:7-0:8 error -"]);
    assert_eq!(editor.told_of("front-desk--lehi.csv"), [""; 0]);
    editor.open("own/schema.toml", SCHEMA);
    editor.settle();
    assert_eq!(editor.told_of("schema.toml"), [""; 0]);
    assert_eq!(editor.told_of("front-desk--lehi.csv").len(), 2);
    editor.change("own/schema.toml", [0, 0, 0, 0], "name = 5\n");
    editor.settle();
    assert_eq!(editor.told_of("schema.toml").len(), 1);
    assert!(
        editor.uris.iter().all(|uri| !uri.contains("..")),
        "{:?}",
        editor.uris
    );
}

#[test]
fn a_schema_that_is_written_is_told_of() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("own/schema.toml", "name = 5\n");
    editor.settle();
    assert_eq!(editor.told_of("schema.toml"), ["0:7-0:8 error -"]);
}

#[test]
fn a_schema_that_was_missing_is_read_once_it_is_there() {
    let mut editor = Editor::start(
        &pushed(),
        &[("dentrix-ascend.csv", format!("{STAFF}{TOOTH}").as_bytes())],
    );
    let own = ROSTER_TOML.replace("\"dentrix-ascend\"", "\"own.toml\"");
    editor.disk.files().write("/group/roster.toml", own);
    editor.settle();
    editor.notify("textDocument/didSave", json!({}));
    editor.settle();
    let told = &editor.told["roster.toml"];
    assert!(
        told[0]["message"].as_str().unwrap().contains("cannot be read"),
        "{told:?}"
    );
    assert_eq!(editor.told_of("roster.toml"), ["0:9-0:19 error -"]);
    editor.disk.files().write("/group/own.toml", SCHEMA);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.settle();
    assert_eq!(editor.told_of("roster.toml"), [""; 0]);
}

#[test]
fn a_folder_that_cannot_be_read_does_not_hide_the_others() {
    let wrong = format!("{STAFF}{TOOTH}");
    let files: [(&str, &[u8]); 3] = [
        (&format!("{LOCKED}/front-desk--provo.csv"), wrong.as_bytes()),
        ("front-desk--lehi.csv", wrong.as_bytes()),
        ("other/dentist--lehi.csv", wrong.as_bytes()),
    ];
    let mut editor = Editor::start(&pushed(), &files);
    editor.settle();
    assert_eq!(editor.told_of("front-desk--lehi.csv").len(), 2);
    assert!(!editor.told_of("dentist--lehi.csv").is_empty());
    assert_eq!(editor.told_of("front-desk--provo.csv"), [""; 0]);
    let told = editor.told["roster.toml"][0]["message"].as_str().unwrap();
    assert_eq!(
        told,
        "the folder `locked` cannot be read, so that its rosters are compared with no others: permission denied"
    );
}

#[test]
fn a_roster_of_which_nothing_says_who_gets_what_says_so_itself() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("people.csv", &format!("{STAFF}{ZOE}"));
    editor.settle();
    let told = &editor.told["people.csv"][0];
    assert_eq!(told["severity"], 3);
    let message = told["message"].as_str().unwrap();
    assert!(
        message.starts_with("nothing says which role at which location these people get"),
        "{message}"
    );
    let listed = "[[batch]]\nfiles = \"people.csv\"\nassign = { lehi = \"front-desk\" }\n";
    editor.open("roster.toml", &format!("{ROSTER_TOML}{listed}"));
    editor.settle();
    assert_eq!(editor.told_of("people.csv"), [""; 0]);
}

#[test]
fn a_file_that_nothing_governs_is_judged_by_its_header() {
    let mut editor = Editor::start(&pushed(), &[]);
    let item = json!({ "uri": "untitled:Untitled-1", "languageId": "csv", "version": 1, "text": format!("{STAFF}{TOOTH}") });
    editor.notify("textDocument/didOpen", json!({ "textDocument": item }));
    editor.settle();
    assert_eq!(editor.told_of("untitled:Untitled-1").len(), 2);
}

#[test]
fn a_row_that_was_rejected_is_compared_with_the_good_ones_of_its_file() {
    let wrong = "Kim,Lund,k lund,kim.lund@example.com,8015550127,NO\n";
    let source = format!("{STAFF}{ZOE}{wrong}");
    let mut editor = Editor::start(&pushed(), &[("front-desk--lehi.csv", source.as_bytes())]);
    let rejected = "front-desk--lehi.csv.rejected.csv";
    editor.open(rejected, &format!("{STAFF}{wrong}"));
    editor.settle();
    assert_eq!(editor.told_of(rejected), ["1:9-1:15 error invalid-username"]);
    editor.change(rejected, [1, 9, 1, 15], "zberg");
    editor.settle();
    assert!(
        editor
            .told_of(rejected)
            .iter()
            .any(|line| line.contains("duplicate-value")),
        "{:?}",
        editor.told_of(rejected)
    );
    editor.change(rejected, [1, 9, 1, 14], "klund");
    editor.settle();
    assert_eq!(editor.told_of(rejected), [""; 0]);
    assert_eq!(
        editor.told_of("front-desk--lehi.csv").len(),
        1,
        "the row is wrong as before"
    );
}

#[test]
fn a_table_that_is_no_roster_is_left_alone_unless_its_name_claims_it() {
    let mut editor = Editor::start(&pushed(), &[]);
    editor.open("prices.csv", "Item,Price\nGloves,5\n");
    editor.open("front-desk--lehi.csv", "Item,Price\nGloves,5\n");
    editor.settle();
    assert_eq!(editor.told_of("prices.csv"), [""; 0]);
    assert_eq!(editor.told_of("front-desk--lehi.csv"), ["0:0-0:0 error -"]);
}
