//! A folder of its own in which the real program runs, and what the program said there.

pub(crate) mod python;
pub(crate) mod workbook;

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The header of a file of people who treat no patients.
pub(crate) const STAFF: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)";

/// The header with every column.
pub(crate) const PEOPLE: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,\
                                 Address,City,State,ZIP Code,NPI,DEA,TIN,State ID";

/// A row under [`STAFF`] without a fault.
pub(crate) const ANA: &str = "Ana,Chen,achen,ana.chen@example.com,(801) 555-0123,NO";

/// Another one.
pub(crate) const ZOE: &str = "Zoë,Berg,zberg,zoe.berg@example.com,(801) 555-0124,NO";

/// A row under [`PEOPLE`] without a fault.
pub(crate) const DENTIST: &str = r#"Ben,Ames,bames,ben.ames@example.com,(801) 555-0125,YES,BAMES,100 Example Street,Lehi,UT,840430000,1245319599,AA1234563,12-3456789,"1234567""#;

/// What every organization of these tests says of itself.
pub(crate) const ROSTER_TOML: &str = r#"schema = "dentrix-ascend"
store = "sqlite:roster.db"

[[role]]
id = "front-desk"
name = "Receptionist"

[[role]]
id = "dentist"
name = "Provider"
provider = true

[[location]]
id = "lehi"
name = "Lehi"

[[location]]
id = "provo"
name = "Provo"

[rules]
phone-fictional = { level = "off", reason = "invented numbers" }
zip-plus-four-filler = { level = "off", reason = "invented addresses" }
missing-hours = { level = "off", reason = "invented offices" }
"#;

/// A temporary folder with files, in which `roster` runs.
pub(crate) struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// Nothing but the folder.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("roster-").tempdir();
        Self {
            folder: folder.expect("a temporary folder"),
        }
    }

    /// A folder with a `roster.toml`.
    pub(crate) fn organization() -> Self {
        Self::empty().file("roster.toml", ROSTER_TOML)
    }

    /// The same with one more file, and the folders that it needs.
    pub(crate) fn file(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        self.write(path, contents);
        self
    }

    /// Writes a file, over one that may be there.
    pub(crate) fn write(&self, path: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, contents).expect("a written file");
    }

    /// A file with the header of [`STAFF`] and these rows.
    pub(crate) fn staff(self, path: &str, rows: &[&str]) -> Self {
        self.file(path, table(STAFF, rows))
    }

    /// A file with the header of [`PEOPLE`] and these rows.
    pub(crate) fn people(self, path: &str, rows: &[&str]) -> Self {
        self.file(path, table(PEOPLE, rows))
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).expect("a file")
    }

    /// Whether there is an account store, or anything that could become one.
    pub(crate) fn has_store(&self) -> bool {
        self.files().iter().any(|name| name.contains(".db"))
    }

    /// The names of the files in the folder, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            let name = entry.expect("an entry").file_name();
            name.into_string().expect("a name in UTF-8")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    /// The program with these arguments, ready to run in the folder, with nothing of the environment of the tests.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.scrubbed(Command::new(env!("CARGO_BIN_EXE_roster")), args)
    }

    /// Another program, in the same folder and environment.
    pub(crate) fn scrubbed(&self, mut command: Command, args: &[&str]) -> Command {
        command.args(args).current_dir(self.folder.path()).env_clear();
        command.env("HOME", self.folder.path()).env("LC_ALL", "C.UTF-8");
        command
    }

    /// Runs the program with the words of this line as its arguments.
    pub(crate) fn run(&self, line: &str) -> Said {
        self.roster(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// The same in a folder below.
    pub(crate) fn run_in(&self, folder: &str, line: &str) -> Said {
        let mut command = self.command(&line.split_whitespace().collect::<Vec<_>>());
        command.current_dir(self.path(folder));
        self.said(command.output().expect("a program that starts"))
    }

    /// Runs the program with arguments that hold blanks.
    pub(crate) fn roster(&self, args: &[&str]) -> Said {
        self.said(self.command(args).output().expect("a program that starts"))
    }

    /// What a program said, with the folder and the hour redacted.
    pub(crate) fn said(&self, output: Output) -> Said {
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("output in UTF-8");
            let folder = self.folder.path().display().to_string();
            without_hours(&text.replace(&folder, "[folder]"))
        };
        Said {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// What the program said, and how it ended.
pub(crate) struct Said {
    /// `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    /// Standard output as JSON of version 1.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let json: Value = serde_json::from_str(&self.stdout).expect(&self.stdout);
        assert_eq!(json["version"], 1, "{json:#}");
        json
    }

    /// Both streams.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => writeln!(f, "exit code {code}")?,
            None => writeln!(f, "ended by a signal")?,
        }
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                writeln!(f, "--- {name}\n{}", text.trim_end())?;
            }
        }
        Ok(())
    }
}

/// A CSV file of a header and rows.
pub(crate) fn table(header: &str, rows: &[&str]) -> String {
    let lines = std::iter::once(&header).chain(rows);
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// `2027-01-31T08:15:00Z` -> `[hour]`.
fn without_hours(text: &str) -> String {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00Z";
    let fits = |at: &[u8]| {
        at.iter().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            _ => byte == shape,
        })
    };
    let found = text.as_bytes().windows(SHAPE.len()).filter(|at| fits(at));
    let hours: Vec<&str> = found.filter_map(|at| str::from_utf8(at).ok()).collect();
    hours
        .iter()
        .fold(text.to_owned(), |text, hour| text.replace(hour, "[hour]"))
}
