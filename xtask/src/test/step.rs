//! The steps of the whole test run, and how each is done.

use std::path::Path;
use std::process::Command;

use super::component::{self, Component};
use super::{hooks, instructions, packages, readers, sarif, workflows};
use crate::task_error::TaskError;
use crate::{codegen, fuzz, vscode};

/// One thing to pass.
pub(super) struct Step {
    pub(super) name: &'static str,
    /// What must be installed for it, besides the toolchain.
    pub(super) needs: Option<&'static Component>,
    pub(super) deed: Deed,
}

pub(super) enum Deed {
    /// A program that must succeed.
    Program {
        words: &'static [&'static str],
        /// One variable on top of the environment.
        env: Option<(&'static str, &'static str)>,
    },
    /// A task of this package.
    Task {
        about: &'static str,
        run: fn(&Path) -> Result<(), TaskError>,
    },
    /// Another program reads the generated workbooks, and must find the same headers.
    Reader {
        about: &'static str,
        headers: ReadHeaders,
    },
}

/// Gives the headers of each of the workbooks, whose paths are relative to the workspace.
pub(super) type ReadHeaders = fn(&Path, &[String]) -> Result<Vec<Vec<String>>, TaskError>;

/// In the order in which they are taken: what fails most often and soonest comes first.
pub(super) static STEPS: &[Step] = &[
    Step::program("format", &["cargo", "fmt", "--all", "--check"]),
    Step::program(
        "clippy",
        &[
            "cargo",
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ),
    Step::program("tests", &["cargo", "test", "--workspace", "--locked"]),
    Step::program("codegen", &["cargo", "xtask", "codegen", "--check"]),
    Step {
        name: "docs",
        needs: None,
        deed: Deed::Program {
            words: &["cargo", "doc", "--workspace", "--no-deps", "--locked"],
            env: Some(("RUSTDOCFLAGS", "-D warnings")),
        },
    },
    Step {
        name: "licences",
        needs: Some(&component::CARGO_DENY),
        deed: Deed::Program {
            words: &[
                "cargo",
                "deny",
                "--workspace",
                "check",
                "--hide-inclusion-graph",
                "licenses",
                "bans",
                "sources",
            ],
            env: None,
        },
    },
    Step {
        name: "fuzz",
        needs: Some(&component::CXX),
        deed: Deed::Task {
            about: "the fuzzer has five seconds for each of its targets; `cargo xtask soak` gives it more",
            run: fuzz::short,
        },
    },
    Step {
        name: "instructions",
        needs: Some(&component::VALGRIND),
        deed: Deed::Task {
            about: "valgrind counts what the program does for a small file",
            run: instructions::run,
        },
    },
    Step {
        name: "book",
        needs: Some(&component::MDBOOK),
        deed: Deed::Program {
            words: &["mdbook", "build", "docs"],
            env: None,
        },
    },
    Step {
        name: "hooks",
        needs: Some(&component::HOOK_RUNNERS),
        deed: Deed::Task {
            about: "pre-commit and prek run the hooks in a throw-away repository",
            run: hooks::run,
        },
    },
    Step {
        name: "sarif",
        needs: Some(&component::SARIF_MULTITOOL),
        deed: Deed::Task {
            about: "Microsoft's validator reads our SARIF with the rules of GitHub",
            run: sarif::run,
        },
    },
    Step {
        name: "workflows",
        needs: Some(&component::WORKFLOW_READERS),
        deed: Deed::Task {
            about: "the release workflow and the recipes for CI against their schemas, and zizmor",
            run: workflows::run,
        },
    },
    Step {
        name: "archives",
        needs: Some(&component::PYTHON),
        deed: Deed::Task {
            about: "the archives of a release are packed, unpacked and run",
            run: packages::archives,
        },
    },
    Step {
        name: "wheel",
        needs: Some(&component::MATURIN),
        deed: Deed::Task {
            about: "maturin builds the wheel, pip installs it, and the program runs",
            run: packages::wheel,
        },
    },
    Step {
        name: "vsix",
        needs: Some(&component::NPM),
        deed: Deed::Task {
            about: "vsce packs the extension for Visual Studio Code",
            run: vscode::packs,
        },
    },
    Step::program(
        "zed",
        &[
            "cargo",
            "check",
            "--quiet",
            "--locked",
            "--manifest-path",
            "editors/zed/Cargo.toml",
            "--target-dir",
            "target/zed",
        ],
    ),
    Step {
        name: "oracles",
        needs: Some(&component::IDENTIFIER_PACKAGES),
        deed: Deed::Program {
            words: &[
                "cargo",
                "test",
                "--package",
                "rosterkit-schema",
                "--test",
                "oracles",
                "--locked",
            ],
            env: None,
        },
    },
    // All three start the program that the tests have built.
    Step {
        name: "pytest-lsp",
        needs: Some(&component::PYTEST_LSP),
        deed: Deed::Program {
            words: &[
                "python3",
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                "tests/editors",
            ],
            env: Some(("PYTHONDONTWRITEBYTECODE", "1")),
        },
    },
    Step {
        name: "neovim",
        needs: Some(&component::NEOVIM),
        deed: Deed::Program {
            words: &[
                "nvim",
                "--headless",
                "--clean",
                "-n",
                "-l",
                "tests/editors/neovim.lua",
                "target/debug/roster",
            ],
            env: None,
        },
    },
    Step {
        name: "emacs",
        needs: Some(&component::EMACS),
        deed: Deed::Program {
            words: &[
                "emacs",
                "--batch",
                "--quick",
                "--load",
                "tests/editors/emacs.el",
                "target/debug/roster",
            ],
            env: None,
        },
    },
    Step {
        name: "openpyxl",
        needs: Some(&component::OPENPYXL),
        deed: Deed::Reader {
            about: "openpyxl opens the generated workbooks and finds the same headers",
            headers: readers::openpyxl,
        },
    },
    Step {
        name: "libreoffice",
        needs: Some(&component::LIBREOFFICE),
        deed: Deed::Reader {
            about: "LibreOffice converts the generated workbooks to CSV with the same headers",
            headers: readers::libreoffice,
        },
    },
];

impl Step {
    const fn program(name: &'static str, words: &'static [&'static str]) -> Self {
        Self {
            name,
            needs: None,
            deed: Deed::Program { words, env: None },
        }
    }
}

impl Deed {
    /// What is announced: a command to type, or words.
    pub(super) fn title(&self) -> String {
        match self {
            Self::Program { words, env: None } => words.join(" "),
            Self::Program {
                words,
                env: Some((name, value)),
            } => format!("{name}=\"{value}\" {}", words.join(" ")),
            Self::Task { about, .. } | Self::Reader { about, .. } => (*about).to_owned(),
        }
    }

    pub(super) fn does(&self, root: &Path) -> Result<(), TaskError> {
        match self {
            Self::Program { words, env } => run_program(root, words, *env),
            Self::Task { run, .. } => run(root),
            Self::Reader { headers, .. } => compare_headers(root, *headers),
        }
    }
}

fn run_program(root: &Path, words: &[&str], env: Option<(&str, &str)>) -> Result<(), TaskError> {
    let Some((program, arguments)) = words.split_first() else {
        return Ok(());
    };
    let status = Command::new(program)
        .args(arguments)
        .envs(env)
        .current_dir(root)
        .status()
        .map_err(|error| TaskError::Program {
            program: (*program).to_owned(),
            error,
        })?;
    if !status.success() {
        return Err(TaskError::Failed(format!("`{program}` ended with {status}")));
    }
    Ok(())
}

/// Lets another program read the workbooks, and compares what it found with what the schemas say.
fn compare_headers(root: &Path, headers: ReadHeaders) -> Result<(), TaskError> {
    for pack in codegen::packs(root)? {
        let blanks = pack.blanks();
        let paths: Vec<String> = blanks
            .iter()
            .map(|blank| format!("{}.xlsx", blank.stem))
            .collect();
        let found = headers(root, &paths)?;
        let expected: Vec<Vec<&str>> = blanks.iter().map(|blank| pack.workbook_headers(blank)).collect();
        if found != expected {
            return Err(TaskError::Failed(format!(
                "expected the headers {expected:?}\nand found {found:?}"
            )));
        }
        println!("{}: ok", paths.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    #[test]
    fn other_headers_are_noticed() {
        let wrong: ReadHeaders = |_, paths| Ok(vec![vec!["First Name".to_owned()]; paths.len()]);
        let error = compare_headers(&files::root(), wrong).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("expected the headers [[\"First Name\", "),
            "{error}"
        );
    }
}
