//! A cell that holds no state abbreviation.

use rosterkit_schema::{FieldError, UsState, UsStateError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_state.md")]
    pub(super) static INVALID_STATE = "invalid-state" {
        summary: "a cell holds no state abbreviation",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::UsState(_)) = cell.error() {
        cx.raise(&INVALID_STATE, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let example = meant(diagnostic).map_or("UT", UsState::abbr);
    let help = format!("type the two capital letters of the state, such as {example}");
    scene.not_a(diagnostic, "a state abbreviation", &help)
}

/// The state that is written in another way.
fn meant(diagnostic: &Diagnostic) -> Option<UsState> {
    match diagnostic.detail {
        Detail::Field(FieldError::UsState(
            UsStateError::Lowercase { abbr } | UsStateError::Name { abbr },
        )) => Some(abbr),
        _ => None,
    }
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let (Some(cell), Some(state)) = (diagnostic.at.place.cell(), meant(diagnostic)) else {
        return Vec::new();
    };
    vec![Fix {
        title: scene.title(diagnostic.at, "write the abbreviation", state.abbr()),
        applicability: Applicability::Safe,
        edits: vec![Edit::Replace {
            cell,
            text: state.abbr().to_owned(),
        }],
    }]
}

#[cfg(test)]
mod tests {
    use super::INVALID_STATE;
    use crate::testing::check_rule;

    #[test]
    fn two_capital_letters() {
        check_rule(
            &INVALID_STATE,
            "
First Name,Last Name,Username,State
Ana,Chen,achen,Utah
               ^^^^ error: `Utah` is not a state abbreviation: it is written out and not the two-letter abbreviation of the Postal Service
Ben,Ode,bode,UT
",
        );
    }
}
