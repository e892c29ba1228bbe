//! From a keystroke to its diagnostics: what an editor waits for, written to the language server and read from it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::files;
use crate::task_error::TaskError;

/// The organization whose file is edited. Its people are invented, and so are their telephone numbers.
const ROSTER_TOML: &str = r#"schema = "dentrix-ascend"
role = [{ id = "front-desk", name = "Receptionist" }]
location = [{ id = "lehi", name = "Lehi" }]
[rules]
phone-fictional = { level = "off", reason = "invented numbers" }
"#;

const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)\n";

/// One file and how often a key is pressed in it.
struct Typing {
    name: &'static str,
    /// The people of the file.
    people: u32,
    /// Every which of them has a fault elsewhere in the row; 0 is nobody.
    faulty: u32,
    /// How many other files of as many people the organization has.
    beside: u32,
    /// How often a digit is typed behind a telephone number and deleted again.
    pairs: usize,
}

const TYPINGS: [Typing; 5] = [
    Typing {
        name: "15 KB",
        people: 240,
        faulty: 0,
        beside: 0,
        pairs: 1_000,
    },
    Typing {
        name: "15 KB, a fault in every row",
        people: 240,
        faulty: 1,
        beside: 0,
        pairs: 1_000,
    },
    Typing {
        name: "15 KB of 25 such files",
        people: 240,
        faulty: 0,
        beside: 24,
        pairs: 1_000,
    },
    Typing {
        name: "10 MB",
        people: 145_000,
        faulty: 0,
        beside: 0,
        pairs: 100,
    },
    Typing {
        name: "10 MB, a fault in every hundredth row",
        people: 145_000,
        faulty: 100,
        beside: 0,
        pairs: 100,
    },
];

/// Runs the program, and prints the table.
pub(super) fn run() -> Result<(), TaskError> {
    println!("editor: from writing a change to reading its diagnostics, over standard input and output\n");
    println!("| file | bytes | diagnostics | keystrokes | median | 99th percentile | longest |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    TYPINGS.iter().try_for_each(Typing::measure)
}

impl Typing {
    /// One of the files, in which nobody is who stands in another.
    fn roster(&self, number: u32) -> String {
        let people = (number * self.people..(number + 1) * self.people).map(|person| {
            let is_faulty = self.faulty != 0 && person.is_multiple_of(self.faulty);
            row(person, if is_faulty { "no" } else { "NO" })
        });
        std::iter::once(HEADER.to_owned()).chain(people).collect()
    }

    fn measure(&self) -> Result<(), TaskError> {
        let text = self.roster(0);
        let folder = tempfile::tempdir().map_err(TaskError::file(Path::new("a temporary folder")))?;
        let roster_toml = folder.path().join("roster.toml");
        fs::write(&roster_toml, ROSTER_TOML).map_err(TaskError::file(&roster_toml))?;
        for number in 1..=self.beside {
            let other = folder.path().join(format!("others-{number}.csv"));
            fs::write(&other, self.roster(number)).map_err(TaskError::file(&other))?;
        }
        let mut editor = Editor::start(folder.path())?;
        let uri = format!("file://{}/front-desk--lehi.csv", folder.path().display());
        let item = json!({ "uri": uri, "languageId": "csv", "version": 0, "text": text });
        editor.notify("textDocument/didOpen", &json!({ "textDocument": item }))?;
        let diagnostics = editor.diagnostics(0)?;
        let lines: Vec<&str> = text.lines().collect();
        let mut times = Vec::new();
        for pair in 0..self.pairs {
            // Rows all over the file, in no order; the first is the header.
            let row = 1 + pair * 7_919 % (lines.len() - 1);
            let end = behind_phone(lines[row])
                .ok_or_else(|| TaskError::Failed("a row without a telephone number".to_owned()))?;
            for (step, (to, new)) in [(end, "9"), (end + 1, "")].into_iter().enumerate() {
                let version = pair * 2 + step + 1;
                let range = json!({
                    "start": { "line": row, "character": end },
                    "end": { "line": row, "character": to },
                });
                let document = json!({ "uri": uri, "version": version });
                let params =
                    json!({ "textDocument": document, "contentChanges": [{ "range": range, "text": new }] });
                let start = Instant::now();
                editor.notify("textDocument/didChange", &params)?;
                let found = editor.diagnostics(version)?;
                times.push(start.elapsed());
                if (found > diagnostics) != (step == 0) {
                    return Err(TaskError::Failed(format!(
                        "keystroke {version}: {found} diagnostics"
                    )));
                }
            }
        }
        times.sort_unstable();
        let at = |part: usize| milliseconds(times[(times.len() - 1) * part / 100]);
        println!(
            "| {} | {} | {diagnostics} | {} | {} | {} | {} |",
            self.name,
            text.len(),
            times.len(),
            at(50),
            at(99),
            at(100)
        );
        editor.end()
    }
}

/// A row that has no fault unless its last cell has one. Every seventh is outside ASCII.
fn row(person: u32, provider: &str) -> String {
    let letters: String = [17_576, 676, 26, 1]
        .iter()
        .filter_map(|place| char::from_digit(person / place % 26 + 10, 36))
        .collect();
    let first = if person.is_multiple_of(7) {
        "Zoë"
    } else {
        "Benjamin"
    };
    let phone = person % 100;
    format!("{first},B{letters},user{person},user{person}@dental.example.com,80155501{phone:02},{provider}\n")
}

/// Where the fifth cell of a row ends, in UTF-16.
fn behind_phone(row: &str) -> Option<usize> {
    let (end, _) = row.match_indices(',').nth(4)?;
    Some(row[..end].encode_utf16().count())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn program(name: &'static str) -> impl FnOnce(std::io::Error) -> TaskError {
    move |error| TaskError::Program {
        program: name.to_owned(),
        error,
    }
}

/// An editor that started the server.
struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Editor {
    fn start(folder: &Path) -> Result<Self, TaskError> {
        let mut child = Command::new(files::root().join("target/release/roster"))
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(program("roster"))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(TaskError::Failed("the server has no input and output".to_owned()));
        };
        let mut editor = Self {
            child,
            input,
            output: BufReader::new(output),
        };
        let root = json!([{ "uri": format!("file://{}", folder.display()), "name": "group" }]);
        // It watches files, so that nothing is looked at while it types.
        let capabilities =
            json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
        let params = json!({ "capabilities": capabilities, "workspaceFolders": root });
        editor.write(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }))?;
        editor.read()?;
        editor.notify("initialized", &json!({}))?;
        Ok(editor)
    }

    fn notify(&mut self, method: &str, params: &Value) -> Result<(), TaskError> {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    fn write(&mut self, message: &Value) -> Result<(), TaskError> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())
            .and_then(|()| self.input.flush())
            .map_err(program("roster"))
    }

    fn read(&mut self) -> Result<Value, TaskError> {
        let mut len = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).map_err(program("roster"))?;
            match line.trim_end() {
                "" => break,
                header => {
                    if let Some(value) = header.strip_prefix("Content-Length: ") {
                        len = value.parse().unwrap_or(0);
                    }
                }
            }
        }
        let mut body = vec![0; len];
        self.output.read_exact(&mut body).map_err(program("roster"))?;
        serde_json::from_slice(&body)
            .map_err(|_| TaskError::Failed("the server says what is no JSON".to_owned()))
    }

    /// How many diagnostics there are of the file in this version, once they are told.
    fn diagnostics(&mut self, version: usize) -> Result<usize, TaskError> {
        loop {
            let message = self.read()?;
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics" && params["version"] == version {
                return Ok(params["diagnostics"].as_array().map_or(0, Vec::len));
            }
        }
    }

    fn end(mut self) -> Result<(), TaskError> {
        self.notify("exit", &Value::Null)?;
        self.child.wait().map(|_| ()).map_err(program("roster"))
    }
}
