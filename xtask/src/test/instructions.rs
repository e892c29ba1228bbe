//! What a small file costs, counted in instructions: unlike time, that is the same on every machine, however busy.

use std::path::Path;
use std::process::Command;

use crate::bench;
use crate::program::succeed;
use crate::task_error::TaskError;

/// How many people the file has.
const FEW: u32 = 80;

/// How many instructions the program may take to lint it, from its start to its end, in the build of the tests. It took
/// 18.5 million when this was written, and 3.2 in an optimised build. Who has a good reason for more says it in the commit
/// that raises this.
const MOST: u64 = 21_000_000;

pub(super) fn run(root: &Path) -> Result<(), TaskError> {
    succeed(
        Command::new("cargo")
            .args(["build", "--locked", "--bin", "roster"])
            .current_dir(root),
    )?;
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd=1"])
        .arg(root.join("target/debug/roster"))
        .arg("lint")
        .arg(bench::small_batch(FEW)?);
    let said = succeed(&mut valgrind)?;
    let counted = collected(&said)
        .ok_or_else(|| TaskError::Failed(format!("valgrind said nothing of instructions:\n{said}")))?;
    println!("{counted} instructions for {FEW} rows; {MOST} are allowed");
    if counted > MOST {
        return Err(TaskError::Failed(
            "a small file costs more than it did: `valgrind --tool=callgrind` and `callgrind_annotate --inclusive=yes` \
             tell where"
                .to_owned(),
        ));
    }
    Ok(())
}

/// The number after `Collected : `.
fn collected(said: &str) -> Option<u64> {
    let line = said.lines().find_map(|line| line.split_once("Collected : "))?;
    line.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_found_in_what_valgrind_says() {
        assert_eq!(
            collected("nothing wrong\n==1== Events    : Ir\n==1== Collected : 29689723\n"),
            Some(29_689_723)
        );
        assert_eq!(collected("==1== Collected : ?"), None);
    }
}
