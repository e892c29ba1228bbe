//! `roster lint --watch`: judged again after each change, until Ctrl-C.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::fixture::{ANA, Sandbox, ZOE};

/// Far longer than any of it takes.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn a_change_is_judged_until_ctrl_c() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("front-desk--provo.csv", &[ZOE]);
    let mut command = sandbox.command(&["lint", "front-desk--lehi.csv", "--watch", "--format", "concise"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("a program that starts");
    let (told, heard) = mpsc::channel();
    let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    std::thread::spawn(move || {
        for line in stdout.lines().map_while(Result::ok) {
            if told.send(line).is_err() {
                break;
            }
        }
    });
    let next = || heard.recv_timeout(PATIENCE).expect("a line");
    assert_eq!(next(), "nothing wrong in 1 row of 1 file");
    // Another file of the organization, with which the one is compared.
    sandbox.write(
        "front-desk--provo.csv",
        format!("{}\n{}\n", crate::fixture::STAFF, ZOE.replace("zberg", "AChen")),
    );
    assert!(next().contains("duplicate-value"));
    assert_eq!(next(), "1 error in 1 row of 1 file");
    // Not a roster any more, which is no reason to stop.
    sandbox.write("roster.toml", "schema = 1");
    sandbox.write("roster.toml", crate::fixture::ROSTER_TOML);
    sandbox.write("front-desk--provo.csv", format!("{}\n", crate::fixture::STAFF));
    assert_eq!(next(), "nothing wrong in 1 row of 1 file");
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.is_ok_and(|status| status.success()));
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(0));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("watching 3 files; Ctrl-C stops"), "{words}");
}

#[test]
fn nothing_that_writes_is_done_over_and_over() {
    for more in ["--fix", "--diff", "--annotate x.xlsx", "--write-baseline x.json"] {
        let said = Sandbox::organization().run(&format!("lint --watch {more}"));
        assert_eq!(said.code, Some(2), "{more}: {said}");
    }
}
