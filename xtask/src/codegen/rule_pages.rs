//! The rules in the book: a page for each, their index, and their part of the table of contents.

use std::fmt::Write as _;
use std::path::Path;

use rosterkit_lint::{FixAvailability, Level, RULES, Rule, Stops};

use super::Generated;
use crate::files;
use crate::task_error::TaskError;

/// Where the pages are.
pub(super) const FOLDER: &str = "docs/src/rules";

const SUMMARY: &str = "docs/src/SUMMARY.md";
const OPEN: &str = "<!-- rules -->";
const CLOSE: &str = "<!-- /rules -->";

/// All of it. The table of contents is the one that stands there, with the part between its marks made anew.
pub(super) fn generated(root: &Path) -> Result<Vec<Generated>, TaskError> {
    let path = root.join(SUMMARY);
    let summary = match files::read(&path)? {
        Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        None => format!("# Summary\n\n{OPEN}\n{CLOSE}\n"),
    };
    let summary = with_rules(&summary, RULES).ok_or_else(|| {
        TaskError::Failed(format!(
            "`{SUMMARY}` has no lines `{OPEN}` and `{CLOSE}`, between which the rules go"
        ))
    })?;
    let mut all: Vec<Generated> = RULES
        .iter()
        .map(|rule| Generated {
            path: format!("{FOLDER}/{}.md", rule.name),
            bytes: page(rule).into_bytes(),
        })
        .collect();
    all.push(Generated {
        path: "docs/src/rules.md".to_owned(),
        bytes: index(RULES).into_bytes(),
    });
    all.push(Generated {
        path: SUMMARY.to_owned(),
        bytes: summary.into_bytes(),
    });
    Ok(all)
}

/// Whether the file is of the kind that is generated here.
pub(super) fn is_ours(path: &str) -> bool {
    path.strip_prefix(FOLDER)
        .is_some_and(|rest| Path::new(rest).extension().is_some_and(|ending| ending == "md"))
}

/// The rule's page with its facts under the title.
fn page(rule: &Rule) -> String {
    let (title, rest) = rule.page.split_once('\n').unwrap_or((rule.page, ""));
    format!("{title}\n\n{}\n{rest}", facts(rule))
}

/// The rule's level, what it stops, whether it has a fix, and since when there is the rule.
fn facts(rule: &Rule) -> String {
    let level = match rule.level {
        Level::Error => "An **error**",
        Level::Warning => "A **warning**",
        Level::Note => "A **note**",
    };
    let stops = match (rule.level, rule.stops) {
        (Level::Error, Stops::Row) => "It keeps its row from being imported.",
        (Level::Error, Stops::Sheet) => "It keeps every row of its sheet from being imported.",
        (Level::Error, Stops::Upload) => {
            "The file cannot be uploaded as it is; its rows can still be imported into a store."
        }
        (Level::Warning | Level::Note, _) => "It keeps nothing from being imported.",
    };
    let fix = match rule.fix {
        FixAvailability::None => "It has no fix.",
        FixAvailability::Sometimes => "It has a fix where the right value follows from the wrong one.",
        FixAvailability::Always => "It always has a fix.",
    };
    format!(
        "> {level} unless `roster.toml` says otherwise. {stops} {fix} Since {}.",
        rule.since
    )
}

/// A line for each rule, the weightiest first.
fn index(rules: &[&Rule]) -> String {
    let mut text =
        "# Rules\n\nWhat `roster lint` can find. `roster explain RULE` shows the same pages.\n".to_owned();
    for (level, title) in [
        (Level::Error, "Errors"),
        (Level::Warning, "Warnings"),
        (Level::Note, "Notes"),
    ] {
        let rules: Vec<&&Rule> = rules.iter().filter(|rule| rule.level == level).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {title}\n\n");
        for rule in rules {
            let _ = writeln!(text, "- [`{0}`](rules/{0}.md): {1}", rule.name, rule.summary);
        }
    }
    text
}

/// The table of contents with the rules between its marks, or `None` when it has no marks.
fn with_rules(summary: &str, rules: &[&Rule]) -> Option<String> {
    let (before, rest) = summary.split_once(OPEN)?;
    let (_, after) = rest.split_once(CLOSE)?;
    let mut text = format!("{before}{OPEN}\n- [Rules](rules.md)\n");
    for rule in rules {
        let _ = writeln!(text, "  - [`{0}`](rules/{0}.md)", rule.name);
    }
    Some(text + CLOSE + after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_stand_under_the_title() {
        for rule in RULES {
            let page = page(rule);
            let mut lines = page.lines();
            assert_eq!(lines.next(), Some(format!("# `{}`", rule.name).as_str()));
            assert_eq!(lines.nth(1), Some(facts(rule).as_str()));
            assert!(
                page.ends_with(rule.page.split_once('\n').unwrap().1),
                "{}",
                rule.name
            );
        }
    }

    #[test]
    fn the_index_has_every_rule_once() {
        let index = index(RULES);
        for rule in RULES {
            assert_eq!(
                index.matches(&format!("(rules/{}.md)", rule.name)).count(),
                1,
                "{}",
                rule.name
            );
        }
    }

    #[test]
    fn what_stands_outside_the_marks_stays() {
        let summary =
            "# Summary\n\n- [Guide](guide.md)\n<!-- rules -->\nold\n<!-- /rules -->\n- [End](end.md)\n";
        let made = with_rules(summary, &RULES[..1]).unwrap();
        let name = RULES[0].name;
        let expected = format!(
            "# Summary\n\n- [Guide](guide.md)\n<!-- rules -->\n- [Rules](rules.md)\n  - [`{name}`](rules/{name}.md)\n\
             <!-- /rules -->\n- [End](end.md)\n"
        );
        assert_eq!(made, expected);
        assert_eq!(with_rules(&made, &RULES[..1]).unwrap(), made);
        assert_eq!(with_rules("# Summary\n", RULES), None);
    }
}
