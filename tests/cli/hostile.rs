//! Workbooks that were made to fill the memory are refused in little of it.

use std::fmt::Write as _;
use std::process::Command;

use crate::fixture::workbook::raw_workbook;
use crate::fixture::{STAFF, Sandbox};

/// What a refusal may need at most, address space of the program and its stacks included.
const KIBIBYTES: u32 = 128 << 10;

/// What `roster lint` says of a workbook with these rows while it may not have more memory than that.
#[track_caller]
fn refused(rows: &str) -> String {
    let sandbox = Sandbox::empty().file("staff.xlsx", raw_workbook(rows));
    let limited = format!("ulimit -v {KIBIBYTES} && exec \"$0\" lint staff.xlsx");
    let said = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_roster")])
        .current_dir(sandbox.path(""))
        .output()
        .expect("a shell");
    let words = String::from_utf8(said.stderr).expect("text");
    assert_eq!(said.status.code(), Some(2), "{words}");
    words
}

#[test]
#[cfg(target_os = "linux")]
fn a_refusal_needs_little_memory() {
    let mut wide = String::new();
    for row in 1..8_300 {
        let _ = write!(wide, "<row r=\"{row}\"><c r=\"XFD{row}\"><v>7</v></c></row>");
    }
    assert!(refused(&wide).contains("its rows are too wide"));
    let merged = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(70_000);
    assert!(refused(&merged).contains("more merged cells than a roster can have"));
    let text = format!(
        "<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>",
        "x".repeat(40 << 20)
    );
    assert!(refused(&text).contains("one of its texts is too long"));
    let shared = "<row><c><f t=\"shared\" ref=\"A1:A2\" si=\"4000000000\">B1</f></c></row>";
    assert!(refused(shared).contains("shared with cells outside the sheet"));
    let claim = "</sheetData><sst uniqueCount=\"4000000000\"/><sheetData>";
    assert!(refused(claim).contains("it claims to hold more texts"));
    // What is refused for one thing has not been read into memory for another.
    let strings = format!(
        "</sheetData><sst>{}</sst><sheetData>",
        "<si><t>a</t></si>".repeat(2_000_000)
    );
    let backwards = "<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>";
    assert!(refused(&format!("{strings}{backwards}")).contains("its rows are not in order"));
    let names = format!(
        "</sheetData>{}<sheetData>",
        "<definedName name=\"a\">A1</definedName>".repeat(70_000)
    );
    assert!(refused(&names).contains("more names than a roster can have"));
    let columns = format!(
        "</sheetData><cols>{}</cols><sheetData>",
        "<col min=\"1\" max=\"16384\" hidden=\"1\"/>".repeat(300_000)
    );
    assert!(refused(&columns).contains("more columns than a sheet can have"));
    // The limit is not what stops a sound file.
    assert!(refused(&format!("<row><c t=\"str\"><v>{STAFF}</v></c></row>")).contains("is not a roster"));
}
