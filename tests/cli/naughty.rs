//! Every format holds what it claims, whatever stands in the rosters and whatever they are called; another reader says so.

use rust_xlsxwriter::Workbook;

use crate::fixture::workbook::fill;
use crate::fixture::{ANA, STAFF, Sandbox};
use crate::reports::read_by_python;

const FORMATS: [&str; 10] = [
    "full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html",
];

/// What has broken reports elsewhere: markup, escapes, directions, line ends, what is no character.
const NAUGHTY: [&str; 35] = [
    "<script>alert(1)</script>",
    "]]>",
    "&amp;",
    "&#0;",
    "<!--",
    "-->",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "%0A::error::x",
    "%25",
    "::error file=a,line=1::b",
    "${{ secrets.TOKEN }}",
    "{{7*7}}",
    "$(id)",
    "`id`",
    "\u{1B}[2J",
    "\u{9B}31m",
    "\u{7}",
    "\u{202E}nimda",
    "\u{2066}a\u{2069}",
    "\u{FEFF}",
    "\u{FFFE}",
    "\u{FFFF}",
    "\u{200B}",
    "\u{AD}",
    "😀",
    "👩‍⚕️",
    "e\u{301}\u{301}\u{301}",
    "ＡＢＣ",
    "田中",
    "\u{2028}",
    "\u{E000}",
    "=cmd|' /C calc'!A0",
];

/// 515 strings: each of the above, between letters, twice, and each beside others.
pub(crate) fn naughty_strings() -> Vec<String> {
    let alone = NAUGHTY.iter().map(|text| (*text).to_owned());
    let between = NAUGHTY.iter().map(|text| format!("Ana{text}Chen"));
    let twice = NAUGHTY.iter().map(|text| format!("{text}{text}"));
    let pairs = NAUGHTY.iter().enumerate().flat_map(|(at, one)| {
        let others = NAUGHTY.iter().cycle().skip(at + 1).step_by(2).take(12);
        others.map(move |other| format!("{one} {other}"))
    });
    let strings: Vec<String> = alone.chain(between).chain(twice).chain(pairs).take(515).collect();
    assert_eq!(strings.len(), 515);
    strings
}

fn field(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The strings in cells, in headers, and in the names of sheets and files.
pub(crate) fn naughty_rosters() -> Sandbox {
    let mut sandbox = Sandbox::organization();
    let strings = naughty_strings();
    let rows: Vec<String> = strings
        .iter()
        .enumerate()
        .map(|(n, text)| format!("{},{},user{n},a@b,(801) 555-0123,NO", field(text), field(text)))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    sandbox = sandbox.staff("front-desk--lehi.csv", &rows);
    for (n, some) in strings.chunks(40).enumerate() {
        let header: Vec<String> = some.iter().map(|text| field(text)).collect();
        let text = format!("{STAFF},{}\n{ANA}{}\n", header.join(","), ",x".repeat(some.len()));
        sandbox = sandbox.file(&format!("headers-{n}.csv"), text);
    }
    for (n, text) in NAUGHTY.iter().enumerate() {
        // What a file system takes; a sheet's name is longer only by the number.
        let name: String = text.chars().filter(|c| !matches!(c, '/' | '\0')).collect();
        sandbox = sandbox.staff(&format!("{n}{name}.csv"), &[&ANA.replace("NO", "perhaps")]);
        let sheet: String = text
            .chars()
            .filter(|c| !"[]:*?/\\'".contains(*c))
            .take(20)
            .collect();
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        if page.set_name(format!("{n}{sheet}")).is_ok() {
            fill(page, &[STAFF, &ANA.replace("NO", "perhaps")]);
            if let Ok(bytes) = book.save_to_buffer() {
                sandbox = sandbox.file(&format!("sheet-{n}.xlsx"), bytes);
            }
        }
    }
    sandbox
}

#[test]
fn every_format_parses_whatever_stands_in_the_rosters() {
    let sandbox = naughty_rosters();
    let counts = FORMATS.map(|format| (format, read_by_python(&sandbox, format)));
    // Full draws three of a kind and counts the others.
    let counts = &counts[1..];
    assert!(
        counts.iter().all(|(_, count)| *count == counts[0].1),
        "{counts:?}"
    );
    assert!(counts[0].1.is_none_or(|count| count > 1000), "{counts:?}");
}

/// Each string as the name of a workbook and of its sheet, without what a file system and a workbook cannot have in one.
fn naughty_names() -> Sandbox {
    (0..)
        .zip(naughty_strings())
        .fold(Sandbox::organization(), |sandbox, (n, text)| {
            let file: String = text.chars().filter(|c| !matches!(c, '/' | '\0')).collect();
            let sheet = text.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(20);
            let row = format!("Ana,Chen,user{n},ana@example.com,(801) 555-0123,perhaps");
            let mut book = Workbook::new();
            let page = book.add_worksheet();
            page.set_name(format!("{n}{}", sheet.collect::<String>()))
                .expect("a name");
            fill(page, &[STAFF, &row]);
            sandbox.file(
                &format!("{n}{file}.xlsx"),
                book.save_to_buffer().expect("a workbook"),
            )
        })
}

#[test]
fn every_format_parses_whatever_files_and_sheets_are_called() {
    let sandbox = naughty_names();
    for format in &FORMATS[1..] {
        let count = read_by_python(&sandbox, format);
        assert!(count.is_none_or(|count| count >= 515), "{format}: {count:?}");
    }
}
