//! Providers for whom nobody said when they work.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::master::Master;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::{RowView, SheetView};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("missing_hours.md")]
    pub(super) static MISSING_HOURS = "missing-hours" {
        summary: "a batch of providers has no working hours at a location",
        level: Level::Warning,
        stops: Stops::Upload,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if !sheet.schema().batch.hours {
        return;
    }
    // Only the rows of a master get different things.
    let whole = sheet.sheet().rows().next().map(|_| &sheet.roster.batch);
    let of_rows = sheet.master().into_iter().flat_map(Master::batches);
    if whole
        .into_iter()
        .chain(of_rows)
        .any(|batch| without_hours(batch).next().is_some())
    {
        cx.raise(&MISSING_HOURS, sheet.at(Place::File), Detail::None);
    }
}

/// The locations at which the providers of a batch have no hours.
fn without_hours(batch: &rosterkit_schema::Batch) -> impl Iterator<Item = &str> {
    let locations = batch.assignments.keys().filter(|_| batch.provider == Some(true));
    let lacking = locations.filter(|location| !batch.hours.contains_key(*location));
    lacking.map(String::as_str)
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let sheet = scene.sheet(diagnostic.at.file);
    let rows = sheet.sheet().rows().map(|row| RowView::new(sheet, row));
    let mut locations: Vec<&str> = rows.flat_map(|row| without_hours(row.batch())).collect();
    locations.sort_unstable();
    locations.dedup();
    let target = &sheet.schema().target;
    Words::new(
        format!(
            "nobody said when the providers of this file work at {}",
            locations.join(", ")
        ),
        "the whole file".to_owned(),
    )
    .help(format!(
        "add `hours` to the file's [[batch]] in roster.toml, or import it with --hours: {target} asks for them"
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rosterkit_schema::Batch;

    use super::without_hours;

    #[test]
    fn only_providers_need_hours_and_at_every_location() {
        let mut batch = Batch {
            provider: Some(true),
            ..Batch::default()
        };
        for location in ["lehi", "orem"] {
            batch
                .assignments
                .insert(location.to_owned(), "dentist".to_owned());
        }
        batch.hours.insert("lehi".to_owned(), BTreeMap::new());
        assert_eq!(without_hours(&batch).collect::<Vec<_>>(), ["orem"]);
        batch.provider = None;
        assert_eq!(without_hours(&batch).next(), None);
    }
}
