//! Everything that a change must pass, in order.

mod component;
mod hooks;
mod instructions;
mod packages;
mod readers;
mod sarif;
mod step;
mod workflows;

use std::path::Path;
use std::time::{Duration, Instant};

use self::step::{STEPS, Step};
use crate::files;
use crate::task_error::TaskError;

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    NotInstalled,
}

/// `test`.
pub(crate) fn run(arguments: &[String]) -> Result<(), TaskError> {
    let steps = chosen(arguments)?;
    let require_all = match std::env::var("ROSTER_REQUIRE").as_deref() {
        Err(_) | Ok("") => false,
        Ok("all") => true,
        Ok(other) => {
            return Err(TaskError::Usage(format!(
                "ROSTER_REQUIRE is `all` or unset, and not `{other}`"
            )));
        }
    };
    let root = files::root();
    let mut results = Vec::new();
    for step in steps {
        let start = Instant::now();
        let outcome = perform(&root, step, require_all);
        let seconds = start.elapsed();
        println!("<== {}: {}, {}\n", step.name, words(outcome), in_seconds(seconds));
        results.push((step.name, outcome, seconds));
        if outcome == Outcome::Failed {
            break;
        }
    }
    let (table, closing) = summary(&results);
    println!("{table}");
    if results.iter().any(|(_, outcome, _)| *outcome == Outcome::Failed) {
        return Err(TaskError::Failed(closing));
    }
    println!("{closing}");
    Ok(())
}

/// The steps of these names, in their order; without names all of them.
fn chosen(names: &[String]) -> Result<Vec<&'static Step>, TaskError> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(TaskError::Usage(format!(
            "there is no step `{unknown}`; there are: {}",
            known.join(", ")
        )));
    }
    let is_chosen = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(is_chosen).collect())
}

fn perform(root: &Path, step: &Step, require_all: bool) -> Outcome {
    println!("==> {}: {}", step.name, step.deed.title());
    if let Some(component) = step.needs.filter(|component| !component.is_installed()) {
        println!("not installed: {} ({})", component.name, component.how_to_install);
        return if require_all {
            Outcome::Failed
        } else {
            Outcome::NotInstalled
        };
    }
    match step.deed.does(root) {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            println!("{error}");
            Outcome::Failed
        }
    }
}

fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotInstalled => "not installed",
    }
}

fn in_seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// The table of the steps, and the line that ends everything.
fn summary(results: &[(&str, Outcome, Duration)]) -> (String, String) {
    let lines = results.iter().map(|(name, outcome, seconds)| {
        format!("{name:<13}{:<13}{:>9}\n", words(*outcome), in_seconds(*seconds))
    });
    let count = |wanted| {
        results
            .iter()
            .filter(|(_, outcome, _)| *outcome == wanted)
            .count()
    };
    let failed = results.iter().find(|(_, outcome, _)| *outcome == Outcome::Failed);
    let failed = failed
        .map(|(name, _, _)| format!(" ({name})"))
        .unwrap_or_default();
    let closing = format!(
        "steps: {} passed, {} failed{failed}",
        count(Outcome::Passed),
        count(Outcome::Failed)
    );
    (lines.collect(), closing)
}

#[cfg(test)]
mod tests {
    use super::component::Component;
    use super::step::Deed;
    use super::*;

    fn step(words: &'static [&'static str], needs: Option<&'static Component>) -> Step {
        Step {
            name: "step",
            needs,
            deed: Deed::Program { words, env: None },
        }
    }

    static ABSENT: Component = Component {
        name: "absent",
        how_to_install: "nobody can",
        probe: &["rosterkit-has-no-such-program"],
    };

    #[test]
    fn a_program_that_fails_fails_its_step() {
        let root = files::root();
        assert_eq!(perform(&root, &step(&["true"], None), false), Outcome::Passed);
        assert_eq!(perform(&root, &step(&["false"], None), false), Outcome::Failed);
        assert_eq!(
            perform(&root, &step(&["rosterkit-has-no-such-program"], None), false),
            Outcome::Failed
        );
    }

    #[test]
    fn what_is_not_installed_fails_only_where_all_is_required() {
        let step = step(&["true"], Some(&ABSENT));
        assert_eq!(perform(&files::root(), &step, false), Outcome::NotInstalled);
        assert_eq!(perform(&files::root(), &step, true), Outcome::Failed);
    }

    #[test]
    fn the_summary_counts() {
        let second = Duration::from_secs(1);
        let results = [
            ("one", Outcome::Passed, second),
            ("two", Outcome::NotInstalled, second),
            ("three", Outcome::Failed, second),
        ];
        let (table, closing) = summary(&results);
        assert_eq!(closing, "steps: 1 passed, 1 failed (three)");
        assert_eq!(table.lines().nth(1), Some("two          not installed    1.0 s"));
    }
}
