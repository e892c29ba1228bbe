//! Every command explains itself, examples first.

use insta::assert_snapshot;

use crate::fixture::Sandbox;

/// The commands that a `--help` lists.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.map_while(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The `--help` of a command and of those below it.
fn helps(sandbox: &Sandbox, command: &str) -> Vec<(String, String)> {
    let said = sandbox.run(&format!("{command} --help"));
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{command}");
    let short = sandbox.run(&format!("{command} -h"));
    assert_eq!((short.code, short.stderr.as_str()), (Some(0), ""), "{command}");
    let mut all = vec![(format!("roster{command}"), said.stdout.clone())];
    for below in commands(&said.stdout) {
        all.extend(helps(sandbox, &format!("{command} {below}")));
    }
    all
}

#[test]
fn every_command_has_help_with_examples_first() {
    let helps = helps(&Sandbox::empty(), "");
    assert!(helps.len() >= 9, "{helps:#?}");
    for (command, help) in helps {
        assert!(
            help.starts_with("Examples:\n  roster"),
            "{command} has no examples:\n{help}"
        );
    }
}

#[test]
fn the_commands() {
    let said = Sandbox::empty().run("--help");
    assert_snapshot!(commands(&said.stdout).join(" "), @"init template lint import split convert accounts batches tasks explain server completions man");
}

#[test]
fn every_command_that_answers_has_json() {
    for (command, help) in helps(&Sandbox::empty(), "") {
        // What serves an editor or a shell answers in nothing else.
        let answers = !["roster server", "roster completions", "roster man"].contains(&command.as_str());
        if commands(&help).is_empty() && answers {
            assert!(help.contains("\n      --json\n"), "{command}:\n{help}");
        }
    }
}

#[test]
fn the_exit_codes_are_told_where_scripts_need_them() {
    for command in ["lint", "import"] {
        let said = Sandbox::empty().run(&format!("{command} --help"));
        assert!(said.stdout.contains("\nExit code: 0 "), "{said}");
    }
}

#[test]
fn a_misspelt_command_is_met_with_the_right_one() {
    assert_snapshot!(Sandbox::empty().run("lnit"), @"
    exit code 2
    --- stderr
    error: unrecognized subcommand 'lnit'

      tip: some similar subcommands exist: 'init', 'lint'

    Usage: roster [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn the_levels_are_told_and_the_rules_are_too_many() {
    let help = Sandbox::empty().run("lint --help").stdout;
    assert!(help.contains("[possible values: error, warning, note]"), "{help}");
    assert!(!help.contains("npi-placeholder"), "{help}");
    let said = Sandbox::empty().run("lint --fail-on fatal");
    assert!(
        said.stderr.contains("[possible values: error, warning, note]"),
        "{said}"
    );
    let said = Sandbox::empty().run("lint --select npi-placehodler");
    assert!(said.stderr.contains("did you mean `npi-placeholder`?"), "{said}");
    assert!(!said.stderr.contains("npi-unissued"), "{said}");
}
