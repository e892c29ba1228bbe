//! A provider among people of another role, or somebody else among providers.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Location};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::{RowView, says};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("provider_mismatch.md")]
    pub(super) static PROVIDER_MISMATCH = "provider-mismatch" {
        summary: "a provider has a role of other people, or the reverse",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    if let Some(at) = contrary_cell(row) {
        cx.raise(&PROVIDER_MISMATCH, at, Detail::None);
    }
}

/// Where a row says that its person is none of those for whom its batch is. It then stops here, whatever it would need if the
/// cell were right.
///
/// Where the roles of a batch disagree, or are not known, nobody can say which people belong into it.
pub(super) fn contrary_cell(row: &RowView<'_>) -> Option<Location> {
    let (column, wrong) = row.contrary_to_batch()?;
    let is_contrary = row.is_readable() && row.cell(column).is_some_and(|cell| says(&cell, wrong));
    row.at(column).filter(|_| is_contrary)
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let on = scene.sheet(diagnostic.at.file);
    let row = diagnostic.at.place.row().and_then(|row| on.row(row));
    let batch = row.map_or(&on.roster.batch, |row| row.batch());
    let roles: Vec<&str> = batch.assignments.values().map(String::as_str).collect();
    let whose = if on.master().is_some() {
        "the row"
    } else {
        "the file"
    };
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
    let message = match batch.provider {
        Some(true) => "somebody who is no provider is among providers",
        _ => "a provider is among people of another role",
    };
    Words::new(
        format!("{message}: {header} is {} in {place}", scene.quote(diagnostic.at)),
        format!("{whose} is for: {}", roles.join(", ")),
    )
    .help(if on.master().is_some() {
        format!("correct the role of the row, or {header} in {place}")
    } else {
        format!("move the row to the file of its own role, or correct {header} in {place}")
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{found_in, roster, sample};
    use crate::{Levels, Roster, check};

    const STAFF: &str = "First Name,Last Name,Username,Email,Provider (YES/NO),Shortname\n\
        Ana,Chen,achen,a@example.com,YES,ACHEN\nBen,Ode,bode,b@example.com,NO,\n";

    fn cells(provider: Option<bool>) -> Vec<String> {
        let mut file = roster("staff.csv", STAFF.as_bytes());
        file.batch.provider = provider;
        let report = check(sample(), vec![Roster { ..file }], &Levels::default());
        let found = report
            .diagnostics()
            .iter()
            .filter(|found| found.rule.name == "provider-mismatch");
        found
            .filter_map(|found| found.at.place.cell())
            .map(|cell| cell.to_string())
            .collect()
    }

    #[test]
    fn both_kinds_of_people_are_told_from_each_other() {
        assert_eq!(cells(Some(true)), ["E3"]);
        assert_eq!(cells(Some(false)), ["E2"]);
        assert_eq!(cells(None), Vec::<String>::new());
        assert_eq!(found_in(&[("staff.csv", STAFF.as_bytes())]), Vec::<String>::new());
    }

    /// All that is said of a file for people who are no providers.
    fn rules_of(text: &str) -> Vec<&'static str> {
        let mut file = roster("staff.csv", text.as_bytes());
        file.batch.provider = Some(false);
        let report = check(sample(), vec![file], &Levels::default());
        report.diagnostics().iter().map(|found| found.rule.name).collect()
    }

    #[test]
    fn what_a_provider_needs_is_not_asked_of_a_file_for_others() {
        let lacking = "First Name,Last Name,Username,Email,Provider (YES/NO)\n\
            Ana,Chen,achen,a@example.com,YES\nBen,Ode,bode,b@example.com,NO\n";
        assert_eq!(rules_of(lacking), ["provider-mismatch"]);
        assert_eq!(rules_of(&STAFF.replace("ACHEN", "")), ["provider-mismatch"]);
    }
}
