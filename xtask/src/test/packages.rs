//! What people without a Rust toolchain get is packed, unpacked elsewhere, and run there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dist;
use crate::program::succeed;
use crate::task_error::TaskError;

/// The archives of two systems: what is in them is the program of this one, which was built already.
pub(super) fn archives(root: &Path) -> Result<(), TaskError> {
    let folder = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    succeed(
        Command::new("cargo")
            .args(["build", "--locked", "--bin", "roster"])
            .current_dir(root),
    )?;
    let built = root.join("target/debug/roster");
    for (target, program, format) in [
        ("x86_64-unknown-linux-gnu", "roster", "gztar"),
        ("x86_64-pc-windows-msvc", "roster.exe", "zip"),
    ] {
        let archive = dist::pack(root, target, &built, folder.path())?;
        let unpacked = folder.path().join("unpacked");
        fs::create_dir_all(&unpacked).map_err(TaskError::file(&unpacked))?;
        let mut unpack = Command::new("python3");
        unpack.args(["-c", "import shutil, sys; shutil.unpack_archive(*sys.argv[1:])"]);
        succeed(unpack.arg(&archive).arg(&unpacked).arg(format))?;
        let within = unpacked.join(archive.file_stem().unwrap_or_default());
        for file in [
            "LICENSE-MIT",
            "README.md",
            "completions/_roster",
            "man/roster-lint.1",
        ] {
            if !within.join(file).is_file() {
                return Err(TaskError::Failed(format!(
                    "`{}` has no `{file}`",
                    archive.display()
                )));
            }
        }
        // Python's ZIP reader forgets which files are programs.
        if format != "zip" {
            is_roster(&within.join(program), root)?;
        }
        println!("{}", archive.file_name().unwrap_or_default().display());
    }
    Ok(())
}

/// The wheel, with the program as the tests build it, installed by pip into a folder of its own.
pub(super) fn wheel(root: &Path) -> Result<(), TaskError> {
    let folder = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    let wheels = folder.path().join("wheels");
    let mut maturin = Command::new("python3");
    maturin
        .args([
            "-m",
            "maturin",
            "build",
            "--locked",
            "--profile",
            "dev",
            "--compatibility",
            "linux",
            "--out",
        ])
        .arg(&wheels)
        .current_dir(root);
    succeed(&mut maturin)?;
    let entries = fs::read_dir(&wheels).map_err(TaskError::file(&wheels))?;
    let wheel: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let installed = folder.path().join("installed");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
        .arg(&installed)
        .args(&wheel);
    succeed(&mut pip)?;
    is_roster(&installed.join("bin/roster"), root)
}

/// Runs the program: it says its version, and judges a roster that is right.
fn is_roster(program: &Path, root: &Path) -> Result<(), TaskError> {
    let said = succeed(Command::new(program).arg("--version"))?;
    let version = format!("roster {}\n", env!("CARGO_PKG_VERSION"));
    if said != version {
        return Err(TaskError::Failed(format!("it says `{said}` and not `{version}`")));
    }
    succeed(
        Command::new(program)
            .args(["lint", "templates/demo"])
            .current_dir(root),
    )?;
    Ok(())
}
