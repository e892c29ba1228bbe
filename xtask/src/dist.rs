//! What people without a Rust toolchain get: an archive with the program, its completions and its manual.
//!
//! It is named `rosterkit-<target>-v<version>`, and Cargo.toml tells cargo-binstall so. The release workflow lays the checksums
//! beside all that it publishes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::files;
use crate::program::succeed;
use crate::task_error::TaskError;

/// What lies beside the program.
const TEXTS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// The shells, and what the file of each is called.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "roster.bash"),
    ("elvish", "roster.elv"),
    ("fish", "roster.fish"),
    ("powershell", "_roster.ps1"),
    ("zsh", "_roster"),
];

/// `dist`.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    let root = files::root();
    let (target, binary) = match arguments {
        [target] => {
            let ending = if is_windows(target) { ".exe" } else { "" };
            let binary = root.join(format!("target/{target}/release/roster{ending}"));
            (target, binary)
        }
        [target, binary] => (target, PathBuf::from(binary)),
        _ => {
            return Err(TaskError::Usage(
                "`dist` wants a target, such as x86_64-unknown-linux-gnu, and perhaps the program".to_owned(),
            ));
        }
    };
    let archive = pack(&root, target, &binary, &root.join("target/dist"))?;
    println!("{}", archive.display());
    Ok(())
}

/// Packs a program that was built for a target and runs here. Says where the archive is.
pub(crate) fn pack(root: &Path, target: &str, binary: &Path, dist: &Path) -> Result<PathBuf, TaskError> {
    let name = format!("rosterkit-{target}-v{}", env!("CARGO_PKG_VERSION"));
    let folder = dist.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(TaskError::file(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(TaskError::file(&folder))?;
    let program = if is_windows(target) {
        "roster.exe"
    } else {
        "roster"
    };
    copy(binary, &folder.join(program))?;
    for text in TEXTS {
        copy(&root.join(text), &folder.join(text))?;
    }
    for (shell, file) in SHELLS {
        let script = succeed(Command::new(binary).args(["completions", shell]))?;
        files::write(&folder.join("completions").join(file), script.as_bytes())?;
    }
    succeed(
        Command::new(binary)
            .args(["man", "--output"])
            .arg(folder.join("man")),
    )?;
    let archive = if is_windows(target) {
        zip(dist, &name)?
    } else {
        let archive = dist.join(format!("{name}.tgz"));
        let mut tar = Command::new("tar");
        tar.arg("--create").arg("--gzip").arg("--file").arg(&archive);
        succeed(tar.arg("--directory").arg(dist).arg(&name))?;
        archive
    };
    Ok(archive)
}

fn is_windows(target: &str) -> bool {
    target.contains("windows")
}

fn copy(from: &Path, to: &Path) -> Result<(), TaskError> {
    fs::copy(from, to).map_err(TaskError::file(from))?;
    Ok(())
}

/// The folder as a ZIP archive: `tar` writes none on every system.
fn zip(dist: &Path, name: &str) -> Result<PathBuf, TaskError> {
    let path = dist.join(format!("{name}.zip"));
    let file = fs::File::create(&path).map_err(TaskError::file(&path))?;
    let mut zip = ZipWriter::new(file);
    let failed = |error: zip::result::ZipError| TaskError::Failed(format!("`{}`: {error}", path.display()));
    for below in files::below(dist, name)? {
        let options = SimpleFileOptions::default().unix_permissions(0o755);
        zip.start_file(&*below, options).map_err(failed)?;
        let bytes = fs::read(dist.join(&below)).map_err(TaskError::file(&path))?;
        zip.write_all(&bytes).map_err(TaskError::file(&path))?;
    }
    zip.finish().map_err(failed)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use toml::Table;

    use crate::files;

    /// The words of Cargo.toml with what they stand for, as cargo-binstall reads them.
    fn expanded(words: &str, target: &str, [archive_suffix, binary_ext]: [&str; 2]) -> String {
        let variables = [
            ("repo", "https://example.com/rosterkit"),
            ("name", "rosterkit"),
            ("version", env!("CARGO_PKG_VERSION")),
            ("target", target),
            ("bin", "roster"),
            ("archive-suffix", archive_suffix),
            ("binary-ext", binary_ext),
        ];
        variables.iter().fold(words.to_owned(), |words, (name, text)| {
            words.replace(&format!("{{ {name} }}"), text)
        })
    }

    #[test]
    fn cargo_binstall_finds_what_is_packed() {
        let manifest = files::read(&files::root().join("Cargo.toml")).unwrap().unwrap();
        let manifest: Table = String::from_utf8(manifest).unwrap().parse().unwrap();
        let binstall = &manifest["package"]["metadata"]["binstall"];
        let text = |key: &str| binstall[key].as_str().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let root = files::root();
        for (target, format, endings) in [
            ("x86_64-unknown-linux-gnu", text("pkg-fmt"), [".tgz", ""]),
            (
                "x86_64-pc-windows-msvc",
                binstall["overrides"]["x86_64-pc-windows-msvc"]["pkg-fmt"]
                    .as_str()
                    .unwrap(),
                [".zip", ".exe"],
            ),
        ] {
            assert_eq!(format!(".{format}"), endings[0]);
            // Any program that ends well does for the names.
            let mut programs = ["/bin/true", "/usr/bin/true"].iter().map(Path::new);
            let program = programs.find(|program| program.is_file()).unwrap();
            let archive = super::pack(&root, target, program, folder.path()).unwrap();
            let url = expanded(text("pkg-url"), target, endings);
            assert_eq!(url.rsplit('/').next(), archive.file_name().unwrap().to_str());
            let program = expanded(text("bin-dir"), target, endings);
            assert!(folder.path().join(&program).is_file(), "{program}");
        }
    }
}
