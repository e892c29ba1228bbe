//! A cell that the row must leave blank and fills.

use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::{RowView, is_blank};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unexpected_value.md")]
    pub(super) static UNEXPECTED_VALUE = "unexpected-value" {
        summary: "a cell that must be blank is filled",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    if !row.is_readable() {
        return;
    }
    for (id, _) in row.on.schema().columns() {
        let Some(cell) = row.cell(id).filter(|cell| !is_blank(cell)) else {
            continue;
        };
        if let Some(because) = row.must_be_blank(id) {
            let at = row.on.at(Place::Cell(cell.reference()));
            cx.raise_because(
                &UNEXPECTED_VALUE,
                at,
                Detail::None,
                row.on.at(Place::Cell(because)),
            );
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
    let words = Words::new(
        format!("{header} must be blank in {place}"),
        "must be blank".to_owned(),
    );
    let Some(because) = diagnostic.related else {
        return words;
    };
    let (deciding, cell) = (scene.header(because), scene.place_name(because));
    words
        .related(format!("because {deciding} is {}", scene.quote(because)))
        .help(format!(
            "clear cell {place}; or, if the value is right, correct {deciding} in {cell}"
        ))
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    vec![Fix {
        title: format!("clear cell {}", scene.place_name(diagnostic.at)),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::Replace {
            cell,
            text: String::new(),
        }],
    }]
}

#[cfg(test)]
mod tests {
    use super::UNEXPECTED_VALUE;
    use crate::testing::{check_rule, found_in};

    #[test]
    fn the_cell_and_the_one_that_decides_are_shown() {
        check_rule(
            &UNEXPECTED_VALUE,
            "
First Name,Last Name,Username,Provider (YES/NO),Shortname
Ana,Chen,achen,NO,ACHEN
               -- because Provider (YES/NO) is `NO`
                  ^^^^^ error: Shortname must be blank in E2
Ben,Ode,bode,YES,BODE
",
        );
    }

    #[test]
    fn what_stands_around_the_choice_or_is_as_wide_does_not_hide_it() {
        for no in ["\u{FF2E}\u{FF2F}", "\"\"\"NO\"\"\"", "N\u{200B}O", "no\u{A0}"] {
            let text = format!(
                "First Name,Last Name,Username,Provider (YES/NO),Shortname\nAna,Chen,achen,{no},ACHEN\n"
            );
            let found = found_in(&[("staff.csv", text.as_bytes())]);
            let wanted = "staff.csv E2 error[unexpected-value] <- staff.csv D2".to_owned();
            assert!(found.contains(&wanted), "{no}: {found:?}");
        }
    }
}
