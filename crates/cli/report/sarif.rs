//! SARIF 2.1.0, which GitHub's code scanning reads.
//!
//! Sources: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub's documentation "SARIF support
//! for code scanning", with its limits.

use std::io::{self, Write};

use percent_encoding::utf8_percent_encode;
use rosterkit_lint::{Level, Located, RULES, Rule, Values};
use serde_json::{Value, json};

use super::Outcome;
use super::fingerprint::Fingerprints;
use super::json_text::JsonText;
use super::links::PATH;
use super::sentence::sentence;
use super::told::{Told, told};
use crate::failure::Failure;
use crate::table::count;

/// How many results GitHub takes of one run.
const MOST: usize = 25_000;

/// Writes the log. Of more results than GitHub takes, the gravest are in it, and a notification says how many are not.
pub(crate) fn sarif(out: &mut impl Write, outcome: Outcome<'_>) -> io::Result<()> {
    let judged = outcome.judged;
    let counts = Level::ALL.map(|level| {
        judged
            .iter()
            .map(|judged| judged.report.count(level))
            .sum::<usize>()
    });
    let mut room = MOST;
    let mut taken = counts.map(|found| {
        let taken = found.min(room);
        room -= taken;
        taken
    });
    let left_out: usize = counts.iter().sum::<usize>() - taken.iter().sum::<usize>();
    let mut fingerprints = Fingerprints::default();
    let mut results = Vec::new();
    for told in told(judged, Values::Masked) {
        let left = Level::ALL
            .into_iter()
            .zip(&mut taken)
            .find(|(level, _)| *level == told.level);
        if let Some((_, left @ 1..)) = left {
            *left -= 1;
            results.push(result(&told, &mut fingerprints));
        }
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver() },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": { "description": { "text": "the folder in which roster ran" } } },
            "invocations": [invocation(left_out, outcome.failures)],
            "results": results,
        }],
    });
    serde_json::to_writer(JsonText(&mut *out), &log)?;
    writeln!(out)
}

fn driver() -> Value {
    let mut driver = json!({
        "name": "Rosterkit",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
    });
    // Readers are told where to learn more once there is such a place.
    let address = env!("CARGO_PKG_REPOSITORY");
    if !address.is_empty() {
        driver["informationUri"] = json!(address);
    }
    driver
}

fn descriptor(rule: &Rule) -> Value {
    let mut descriptor = json!({
        "id": rule.name,
        "shortDescription": { "text": sentence(rule.summary) },
        "fullDescription": { "text": sentence(rule.summary) },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": rule.level.as_str() },
        "properties": { "tags": ["roster"], "precision": "very-high" },
    });
    // Of one word both would be the same, and then SARIF wants none.
    if rule.name.contains('-') {
        descriptor["name"] = json!(pascal(rule.name));
    }
    descriptor
}

/// `npi-check-digit` as `NpiCheckDigit`, which is how SARIF wants names.
fn pascal(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

/// Whether the job was done, and what the results do not say.
fn invocation(left_out: usize, failures: &[Failure]) -> Value {
    let mut notifications: Vec<Value> = failures.iter().map(failed).collect();
    if left_out > 0 {
        let message = format!(
            "{} left out, the lightest: GitHub takes {MOST} of one run. Another format has them all.",
            count(left_out as u64, "result")
        );
        notifications.push(json!({ "level": "warning", "message": { "text": message } }));
    }
    let mut invocation = json!({ "executionSuccessful": failures.is_empty() });
    if !notifications.is_empty() {
        invocation["toolExecutionNotifications"] = json!(notifications);
    }
    invocation
}

fn failed(failure: &Failure) -> Value {
    let text = in_sentences(&failure.in_full(), failure.act().as_deref());
    let mut notification = json!({ "level": "error", "message": { "text": text } });
    if let Some(path) = failure.path() {
        let mut place = json!({ "artifactLocation": artifact(path) });
        if let Some(line) = failure.line() {
            place["region"] = json!({ "startLine": line });
        }
        notification["locations"] = json!([{ "physicalLocation": place }]);
    }
    notification
}

/// The message, and what to do.
fn in_sentences(message: &str, help: Option<&str>) -> String {
    match help {
        Some(help) => format!("{message}. What to do: {help}."),
        None => format!("{message}."),
    }
}

fn result(told: &Told<'_>, fingerprints: &mut Fingerprints) -> Value {
    let index = RULES.iter().position(|rule| rule.name == told.rule.name);
    let message = in_sentences(&told.message_and_cell(), told.words.help.as_deref());
    let mut result = json!({
        "ruleId": told.rule.name,
        "ruleIndex": index,
        "level": told.level.as_str(),
        "message": { "text": message },
        "locations": [location(&told.at)],
        "partialFingerprints": { "rosterkit/v1": fingerprints.of(told) },
    });
    if let Some(other) = &told.other() {
        let mut related = location(other);
        related["id"] = json!(1);
        if let Some(words) = &told.words.related {
            related["message"] = json!({ "text": words });
        }
        result["relatedLocations"] = json!([related]);
    }
    result
}

/// A cell of a workbook has no line: its row stands for one, and its name says the rest.
fn location(at: &Located) -> Value {
    let region = match (&at.lines, at.row) {
        (Some(lines), _) => json!({
            "startLine": lines.line,
            "startColumn": lines.col,
            "endLine": lines.end_line,
            "endColumn": lines.end_col,
        }),
        (None, row) => json!({ "startLine": row.unwrap_or(1) }),
    };
    let mut location = json!({
        "physicalLocation": { "artifactLocation": artifact(&at.path), "region": region },
    });
    if let (Some(sheet), Some(cell)) = (&at.sheet, &at.cell) {
        location["logicalLocations"] =
            json!([{ "fullyQualifiedName": format!("{sheet}!{cell}"), "kind": "member" }]);
    }
    location
}

fn artifact(path: &str) -> Value {
    let uri = utf8_percent_encode(&path.replace('\\', "/"), PATH).to_string();
    if std::path::Path::new(path).is_absolute() {
        return json!({ "uri": format!("file://{}{uri}", if uri.starts_with('/') { "" } else { "/" }) });
    }
    json!({ "uri": uri, "uriBaseId": "%SRCROOT%" })
}
