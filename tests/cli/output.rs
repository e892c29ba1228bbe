//! What goes where, and how: pipes that close, colours, and control characters of other people's files.

use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, STAFF, Said, Sandbox, ZOE};

const ESCAPE: &str = "\u{1b}";

/// Something to say in every format.
fn wrong() -> Sandbox {
    Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replace("Chen", ""), ZOE])
}

/// Runs `roster` on a terminal, where the program `script` can make one.
pub(crate) fn on_a_terminal(sandbox: &Sandbox, args: &str, environment: &[(&str, &str)]) -> Option<Said> {
    let line = format!("{} {args}", env!("CARGO_BIN_EXE_roster"));
    let mut command = sandbox.scrubbed(Command::new("script"), &["-qec", &line, "/dev/null"]);
    command
        .env("TERM", "xterm-256color")
        .envs(environment.iter().copied())
        .stdin(Stdio::null());
    match command.output() {
        Ok(output) => Some(sandbox.said(output)),
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a test that tests nothing must say so")]
            {
                eprintln!("passed over: there is no terminal without the program `script`: {error}");
            }
            None
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let row = |number: u32| format!("Ana,Chen {number},achen{number},ana@example.com,(801) 555-0123,NO\n");
    let rows = (1..=1000).map(row).collect::<String>();
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", format!("{STAFF}\n{rows}"));
    for format in ["full", "concise", "json"] {
        let mut command = sandbox.command(&["lint", "--format", format]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let said = sandbox.said(child.wait_with_output().unwrap());
        assert_eq!(said.code, Some(0), "{format}: {said}");
        assert_eq!(said.stderr, "", "{format}");
    }
}

#[test]
fn results_are_on_standard_output_and_words_on_standard_error() {
    let sandbox = wrong().file("songs.csv", "Title,Year\n");
    for format in ["full", "concise", "json"] {
        let said = sandbox.run(&format!("lint --format {format}"));
        assert!(
            said.stdout.contains("missing-value") && !said.stdout.contains("songs.csv"),
            "{said}"
        );
        assert!(
            said.stderr.contains("songs.csv") && !said.stderr.contains("missing-value"),
            "{said}"
        );
    }
}

#[test]
fn concise_is_a_line_for_each_in_the_order_of_the_files() {
    let sandbox = wrong()
        .file(
            "front-desk--provo.xlsx",
            workbook(&[STAFF, &ZOE.replace("Berg", "Berg 2")]),
        )
        .file("dentist--lehi.csv", workbook(&[STAFF]))
        .file(
            "dentist--provo.csv",
            format!("{STAFF},Favourite Colour\nBen,Ames\n"),
        );
    assert_snapshot!(sandbox.run("lint --format concise"), @"
    exit code 1
    --- stdout
    dentist--lehi.csv: error[workbook-named-csv] this is an Excel workbook, although its name ends in .csv
    dentist--provo.csv:1:68: error[unknown-column] Dentrix Ascend has no column `Favourite Colour` (G1 Favourite Colour)
    dentist--provo.csv:2:1: error[ragged-row] row 2 has 2 cells, the header has 7
    front-desk--lehi.csv:2:5: error[missing-value] Last Name is blank in B2
    front-desk--provo.xlsx:Users!B2: error[invalid-name] `Berg 2` is not a person's name: it holds a digit (B2 Last Name)
    front-desk--provo.xlsx:Users!C2: error[duplicate-value] `zberg` is already used in row 3 of `front-desk--lehi.csv` (C2 Username)
    6 errors in 4 rows of 4 files
    ");
}

#[test]
fn what_repeats_is_drawn_three_times_and_counted() {
    let rows: Vec<String> = (1..=9)
        .map(|number| ANA.replace("achen", &format!("achen{number}")))
        .collect();
    let wrong: Vec<String> = rows.iter().map(|row| row.replace("Chen,", "Chen 2,")).collect();
    let rows = [&wrong[..6], &rows[6..7], &wrong[7..]].concat();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let said = Sandbox::organization()
        .staff("front-desk--lehi.csv", &rows)
        .run("lint");
    assert_eq!(said.stdout.matches("error[invalid-name]").count(), 3, "{said}");
    let (_, end) = said.stdout.split_once("  and ").expect("a line for the rest");
    assert_snapshot!(end, @"
    5 more errors of invalid-name in B5 to B7, B9 to B10

    8 errors in 9 rows of 1 file
    ");
}

#[test]
fn a_pipe_gets_no_colours_unless_it_asks() {
    let sandbox = wrong();
    for format in ["full", "concise", "json"] {
        let said = sandbox.run(&format!("lint --format {format}"));
        assert!(!said.all().contains(ESCAPE), "{said}");
        let said = sandbox.run(&format!("lint --format {format} --color never"));
        assert!(!said.all().contains(ESCAPE), "{said}");
    }
    let said = sandbox.run("lint --color always");
    assert!(said.stdout.contains(ESCAPE), "{said}");
    let said = sandbox.run("lint --color always missing.csv");
    assert!(said.stderr.contains(ESCAPE), "{said}");
    let said = sandbox.run("lint --color always --json");
    assert!(!said.stdout.contains(ESCAPE), "{said}");
}

#[test]
fn a_terminal_gets_colours_unless_it_refuses() {
    let sandbox = wrong();
    let Some(said) = on_a_terminal(&sandbox, "lint", &[]) else {
        return;
    };
    assert_eq!(said.code, Some(1), "{said}");
    assert!(said.stdout.contains(ESCAPE), "{said}");
    for (args, environment) in [
        ("lint", &[("NO_COLOR", "1")][..]),
        ("lint --color never", &[]),
        ("lint", &[("TERM", "dumb")]),
    ] {
        let said = on_a_terminal(&sandbox, args, environment).expect("a terminal");
        assert!(!said.stdout.contains(ESCAPE), "{args} {environment:?}: {said}");
    }
    let said = on_a_terminal(&sandbox, "lint --color always", &[("NO_COLOR", "1")]).expect("a terminal");
    assert!(said.stdout.contains(ESCAPE), "{said}");
}

#[test]
fn control_characters_of_a_file_are_not_sent_on() {
    let evil = "Eve\u{1b}]0;owned\u{7}\u{202e}\u{9b}31m";
    let row = format!("{evil},,{evil},{evil},{evil},{evil}");
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[&row])
        .staff("front-desk--lehi\u{1b}[31m.csv", &[&row])
        .file("songs\u{1b}[31m.csv", "Title,Year\n")
        .file("header.csv", format!("{STAFF},{evil}\n"));
    let runs: [&[&str]; 5] = [
        &["lint", "--color", "always"],
        &["lint", "--format", "concise", "--color", "always"],
        &["lint", "--json", "--color", "always"],
        &["import", "--yes", "--color", "always"],
        &[
            "lint",
            "songs\u{1b}[31m.csv",
            "missing\u{1b}[31m.csv",
            "--color",
            "always",
        ],
    ];
    for args in runs {
        let said = sandbox.roster(args);
        for sent in [
            "\u{1b}]0",
            "\u{7}",
            "\u{202e}",
            "\u{9b}",
            "lehi\u{1b}[31m",
            "songs\u{1b}",
            "missing\u{1b}",
        ] {
            assert!(!said.all().contains(sent), "{args:?} sends {sent:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let sandbox = Sandbox::empty();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("a Linux device");
    let output = sandbox
        .command(&["explain"])
        .stdout(full)
        .output()
        .expect("the program runs");
    let said = sandbox.said(output);
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.all().contains("the output cannot be written"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_report_goes_into_a_pipe_and_where_a_link_leads() {
    let sandbox = wrong();
    sandbox.write("real.txt", "nothing wrong in 1 row of 1 file\n");
    std::os::unix::fs::symlink("real.txt", sandbox.path("link.txt")).expect("a link");
    let expected = sandbox.run("lint --format concise").stdout;
    sandbox.run("lint --format concise --output link.txt");
    assert_eq!(sandbox.read("real.txt"), expected.as_bytes());
    assert!(sandbox.path("link.txt").is_symlink());
    let pipe = sandbox.path("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let reader = std::thread::spawn(move || std::fs::read(pipe).expect("what was written"));
    sandbox.run("lint --format concise --output pipe");
    assert_eq!(reader.join().expect("a reader"), expected.as_bytes());
}

#[test]
fn names_of_files_are_links_where_a_terminal_shows_them() {
    let sandbox = wrong().file(
        "front-desk--provo.xlsx",
        workbook(&[STAFF, &ZOE.replace("Berg", "").replace("zberg", "zberg2")]),
    );
    let leads = |name: &str| format!("{ESCAPE}]8;;file://[folder]/{name}{ESCAPE}\\{name}");
    let leads = ["front-desk--lehi.csv", "front-desk--provo.xlsx"].map(leads);
    for format in ["full", "concise", "grouped"] {
        let line = format!("lint --format {format}");
        let Some(said) = on_a_terminal(&sandbox, &line, &[("FORCE_HYPERLINK", "1")]) else {
            return;
        };
        assert!(leads.iter().all(|leads| said.stdout.contains(leads)), "{said}");
        let without = [
            on_a_terminal(&sandbox, &line, &[("FORCE_HYPERLINK", "0")]).expect("a terminal"),
            on_a_terminal(&sandbox, &line, &[("FORCE_HYPERLINK", "1"), ("NO_COLOR", "1")])
                .expect("a terminal"),
            sandbox.run(&format!("{line} --color always")),
        ];
        assert!(
            without.iter().all(|said| !said.stdout.contains("]8;;")),
            "{format}"
        );
    }
}
