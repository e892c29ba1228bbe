//! A cell that holds no phone number with the code of its country.

use rosterkit_schema::{E164Error, FieldError, FieldType};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_international_phone.md")]
    pub(super) static INVALID_INTERNATIONAL_PHONE = "invalid-international-phone" {
        summary: "a cell holds no phone number with its country code",
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
    if let Some(error @ FieldError::E164(_)) = cell.error() {
        cx.raise(&INVALID_INTERNATIONAL_PHONE, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "a phone number with its country code",
        "type +, the code of the country and the number, nothing but digits after the +: +18015550123; format the \
         column as Text first",
    )
}

/// Without its punctuation a number is the same; that ten digits are a number of country code 1 is likely and no more.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at);
    let (what, applicability, number) = match diagnostic.detail {
        Detail::Field(FieldError::E164(E164Error::Punctuation)) => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            (
                "leave out the punctuation",
                Applicability::Safe,
                format!("+{digits}"),
            )
        }
        Detail::Field(FieldError::E164(E164Error::NoPlus)) => match FieldType::Phone.parse(&text) {
            Ok(ten) => (
                "write it as a number of the US or Canada",
                Applicability::Unsafe,
                format!("+1{ten}"),
            ),
            Err(_) => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    if FieldType::E164.parse(&number).is_err() {
        return Vec::new();
    }
    vec![Fix {
        title: scene.title(diagnostic.at, what, &number),
        applicability,
        edits: vec![Edit::Replace { cell, text: number }],
    }]
}
