//! `roster lint --watch`: judged again after each change, until Ctrl-C.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::fixture::{ANA, ROSTER_TOML, STAFF, Sandbox, ZOE, table};

/// Far longer than any of it takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program while it watches, and what it has said so far.
struct Watch {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Watch {
    fn start(sandbox: &Sandbox, line: &str) -> Self {
        let mut command = sandbox.command(&line.split_whitespace().collect::<Vec<_>>());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a program that starts");
        let out = lines(child.stdout.take().expect("a pipe"));
        let err = lines(child.stderr.take().expect("a pipe"));
        Self { child, out, err }
    }

    fn next(&self) -> String {
        self.out.recv_timeout(PATIENCE).expect("a line")
    }

    /// Waits until it watches again.
    fn settle(&self) -> String {
        let is_settled = |line: &String| line.starts_with("watching ");
        let mut lines = std::iter::from_fn(|| self.err.recv_timeout(PATIENCE).ok());
        lines.find(is_settled).expect("a word")
    }

    fn stop(mut self) -> Option<i32> {
        let killed = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(killed.is_ok_and(|status| status.success()));
        self.child.wait().expect("an end").code()
    }
}

fn lines(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (told, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if told.send(line).is_err() {
                break;
            }
        }
    });
    heard
}

#[test]
fn a_change_is_judged_until_ctrl_c() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("front-desk--provo.csv", &[ZOE]);
    let watch = Watch::start(&sandbox, "lint front-desk--lehi.csv --watch --format concise");
    assert_eq!(watch.next(), "nothing wrong in 1 row of 1 file");
    assert_eq!(watch.settle(), "watching 3 files; Ctrl-C stops");
    // Another file of the organization, with which the one is compared.
    sandbox.write(
        "front-desk--provo.csv",
        table(STAFF, &[&ZOE.replace("zberg", "AChen")]),
    );
    assert!(watch.next().contains("duplicate-value"));
    assert_eq!(watch.next(), "1 error in 1 row of 1 file");
    // Not a roster any more, which is no reason to stop.
    sandbox.write("roster.toml", "schema = 1");
    sandbox.write("roster.toml", ROSTER_TOML);
    sandbox.write("front-desk--provo.csv", table(STAFF, &[]));
    assert_eq!(watch.next(), "nothing wrong in 1 row of 1 file");
    assert_eq!(watch.stop(), Some(0));
}

#[test]
fn a_roster_with_another_ending_and_the_baseline_are_watched() {
    let wrong = ANA.replace("NO", "perhaps");
    let sandbox = Sandbox::organization().staff("staff.txt", &[&wrong]);
    sandbox.run("lint staff.txt --write-baseline old.json");
    let watch = Watch::start(
        &sandbox,
        "lint staff.txt --baseline old.json --watch --format concise",
    );
    assert_eq!(
        watch.next(),
        "nothing wrong in 1 row of 1 file; 1 in the baseline"
    );
    watch.settle();
    sandbox.write("staff.txt", table(STAFF, &[ANA]));
    assert_eq!(watch.next(), "nothing wrong in 1 row of 1 file");
    watch.settle();
    sandbox.write("staff.txt", table(STAFF, &[&wrong]));
    assert_eq!(
        watch.next(),
        "nothing wrong in 1 row of 1 file; 1 in the baseline"
    );
    watch.settle();
    sandbox.write("old.json", r#"{"version": 1, "diagnostics": []}"#);
    assert!(watch.next().contains("invalid-choice"));
    watch.stop();
}

#[test]
fn its_own_report_is_no_reason_to_judge_again() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    // The name is that of a roster, and every judgement writes the file anew.
    let watch = Watch::start(&sandbox, "lint --watch --format concise --output report.tsv");
    watch.settle();
    let again = watch.err.recv_timeout(Duration::from_secs(3));
    assert!(again.is_err(), "{again:?}");
    sandbox.write(
        "front-desk--lehi.csv",
        table(STAFF, &[&ANA.replace("NO", "perhaps")]),
    );
    watch.settle();
    watch.stop();
}

#[test]
fn nothing_that_writes_is_done_over_and_over() {
    for more in ["--fix", "--diff", "--annotate x.xlsx", "--write-baseline x.json"] {
        let said = Sandbox::organization().run(&format!("lint --watch {more}"));
        assert_eq!(said.code, Some(2), "{more}: {said}");
    }
}

#[test]
fn a_schema_that_lies_elsewhere_is_watched() {
    let schema = include_str!("../../templates/dentrix-ascend/schema.toml");
    let sandbox = Sandbox::empty()
        .file("packs/schema.toml", schema)
        .file(
            "clinic/roster.toml",
            ROSTER_TOML.replace("dentrix-ascend", "../packs/schema.toml"),
        )
        .staff("clinic/front-desk--lehi.csv", &[ANA]);
    let watch = Watch::start(&sandbox, "lint clinic --watch --format concise");
    assert_eq!(watch.next(), "nothing wrong in 1 row of 1 file");
    assert_eq!(watch.settle(), "watching 3 files; Ctrl-C stops");
    sandbox.write("packs/schema.toml", "name = 1");
    watch.settle();
    sandbox.write("packs/schema.toml", schema);
    assert_eq!(watch.next(), "nothing wrong in 1 row of 1 file");
    assert_eq!(watch.stop(), Some(0));
}

#[test]
fn one_document_is_not_written_over_and_over_to_standard_output() {
    for format in ["json", "sarif", "gitlab", "junit", "html"] {
        let said = Sandbox::organization().run(&format!("lint --watch --format {format}"));
        assert_eq!((said.code, said.stdout.as_str()), (Some(2), ""), "{said}");
        assert!(said.stderr.contains("is one document"), "{said}");
    }
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    let watch = Watch::start(&sandbox, "lint --watch --json --output report.json");
    watch.settle();
    watch.stop();
    assert!(sandbox.path("report.json").exists());
}
