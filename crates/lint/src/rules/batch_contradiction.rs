//! The file's template, its name and roster.toml say different batches.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("batch_contradiction.md")]
    pub(super) static BATCH_CONTRADICTION = "batch-contradiction" {
        summary: "a file's template, its name and roster.toml disagree about whose file it is",
        level: Level::Error,
        stops: Stops::Sheet,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if !sheet.roster.standing.claims.is_empty() {
        cx.raise(&BATCH_CONTRADICTION, sheet.at(Place::File), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let standing = &scene.sheet(diagnostic.at.file).roster.standing;
    let claims = standing.claims.iter();
    let claims = claims.map(|claim| format!("{} says {}", claim.by, claim.says));
    Words::new(
        format!(
            "it is not certain whose file this is: {}",
            claims.collect::<Vec<_>>().join("; ")
        ),
        "which is right?".to_owned(),
    )
    .help(
        "give the file another name, or correct its entry under [[batch]] in roster.toml; where the template of other people \
         was copied, copy the rows into the right one; for one import, --assign says it",
    )
}
