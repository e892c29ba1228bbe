//! `--diff`: what fixes would change, as a unified diff.

use std::io::{self, Write};
use std::time::Duration;

use rosterkit_lint::{RepairedFile, Report, Values};
use rosterkit_sheet::visible;
use similar::{ChangeTag, DiffOp, TextDiff};

/// How many unchanged lines stand around what changes.
const CONTEXT: usize = 3;

/// For how long the smallest difference is looked for; beyond it any will do.
const PATIENCE: Duration = Duration::from_secs(2);

/// Writes the difference of one file. What the listener may not see is asterisks in the lines of both sides.
pub(super) fn diff(
    out: &mut impl Write,
    file: &RepairedFile,
    after: &Report,
    values: Values,
) -> io::Result<()> {
    let old = file.before.document.text_showing(&|_| true);
    let new = after.rosters()[file.file.0 as usize]
        .document
        .text_showing(&|_| true);
    let old_shown = file.text_before(after.schema(), values);
    let new_shown = after.scene(values).file_text(file.file);
    let (old, new) = (lines(&old), lines(&new));
    let (old_shown, new_shown) = (lines(&old_shown), lines(&new_shown));
    let path = visible(file.before.document.name());
    writeln!(out, "--- {path}\n+++ {path}")?;
    let diff = TextDiff::configure().timeout(PATIENCE).diff_slices(&old, &new);
    for hunk in diff.grouped_ops(CONTEXT) {
        writeln!(out, "{}", header(&hunk))?;
        for change in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, lines, at) = match change.tag() {
                ChangeTag::Delete => ('-', &old_shown, change.old_index()),
                ChangeTag::Insert => ('+', &new_shown, change.new_index()),
                ChangeTag::Equal => (' ', &old_shown, change.old_index()),
            };
            let line = at.and_then(|at| lines.get(at)).copied().unwrap_or_default();
            writeln!(out, "{sign}{}", visible(without_end(line)))?;
        }
    }
    Ok(())
}

/// The lines with their ends, which may be those of any system.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let end = at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        let (line, after) = rest.split_at(end);
        lines.push(line);
        rest = after;
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// The line without the end that nearly every file has; a lone carriage return stays to be seen.
fn without_end(line: &str) -> &str {
    line.strip_suffix("\r\n")
        .or(line.strip_suffix('\n'))
        .unwrap_or(line)
}

/// `@@ -1,7 +1,7 @@`.
fn header(hunk: &[DiffOp]) -> String {
    let range = |first: std::ops::Range<usize>, last: std::ops::Range<usize>| {
        let (start, len) = (first.start, last.end - first.start);
        // A range of nothing names the line before it.
        format!("{},{len}", if len == 0 { start } else { start + 1 })
    };
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return String::new();
    };
    format!(
        "@@ -{} +{} @@",
        range(first.old_range(), last.old_range()),
        range(first.new_range(), last.new_range())
    )
}
