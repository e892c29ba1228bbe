//! `--statistics`: how often each rule was broken, in the place of the diagnostics.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use clap::ValueEnum;
use rosterkit_lint::{Applicability, FileId, Level, Values};
use rosterkit_sheet::DocumentKind;
use serde::Serialize;

use crate::args::LintFormat;
use crate::failure::Failure;
use crate::gather::Judged;
use crate::table;

/// How often a rule was broken at a level.
#[derive(Debug, Serialize)]
pub(super) struct Statistic {
    rule: &'static str,
    level: &'static str,
    count: u64,
    /// How many files it was broken in.
    files: u64,
    /// How many have a fix that `--fix` applies: none in a workbook.
    safe_fixes: u64,
}

/// Refuses a format that is a list of diagnostics and nothing else.
pub(super) fn refuse(format: LintFormat) -> Result<(), Failure> {
    if format.is_prose() || matches!(format, LintFormat::Json | LintFormat::Jsonl) {
        return Ok(());
    }
    let name = format.to_possible_value();
    let name = name.as_ref().map_or("this format", |name| name.get_name());
    Err(Failure::new(
        format!("`--format {name}` has no place for statistics"),
        "write them as a table, without --format, or as JSON, with --format json or jsonl",
    ))
}

/// The rules that were broken, the most broken first.
pub(super) fn statistics(judged: &[Judged]) -> Vec<Statistic> {
    #[derive(Default)]
    struct Count {
        all: u64,
        safe_fixes: u64,
        files: BTreeSet<(usize, FileId)>,
    }
    let mut counts: BTreeMap<(&'static str, Level), Count> = BTreeMap::new();
    for (organization, judged) in judged.iter().enumerate() {
        let scene = judged.report.scene(Values::Masked);
        for found in judged.report.diagnostics() {
            let count = counts.entry((found.rule.name, found.level)).or_default();
            let rosters = judged.report.rosters();
            let document = &rosters[found.at.file.0 as usize].document;
            // A workbook is never written to.
            let is_safe = document.kind() == DocumentKind::Csv
                && scene
                    .fixes(found)
                    .iter()
                    .any(|fix| fix.applicability == Applicability::Safe);
            count.all += 1;
            count.safe_fixes += u64::from(is_safe);
            count.files.insert((organization, found.at.file));
        }
    }
    let mut statistics: Vec<Statistic> = counts
        .into_iter()
        .map(|((rule, level), count)| Statistic {
            rule,
            level: level.as_str(),
            count: count.all,
            files: count.files.len() as u64,
            safe_fixes: count.safe_fixes,
        })
        .collect();
    statistics.sort_by_key(|statistic| Reverse(statistic.count));
    statistics
}

/// A line for each rule.
pub(super) fn table(out: &mut impl Write, statistics: &[Statistic]) -> io::Result<()> {
    let rows: Vec<Vec<String>> = statistics
        .iter()
        .map(|statistic| {
            vec![
                statistic.count.to_string(),
                statistic.level.to_owned(),
                statistic.rule.to_owned(),
                statistic.files.to_string(),
                statistic.safe_fixes.to_string(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let header = ["COUNT", "LEVEL", "RULE", "FILES", "SAFE FIXES"];
    write!(out, "{}", table::draw(&header, &rows))
}
