//! Rows of a workbook that Excel does not show.

use rosterkit_sheet::{Fault, RowIndex};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

/// How many runs of rows a message names.
const NAMED: usize = 10;

declare_rule! {
    #[doc = include_str!("hidden_rows.md")]
    pub(super) static HIDDEN_ROWS = "hidden-rows" {
        summary: "rows of a workbook are hidden or filtered out",
        level: Level::Warning,
        stops: Stops::Sheet,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

/// One diagnostic for all of them: a filter hides hundreds.
fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if let Some((first, _)) = runs(sheet).next() {
        cx.raise(&HIDDEN_ROWS, sheet.at(Place::Row(first)), Detail::None);
    }
}

/// The hidden rows below the header: the first and last of each run.
fn runs<'a>(sheet: &SheetView<'a>) -> impl Iterator<Item = (RowIndex, RowIndex)> + use<'a> {
    let header = sheet.sheet().header().map(|header| header.index());
    sheet
        .sheet()
        .faults()
        .iter()
        .filter_map(move |fault| match *fault {
            Fault::HiddenRows { first, last } if Some(last) > header => {
                let below = header.map_or(first, |header| RowIndex(header.0.saturating_add(1)));
                Some((first.max(below), last))
            }
            _ => None,
        })
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let sheet = scene.sheet(diagnostic.at.file);
    let runs: Vec<_> = runs(&sheet).collect();
    let rows = |runs: &[(RowIndex, RowIndex)]| -> u32 {
        runs.iter().map(|(first, last)| last.0 - first.0 + 1).sum()
    };
    let mut names: Vec<String> = runs
        .iter()
        .take(NAMED)
        .map(|(first, last)| match last.0 - first.0 {
            0 => first.number().to_string(),
            _ => format!("{} to {}", first.number(), last.number()),
        })
        .collect();
    if runs.len() > NAMED {
        names.push(format!("and {} more", rows(&runs[NAMED..])));
    }
    let message = match rows(&runs) {
        1 => format!("row {} is hidden, and is read like the others", names.join(", ")),
        count => format!(
            "{count} rows are hidden, and are read like the others: {}",
            names.join(", ")
        ),
    };
    Words::new(message, "hidden".to_owned()).help(
        "in Excel, clear the filter (Data, Clear), then select all rows, right-click, and choose Unhide; delete the rows of people who get no account",
    )
}

#[cfg(test)]
mod tests {
    use super::HIDDEN_ROWS;
    use crate::testing::{found_in, roster, sample, workbook_with};
    use crate::{Levels, Values, check};

    const ROWS: [&[&str]; 4] = [
        &["First Name", "Last Name", "Username"],
        &["Ana", "Chen", "achen"],
        &["Ben", "Ode", "bode"],
        &["Cy", "Ek", "cek"],
    ];

    #[test]
    fn hidden_rows_are_named_and_judged() {
        let bytes = workbook_with(&ROWS, |sheet| {
            sheet.write(2, 2, "b ode").unwrap();
            for row in [0, 2, 3] {
                sheet.set_row_hidden(row).unwrap();
            }
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            [
                "staff.xlsx row 3 warning[hidden-rows]",
                "staff.xlsx C3 error[invalid-username]"
            ]
        );
    }

    #[test]
    fn a_long_list_is_counted() {
        let rows: Vec<&[&str]> = ROWS[..1].iter().chain([&ROWS[1]; 40]).copied().collect();
        let bytes = workbook_with(&rows, |sheet| {
            for row in (2..40).step_by(2).chain([39]) {
                sheet.set_row_hidden(row).unwrap();
            }
        });
        let report = check(sample(), vec![roster("staff.xlsx", &bytes)], &Levels::default());
        let found = report
            .diagnostics()
            .iter()
            .find(|found| found.rule == &HIDDEN_ROWS)
            .unwrap();
        assert_eq!(
            report.scene(Values::Shown).words(found).message,
            "20 rows are hidden, and are read like the others: 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, and 10 more"
        );
    }
}
