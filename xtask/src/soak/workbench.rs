//! Visual Studio Code's own workbench with our extension: a browser edits a roster in it, and compares what it shows with
//! what `roster lint` counts.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::program::succeed;
use crate::task_error::TaskError;
use crate::{files, vscode};

use super::pass;

/// How many edits are made unless it is said.
const ROUNDS: u32 = 500;

/// A small organization.
const ROSTER_TOML: &str = r#"schema = "dentrix-ascend"

[[role]]
id = "front-desk"
name = "Receptionist"

[[location]]
id = "lehi"
name = "Lehi"

[rules]
phone-fictional = { level = "off", reason = "invented numbers" }
"#;

/// Its people, three of whose cells are wrong.
const ROSTER: &str = "\
First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)
Ana,Chen,achen,ana.chen@example.com,801-555-0123,NO
Zoë,Berg,zberg,zoe.berg@example.com,801-555-0124,no
Bo,O'Neil 🦷,boneil,bo.oneil@example.com,801-555-01,NO
Mei-Ling,Chou,mlchou,mlchou@example.com,801-555-0126,NO
";

/// `soak vscode [ROUNDS]`.
pub(super) fn run(arguments: &[String]) -> Result<(), TaskError> {
    let rounds = match arguments {
        [] => ROUNDS,
        [number] => number
            .parse()
            .map_err(|_| TaskError::Usage(format!("`{number}` is no number of edits")))?,
        _ => return Err(TaskError::Usage("`soak vscode` takes one number".to_owned())),
    };
    let root = files::root();
    let bench = root.join("target/vscode");
    let entry = bench.join("node_modules/code-server/out/node/entry.js");
    // What the script writes last.
    if !bench.join("ready").is_file() {
        println!("the workbench is put into {}", bench.display());
        succeed(
            Command::new("sh")
                .arg(root.join("tests/editors/workbench.sh"))
                .arg(&bench),
        )?;
    }
    pass(
        Command::new("cargo")
            .args(["build", "--quiet", "--release", "--locked", "--bin", "roster"])
            .current_dir(&root),
        "the program was not built",
    )?;
    let roster = root.join("target/release/roster");
    let archive = vscode::pack(&root, &bench.join("extension"))?;
    let played = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    let folder = played.path().join("group");
    let home = played.path().join("home");
    write(&folder.join("roster.toml"), ROSTER_TOML)?;
    write(&folder.join("front-desk--lehi.csv"), ROSTER)?;
    write(&home.join("data/User/settings.json"), &settings(&roster))?;
    let code = || {
        let mut command = Command::new("node");
        // It has all that it needs, and asks nobody for more.
        command
            .env("EXTENSIONS_GALLERY", r#"{"serviceUrl":""}"#)
            .arg(&entry)
            .arg("--config")
            .arg(home.join("config.yaml"))
            .arg("--user-data-dir")
            .arg(home.join("data"))
            .arg("--extensions-dir")
            .arg(home.join("extensions"));
        command
    };
    succeed(code().arg("--install-extension").arg(&archive))?;
    let mut serving = code();
    serving
        .args(["--auth", "none", "--bind-addr", "127.0.0.1:0"])
        .args([
            "--disable-telemetry",
            "--disable-update-check",
            "--disable-workspace-trust",
        ])
        .arg(&folder);
    let workbench = Workbench::start(&mut serving)?;
    let picture = bench.join("problems.png");
    let mut driver = Command::new("node");
    // What the driver needs lies beside the workbench.
    driver
        .arg(root.join("tests/editors/vscode.mjs"))
        .args([&workbench.url, &*folder.to_string_lossy()])
        .arg(&picture)
        .arg(rounds.to_string())
        .arg(&roster)
        .current_dir(&bench);
    pass(&mut driver, "the workbench did not show what it should")?;
    println!("{}", picture.display());
    Ok(())
}

/// How the workbench is set: nothing in the way, and a file is saved when somebody says so.
fn settings(roster: &Path) -> String {
    serde_json::json!({
        "rosterkit.path": roster,
        "workbench.startupEditor": "none",
        "editor.minimap.enabled": false,
        "files.autoSave": "off",
    })
    .to_string()
}

fn write(path: &Path, text: &str) -> Result<(), TaskError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(TaskError::file(folder))?;
    fs::write(path, text).map_err(TaskError::file(path))
}

/// A workbench that is served until this goes.
struct Workbench {
    served: Child,
    url: String,
}

impl Workbench {
    fn start(command: &mut Command) -> Result<Self, TaskError> {
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut served = started.map_err(|error| TaskError::Program {
            program: "node".to_owned(),
            error,
        })?;
        let said = served
            .stdout
            .take()
            .map(BufReader::new)
            .into_iter()
            .flat_map(BufRead::lines);
        let mut lines = said.map_while(Result::ok);
        let url = lines.find_map(|line| {
            let (_, url) = line.split_once("HTTP server listening on ")?;
            Some(url.trim_end_matches('/').to_owned())
        });
        // It goes on talking, and must not wait for somebody who listens.
        thread::spawn(move || lines.for_each(drop));
        let workbench = Self {
            served,
            url: url.unwrap_or_default(),
        };
        if workbench.url.is_empty() {
            return Err(TaskError::Failed("the workbench is not served".to_owned()));
        }
        Ok(workbench)
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        // One that has ended by itself cannot be ended.
        let _ = self.served.kill();
        let _ = self.served.wait();
    }
}
