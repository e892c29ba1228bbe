//! Rows of nothing but delimiters.

use rosterkit_sheet::{DocumentKind, Edit, Row};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("blank_rows.md")]
    pub(super) static BLANK_ROWS = "blank-rows" {
        summary: "rows of a CSV hold nothing but commas",
        level: Level::Warning,
        stops: Stops::Upload,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
    }
}

/// Each run of such rows is told at its first.
fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if sheet.document().kind() != DocumentKind::Csv {
        return;
    }
    let mut run: Option<(Row<'_>, u64)> = None;
    let mut raise = |run: Option<(Row<'_>, u64)>| {
        if let Some((first, found)) = run {
            let at = sheet.at(Place::Row(first.index()));
            cx.raise(&BLANK_ROWS, at, Detail::Count { found, wanted: 0 });
        }
    };
    for row in sheet.sheet().rows() {
        if row.is_blank() {
            let (first, found) = run.unwrap_or((row, 0));
            run = Some((first, found + 1));
        } else {
            raise(run.take());
        }
    }
    raise(run);
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Count { found, .. } = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let target = &scene.sheet(diagnostic.at.file).schema().target;
    let message = if found == 1 {
        format!("{} holds nothing but commas", scene.place_name(diagnostic.at))
    } else {
        format!(
            "{found} rows from {} on hold nothing but commas",
            scene.place_name(diagnostic.at)
        )
    };
    Words::new(message, "nobody is in it".to_owned()).help(format!(
        "in Excel, select the rows and choose Delete; {target} may take them for people without a name, and they count \
         towards the size of the file"
    ))
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Detail::Count { found, .. } = diagnostic.detail else {
        return Vec::new();
    };
    let rows = scene.sheet(diagnostic.at.file).sheet().rows();
    let run = rows
        .skip_while(|row| Some(row.index()) != diagnostic.at.place.row())
        .take_while(Row::is_blank);
    vec![Fix {
        title: format!("delete {}", if found == 1 { "the row" } else { "the rows" }),
        applicability: Applicability::Safe,
        edits: run.map(|row| Edit::RemoveRow { row: row.index() }).collect(),
    }]
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    #[test]
    fn each_run_is_told_once_and_nobody_is_missed_in_it() {
        let text = b"First Name,Last Name,Username\nAna,Chen,achen\n,,\n\n , ,\nBen,Ode,bode\n,,,,\n\n";
        assert_eq!(
            found_in(&[("staff.csv", text)]),
            [
                "staff.csv row 3 warning[blank-rows]",
                "staff.csv row 7 warning[blank-rows]"
            ]
        );
    }
}
