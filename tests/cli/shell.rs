//! What shells and manuals are told about the program.

use std::process::Command;

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
fn bash_completes_commands_and_formats() {
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
        let (_, examples) = text.split_once(".SH EXAMPLES\n.nf\n").expect(&page);
        assert!(examples.starts_with("roster "), "{page}: {examples}");
    }
    let one = sandbox.run("man").stdout;
    assert_eq!(one.as_bytes(), sandbox.read("man/roster.1"));
}
