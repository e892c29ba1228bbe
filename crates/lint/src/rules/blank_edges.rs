//! A value with white space at its beginning or end.

use rosterkit_schema::{FieldError, trim_blanks};

use crate::context::Context;
use crate::damage::rewritten;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("blank_edges.md")]
    pub(super) static BLANK_EDGES = "blank-edges" {
        summary: "white space stands before or after a value",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::BlankEdges) = cell.error() {
        cx.raise(&BLANK_EDGES, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
    Words::new(
        format!("{header} in {place} begins or ends with a blank"),
        "blank at the edge".to_owned(),
    )
    .help(format!(
        "in cell {place}, delete the blank before or after the value; it may be an invisible character"
    ))
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let trimmed = trim_blanks(&scene.text(diagnostic.at)).to_owned();
    vec![Fix {
        title: "delete the blanks at the edges".to_owned(),
        applicability: Applicability::Safe,
        edits: rewritten(scene, diagnostic.at, trimmed),
    }]
}

#[cfg(test)]
mod tests {
    use super::BLANK_EDGES;
    use crate::testing::check_rule;

    #[test]
    fn visible_and_invisible_blanks_count() {
        check_rule(
            &BLANK_EDGES,
            "
First Name,Last Name,Username
Ana ,Chen,achen
^^^^ error: First Name in A2 begins or ends with a blank
Ben, Ode,bode
    ^^^^ error: Last Name in B3 begins or ends with a blank
Cy,van der Rill,crill
",
        );
    }
}
