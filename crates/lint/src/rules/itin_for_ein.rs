//! The tax number of a person, an ITIN or ATIN, where that of a practice is wanted.

use rosterkit_schema::{EinError, FieldError};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("itin_for_ein.md")]
    pub(super) static ITIN_FOR_EIN = "itin-for-ein" {
        summary: "a person's ITIN or ATIN stands where an EIN is wanted",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(FieldError::Ein(EinError::Itin | EinError::Atin)) = cell.error() {
        cx.raise(&ITIN_FOR_EIN, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} has the form of an ITIN or ATIN, the tax number of a person, and an EIN is wanted",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "begins with 9, and three, two and four digits".to_owned()).help(
        "ask the practice for its EIN and type that, as two digits, a dash and seven digits; take care where copies of this file went",
    )
}

#[cfg(test)]
mod tests {
    use super::ITIN_FOR_EIN;
    use crate::testing::check_rule;

    #[test]
    fn the_dashes_and_the_digits_tell() {
        check_rule(
            &ITIN_FOR_EIN,
            "
First Name,Last Name,Username,TIN
Ana,Chen,achen,912-70-1234
               ^^^^^^^^^^^ error: this value has the form of an ITIN or ATIN, the tax number of a person, and an EIN is wanted
Ben,Ode,bode,12-3456789
Cy,Rill,crill,123-45-6789
Di,Null,dnull,000-12-3456
",
        );
    }
}
