//! What `roster lint` writes over: its own earlier reports and baselines, and nothing else.

use insta::assert_snapshot;

use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, PEOPLE, ROSTER_TOML, STAFF, Sandbox};

const FORMATS: [&str; 10] = [
    "full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html",
];

/// An organization with all that it could lose: a store, a schema of its own, a baseline, corrections, a roster that nobody can read.
fn with_everything() -> Sandbox {
    let schema = include_str!("../../templates/dentrix-ascend/schema.toml");
    let sandbox = Sandbox::organization()
        .file("roster.toml", ROSTER_TOML.replace("dentrix-ascend", "own.toml"))
        .file("own.toml", schema)
        .staff("front-desk--lehi.csv", &[ANA])
        .file("dentist--provo.csv", [0, 1, 2, 255]);
    assert_eq!(sandbox.run("import front-desk--lehi.csv --yes").code, Some(0));
    assert_eq!(
        sandbox
            .run("lint front-desk--lehi.csv --write-baseline old.json")
            .code,
        Some(0)
    );
    sandbox.write(
        "front-desk--lehi.csv",
        format!("{STAFF}\n{}\n", ANA.replace("NO", "no")),
    );
    assert_eq!(
        sandbox
            .run("lint front-desk--lehi.csv --annotate wrong.xlsx")
            .code,
        Some(1)
    );
    sandbox.write("dentist--lehi.xlsx", workbook(&[PEOPLE]));
    sandbox.write("notes.txt", "call Ana\n");
    sandbox
}

#[test]
fn a_report_goes_over_nothing_that_is_no_report() {
    let sandbox = with_everything();
    let names = [
        "roster.toml",
        "own.toml",
        "roster.db",
        "old.json",
        "wrong.xlsx",
        "front-desk--lehi.csv",
        "dentist--provo.csv",
        "dentist--lehi.xlsx",
        "notes.txt",
    ];
    for name in names {
        let before = sandbox.read(name);
        for option in ["--output", "--write-baseline"] {
            if (option, name) == ("--write-baseline", "old.json") {
                continue;
            }
            let said = sandbox.run(&format!("lint {option} {name}"));
            assert_eq!(
                (said.code, said.stdout.as_str()),
                (Some(2), ""),
                "{option} {name}: {said}"
            );
            assert!(said.stderr.contains(&format!("`{name}` is ")), "{said}");
            assert!(sandbox.read(name) == before, "{option} {name}");
        }
    }
    assert_snapshot!(sandbox.run("lint --output notes.txt").stderr, @"
    × `notes.txt` is there already and is no report of `roster lint`
    help: give another name; or delete the file first, if nobody needs it
    ");
    assert_snapshot!(sandbox.run("lint --output roster.db").stderr, @"
    × `roster.db` is the store of the organization's accounts
    help: name another file
    ");
    assert_snapshot!(sandbox.run("lint --write-baseline notes.txt").stderr, @"
    × `notes.txt` is there already and is no baseline
    help: give another name; or delete the file first, if nobody needs it
    ");
}

#[test]
fn what_the_organization_has_a_name_for_is_no_report_before_it_is_there() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    for name in ["roster.db", "roster.db-journal"] {
        let said = sandbox.run(&format!("lint --output {name}"));
        assert_eq!(said.code, Some(2), "{said}");
        assert!(!sandbox.path(name).exists());
    }
}

#[test]
fn a_report_goes_over_an_earlier_one_of_any_format() {
    let wrong = ANA.replace("NO", "no").replace("ana.chen@example.com", "");
    let sandboxes = [
        Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]),
        Sandbox::organization().staff("front-desk--lehi.csv", &[&wrong, "Cid"]),
        Sandbox::organization().file("front-desk--lehi.csv", [0, 1, 2, 255]),
        Sandbox::organization().file("roster.toml", "schema = 1\n"),
    ];
    for sandbox in sandboxes {
        let mut before = "full".to_owned();
        let formats = FORMATS.map(|format| format!("--format {format}"));
        let statistics = ["full", "json", "jsonl"].map(|format| format!("--statistics --format {format}"));
        for how in formats.into_iter().chain(statistics).chain(["--fix".to_owned()]) {
            let said = sandbox.run(&format!("lint {how} --output report"));
            let is_written = said.stderr.contains("wrote `report`");
            assert!(is_written, "{how} after {before}: {said}");
            before = how;
        }
        assert!(
            sandbox
                .run("lint --output report")
                .stderr
                .contains("wrote `report`")
        );
    }
}

#[test]
fn a_report_goes_into_a_file_that_is_empty() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA])
        .file("empty", "");
    assert_eq!(sandbox.run("lint --output empty").code, Some(0));
    assert_eq!(sandbox.read("empty"), b"nothing wrong in 1 row of 1 file\n");
    sandbox.write("empty", "");
    assert_eq!(sandbox.run("lint --write-baseline empty").code, Some(0));
    assert_eq!(
        sandbox.run("lint --write-baseline empty").code,
        Some(0),
        "a baseline goes over one"
    );
}

#[test]
fn one_file_is_not_for_two_things() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replace("NO", "no")]);
    for (options, name) in [
        ("--write-baseline k --output ./k", "k"),
        ("--annotate z.xlsx --output z.xlsx", "z.xlsx"),
        ("--annotate z.xlsx --write-baseline z.xlsx", "z.xlsx"),
    ] {
        let said = sandbox.run(&format!("lint {options} --format json"));
        assert_eq!(
            (said.code, said.stdout.as_str()),
            (Some(2), ""),
            "{options}: {said}"
        );
        assert!(said.stderr.contains("is named twice, by "), "{said}");
        assert!(!sandbox.path(name).exists(), "{options}");
    }
    sandbox.run("lint --write-baseline k");
    let before = sandbox.read("k");
    assert_eq!(sandbox.run("lint --baseline k --output k").code, Some(2));
    assert_eq!(sandbox.read("k"), before);
}

#[cfg(unix)]
#[test]
fn a_new_report_is_the_users_and_an_older_one_keeps_its_readers() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;

    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    let mode = || {
        let metadata = sandbox.path("report.txt").metadata().expect("a file");
        metadata.permissions().mode() & 0o777
    };
    sandbox.run("lint --output report.txt");
    assert_eq!(mode(), 0o600);
    set_permissions(sandbox.path("report.txt"), Permissions::from_mode(0o664)).expect("a mode");
    sandbox.run("lint --output report.txt");
    assert_eq!(mode(), 0o664);
}
