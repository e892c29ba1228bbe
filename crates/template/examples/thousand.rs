//! What a thousand templates cost, beside bare writers of the same cells:
//! `cargo run --release -p rosterkit-template --example thousand templates/dentrix-ascend/schema.toml`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark looks at the clock, starts a program and speaks"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calamine::{Data, Reader, Xlsx};
use rosterkit_schema::{Answers, Batch, Location, Organization, Role, Schema};
use rosterkit_template::{Form, workbook};
use rust_xlsxwriter::Workbook;

const WORKBOOKS: usize = 1_000;
const TURNS: usize = 5;

/// The same texts with the writer from PyPI. It prints its seconds: starting Python is not counted.
const PYTHON: &str = r#"
import io, sys, time, xlsxwriter
sheets = {}
for line in sys.stdin:
    sheet, row, column, text = line.rstrip("\n").split("\t")
    sheets.setdefault(sheet, []).append((int(row), int(column), text))
start = time.perf_counter()
for _ in range(int(sys.argv[1])):
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, text in cells:
            sheet.write_string(row, column, text)
    book.close()
print(time.perf_counter() - start)
"#;

/// The texts of a workbook: sheet, row, column, text.
type Cells = Vec<(String, Vec<(u32, u16, String)>)>;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let schema = Schema::parse("schema.toml", &text, &Answers::new()).unwrap();
    let organization = Organization {
        roles: vec![Role {
            id: "dentist".to_owned(),
            name: "Provider".to_owned(),
            provider: true,
        }],
        locations: vec![Location {
            id: "lehi".to_owned(),
            name: "Lehi".to_owned(),
        }],
    };
    let batch = Batch {
        assignments: BTreeMap::from([("lehi".to_owned(), "dentist".to_owned())]),
        provider: Some(true),
        ..Batch::default()
    };
    let form = Form {
        schema: &schema,
        organization: &organization,
        batch: &batch,
    };
    let cells = cells(&workbook(&form, &[]).unwrap());
    let all = |cells: &Cells| cells.iter().map(|(_, cells)| cells.len()).sum::<usize>();
    println!(
        "{WORKBOOKS} workbooks of {} texts, one core; medians of {TURNS} turns\n",
        all(&cells)
    );
    let (mut ours, mut bare, mut python) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(time(|| workbook(&form, &[]).unwrap()));
        bare.push(time(|| write_bare(&cells)));
        python.extend(time_python(&cells));
    }
    println!("| writer | time | ratio |\n| --- | ---: | ---: |");
    let ours = median(ours);
    tell("rosterkit", ours, ours);
    tell("rust_xlsxwriter, nothing but the texts", median(bare), ours);
    if !python.is_empty() {
        tell("XlsxWriter (PyPI), nothing but the texts", median(python), ours);
    }
}

fn tell(name: &str, time: Duration, ours: Duration) {
    println!(
        "| {name} | {:.2} s | {:.2} |",
        time.as_secs_f64(),
        ours.as_secs_f64() / time.as_secs_f64()
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn time(write: impl Fn() -> Vec<u8>) -> Duration {
    let start = Instant::now();
    for _ in 0..WORKBOOKS {
        assert!(write().starts_with(b"PK"));
    }
    start.elapsed()
}

/// `None` where Python has no XlsxWriter.
fn time_python(cells: &Cells) -> Option<Duration> {
    let mut child = Command::new("python3")
        .args(["-c", PYTHON, &WORKBOOKS.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut lines = String::new();
    for (sheet, cells) in cells {
        for (row, column, text) in cells {
            lines += &[sheet, &row.to_string(), &column.to_string(), text]
                .map(String::as_str)
                .join("\t");
            lines.push('\n');
        }
    }
    let _ = child.stdin.take()?.write_all(lines.as_bytes());
    let output = child.wait_with_output().ok()?;
    let seconds = String::from_utf8(output.stdout).ok()?;
    seconds.trim().parse().ok().map(Duration::from_secs_f64)
}

fn write_bare(cells: &Cells) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, cells) in cells {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, column, text) in cells {
            sheet.write_string(*row, *column, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn cells(bytes: &[u8]) -> Cells {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = workbook.sheet_names();
    let sheet = |name: String| {
        let range = workbook.worksheet_range(&name).unwrap();
        let cells = range.used_cells().filter(|(_, _, data)| **data != Data::Empty);
        let cells = cells.map(|(row, column, data)| {
            (
                u32::try_from(row).unwrap(),
                u16::try_from(column).unwrap(),
                data.to_string(),
            )
        });
        (name, cells.collect())
    };
    names.into_iter().map(sheet).collect()
}
