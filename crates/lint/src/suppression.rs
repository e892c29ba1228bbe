//! Suppressions: what somebody has decided about one rule and one person, with a reason and perhaps an end.

use std::collections::BTreeMap;
use std::fmt;

use rosterkit_schema::{ColumnId, USER_NAME};

use crate::diagnostic::{Diagnostic, Location};
use crate::level::{Level, Levels};
use crate::locate::Lines;
use crate::report::Report;
use crate::roster::Roster;
use crate::rule::Rule;
use crate::view::{RowView, is_blank};

/// A rule that is not to be raised about one person. Of an error it is the only waiver there is.
///
/// It names a person and never a line, so that it holds wherever the row moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Which rule.
    pub rule: &'static Rule,
    /// About whom.
    pub whose: Whose,
    /// The last day on which it holds; without one it holds for good.
    pub until: Option<Day>,
    /// Where it is written in `roster.toml`.
    pub at: Lines,
}

/// By what a suppression names its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// The username, in letters of any case.
    Username(String),
    /// The NPI.
    Npi(String),
}

/// A day of the calendar. Ordered by time, displayed as `2027-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What the organization has decided about rules: handed to [`check`](crate::check()) with the files.
///
/// Levels alone become terms by `From`: nothing is suppressed then.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The levels at which rules are shown in files that have none of their own.
    pub levels: &'a Levels,
    /// What is suppressed.
    pub suppressions: &'a [Suppression],
    /// The day on which the files are judged: this room has no clock.
    pub today: Day,
    /// The path of the `roster.toml` in which all this is written, for reports.
    pub written_in: &'a str,
}

impl Terms<'_> {
    /// The level at which a rule is told in a file; `None` where it is not.
    pub(crate) fn level_in(&self, roster: &Roster, rule: &'static Rule) -> Option<Level> {
        let own = roster.standing.levels.0.get(rule.name);
        own.copied().unwrap_or_else(|| self.levels.of(rule))
    }
}

impl<'a> From<&'a Levels> for Terms<'a> {
    fn from(levels: &'a Levels) -> Self {
        Self {
            levels,
            suppressions: &[],
            today: Day::default(),
            written_in: "",
        }
    }
}

/// Which suppressions there are for each rule, and which were of use.
pub(crate) struct Suppressing<'a> {
    terms: Terms<'a>,
    by_rule: BTreeMap<&'static str, Vec<usize>>,
    used: Vec<bool>,
}

impl<'a> Suppressing<'a> {
    pub(crate) fn new(terms: Terms<'a>) -> Self {
        let mut by_rule: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for (index, suppression) in terms.suppressions.iter().enumerate() {
            by_rule.entry(suppression.rule.name).or_default().push(index);
        }
        Self {
            used: vec![false; terms.suppressions.len()],
            terms,
            by_rule,
        }
    }

    /// Whether the diagnostic is suppressed. One about two people is, when it is for either of them.
    pub(crate) fn covers(&mut self, report: &Report, found: &Diagnostic) -> bool {
        let Some(entries) = self.by_rule.get(found.rule.name) else {
            return false;
        };
        let at = |at: Location| report.sheet(at.file).row(at.place.row()?);
        let rows: Vec<RowView<'_>> = [Some(found.at), found.related]
            .into_iter()
            .flatten()
            .filter_map(at)
            .filter(RowView::is_readable)
            .collect();
        let mut is_covered = false;
        for index in entries {
            let suppression = &self.terms.suppressions[*index];
            if rows.iter().any(|row| suppression.is_about(row)) {
                // One that has expired would have been of use: it is told as expired, and not as unused.
                self.used[*index] = true;
                is_covered |= !self.has_expired(suppression);
            }
        }
        is_covered && (found.rule.can_be_waived() || found.rule.level != Level::Error)
    }

    fn has_expired(&self, suppression: &Suppression) -> bool {
        suppression.until.is_some_and(|until| until < self.terms.today)
    }

    /// The suppressions that suppress nothing: their positions, and whether it is because they have expired.
    pub(crate) fn idle(&self) -> impl Iterator<Item = (u32, bool)> {
        let all = (0..).zip(self.terms.suppressions).zip(&self.used);
        all.filter_map(|((index, suppression), used)| {
            let has_expired = self.has_expired(suppression);
            (has_expired || !used).then_some((index, has_expired))
        })
    }
}

impl Suppression {
    fn is_about(&self, row: &RowView<'_>) -> bool {
        let (attribute, wanted) = match &self.whose {
            Whose::Username(username) => (USER_NAME, username),
            Whose::Npi(npi) => (NPI, npi),
        };
        let said = row
            .on
            .schema()
            .column_holding(attribute)
            .and_then(|id| said(row, id));
        said.is_some_and(|said| said == wanted.trim().to_lowercase())
    }
}

/// The attribute of the column that holds NPIs.
pub(crate) const NPI: &str = "urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi";

/// What the cell says, in the form by which people are told apart, also where it is not of its type: what is suppressed may be
/// that very fault.
pub(crate) fn said(row: &RowView<'_>, id: ColumnId) -> Option<String> {
    let cell = row.cell(id).filter(|cell| !is_blank(cell))?;
    Some(
        row.value(id)
            .map_or_else(|| cell.text().trim().to_lowercase(), |value| value.folded()),
    )
}

#[cfg(test)]
mod tests {
    use rosterkit_sheet::RowIndex;

    use crate::testing::{ANA, suppressing, suppression};
    use crate::{CleanRow, Report, Values, Whose};

    fn achen() -> Whose {
        Whose::Username("achen".to_owned())
    }

    fn clean(report: &Report) -> Vec<CleanRow> {
        report.split().0.files().flat_map(|file| file.rows()).collect()
    }

    fn told(report: &Report) -> Vec<&str> {
        report.diagnostics().iter().map(|found| found.rule.name).collect()
    }

    #[test]
    fn a_waived_error_lets_the_row_in_with_its_value_as_typed() {
        let row = ANA.replace("AC1234563", "AC1234560");
        let other = row.replace("achen", "bchen").replace("1234567893", "");
        let report = suppressing(&[&other, &row], &[suppression("dea-check-digit", achen())], 2026);
        assert_eq!(
            told(&report),
            ["dea-check-digit", "person-with-two-usernames"],
            "only of the other one"
        );
        let clean = clean(&report);
        assert_eq!(
            clean.iter().map(CleanRow::index).collect::<Vec<_>>(),
            [RowIndex(2)]
        );
        let dea = report
            .schema()
            .columns()
            .find(|(_, column)| column.id == "dea")
            .unwrap()
            .0;
        assert_eq!(
            clean[0].value(dea).map(ToString::to_string),
            Some("AC1234560".to_owned())
        );
        assert_eq!(report.suppressed(), 1);
    }

    #[test]
    fn a_person_can_be_named_by_an_npi_also_by_a_wrong_one() {
        let row = ANA.replace("1234567893", "1234567890");
        let npi = Whose::Npi("1234567890".to_owned());
        let report = suppressing(&[&row], &[suppression("npi-check-digit", npi)], 2026);
        assert_eq!((told(&report).len(), clean(&report).len()), (0, 1));
    }

    #[test]
    fn keys_required_cells_and_structure_are_not_waived() {
        let rows = [
            ("missing-value", ANA.replace("Chen", "")),
            ("duplicate-value", format!("{ANA}\n{ANA}")),
            ("ragged-row", format!("{ANA},")),
        ];
        for (rule, row) in rows {
            let report = suppressing(&[&row], &[suppression(rule, achen())], 2026);
            assert!(told(&report).contains(&rule), "{rule}");
            assert_eq!(clean(&report).len(), 0, "{rule}");
        }
    }

    #[test]
    fn another_error_of_the_same_row_still_keeps_it_out() {
        let row = ANA.replace("AC1234563", "AC1234560").replace("8015552368", "801");
        let report = suppressing(&[&row], &[suppression("dea-check-digit", achen())], 2026);
        assert_eq!(told(&report), ["invalid-phone"]);
        assert_eq!(clean(&report), []);
    }

    #[test]
    fn a_warning_about_two_people_is_suppressed_for_either() {
        let other = ANA.replace("achen", "bchen").replace("1234567893,AC1234563", ",");
        for whose in ["achen", "BCHEN"] {
            let entry = suppression("person-with-two-usernames", Whose::Username(whose.to_owned()));
            let report = suppressing(&[ANA, &other], &[entry], 2026);
            let scene = report.scene(Values::Shown);
            let left: Vec<String> = report
                .diagnostics()
                .iter()
                .map(|found| scene.words(found).message)
                .collect();
            assert_eq!(left, Vec::<String>::new(), "{whose}");
        }
    }
}
