//! The tasks by name, and the help.

use std::fmt::Write as _;
use std::process::Command;

use crate::task_error::TaskError;
use crate::{bench, codegen, dist, files, soak, test};

/// Something that `cargo xtask` can do.
struct Task {
    name: &'static str,
    /// What may follow the name.
    arguments: &'static str,
    /// What it does, as lines of the help.
    about: &'static [&'static str],
    run: fn(&[String]) -> Result<(), TaskError>,
}

static TASKS: &[Task] = &[
    Task {
        name: "codegen",
        arguments: "[--check]",
        about: &[
            "write what follows from the schemas and the rules: JSON Schemas, the packs'",
            "templates, the pages of the rules; --check writes nothing and names what is stale",
        ],
        run: codegen::run,
    },
    Task {
        name: "tidy",
        arguments: "",
        about: &[
            "check the shape of the workspace: layers, module docs, file sizes, paths and links",
            "in the docs, the list of rules (plain `cargo test` does the same)",
        ],
        run: tidy,
    },
    Task {
        name: "test",
        arguments: "[step...]",
        about: &[
            "everything that a change must pass, in order, until something fails; a program that",
            "is not installed is named and passed over, unless ROSTER_REQUIRE=all; with names of",
            "steps, such as `hooks`, these alone",
        ],
        run: test::run,
    },
    Task {
        name: "bench",
        arguments: "[lex] [template] [lint-...] [editor] [import ...]",
        about: &[
            "measure against others: reading and linting rosters of up to 1,000,000 rows, writing 1,000",
            "workbooks; times, ratios and peak memory as a table; `editor`: from a keystroke to its",
            "diagnostics; `import`: a master into a store; builds in release",
        ],
        run: bench::run,
    },
    Task {
        name: "dist",
        arguments: "TARGET [PROGRAM]",
        about: &[
            "pack the program that `cargo build --release --target TARGET` built, or another one,",
            "with its completions and manual pages into target/dist, and write the checksum beside it",
        ],
        run: dist::run,
    },
    Task {
        name: "soak",
        arguments: "[minutes | import [KILLS] | editor | vscode [ROUNDS]]",
        about: &[
            "what takes too long for `test`: one quotation mark at every place of a long roster, every",
            "bit of some workbooks, then each target of the fuzzer, or those named, for ten minutes;",
            "`import`: kill imports between their first write and their end, 900 into each store unless",
            "said otherwise, resume each, and compare with an undisturbed one; `editor`: 10,000 sequences",
            "of edits, each beside a fresh judgement; `vscode`: 500 edits in Visual Studio Code's own",
            "workbench, each beside `roster lint`",
        ],
        run: soak::run,
    },
];

const EXAMPLES: &str = "\
examples:
  cargo xtask codegen                   after a change to a schema.toml or a rule's page
  cargo xtask codegen --check           are the generated files current?
  cargo xtask test                      before a commit
  cargo xtask bench lex                 how fast is the lexer?
  cargo xtask soak 60 lex fix           let the fuzzer have an hour for each of two targets
  cargo xtask bench template            how fast are workbooks written?
  cargo xtask bench import --rows 9999  how long does a master take, beside sqlite3 and psql?
  ROSTER_REQUIRE=all cargo xtask test   the same, with nothing passed over
";

/// Runs the task that the arguments name, and without any prints the help.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    match arguments.split_first() {
        None => print!("{}", help()),
        Some((word, _)) if ["help", "--help", "-h"].contains(&word.as_str()) => print!("{}", help()),
        Some((name, rest)) => match TASKS.iter().find(|task| task.name == name) {
            Some(task) => return (task.run)(rest),
            None => return Err(TaskError::Usage(no_such_task(name))),
        },
    }
    Ok(())
}

/// Refuses arguments where a task takes none.
pub(crate) fn takes_no_arguments(task: &str, arguments: &[String]) -> Result<(), TaskError> {
    match arguments.first() {
        None => Ok(()),
        Some(argument) => Err(TaskError::Usage(format!(
            "`{task}` takes no arguments, and not `{argument}`"
        ))),
    }
}

fn help() -> String {
    let mut help = "usage: cargo xtask <task>\n\ntasks:\n".to_owned();
    for task in TASKS {
        let title = format!("{} {}", task.name, task.arguments);
        let titles = std::iter::once(title.as_str()).chain(std::iter::repeat(""));
        for (title, line) in titles.zip(task.about) {
            let _ = writeln!(help, "  {title:<20}{line}");
        }
    }
    help + "\n" + EXAMPLES
}

fn no_such_task(name: &str) -> String {
    let near = |task: &&Task| strsim::jaro_winkler(name, task.name) > 0.6 || task.name.contains(name);
    let mut near: Vec<&str> = TASKS.iter().filter(near).map(|task| task.name).collect();
    near.sort_by(|a, b| strsim::jaro_winkler(name, b).total_cmp(&strsim::jaro_winkler(name, a)));
    let mut message = format!("no task is called `{name}`");
    for (index, task) in near.iter().enumerate() {
        let _ = write!(
            message,
            "{} `{task}`",
            if index == 0 { "; did you mean" } else { " or" }
        );
    }
    message + if near.is_empty() { "\n" } else { "?\n" } + "`cargo xtask` lists the tasks"
}

/// The checks are tests of this package, so that plain `cargo test` runs them too.
fn tidy(arguments: &[String]) -> Result<(), TaskError> {
    takes_no_arguments("tidy", arguments)?;
    let mut command = Command::new("cargo");
    command
        .args(["test", "--quiet", "--locked", "--package", "xtask"])
        .current_dir(files::root());
    let status = command.status().map_err(|error| TaskError::Program {
        program: "cargo".to_owned(),
        error,
    })?;
    if !status.success() {
        return Err(TaskError::Failed(
            "the workspace is not tidy: see above".to_owned(),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_task() {
        for task in TASKS {
            assert!(help().contains(&format!("\n  {} ", task.name)), "{}", task.name);
        }
    }

    #[test]
    fn a_mistyped_task_is_recognized() {
        assert!(no_such_task("codgen").starts_with("no task is called `codgen`; did you mean `codegen`?"));
        assert!(no_such_task("tests").contains("did you mean `test`"));
        assert!(no_such_task("quux").starts_with("no task is called `quux`\n"));
    }

    #[test]
    fn a_command_line_that_says_nothing_useful_is_a_usage_error() {
        for arguments in [
            vec!["codgen"],
            vec!["codegen", "--chekc"],
            vec!["test", "now"],
            vec!["bench", "lexx"],
            vec!["tidy", "up"],
            vec!["dist"],
            vec!["soak", "1", "lexx"],
        ] {
            let arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
            assert_eq!(run(&arguments).unwrap_err().exit_code(), 2, "{arguments:?}");
        }
    }
}
