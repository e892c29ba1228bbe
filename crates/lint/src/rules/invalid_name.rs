//! A name cell that holds no name.

use rosterkit_schema::{FieldError, FieldType};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_name.md")]
    pub(super) static INVALID_NAME = "invalid-name" {
        summary: "a cell holds no person's name",
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
    if let Some(error @ FieldError::PersonName(_)) = cell.error() {
        cx.raise(&INVALID_NAME, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(diagnostic, "a person's name", "a name is letters, spaces, hyphens, apostrophes and full stops; type the name as it should stand on the account")
}

/// An accent that stands by itself between letters was meant for an apostrophe.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let written = scene.text(diagnostic.at);
    let text = written.replace(['´', '`'], "'");
    let is_within = text.starts_with(char::is_alphabetic) && text.ends_with(char::is_alphabetic);
    if text == written || !is_within || FieldType::PersonName.parse(&text).is_err() {
        return Vec::new();
    }
    vec![Fix {
        title: scene.title(diagnostic.at, "write an apostrophe", &text),
        applicability: Applicability::Safe,
        edits: vec![Edit::Replace { cell, text }],
    }]
}

#[cfg(test)]
mod tests {
    use super::INVALID_NAME;
    use crate::testing::check_rule;

    #[test]
    fn digits_and_symbols_are_no_name() {
        check_rule(
            &INVALID_NAME,
            "
First Name,Last Name,Username
An4,O'Neil,aoneil
^^^ error: `An4` is not a person's name: it holds a digit
Zoë,van der Berg-Ruiz,zruiz
",
        );
    }
}
