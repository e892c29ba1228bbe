//! Workbooks that other programs wrote, where they are installed; with `ROSTER_REQUIRE=all` they must be.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "other programs are started and handed files"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::facts::shaped;
use super::{read, roster, texts};
use crate::{Document, ReadError};

/// A folder of its own for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("rosterkit-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Whether the program ran and did its work. That it is not installed is a failure only where it must be.
fn ran(command: &mut Command, is_there: bool) -> bool {
    let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
    if !is_there {
        assert!(!required, "{} is not installed", command.get_program().display());
        return false;
    }
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{}: {status}", command.get_program().display());
    true
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    let status = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// What LibreOffice makes of a workbook; `None` where it is not installed.
fn converted(folder: &Folder, bytes: &[u8], to: &str, ending: &str) -> Option<Vec<u8>> {
    let from = folder.path("staff.xlsx");
    std::fs::write(&from, bytes).unwrap();
    let out = folder.path("out");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.path("profile").display()
    );
    let mut command = Command::new("soffice");
    command
        .args([profile.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .args([&out, &from]);
    let is_there = answers("soffice", &["--version"]);
    ran(&mut command, is_there).then(|| std::fs::read(out.join(format!("staff.{ending}"))).unwrap())
}

/// Everything that is read from the workbook.
fn facts(document: &Document) -> String {
    let sheet = document.sheet();
    let cells = sheet
        .header()
        .into_iter()
        .chain(sheet.rows())
        .flat_map(|row| row.cells());
    let cells: Vec<_> = cells
        .filter(|cell| !cell.is_empty())
        .map(|cell| {
            (
                cell.reference().to_string(),
                cell.text().into_owned(),
                cell.kind(),
                cell.is_formula(),
            )
        })
        .collect();
    format!("{:?} {cells:#?} {:#?}", sheet.name(), sheet.faults())
}

#[test]
fn what_libreoffice_saves_again_reads_the_same() {
    let folder = Folder::new("libreoffice");
    for bytes in [roster(), shaped()] {
        let Some(saved) = converted(&folder, &bytes, "xlsx:Calc MS Excel 2007 XML", "xlsx") else {
            return;
        };
        assert_ne!(saved, bytes);
        assert_eq!(facts(&read(saved).unwrap()), facts(&read(bytes).unwrap()));
    }
}

#[test]
fn the_formats_that_libreoffice_saves_are_named() {
    let folder = Folder::new("formats");
    for (ending, error) in [("xls", ReadError::OldExcel), ("ods", ReadError::OpenDocument)] {
        let Some(saved) = converted(&folder, &roster(), ending, ending) else {
            return;
        };
        assert_eq!(
            Document::read("staff.xlsx", saved).unwrap_err(),
            error,
            "{ending}"
        );
    }
}

const OPENPYXL: &str = "
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
book.save(sys.argv[2])
";

fn openpyxl(from: &Path, to: &Path) -> bool {
    let mut command = Command::new("python3");
    command.args(["-c", OPENPYXL]).args([from, to]);
    ran(&mut command, answers("python3", &["-c", "import openpyxl"]))
}

#[test]
fn what_openpyxl_saves_again_reads_the_same() {
    let folder = Folder::new("openpyxl");
    let (from, to) = (folder.path("staff.xlsx"), folder.path("again.xlsx"));
    std::fs::write(&from, shaped()).unwrap();
    if !openpyxl(&from, &to) {
        return;
    }
    let saved = read(std::fs::read(&to).unwrap()).unwrap();
    assert_eq!(facts(&saved), facts(&read(shaped()).unwrap()));
    // It keeps formulas and forgets their values: that is told, and not taken for blank cells.
    std::fs::write(&from, roster()).unwrap();
    assert!(openpyxl(&from, &to));
    let saved = read(std::fs::read(&to).unwrap()).unwrap();
    assert_eq!(saved.sheet().faults().len(), 3);
    assert_eq!(texts(&saved)[1][..4], texts(&read(roster()).unwrap())[1][..4]);
}
