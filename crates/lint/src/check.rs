//! The judgement: what each file says by itself, then what all of them say together.

use rosterkit_schema::Schema;

use crate::context::Context;
use crate::diagnostic::{Diagnostic, FileId};
use crate::kept::Kept;
use crate::keys::{Keys, Repeats, RowAt};
use crate::pass::Law;
use crate::report::{Judged, Report};
use crate::roster::{Layout, Roster};
use crate::rule::Check;
use crate::rules::RULES;
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
    let layouts: Vec<Layout> = rosters
        .iter()
        .map(|roster| Layout::new(&schema, roster.document.sheet()))
        .collect();
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
    for (sheet, found) in sheets.iter().zip(&mut found) {
        diagnostics.append(&mut found.raised);
        rows += found.judged * u64::from(!sheet.roster.context);
        hashes.push(found.hashes.as_slice());
    }
    for (sheet, alone) in sheets.iter().zip(kept.iter().filter_map(Kept::alone)) {
        diagnostics.extend(alone.raised().cloned());
        rows += alone.judged * u64::from(!sheet.roster.context);
        hashes.push(alone.hashes.as_slice());
    }
    let keys = Keys::of(&law.keys, &sheets, &hashes);
    let kin = together(&mut Context::new(&mut diagnostics), &sheets, &keys);
    let crosses_files = keys.cross_files();
    diagnostics.sort_by_key(reading_order);
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

fn reading_order(diagnostic: &Diagnostic) -> (FileId, impl Ord + use<>, &'static str) {
    (
        diagnostic.at.file,
        diagnostic.at.place.reading_order(),
        diagnostic.rule.name,
    )
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
