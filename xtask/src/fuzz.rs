//! The fuzzer: its targets built with the stable toolchain, and each run for a while.
//!
//! libFuzzer wants to know which branches a program takes. The compiler puts that in when it is asked with the flags that
//! `cargo fuzz` gives it, which needs no nightly toolchain as long as no sanitizer is wanted: nothing here is `unsafe`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files;
use crate::task_error::TaskError;

/// The targets, from the quickest to find something to the slowest.
const TARGETS: [&str; 5] = ["fix", "lint", "lex", "xlsx_gate", "schema"];

/// What makes the compiler count branches and note what is compared with what.
const COVERAGE: &str = "--cfg fuzzing -Cdebug-assertions -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// How long each target runs in the whole test run.
const SHORT_SECONDS: u64 = 5;

/// Where the short runs keep what they think up, which is thrown away.
const SHORT_CORPUS: &str = "short";

/// How many minutes each target runs in `soak` unless it is told otherwise.
const SOAK_MINUTES: u64 = 10;

/// The step of `test`: every target, so long that a seed that no longer holds and a slip near one are found.
pub(crate) fn short(root: &Path) -> Result<(), TaskError> {
    build(root)?;
    // The thousands of files that long runs have collected would take minutes to go through.
    let corpus = root.join("target/fuzz").join(SHORT_CORPUS);
    if corpus.exists() {
        fs::remove_dir_all(&corpus).map_err(TaskError::file(&corpus))?;
    }
    TARGETS
        .iter()
        .try_for_each(|target| run_target(root, target, SHORT_SECONDS, SHORT_CORPUS))
}

/// `soak [minutes] [target...]`.
pub(crate) fn soak(arguments: &[String]) -> Result<(), TaskError> {
    let (minutes, names) = match arguments.split_first() {
        Some((first, rest)) if first.bytes().all(|byte| byte.is_ascii_digit()) => {
            (first.parse().unwrap_or(SOAK_MINUTES), rest)
        }
        _ => (SOAK_MINUTES, arguments),
    };
    let chosen: Vec<&str> = TARGETS
        .into_iter()
        .filter(|target| names.is_empty() || names.iter().any(|name| name == target))
        .collect();
    if let Some(stranger) = names.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        return Err(TaskError::Usage(format!(
            "no target is called `{stranger}`; there is {}",
            TARGETS.join(", ")
        )));
    }
    let root = files::root();
    every_place(&root)?;
    build(&root)?;
    chosen
        .iter()
        .try_for_each(|target| run_target(&root, target, minutes * 60, "corpus"))
}

/// Every place for one quotation mark too many in a roster of 1,000 rows, and every bit of some workbooks: what the tests
/// sample they try in full when they are built for release.
fn every_place(root: &Path) -> Result<(), TaskError> {
    let mut command = Command::new("cargo");
    command.args([
        "test",
        "--release",
        "--locked",
        "--package",
        "rosterkit-sheet",
        "--lib",
    ]);
    command
        .args(["--", "--nocapture", "one_quotation_mark", "flipped_bit"])
        .current_dir(root);
    succeed(&mut command)
}

/// Builds the programs beside the others: their flags would have everything built anew.
fn build(root: &Path) -> Result<(), TaskError> {
    let mut command = Command::new("cargo");
    command
        .args(["build", "--quiet", "--locked", "--package", "rosterkit-fuzz"])
        .args(["--bins", "--features", "libfuzzer"])
        // Named, so that the flags are not for build scripts and macros, which could not be linked with them.
        .args(["--target", &host()?, "--target-dir", "target/fuzz"])
        .env("RUSTFLAGS", COVERAGE)
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1")
        .current_dir(root);
    succeed(&mut command)
}

/// Runs one target on its seeds, the rosters of the demo and what earlier runs thought up.
fn run_target(root: &Path, target: &str, seconds: u64, corpus: &str) -> Result<(), TaskError> {
    let home = root.join("target/fuzz");
    let (corpus, crashes) = (home.join(corpus).join(target), home.join("crashes"));
    for folder in [&corpus, &crashes] {
        fs::create_dir_all(folder).map_err(TaskError::file(folder))?;
    }
    println!("{target}: {seconds} s");
    let mut seeds: Vec<PathBuf> = vec![root.join("fuzz/seeds").join(target)];
    let packs: &[&str] = match target {
        "schema" => &["dentrix-ascend", "google-workspace", "entra-bulk-create"],
        _ => &["demo", "demo-as-sent"],
    };
    seeds.extend(packs.iter().map(|pack| root.join("templates").join(pack)));
    let mut command = Command::new(home.join(host()?).join("debug").join(target));
    command
        .arg(&corpus)
        .args(seeds.into_iter().filter(|folder| folder.is_dir()))
        .arg(format!("-dict=fuzz/dictionaries/{target}.dict"))
        .arg(format!("-artifact_prefix={}/{target}-", crashes.display()))
        .arg(format!("-max_total_time={seconds}"))
        .args([
            "-timeout=10",
            "-rss_limit_mb=1024",
            "-max_len=8192",
            "-verbosity=0",
        ])
        // The same numbers are drawn each time: what fails fails again, and a long run begins where the last one ended.
        .arg("-seed=1")
        .current_dir(root);
    succeed(&mut command).map_err(|error| {
        TaskError::Failed(format!(
            "{error}\nwhat did it is in target/fuzz/crashes: mend the code, and keep the file as \
             fuzz/regressions/{target}/<what-it-is>, where `cargo test` replays it"
        ))
    })
}

/// The platform that this toolchain builds for.
fn host() -> Result<String, TaskError> {
    let program = |error| TaskError::Program {
        program: "rustc".to_owned(),
        error,
    };
    let output = Command::new("rustc").arg("-vV").output().map_err(program)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| TaskError::Failed("`rustc -vV` names no host".to_owned()))
}

fn succeed(command: &mut Command) -> Result<(), TaskError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| TaskError::Program {
        program: program.clone(),
        error,
    })?;
    if !status.success() {
        return Err(TaskError::Failed(format!("`{program}` ended with {status}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_program_its_seeds_and_its_dictionary() {
        let fuzz = files::root().join("fuzz");
        for target in TARGETS {
            for path in [
                format!("fuzz_targets/{target}.rs"),
                format!("seeds/{target}"),
                format!("dictionaries/{target}.dict"),
            ] {
                assert!(fuzz.join(&path).exists(), "{path}");
            }
        }
        assert_eq!(
            fs::read_dir(fuzz.join("fuzz_targets")).unwrap().count(),
            TARGETS.len()
        );
    }
}
