//! Python reads the same: its decoders and its strict csv module, where it is installed. With `ROSTER_REQUIRE=all` it
//! must be.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "another program is started and handed files"
)]

use std::process::{Command, Stdio};

use csv::{QuoteStyle, Terminator};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::dialects::{records, written};
use super::{hex, read, texts};
use crate::{Delimiter, Encoding};

/// Reads `N.csv` and `N.txt` of the folder. A `.txt` names the encoding and the delimiter, then has a line for each row
/// and in it for each cell its text, the start and the end of its content, the text as hexadecimal UTF-8.
const SCRIPT: &str = r#"
import csv, io, sys, pathlib
folder = pathlib.Path(sys.argv[1])
count = 0
for told in sorted(folder.glob("*.txt")):
    data = told.with_suffix(".csv").read_bytes()
    encoding, delimiter, *rows = told.read_text("utf-8").splitlines()
    ours = [[cell.split(":") for cell in row.split(" ")] for row in rows]
    text = data.decode(encoding).removeprefix("\ufeff")
    theirs = csv.reader(io.StringIO(text, newline=""), delimiter=chr(int(delimiter)), strict=True)
    theirs = [row for row in theirs if row]
    assert [[bytes.fromhex(cell[0]).decode() for cell in row] for row in ours] == theirs, told
    for row in ours:
        for cell, start, end in row:
            part = data[int(start):int(end)].decode({"utf-16": "utf-16-le"}.get(encoding, encoding))
            assert part.replace('""', '"') == bytes.fromhex(cell).decode(), (told, cell, start, end)
    count += 1
assert count == int(sys.argv[2]), count
for name in ["cp1252", "mac_roman"]:
    table = (folder / name).read_text("utf-8").split("\n")
    for byte in range(256):
        wanted = bytes([byte]).decode(name, "ignore").encode("utf-8").hex()
        assert table[byte] == wanted, (name, byte)
"#;

#[test]
fn python_decodes_and_parses_the_same() {
    let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
    let version = Command::new("python3")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !version.is_ok_and(|status| status.success()) {
        assert!(!required, "python3 is not installed");
        return;
    }
    let folder = std::env::temp_dir().join(format!("rosterkit-python-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // What Python calls it, what it is here, and what stands at the front so that nothing is left to chance.
    let encodings = [
        ("utf-8", Encoding::Utf8, ""),
        ("utf-8", Encoding::Utf8, "\u{FEFF}"),
        ("utf-16", Encoding::Utf16Le, "\u{FEFF}"),
        ("utf-16-le", Encoding::Utf16Le, ""),
        ("utf-16-be", Encoding::Utf16Be, "\u{FEFF}"),
        ("utf-16-be", Encoding::Utf16Be, ""),
        ("cp1252", Encoding::Windows1252, ""),
        ("mac_roman", Encoding::MacRoman, ""),
    ];
    let mut runner = TestRunner::deterministic();
    let mut count = 0;
    for round in 0..16 {
        for (name, encoding, mark) in encodings {
            for delimiter in Delimiter::ALL {
                let mut rows = records().new_tree(&mut runner).unwrap().current();
                // Letters that only one of the two encodings of single bytes has in place.
                let first = if encoding == Encoding::MacRoman {
                    "è Zoë"
                } else {
                    "Zoë"
                };
                first.clone_into(&mut rows[0][0]);
                let quotes = [QuoteStyle::Necessary, QuoteStyle::Always][round % 2];
                let ends = [Terminator::CRLF, Terminator::Any(b'\n')][round / 2 % 2];
                let text = written(&rows, delimiter, quotes, ends);
                let bytes = encoding.encode(&format!("{mark}{text}")).unwrap();
                let headers: Vec<&str> = rows[0].iter().map(String::as_str).collect();
                let options = crate::ReadOptions {
                    headers: &headers,
                    ..crate::ReadOptions::default()
                };
                let mut document = crate::Document::read_with("staff.csv", bytes.clone(), &options).unwrap();
                if document.dialect().unwrap().delimiter != delimiter {
                    // The header says nothing: one cell, or cells without a letter.
                    let only_comma = written(&rows, Delimiter::Comma, quotes, ends);
                    let bytes = encoding.encode(&format!("{mark}{only_comma}")).unwrap();
                    document = read(bytes);
                }
                assert_eq!(document.encoding(), Some(encoding));
                assert_eq!(texts(&document), rows);
                let mut told = format!(
                    "{name}\n{}\n",
                    u32::from(document.dialect().unwrap().delimiter.as_char())
                );
                let sheet = document.sheet();
                for row in sheet.header().into_iter().chain(sheet.rows()) {
                    let cells = row.cells().map(|cell| {
                        let span = cell.content_span().unwrap();
                        format!("{}:{}:{}", hex(&cell.text()), span.start, span.end)
                    });
                    told.push_str(&cells.collect::<Vec<_>>().join(" "));
                    told.push('\n');
                }
                std::fs::write(folder.join(format!("{count}.csv")), document.bytes()).unwrap();
                std::fs::write(folder.join(format!("{count}.txt")), told).unwrap();
                count += 1;
            }
        }
    }
    for (name, encoding) in [
        ("cp1252", Encoding::Windows1252),
        ("mac_roman", Encoding::MacRoman),
    ] {
        let letters = (0..=255).map(|byte| {
            encoding
                .character(byte)
                .map_or(String::new(), |letter| hex(&letter.to_string()))
        });
        std::fs::write(folder.join(name), letters.collect::<Vec<_>>().join("\n")).unwrap();
    }
    let output = Command::new("python3")
        .args(["-c", SCRIPT])
        .arg(&folder)
        .arg(count.to_string())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::remove_dir_all(&folder).unwrap();
}
