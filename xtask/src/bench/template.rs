//! Writing a thousand workbooks in memory, on one core, beside bare writers of the same texts.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::io::{BufRead, BufReader, Cursor, Read, Write as _};
use std::process::{Command, Stdio};

use calamine::{Data, Reader, Xlsx};
use rosterkit_schema::{Answers, Batch, Location, Organization, Role, Schema};
use rosterkit_template::{Form, workbook};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::files;
use crate::task_error::TaskError;

use super::contest::{Contest, Contestant, Need, Outcome, Run};

const WORKBOOKS: usize = 1_000;

const SCHEMA: &str = "templates/dentrix-ascend/schema.toml";

pub(super) const CONTEST: Contest = Contest {
    name: "template",
    about: "writing workbooks to fill in; the others write nothing but the same texts",
    input: || lines_of(&template(&law()?)?),
    amount: (WORKBOOKS, "workbooks"),
    rounds: 5,
    contestants: &[
        Contestant {
            name: "rosterkit",
            needs: None,
            prepare: |_| {
                let schema = law()?;
                Ok(again(move || template(&schema)))
            },
        },
        Contestant {
            name: "rust_xlsxwriter, nothing but the texts",
            needs: None,
            prepare: |lines| {
                let cells = cells_of(&lines)?;
                Ok(again(move || bare(&cells).map_err(failed)))
            },
        },
        Contestant {
            name: "XlsxWriter (PyPI), nothing but the texts",
            needs: Some(&Need {
                name: "XlsxWriter",
                probe: &["python3", "-c", "import xlsxwriter"],
                cure: "pip install XlsxWriter",
            }),
            prepare: python,
        },
    ],
};

/// The same texts with the writer from PyPI. It says when it is ready and begins at a word, so that starting Python is
/// not counted.
const PYTHON: &str = r#"
import io, sys, xlsxwriter
sheets = {}
for line in iter(sys.stdin.readline, "\n"):
    sheet, row, column, text = line.rstrip("\n").split("\t")
    sheets.setdefault(sheet, []).append((int(row), int(column), text))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[1])):
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, text in cells:
            sheet.write_string(row, column, text)
    book.close()
print(number + 1)
"#;

/// The texts of a workbook: sheet, row, column, text.
type Cells = BTreeMap<String, Vec<(u32, u16, String)>>;

fn failed(error: impl Display) -> TaskError {
    TaskError::Failed(format!("the benchmark of templates: {error}"))
}

fn program(error: std::io::Error) -> TaskError {
    TaskError::Program {
        program: "python3".to_owned(),
        error,
    }
}

/// Writes so many workbooks one after the other.
fn again(write: impl Fn() -> Result<Vec<u8>, TaskError> + 'static) -> Run {
    Box::new(move || {
        let mut last = Vec::new();
        for _ in 0..WORKBOOKS {
            last = write()?;
        }
        Ok(Outcome {
            amount: Some(WORKBOOKS),
            made: Box::new(last),
        })
    })
}

fn law() -> Result<Schema, TaskError> {
    let path = files::root().join(SCHEMA);
    let text = std::fs::read_to_string(&path).map_err(TaskError::file(&path))?;
    Schema::parse(SCHEMA, &text, &Answers::new()).map_err(|_| failed("the schema has faults"))
}

fn template(schema: &Schema) -> Result<Vec<u8>, TaskError> {
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
        schema,
        organization: &organization,
        batch: &batch,
    };
    workbook(&form, &[]).map_err(failed)
}

/// The texts of a workbook, a line for each: sheet, row, column and text, with tabs between them.
fn lines_of(bytes: &[u8]) -> Result<Vec<u8>, TaskError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let mut lines = String::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(failed)?;
        for (row, column, data) in range.used_cells().filter(|(_, _, data)| **data != Data::Empty) {
            let _ = writeln!(lines, "{name}\t{row}\t{column}\t{data}");
        }
    }
    Ok(lines.into_bytes())
}

fn cells_of(lines: &[u8]) -> Result<Cells, TaskError> {
    let mut cells = Cells::new();
    for line in std::str::from_utf8(lines).map_err(failed)?.lines() {
        let [sheet, row, column, text] = line.splitn(4, '\t').collect::<Vec<_>>()[..] else {
            return Err(failed("a text with a line end"));
        };
        let place = (row.parse().map_err(failed)?, column.parse().map_err(failed)?);
        cells
            .entry(sheet.to_owned())
            .or_default()
            .push((place.0, place.1, text.to_owned()));
    }
    Ok(cells)
}

fn bare(cells: &Cells) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for (name, cells) in cells {
        let sheet = workbook.add_worksheet().set_name(name)?;
        for (row, column, text) in cells {
            sheet.write_string(*row, *column, text)?;
        }
    }
    workbook.save_to_buffer()
}

fn python(mut lines: Vec<u8>) -> Result<Run, TaskError> {
    let mut child = Command::new("python3")
        .args(["-X", "utf8", "-c", PYTHON, &WORKBOOKS.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(program)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(failed("python3 cannot be spoken to"));
    };
    let mut output = BufReader::new(output);
    lines.push(b'\n');
    input.write_all(&lines).map_err(program)?;
    output.read_line(&mut String::new()).map_err(program)?;
    Ok(Box::new(move || {
        input.write_all(b"\n").map_err(program)?;
        let mut said = String::new();
        output.read_to_string(&mut said).map_err(program)?;
        child.wait().map_err(program)?;
        Ok(Outcome {
            // What says no number has failed, and has said why.
            amount: Some(said.trim().parse().unwrap_or(0)),
            made: Box::new(()),
        })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bare_writer_is_given_every_text_of_the_template() {
        let lines = lines_of(&template(&law().unwrap()).unwrap()).unwrap();
        let cells = cells_of(&lines).unwrap();
        assert_eq!(cells.keys().collect::<Vec<_>>(), ["Hints", "Lists", "Users"]);
        assert_eq!(cells["Users"].len(), 15);
        let again = lines_of(&bare(&cells).unwrap()).unwrap();
        let sorted = |lines: &[u8]| {
            let mut lines: Vec<String> = String::from_utf8_lossy(lines)
                .lines()
                .map(str::to_owned)
                .collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&again), sorted(&lines));
    }

    #[test]
    fn what_is_not_installed_comes_with_the_command_that_installs_it() {
        let needs = CONTEST
            .contestants
            .iter()
            .filter_map(|contestant| contestant.needs);
        assert_eq!(
            needs.map(|need| need.cure).collect::<Vec<_>>(),
            ["pip install XlsxWriter"]
        );
    }
}
