//! A cell that holds no tax number in the form of an EIN.

use rosterkit_schema::{EinError, FieldError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_ein.md")]
    pub(super) static INVALID_EIN = "invalid-ein" {
        summary: "a cell holds no tax number with its dash",
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
    if let Some(error @ FieldError::Ein(_)) = cell.error() {
        cx.raise(&INVALID_EIN, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "a tax number",
        "type the EIN of the practice as two digits, a dash and seven digits, such as 12-3456789",
    )
}

/// Nine bare digits could be a Social Security number just as well, so the dash is a guess.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let Detail::Field(FieldError::Ein(error)) = diagnostic.detail else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at);
    let (what, text) = match (error, text.get(..2), text.get(2..)) {
        (EinError::MissingDash, Some(prefix), Some(rest)) => {
            ("write it with its dash", format!("{prefix}-{rest}"))
        }
        (EinError::LostZero, ..) => ("write the lost zero again", format!("0{text}")),
        _ => return Vec::new(),
    };
    vec![Fix {
        title: scene.title(diagnostic.at, what, &text),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::Replace { cell, text }],
    }]
}

#[cfg(test)]
mod tests {
    use super::INVALID_EIN;
    use crate::testing::check_rule;

    #[test]
    fn the_dash_tells_what_it_is() {
        check_rule(
            &INVALID_EIN,
            "
First Name,Last Name,Username,TIN
Ana,Chen,achen,123456789
               ^^^^^^^^^ error: `123456789` is not a tax number: the dash after the second digit is missing
Ben,Ode,bode,12-3456789
",
        );
    }
}
