//! A cell of a DEA column that holds no DEA number.

use rosterkit_schema::{DeaError, FieldError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_dea.md")]
    pub(super) static INVALID_DEA = "invalid-dea" {
        summary: "a cell holds no DEA number",
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
    let Some(error @ FieldError::Dea(reason)) = cell.error() else {
        return;
    };
    let is_told_here = match reason {
        // They have rules of their own.
        DeaError::CheckDigit { .. } | DeaError::Suffix => false,
        // Where none is needed, `dea-none` says so.
        DeaError::NoNumber => cell.in_row.needs(cell.id),
        _ => true,
    };
    if is_told_here {
        cx.raise(&INVALID_DEA, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let help = match reason(diagnostic) {
        Some(DeaError::NoNumber) => {
            "the schema wants a number here; if you know that the target takes the row without one, roster.toml can say so in an \
             option of the schema, and then the cell is left blank"
        }
        _ => {
            "type the nine characters as they stand on the DEA certificate; for a provider who has no number, an option of the schema \
             in roster.toml says whether the cell may be blank"
        }
    };
    scene.not_a(diagnostic, "a DEA number", help)
}

fn reason(diagnostic: &Diagnostic) -> Option<DeaError> {
    match diagnostic.detail {
        Detail::Field(FieldError::Dea(reason)) => Some(reason),
        _ => None,
    }
}

/// Small letters can only mean capitals.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let (Some(cell), Some(DeaError::Lowercase)) = (diagnostic.at.place.cell(), reason(diagnostic)) else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at).to_ascii_uppercase();
    vec![Fix {
        title: scene.title(diagnostic.at, "write its letters in capitals", &text),
        applicability: Applicability::Safe,
        edits: vec![Edit::Replace { cell, text }],
    }]
}

#[cfg(test)]
mod tests {
    use super::INVALID_DEA;
    use crate::testing::check_rule;

    #[test]
    fn two_letters_and_seven_digits() {
        check_rule(
            &INVALID_DEA,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,AC123456
               ^^^^^^^^ error: `AC123456` is not a DEA number: it has 8 characters, a DEA number has 9
Ben,Ode,bode,AO1234563
Cy,Rill,crill,None
Di,Null,dnull,AN1234563-001
Eva,Ruiz,eruiz,ar1234563
               ^^^^^^^^^ error: `ar1234563` is not a DEA number: its letters are not in capitals
",
        );
    }
}
