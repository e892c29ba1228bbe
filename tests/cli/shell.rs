//! What shells and manuals are told about the program.

use std::process::Command;

use insta::assert_snapshot;

use crate::fixture::Sandbox;

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = Sandbox::empty().run(&format!("completions {shell}"));
        assert_eq!(
            (said.code, said.stderr.as_str()),
            (Some(0), ""),
            "{shell}: {said}"
        );
        for word in ["roster", "annotate"] {
            assert!(said.stdout.contains(word), "{shell} does not complete {word}");
        }
    }
}

#[test]
fn bash_completes_commands_formats_levels_and_rules() {
    let sandbox = Sandbox::empty();
    sandbox.write("roster.bash", sandbox.run("completions bash").stdout);
    let complete = |words: &str, current: &str, previous: &str| {
        let script = format!(
            "source ./roster.bash; COMP_WORDS=(roster {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _roster roster '{current}' '{previous}'; echo \"${{COMPREPLY[@]}}\""
        );
        let output = sandbox
            .scrubbed(Command::new("bash"), &["--norc", "-c", &script])
            .output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    // There are systems without it.
    let Ok(commands) = complete("li", "li", "roster") else {
        return;
    };
    assert_eq!(commands, "lint");
    let formats = complete("lint --format gi", "gi", "--format").expect("bash");
    assert_eq!(formats, "github gitlab");
    let levels = complete("lint --fail-on ''", "", "--fail-on").expect("bash");
    assert_eq!(levels, "error warning note");
    for option in ["--select", "--ignore"] {
        let rules = complete(&format!("lint {option} npi"), "npi", option).expect("bash");
        assert_eq!(rules, "npi-check-digit npi-placeholder npi-unissued");
    }
    let rules = complete("explain npi", "npi", "explain").expect("bash");
    assert_eq!(rules, "npi-check-digit npi-placeholder npi-unissued");
}

#[test]
fn every_command_has_a_manual_page_with_its_examples() {
    let sandbox = Sandbox::empty();
    let said = sandbox.run("man -o man");
    assert_eq!((said.code, said.stdout.as_str()), (Some(0), ""), "{said}");
    let pages: Vec<String> = sandbox
        .path("man")
        .read_dir()
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    for page in ["roster.1", "roster-lint.1", "roster-batches-undo.1"] {
        assert!(
            pages.iter().any(|name| name == page),
            "{page} is missing: {pages:?}"
        );
    }
    for page in pages {
        let text = String::from_utf8(sandbox.read(&format!("man/{page}"))).expect("UTF-8");
        let name = page.trim_end_matches(".1");
        let title = format!(".TH {name} 1  \"roster {}\" Rosterkit", env!("CARGO_PKG_VERSION"));
        assert!(text.contains(&title), "{page}: {text}");
        assert!(!text.contains("help(1)"), "{page}: {text}");
        let (_, examples) = text.split_once(".SH EXAMPLES\n.nf\n").expect(&page);
        assert!(examples.starts_with("roster "), "{page}: {examples}");
    }
    let one = sandbox.run("man").stdout;
    assert_eq!(one.as_bytes(), sandbox.read("man/roster.1"));
    for page in ["roster-lint.1", "roster-import.1"] {
        let text = String::from_utf8(sandbox.read(&format!("man/{page}"))).expect("UTF-8");
        assert!(text.contains(".SH \"EXIT STATUS\"\n.TP\n0\n"), "{page}: {text}");
        assert!(!text.contains("Exit code:"), "{page}: {text}");
    }
    assert_snapshot!(sandbox.run("man -o man/roster.1"), @"
    exit code 2
    --- stderr
      × `man/roster.1` is a file, and the pages need a folder
      help: name a folder, or leave --output out: then the page of the program goes to standard output
    ");
}
