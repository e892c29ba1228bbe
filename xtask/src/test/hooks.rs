//! The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit and prek in a throw-away repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::program::{output, said, succeed};
use crate::task_error::TaskError;

/// The two programs that run hooks, as Python modules.
const RUNNERS: [&str; 2] = ["pre_commit", "prek"];

/// How the names of the hooks end: those that are built from the sources, and those that take the program on the path.
const KINDS: [&str; 2] = ["", "-system"];

const ROSTER_TOML: &str = r#"schema = "dentrix-ascend"

[[role]]
id = "front-desk"
name = "Receptionist"

[[location]]
id = "lehi"
name = "Lehi"

[[location]]
id = "provo"
name = "Provo"

[rules]
phone-fictional = { level = "off", reason = "invented numbers" }
"#;

const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,ZIP Code,\
                      NPI,DEA,TIN,State ID\r\n";
const LEHI: &str = "front-desk--lehi.csv";
const PROVO: &str = "front-desk--provo.csv";
/// A roster that git is told to leave alone.
const UNKNOWN: &str = "visitors.csv";

/// Every runner with every kind of hook.
pub(super) fn run(root: &Path) -> Result<(), TaskError> {
    let folder = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    let bench = Bench {
        root,
        folder: folder.path(),
    };
    bench.succeed(root, "cargo", &["build", "--locked", "--bin", "roster"])?;
    let hooks = bench.hooks()?;
    for runner in RUNNERS {
        for kind in KINDS {
            println!("{runner} with roster-lint{kind}, roster-fix{kind}, roster-templates{kind}");
            bench.story(runner, kind, &hooks)?;
        }
    }
    Ok(())
}

/// Where it all happens.
struct Bench<'a> {
    root: &'a Path,
    folder: &'a Path,
}

/// The hooks, as a repository of their own, and its one commit.
struct Hooks {
    repository: PathBuf,
    commit: String,
}

impl Bench<'_> {
    /// The sources as they are now, committed or not: hooks are taken from a commit only.
    fn hooks(&self) -> Result<Hooks, TaskError> {
        let repository = self.folder.join("hooks");
        let listed = self.succeed(
            self.root,
            "git",
            &["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        )?;
        for name in listed.split('\0').filter(|name| !name.is_empty()) {
            // A file that was deleted and not yet committed is listed too.
            if self.root.join(name).is_file() {
                let to = repository.join(name);
                let folder = to.parent().unwrap_or(&repository);
                fs::create_dir_all(folder).map_err(TaskError::file(folder))?;
                fs::copy(self.root.join(name), &to).map_err(TaskError::file(&to))?;
            }
        }
        self.succeed(&repository, "git", &["init", "--quiet"])?;
        self.succeed(&repository, "git", &["add", "--all"])?;
        self.succeed(&repository, "git", &["commit", "--quiet", "--message", "Hooks"])?;
        let commit = self.succeed(&repository, "git", &["rev-parse", "HEAD"])?;
        Ok(Hooks {
            repository,
            commit: commit.trim().to_owned(),
        })
    }

    /// What somebody meets who commits rosters.
    fn story(&self, runner: &str, kind: &str, hooks: &Hooks) -> Result<(), TaskError> {
        let rosters = Rosters {
            bench: self,
            folder: self.folder.join(format!("{runner}{kind}")),
        };
        let config = format!(
            "repos:\n- repo: {}\n  rev: {}\n  hooks:\n  - id: roster-fix{kind}\n  - id: roster-lint{kind}\n",
            hooks.repository.display(),
            hooks.commit
        );
        rosters.write("roster.toml", ROSTER_TOML)?;
        rosters.write(".pre-commit-config.yaml", &config)?;
        rosters.write(".gitattributes", "*.csv -text\n")?;
        rosters.write(".gitignore", &format!("{UNKNOWN}\n"))?;
        self.succeed(&rosters.folder, "git", &["init", "--quiet"])?;
        self.succeed(&rosters.folder, "python3", &["-m", runner, "install"])?;
        rosters.passes("an organization without a roster yet")?;

        let config = format!("{config}  - id: roster-templates{kind}\n    args: [--format, csv]\n");
        rosters.write(".pre-commit-config.yaml", &config)?;
        rosters.write(
            LEHI,
            &format!("{HEADER}Ana,Chen,achen,ana@example.com,8015550123,NO,,,,,,,,,\r\n"),
        )?;
        rosters.write(PROVO, HEADER)?;
        rosters.passes("rosters without a fault")?;

        let ben = |last: &str, username: &str| {
            format!("{HEADER}Ben,{last},{username},ben@example.com,8015550124,NO,,,,,,,,,\r\n")
        };
        rosters.write(PROVO, &ben("", "bode"))?;
        rosters.is_blocked("a bad roster", "missing-value")?;
        rosters.write(PROVO, &ben("Ode", "bode"))?;
        rosters.passes("the roster once it is right")?;
        rosters.write(PROVO, &ben("Ode", "AChen"))?;
        rosters.is_blocked(
            "a username that a file has which is not staged",
            "duplicate-value",
        )?;
        rosters.write(PROVO, &ben("Ode", "bode").replace(",NO,", ",no,"))?;
        rosters.is_blocked("a roster that is repaired", "roster lint --fix")?;
        let repaired = fs::read_to_string(rosters.folder.join(PROVO)).unwrap_or_default();
        if !repaired.contains(",NO,") {
            return Err(TaskError::Failed("roster-fix repaired nothing".to_owned()));
        }
        // What was repaired is what was committed before.
        rosters.write(PROVO, &repaired.replace("8015550124", "8015550125"))?;
        rosters.passes("the repaired roster")?;
        rosters.write(
            UNKNOWN,
            &ben("Ode", "bode2")
                .replace(",NO,", ",no,")
                .replace("0124", "0126"),
        )?;
        rosters.write(PROVO, &repaired.replace("8015550124", "8015550127"))?;
        rosters.is_blocked(
            "a roster that git does not know and that is repaired",
            "roster lint --fix",
        )?;
        rosters.passes("a roster beside which one was repaired")?;
        rosters.remove(UNKNOWN)?;
        rosters.remove(PROVO)?;
        rosters.is_blocked("a template that is deleted", "missing front-desk--provo.csv")?;
        rosters.write("roster.toml", &ROSTER_TOML.replace("\"provo\"", "\"orem\""))?;
        rosters.is_blocked("a location without a template", "missing front-desk--orem.csv")
    }

    fn succeed(&self, folder: &Path, program: &str, words: &[&str]) -> Result<String, TaskError> {
        succeed(&mut self.command(folder, program, words))
    }

    /// A program that sees nothing of the user's git.
    fn command(&self, folder: &Path, program: &str, words: &[&str]) -> Command {
        let debug = self.root.join("target/debug");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(debug).chain(std::env::split_paths(&path)));
        let mut command = Command::new(program);
        command
            .args(words)
            .current_dir(folder)
            .env("PATH", path.unwrap_or_default())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("PRE_COMMIT_HOME", self.folder.join("cache-of-pre-commit"))
            .env("PREK_HOME", self.folder.join("cache-of-prek"))
            // The runners build the program as `cargo install` does, only without the time that optimising takes, and with the
            // dependencies of the last time.
            .env("CARGO_TARGET_DIR", self.root.join("target/hooks"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
            .stdin(Stdio::null());
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Ana Chen");
            command.env(format!("GIT_{who}_EMAIL"), "ana@example.com");
        }
        for ours in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            command.env_remove(ours);
        }
        if folder == self.root {
            command.env_remove("CARGO_TARGET_DIR");
        }
        command
    }
}

/// A repository of rosters.
struct Rosters<'a> {
    bench: &'a Bench<'a>,
    folder: PathBuf,
}

impl Rosters<'_> {
    fn write(&self, name: &str, text: &str) -> Result<(), TaskError> {
        fs::create_dir_all(&self.folder).map_err(TaskError::file(&self.folder))?;
        let path = self.folder.join(name);
        fs::write(&path, text).map_err(TaskError::file(&path))
    }

    fn remove(&self, name: &str) -> Result<(), TaskError> {
        let path = self.folder.join(name);
        fs::remove_file(&path).map_err(TaskError::file(&path))
    }

    /// Whether the commit is made, and what is said about it.
    fn commit(&self, message: &str) -> Result<(bool, String), TaskError> {
        self.bench.succeed(&self.folder, "git", &["add", "--all"])?;
        let words = ["commit", "--message", message];
        let output = output(&mut self.bench.command(&self.folder, "git", &words))?;
        Ok((output.status.success(), said(output)))
    }

    fn passes(&self, what: &str) -> Result<(), TaskError> {
        match self.commit(what)? {
            (true, _) => Ok(()),
            (false, said) => Err(TaskError::Failed(format!(
                "{what}: the commit was refused:\n{said}"
            ))),
        }
    }

    fn is_blocked(&self, what: &str, because: &str) -> Result<(), TaskError> {
        match self.commit(what)? {
            (false, said) if said.contains(because) => Ok(()),
            (_, said) => Err(TaskError::Failed(format!(
                "{what}: the commit was not refused because of `{because}`:\n{said}"
            ))),
        }
    }
}
