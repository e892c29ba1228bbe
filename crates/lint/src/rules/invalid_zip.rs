//! A cell that holds no ZIP Code of the length that the target wants.

use rosterkit_schema::{FieldError, FieldType, ZipDigits, ZipError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::rules::zip_lost_zero::is_disproven;
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_zip.md")]
    pub(super) static INVALID_ZIP = "invalid-zip" {
        summary: "a cell holds no ZIP Code",
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
    let Some(FieldError::Zip(mut reason)) = cell.error() else {
        return;
    };
    // A lost zero has a rule of its own, because it can be repaired.
    if matches!(reason, ZipError::LostZeros { .. }) {
        let (FieldType::Zip(law), true) = (&cell.column().field_type, is_disproven(cell)) else {
            return;
        };
        reason = ZipError::Length {
            digits: cell.cell().text().bytes().filter(u8::is_ascii_digit).count(),
            wanted: match law.digits {
                ZipDigits::Five => 5,
                ZipDigits::Nine => 9,
            },
        };
    }
    cx.raise(&INVALID_ZIP, cell.at(), Detail::Field(FieldError::Zip(reason)));
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "a ZIP Code",
        "type the five digits of the ZIP Code and the four of the +4, or 0000 where the +4 is not known, without a dash",
    )
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let Detail::Field(FieldError::Zip(error)) = diagnostic.detail else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at);
    let (what, text) = match error {
        ZipError::Hyphen => ("leave out the dash", text.replace('-', "")),
        ZipError::FiveDigits => ("add 0000 for a +4 that is not known", format!("{text}0000")),
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
    use super::INVALID_ZIP;
    use crate::testing::check_rule;

    #[test]
    fn nine_digits() {
        check_rule(
            &INVALID_ZIP,
            "
First Name,Last Name,Username,ZIP Code
Ana,Chen,achen,84043
               ^^^^^ error: `84043` is not a ZIP Code: it has 5 digits, the 4 digits of the ZIP+4 are missing
Ben,Ode,bode,840430000
",
        );
    }
}
