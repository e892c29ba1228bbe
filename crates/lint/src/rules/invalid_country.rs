//! A cell that holds no country as ISO 3166-1 abbreviates it.

use rosterkit_schema::{Country, CountryError, FieldError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_country.md")]
    pub(super) static INVALID_COUNTRY = "invalid-country" {
        summary: "a cell holds no two-letter code of a country",
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
    if let Some(error @ FieldError::Country(_)) = cell.error() {
        cx.raise(&INVALID_COUNTRY, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let example = meant(diagnostic).map_or("US", Country::code);
    let help = format!("type the two capital letters of the country, such as {example}");
    scene.not_a(diagnostic, "a country code", &help)
}

/// The country that is written in another way.
fn meant(diagnostic: &Diagnostic) -> Option<Country> {
    match diagnostic.detail {
        Detail::Field(FieldError::Country(
            CountryError::Lowercase { code } | CountryError::Name { code },
        )) => Some(code),
        _ => None,
    }
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let (Some(cell), Some(country)) = (diagnostic.at.place.cell(), meant(diagnostic)) else {
        return Vec::new();
    };
    vec![Fix {
        title: scene.title(diagnostic.at, "write the code", country.code()),
        applicability: Applicability::Safe,
        edits: vec![Edit::Replace {
            cell,
            text: country.code().to_owned(),
        }],
    }]
}
