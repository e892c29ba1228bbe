//! Exit codes, the same for every format: 0 nothing, 1 something, 2 the job could not be done.

use crate::fixture::{ANA, DENTIST, Sandbox, ZOE};

const FORMATS: [&str; 3] = ["full", "concise", "json"];

/// Asserts the exit code of `roster lint` with these arguments, in every format.
#[track_caller]
fn assert_code(sandbox: &Sandbox, args: &str, code: i32) {
    for format in FORMATS {
        let said = sandbox.run(&format!("lint --format {format} {args}"));
        assert_eq!(said.code, Some(code), "{format} {args}: {said}");
    }
}

fn clean() -> Sandbox {
    Sandbox::organization().staff("front-desk--lehi.csv", &[ANA, ZOE])
}

fn with_warning() -> Sandbox {
    Sandbox::organization().staff(
        "front-desk--lehi.csv",
        &[&ANA.replace("ana.chen@example.com", "")],
    )
}

fn with_note() -> Sandbox {
    let lehi = Sandbox::organization().people("dentist--lehi.csv", &[DENTIST]);
    lehi.people("dentist--provo.csv", &[DENTIST])
}

fn with_error() -> Sandbox {
    Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replace("Chen", "")])
}

#[test]
fn nothing_found_is_0() {
    for level in ["error", "warning", "note"] {
        assert_code(&clean(), &format!("--fail-on {level}"), 0);
    }
}

#[test]
fn only_errors_make_it_1_unless_asked_otherwise() {
    assert_code(&with_error(), "", 1);
    assert_code(&with_warning(), "", 0);
    assert_code(&with_note(), "", 0);
}

#[test]
fn the_level_is_where_it_becomes_1() {
    assert_code(&with_error(), "--fail-on note", 1);
    assert_code(&with_error(), "--fail-on warning", 1);
    assert_code(&with_warning(), "--fail-on warning", 1);
    assert_code(&with_warning(), "--fail-on note", 1);
    assert_code(&with_note(), "--fail-on warning", 0);
    assert_code(&with_note(), "--fail-on note", 1);
}

#[test]
fn what_cannot_be_read_is_2() {
    assert_code(&clean(), "missing.csv", 2);
    assert_code(
        &clean().file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
        "picture.csv",
        2,
    );
    assert_code(&Sandbox::empty(), "", 2);
}

#[test]
fn usage_is_2() {
    assert_code(&clean(), "--nonsense", 2);
    assert_code(&clean(), "--fail-on nonsense", 2);
    assert_eq!(clean().run("lint --format nonsense").code, Some(2));
    assert_eq!(clean().run("lint --json --format full").code, Some(2));
    assert_eq!(clean().run("nonsense").code, Some(2));
    assert_eq!(clean().run("").code, Some(2));
}

#[test]
fn two_wins_over_one_and_what_could_be_judged_is_told() {
    let files = with_error().file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    let args = "front-desk--lehi.csv picture.csv";
    assert_code(&files, args, 2);
    for format in FORMATS {
        let said = files.run(&format!("lint --format {format} {args}"));
        assert!(said.stdout.contains("missing-value"), "{said}");
        assert!(said.stderr.contains("picture.csv"), "{said}");
    }
}

#[test]
fn a_missing_file_does_not_hide_what_is_wrong_in_the_others() {
    let files = with_error();
    for args in [
        "missing.csv front-desk--lehi.csv",
        "front-desk--lehi.csv missing.csv",
    ] {
        assert_code(&files, args, 2);
        let said = files.run(&format!("lint {args}"));
        assert!(said.stdout.contains("missing-value"), "{said}");
    }
}

#[test]
fn version_and_help_are_0_and_on_standard_output() {
    for args in ["--version", "--help", "help", "-h", "-V"] {
        let said = clean().run(args);
        assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{args}");
        assert!(!said.stdout.is_empty());
    }
}
