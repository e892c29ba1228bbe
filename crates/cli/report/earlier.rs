//! Whether a file is a report that this program wrote: only such a one makes room for a new one.

use super::summary::is_summary;

/// How much of the beginning and of the end of a file tells what it is. Bytes.
pub(crate) const TELLING: usize = 4_096;

/// How the reports of machines and browsers begin, and what stands near their beginning too.
const BEGINNINGS: [(&str, &str); 9] = [
    (
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\"",
        "\"columnKind\":\"unicodeCodePoints\"",
    ),
    ("{\"rule\":\"", "\",\"level\":\""),
    ("{\"failure\":\"", ""),
    ("::error title=", "::"),
    ("::warning title=", "::"),
    ("::notice title=", "::"),
    ("[\n  {\n    \"description\": \"", "\"check_name\": \""),
    (
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"roster lint\"",
        "",
    ),
    (
        "<!doctype html>\n<html lang=\"en\">",
        "<h1>What is wrong in the rosters</h1>",
    ),
];

/// Whether a file that begins and ends so is a report in one of the formats of `roster lint`, or nothing.
pub(crate) fn is_report(start: &[u8], end: &[u8]) -> bool {
    let (start, end) = (String::from_utf8_lossy(start), String::from_utf8_lossy(end));
    if start.trim().is_empty() || start.trim_end() == "[]" {
        return true;
    }
    // A baseline begins as JSON does, and has no summary.
    let is_json = ["diagnostics", "statistics"]
        .iter()
        .any(|list| start.starts_with(&format!("{{\n  \"version\": 1,\n  \"{list}\": [")))
        && end.contains("\n  \"summary\": {\n");
    let is_of_machine = BEGINNINGS
        .iter()
        .any(|(first, next)| start.strip_prefix(first).is_some_and(|rest| rest.contains(next)));
    // What is for people ends with how much was found.
    is_json || is_of_machine || end.trim_end().lines().next_back().is_some_and(is_summary)
}
