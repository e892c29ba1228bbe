//! A file is named after a role or a location that roster.toml does not know.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::roster::Unknown;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("unknown_role_or_location.md")]
    pub(super) static UNKNOWN_ROLE_OR_LOCATION = "unknown-role-or-location" {
        summary: "a file is named after a role or a location that roster.toml does not know",
        level: Level::Error,
        stops: Stops::Sheet,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if !sheet.roster.standing.unknown.is_empty() {
        cx.raise(&UNKNOWN_ROLE_OR_LOCATION, sheet.at(Place::File), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let unknown = &scene.sheet(diagnostic.at.file).roster.standing.unknown;
    let parts = unknown
        .iter()
        .map(|unknown| format!("no {} {}", unknown.kind, quote(&unknown.part)));
    let meant = unknown.iter().map(meant);
    Words::new(
        format!("there is {}", parts.collect::<Vec<_>>().join(" and ")),
        "named after nobody".to_owned(),
    )
    .help(format!(
        "rename the file, or add what is new to roster.toml: {}",
        meant.collect::<Vec<_>>().join(" ")
    ))
}

/// What could be meant: the id of what is called so, the most similar id, or all of them where none is similar.
fn meant(unknown: &Unknown) -> String {
    if let Some(id) = &unknown.meant {
        return format!("the id of the {} called so is {}.", unknown.kind, quote(id));
    }
    let likely = unknown
        .known
        .iter()
        .map(|id| (strsim::jaro_winkler(&unknown.part, id), id))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    match likely {
        Some((_, id)) => format!("did you mean {}?", quote(id)),
        None if unknown.known.is_empty() => format!("roster.toml has no {}", unknown.kind),
        None => format!("the {}s are: {}", unknown.kind, unknown.known.join(", ")),
    }
}
