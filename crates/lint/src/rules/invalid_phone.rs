//! A cell that holds no phone number of the North American plan.

use rosterkit_schema::{FieldError, FieldType, PhoneError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_phone.md")]
    pub(super) static INVALID_PHONE = "invalid-phone" {
        summary: "a cell holds no phone number",
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
    if let Some(error @ FieldError::Phone(_)) = cell.error() {
        cx.raise(&INVALID_PHONE, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(diagnostic, "a phone number", "type the ten digits of a US or Canadian number, such as 801-555-0123; an extension has no place here")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let written = scene.text(diagnostic.at);
    let (likely, title) = match diagnostic.detail {
        // With its plus again, the number says what it is.
        Detail::Field(FieldError::Phone(PhoneError::WithoutPlus)) => {
            (format!("+{written}"), "leave out the 1 of the country")
        }
        // Grouped as elsewhere in the world it may be a number from there.
        Detail::Field(FieldError::Phone(PhoneError::Style)) => (
            written.replace(|c: char| !c.is_ascii_digit(), ""),
            "write its ten digits",
        ),
        _ => return Vec::new(),
    };
    let Ok(number) = FieldType::Phone.parse(&likely) else {
        return Vec::new();
    };
    let ten = number.to_string();
    vec![Fix {
        title: scene.title(diagnostic.at, title, &ten),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::Replace { cell, text: ten }],
    }]
}

#[cfg(test)]
mod tests {
    use super::INVALID_PHONE;
    use crate::testing::check_rule;

    #[test]
    fn ten_digits_of_the_plan() {
        check_rule(
            &INVALID_PHONE,
            "
First Name,Last Name,Username,Phone Number
Ana,Chen,achen,801-555-012
               ^^^^^^^^^^^ error: `801-555-012` is not a phone number: it has 9 digits, a phone number has 10
Ben,Ode,bode,(801) 555-2368
Cy,Rill,crill,1-801-555-2368
              ^^^^^^^^^^^^^^ error: `1-801-555-2368` is not a phone number: it begins with the country code 1 without a plus sign
Di,Null,dnull,801/444 5555
",
        );
    }
}
