//! Workflow commands of GitHub Actions, which become annotations of a pull request.
//!
//! Source: GitHub's documentation "Workflow commands for GitHub Actions", and the escapes of `@actions/core`. A step shows
//! ten annotations of each level, so each diagnostic is written as plain text too.
//!
//! The runner reads commands out of every line that a step writes, to standard error as well (`ActionCommand` in
//! github.com/actions/runner): `::command` at the beginning of a line, and the older `##[command]` anywhere in one.

use std::borrow::Cow;
use std::io::{self, Write};

use rosterkit_lint::{Level, Values};
use rosterkit_sheet::visible;

use super::concise::line;
use super::told::told;
use super::{Links, Outcome};

/// Writes two lines for each diagnostic: the command, and the words for whoever reads the log. What could not be done comes
/// first: the log has its words from standard error.
pub(crate) fn github(out: &mut impl Write, outcome: Outcome<'_>) -> io::Result<()> {
    for failure in outcome.failures {
        let file = failure
            .path()
            .map(|path| format!(",file={}", property(&visible(path))));
        let line = failure.line().map(|line| format!(",line={line}"));
        let message = with_help(failure.in_full(), failure.act().as_deref());
        let command = format!(
            "::error title=failure{}{}::{}",
            file.unwrap_or_default(),
            line.unwrap_or_default(),
            data(&message)
        );
        writeln!(out, "{}", without_older(&command))?;
    }
    for told in told(outcome.judged, Values::Masked) {
        let command = match told.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let mut properties = vec![
            ("title", told.rule.name.to_owned()),
            ("file", visible(&told.at.path).into_owned()),
        ];
        match (&told.at.lines, told.at.row) {
            (Some(lines), _) => {
                properties.push(("line", lines.line.to_string()));
                properties.push(("endLine", lines.end_line.to_string()));
                // GitHub takes columns only where a place lies in one line.
                if lines.line == lines.end_line {
                    properties.push(("col", lines.col.to_string()));
                    properties.push(("endColumn", lines.end_col.to_string()));
                }
            }
            (None, Some(row)) => properties.push(("line", row.to_string())),
            (None, None) => {}
        }
        let properties: Vec<String> = properties
            .iter()
            .map(|(name, value)| format!("{name}={}", property(value)))
            .collect();
        let message = with_help(told.message_and_cell(), told.words.help.as_deref());
        let command = format!("::{command} {}::{}", properties.join(","), data(&message));
        writeln!(out, "{}", without_older(&command))?;
        writeln!(out, "{}", harmless(&line(&told, Links::Not)))?;
    }
    Ok(())
}

/// The lines with nothing in them that the runner would carry out: a file or a header may be named like a command.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains("::") {
        return without_older(text);
    }
    let lines = text.split('\n').map(|line| {
        let here = if line.trim_start().starts_with("::") {
            "./"
        } else {
            ""
        };
        format!("{here}{}", without_older(line))
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// The text with every command of the older form broken by a blank.
fn without_older(text: &str) -> Cow<'_, str> {
    if text.contains("##[") {
        Cow::Owned(text.replace("##[", "## ["))
    } else {
        Cow::Borrowed(text)
    }
}

fn with_help(message: String, help: Option<&str>) -> String {
    match help {
        Some(help) => format!("{message}\nhelp: {help}"),
        None => message,
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
