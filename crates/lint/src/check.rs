//! The judgement: what each file says by itself, then what all of them say together.

use std::sync::Arc;

use rosterkit_schema::Schema;

use crate::context::Context;
use crate::diagnostic::{FileId, reading_order};
use crate::kept::{Alone, Kept};
use crate::keys::{Keys, Repeats, RowAt};
use crate::level::Level;
use crate::pass::Law;
use crate::report::{Judged, Report};
use crate::roster::{Layout, Roster};
use crate::rule::{Check, Rule};
use crate::rules::RULES;
use crate::share::share;
use crate::suppression::Terms;
use crate::view::{OrganizationView, SheetView};

/// Judges the files of one organization together.
///
/// The diagnostics stand in reading order, file by file in the order given, whatever found them. Files that are there for
/// comparison come first, so that what two files share is told in the other one.
///
/// The terms are the organization's decisions about rules; its [`Levels`](crate::Levels) alone will do.
pub fn check<'a>(schema: Schema, rosters: Vec<Roster>, terms: impl Into<Terms<'a>>) -> Report {
    judge(schema, rosters, None, terms.into())
}

/// The same with what an earlier judgement has found out about files that have not changed since: only the others are
/// looked at, and what they say together. [`Report::into_kept`] gives all of it back for the next time.
pub fn check_again<'a>(
    schema: Schema,
    mut rosters: Vec<(Roster, Kept)>,
    terms: impl Into<Terms<'a>>,
) -> Report {
    rosters.sort_by_key(|(roster, _)| !roster.context);
    let (rosters, kept) = rosters.into_iter().unzip();
    judge(schema, rosters, Some(kept), terms.into())
}

fn judge(schema: Schema, mut rosters: Vec<Roster>, kept: Option<Vec<Kept>>, terms: Terms<'_>) -> Report {
    rosters.sort_by_key(|roster| !roster.context);
    let all_rows = rosters
        .iter()
        .map(|roster| roster.document.sheet().rows_len())
        .sum();
    let layouts = share(all_rows, &rosters, |roster| {
        Layout::new(&schema, roster.document.sheet())
    });
    let mut diagnostics = Vec::new();
    let sheets: Vec<SheetView<'_>> = (0..)
        .map(FileId)
        .zip(rosters.iter().zip(&layouts))
        .map(|(file, (roster, layout))| SheetView {
            schema: &schema,
            roster,
            layout,
            file,
        })
        .collect();
    let law = Law::new(&schema);
    let mut kept = kept.unwrap_or_default();
    for (sheet, kept) in sheets.iter().zip(&mut kept) {
        kept.complete(*sheet, &law);
    }
    let (mut rows, mut hashes) = (0, Vec::new());
    let mut found = if kept.is_empty() {
        law.look(&sheets)
    } else {
        Vec::new()
    };
    let raised = found.iter().flatten().map(|part| part.raised.len());
    diagnostics.reserve(raised.sum());
    for (sheet, parts) in sheets.iter().zip(&mut found) {
        for part in parts.iter_mut() {
            // Those of a part are given back to the system before the next are taken.
            diagnostics.extend(std::mem::take(&mut part.raised));
            rows += part.judged * u64::from(!sheet.roster.context);
        }
        hashes.push(parts.iter().map(|part| part.hashes.as_slice()).collect());
    }
    let alone: Vec<&Alone> = kept.iter().filter_map(Kept::alone).collect();
    for (sheet, alone) in sheets.iter().zip(&alone) {
        let mut moot = Moot::new(sheet.roster, terms);
        diagnostics.extend(alone.raised().filter(|found| !moot.has(found.rule)).cloned());
        rows += alone.judged * u64::from(!sheet.roster.context);
        hashes.push(vec![alone.hashes.as_slice()]);
    }
    let keys = Keys::of(&law.keys, &sheets, &hashes, &alone);
    let kin = together(&mut Context::new(&mut diagnostics), &sheets, &keys);
    let crosses_files = keys.cross_files();
    let suspects = Arc::new(keys.suspects);
    for alone in kept.iter_mut().filter_map(Kept::alone_mut) {
        alone.settle(&suspects);
    }
    // Nearly always they are: sorting would need room for half of them.
    if !diagnostics.is_sorted_by_key(reading_order) {
        diagnostics.sort_by_key(reading_order);
    }
    let judged = Judged {
        rosters,
        layouts,
        rows,
        kin,
        crosses_files,
        kept,
    };
    Report::new(schema, judged).settled(diagnostics, terms)
}

/// The rules of which nothing comes in a file, so that whatever they raise need not be carried on with each judgement:
/// they stop nothing, are told at no level, and no suppression waits for them.
struct Moot<'a> {
    roster: &'a Roster,
    terms: Terms<'a>,
    /// Those that were asked about.
    known: Vec<(&'static Rule, bool)>,
}

impl<'a> Moot<'a> {
    fn new(roster: &'a Roster, terms: Terms<'a>) -> Self {
        let known = Vec::new();
        Self { roster, terms, known }
    }

    fn has(&mut self, rule: &'static Rule) -> bool {
        let known = self.known.iter().find(|(known, _)| std::ptr::eq(*known, rule));
        if let Some((_, is_moot)) = known {
            return *is_moot;
        }
        let is_moot = rule.level != Level::Error
            && self.terms.level_in(self.roster, rule).is_none()
            && self.terms.suppressions.iter().all(|entry| entry.rule != rule);
        self.known.push((rule, is_moot));
        is_moot
    }
}

/// Judges what the files say together. The rows of those who have more than one.
fn together(cx: &mut Context<'_>, sheets: &[SheetView<'_>], keys: &Keys) -> Vec<Vec<RowAt>> {
    let view = OrganizationView { sheets, keys };
    for rule in RULES {
        if let Check::Organization(check) = rule.check {
            check(cx, &view);
        }
    }
    let usernames = view.username().and_then(|id| keys.of_column(id));
    usernames.map_or_else(Vec::new, Repeats::groups)
}
