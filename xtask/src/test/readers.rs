//! Other people's programs, which read our workbooks.

use std::path::Path;
use std::process::Command;

use crate::files;
use crate::program::succeed;
use crate::task_error::TaskError;

/// The headers of each workbook as openpyxl reads them.
pub(super) fn openpyxl(root: &Path, workbooks: &[String]) -> Result<Vec<Vec<String>>, TaskError> {
    let mut command = Command::new("python3");
    command
        .args(["-X", "utf8", "-c", include_str!("openpyxl.py")])
        .args(workbooks)
        .current_dir(root);
    let printed = succeed(&mut command)?;
    Ok(printed
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect())
}

/// The headers of each workbook as LibreOffice writes them into a CSV.
pub(super) fn libreoffice(root: &Path, workbooks: &[String]) -> Result<Vec<Vec<String>>, TaskError> {
    let folder = tempfile::tempdir().map_err(TaskError::file(&std::env::temp_dir()))?;
    let folder = folder.path();
    let mut command = Command::new("soffice");
    // A profile of its own: one that is in use would make it hand the work to the running program and say nothing.
    command.arg(format!(
        "-env:UserInstallation=file://{}/profile",
        folder.display()
    ));
    // 44 and 34 are comma and quotation mark, 76 is UTF-8.
    command.args([
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
    ]);
    command.arg(folder).args(workbooks).current_dir(root);
    succeed(&mut command)?;
    workbooks
        .iter()
        .map(|workbook| header(folder, workbook))
        .collect()
}

/// The first line of what came of a workbook. Only names of columns stand there, and none has a comma or a line end.
fn header(folder: &Path, workbook: &str) -> Result<Vec<String>, TaskError> {
    let name = Path::new(workbook).with_extension("csv");
    let path = folder.join(name.file_name().unwrap_or_default());
    let csv = files::read(&path)?
        .ok_or_else(|| TaskError::Failed(format!("LibreOffice made no CSV of `{workbook}`")))?;
    let text = String::from_utf8_lossy(&csv);
    Ok(text
        .lines()
        .next()
        .unwrap_or_default()
        .split(',')
        .map(str::to_owned)
        .collect())
}
