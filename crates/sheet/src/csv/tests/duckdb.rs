//! DuckDB reads the same of well-formed text, where it is installed for Python. With `ROSTER_REQUIRE=all` it must be.
//!
//! Where the two differ on purpose:
//! - A line with nothing on it is a row of nothing for us and no row for the rules; DuckDB makes a row of a table of one column
//!   of it. So no line here is blank: a table of one column has its cells quoted.
//! - A lone CR ends a line for us in every file, for DuckDB only where the file has no other line end and it is told so. So
//!   each file has one kind of line end, and a CR or LF stands in cells only when it is quoted.
//! - In its strict mode DuckDB (2.0.1) refuses a file in which a quoted cell holds another line end than the one with which the
//!   rows end. Such a file is read without that mode, every other one with it.
//! - DuckDB is told the delimiter, for it knows no header, and that short rows are not to be filled up.
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
use super::{hex, texts};
use crate::{Delimiter, Document, ReadOptions};

/// Reads `N.csv` and `N.txt` of the folder. A `.txt` names the delimiter, the number of columns and the line end, then has a line
/// for each row and in it for each cell its text as hexadecimal UTF-8, or `-` for a blank cell.
const SCRIPT: &str = r#"
import duckdb, pathlib, sys
folder = pathlib.Path(sys.argv[1])
count = stricts = 0
for told in sorted(folder.glob("*.txt")):
    delimiter, width, end, *rows = told.read_text("utf-8").splitlines()
    ours = [["" if cell == "-" else bytes.fromhex(cell).decode() for cell in row.split(" ")] for row in rows]
    end = bytes.fromhex(end).decode()
    strict = not any(character in cell.replace(end, "") for row in ours for cell in row for character in "\r\n")
    stricts += strict
    columns = {f"c{n:03}": "VARCHAR" for n in range(int(width))}
    theirs = duckdb.read_csv(
        str(told.with_suffix(".csv")), header=False, auto_detect=False, columns=columns, delimiter=chr(int(delimiter)),
        quotechar='"', escapechar='"', strict_mode=strict,
    ).fetchall()
    theirs = [["" if cell is None else cell for cell in row] for row in theirs]
    assert ours == theirs, (told, ours, theirs)
    count += 1
assert count == int(sys.argv[2]), count
assert count // 20 < stricts < count, stricts
"#;

#[test]
fn duckdb_reads_the_same() {
    let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
    let installed = Command::new("python3")
        .args(["-c", "import duckdb"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !installed.is_ok_and(|status| status.success()) {
        assert!(!required, "duckdb is not installed for python3");
        return;
    }
    let folder = std::env::temp_dir().join(format!("rosterkit-duckdb-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut runner = TestRunner::deterministic();
    let mut count = 0;
    for round in 0..48 {
        for delimiter in Delimiter::ALL {
            let mut rows = records().new_tree(&mut runner).unwrap().current();
            "First Name".clone_into(&mut rows[0][0]);
            let width = rows[0].len();
            let quotes = if width == 1 || round % 2 == 0 {
                QuoteStyle::Always
            } else {
                QuoteStyle::Necessary
            };
            let ends = [Terminator::CRLF, Terminator::Any(b'\n')][round / 2 % 2];
            let text = written(&rows, delimiter, quotes, ends);
            let headers: Vec<&str> = rows[0].iter().map(String::as_str).collect();
            let options = ReadOptions {
                headers: &headers,
                ..ReadOptions::default()
            };
            let document = Document::read_with("staff.csv", text.clone().into_bytes(), &options).unwrap();
            if document.dialect().unwrap().delimiter != delimiter {
                // The header says nothing: it is one cell.
                continue;
            }
            assert_eq!(document.sheet().faults(), []);
            let end = if matches!(ends, Terminator::CRLF) {
                "0d0a"
            } else {
                "0a"
            };
            let mut told = format!("{}\n{width}\n{end}\n", u32::from(delimiter.as_char()));
            for row in texts(&document) {
                let cells = row.iter().map(|cell| {
                    let hex = hex(cell);
                    if hex.is_empty() { "-".to_owned() } else { hex }
                });
                told.push_str(&cells.collect::<Vec<_>>().join(" "));
                told.push('\n');
            }
            std::fs::write(folder.join(format!("{count}.csv")), text).unwrap();
            std::fs::write(folder.join(format!("{count}.txt")), told).unwrap();
            count += 1;
        }
    }
    assert!(count > 80, "{count}");
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
