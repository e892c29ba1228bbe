//! Other people's programs, where they are installed; with `ROSTER_REQUIRE=all` they must be.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "other programs are started and handed files"
)]

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("rosterkit-template-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What the program printed, when it is installed: that it is not is a failure only where it must be.
fn output(command: &mut Command, probe: &[&str]) -> Option<Output> {
    let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
    let asked = Command::new(probe[0])
        .args(&probe[1..])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !asked.is_ok_and(|status| status.success()) {
        assert!(!required, "{} is not installed", probe.join(" "));
        return None;
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(output)
}

/// What LibreOffice makes of a workbook through one of its filters: one file, which it may name after a sheet.
pub(super) fn libre_office(workbook: &[u8], filter: &str) -> Option<Vec<u8>> {
    let folder = Folder::new();
    let from = folder.0.join("users.xlsx");
    std::fs::write(&from, workbook).unwrap();
    let mut command = Command::new("soffice");
    // A profile of its own: one that is in use would make it hand the work to the running program and say nothing.
    command.arg(format!(
        "-env:UserInstallation=file://{}/profile",
        folder.0.display()
    ));
    command.args(["--headless", "--convert-to", filter, "--outdir"]);
    command.args([&folder.0.join("out"), &from]);
    output(&mut command, &["soffice", "--version"])?;
    let mut made = std::fs::read_dir(folder.0.join("out")).expect("LibreOffice made a file");
    Some(std::fs::read(made.next().unwrap().unwrap().path()).unwrap())
}

/// What a Python program with openpyxl prints of a workbook, whose path is its first argument.
pub(super) fn openpyxl(workbook: &[u8], program: &str) -> Option<String> {
    let folder = Folder::new();
    let path = folder.0.join("users.xlsx");
    std::fs::write(&path, workbook).unwrap();
    let mut command = Command::new("python3");
    command.args(["-X", "utf8", "-c", program]).arg(path);
    let output = output(&mut command, &["python3", "-c", "import openpyxl"])?;
    Some(String::from_utf8(output.stdout).unwrap())
}
