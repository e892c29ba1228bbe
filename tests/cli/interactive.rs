//! The questions of an import, at a terminal of the test's own.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::fixture::{ANA, DENTIST, Sandbox};
use crate::import::front_desk;
use crate::output::on_a_terminal;

/// Enter, and an arrow down.
const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";

/// Runs the program on a terminal, and answers each question once it stands there. The exit code, and all that stood on the
/// terminal; `None` where there is no program that makes a terminal.
fn answering(sandbox: &Sandbox, args: &str, answers: &[(&str, &str)]) -> Option<(i32, String)> {
    let line = format!("{} {args}", env!("CARGO_BIN_EXE_roster"));
    let mut command = sandbox.scrubbed(Command::new("script"), &["-qec", &line, "/dev/null"]);
    command
        .env("TERM", "xterm")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else {
        let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
        assert!(
            !required,
            "the program `script` is not installed (Debian: util-linux)"
        );
        return None;
    };
    let mut input = child.stdin.take().expect("an input");
    let mut output = child.stdout.take().expect("an output");
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = output.read(&mut bytes) {
            if tell.send(bytes[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut said = String::new();
    let mut seen = 0;
    for (question, answer) in answers {
        let began = Instant::now();
        while !said[seen..].contains(question) {
            assert!(
                began.elapsed() < Duration::from_secs(30),
                "`{question}` is never asked:\n{said}"
            );
            if let Ok(bytes) = told.recv_timeout(Duration::from_millis(100)) {
                said.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        seen = said.len();
        // The question stands there before the program reads.
        std::thread::sleep(Duration::from_millis(150));
        input.write_all(answer.as_bytes()).expect("an answer");
    }
    let code = child.wait().expect("an end").code().expect("a code");
    said.extend(
        told.iter()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    );
    Some((code, said))
}

#[test]
fn everything_is_asked_in_the_order_of_the_wizard() {
    let sandbox = Sandbox::organization().people("new.csv", &[DENTIST]);
    let answers = [
        ("File", DOWN),
        ("new.csv", ENTER),
        ("Locations", " "),
        ("Lehi", ENTER),
        ("Role at Lehi", DOWN),
        ("Provider", ENTER),
        ("Working hours at Lehi", "mon-fri 08:00-17:00\r"),
        ("Inactivity timeout", ENTER),
        ("Import this?", "y\r"),
    ];
    let Some((code, said)) = answering(&sandbox, "import --interactive", &answers) else {
        return;
    };
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1 account created"), "{said}");
    let shown = sandbox.run("accounts show bames --json").json();
    assert_snapshot!(shown["assignments"], @r#"
    [{"hours":{"fri":"08:00-17:00","mon":"08:00-17:00","thu":"08:00-17:00","tue":"08:00-17:00","wed":"08:00-17:00"},"inactivity_timeout":"1h","location":"lehi","role":"dentist"}]
    "#);
    // The same with flags.
    let flags = [
        "import",
        "new.csv",
        "--assign",
        "lehi=dentist",
        "--hours",
        "lehi=mon-fri 08:00-17:00",
    ];
    let flags = [
        &flags[..],
        &[
            "--inactivity-timeout",
            "1h",
            "--store",
            "sqlite:flags.db",
            "--yes",
        ],
    ]
    .concat();
    let said = sandbox.roster(&flags);
    assert_eq!(said.code, Some(0), "{said}");
    let other = sandbox
        .run("accounts show bames --json --store sqlite:flags.db")
        .json();
    assert_eq!(shown, other);
}

#[test]
fn an_answer_that_leads_nowhere_is_asked_for_again() {
    let sandbox = front_desk().staff(
        "new.csv",
        &["Kim,Lund,klund,kim.lund@example.com,(801) 555-0127,NO"],
    );
    let answers = [
        ("every roster in .", ENTER),
        ("the people of `new.csv` get", &[DOWN, DOWN].concat()),
        ("new.csv", ENTER),
        ("Locations", ENTER),
        ("no location is chosen", " "),
        ("Lehi", ENTER),
        ("Role at Lehi", ENTER),
        ("Inactivity timeout", ENTER),
        ("Import this?", "n\r"),
    ];
    let Some((code, said)) = answering(&sandbox, "import --interactive", &answers) else {
        return;
    };
    assert_eq!(code, 0, "{said}");
    let line = "`roster import new.csv --assign lehi=front-desk --inactivity-timeout 1h --yes` does it";
    assert!(said.contains(line), "{said}");
}

#[test]
fn what_is_shown_is_imported_only_after_a_yes() {
    let sandbox = front_desk();
    for (answer, has_store) in [("n\r", false), ("\u{4}", false), ("yes\r", true)] {
        let Some((code, said)) = answering(&sandbox, "import", &[("Import this?", answer)]) else {
            return;
        };
        assert_eq!(code, 0, "{said}");
        assert_eq!(sandbox.has_store(), has_store, "{said}");
    }
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let sandbox = front_desk();
    let said = sandbox.run("import --interactive");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("there is no terminal to ask at"), "{said}");
    assert!(sandbox.run("import").stderr.contains("nothing was written"));
    // A terminal at which nobody sits: the input ends at once.
    if let Some(said) = on_a_terminal(&sandbox, "import", &[]) {
        assert!(said.code.is_some() && !sandbox.has_store(), "{said}");
    }
}

#[test]
fn what_the_flags_say_must_be_something() {
    let sandbox = Sandbox::organization().staff("new.csv", &[ANA]);
    for (flag, value, wanted) in [
        ("--hours", "monday 08:00-17:00", "are no working hours"),
        ("--hours", "lehy=mon 08:00-17:00", "has no location `lehy`"),
        ("--inactivity-timeout", "5m", "offers no inactivity timeout of 5m"),
        ("--inactivity-timeout", "soon", "a timeout is written as"),
    ] {
        let said = sandbox.roster(&["import", "new.csv", "--assign", "lehi=front-desk", flag, value]);
        assert!(said.code == Some(2) && said.stderr.contains(wanted), "{said}");
    }
    let said = sandbox.run("import --inactivity-timeout 10m");
    assert!(
        said.stderr.contains("is about files, and none is named"),
        "{said}"
    );
}
