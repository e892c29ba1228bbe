//! A Social Security number where the tax number of a practice is wanted.

use rosterkit_schema::{EinError, FieldError};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("ssn_for_ein.md")]
    pub(super) static SSN_FOR_EIN = "ssn-for-ein" {
        summary: "a Social Security number stands where an EIN is wanted",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(FieldError::Ein(EinError::Ssn)) = cell.error() {
        cx.raise(&SSN_FOR_EIN, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} has the form of a Social Security number, and an EIN is wanted",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "three, two and four digits".to_owned()).help(
        "ask the practice for its EIN and type that, as two digits, a dash and seven digits; take care where copies of this file went",
    )
}

#[cfg(test)]
mod tests {
    use super::SSN_FOR_EIN;
    use crate::testing::check_rule;

    #[test]
    fn the_dashes_and_the_digits_tell() {
        check_rule(
            &SSN_FOR_EIN,
            "
First Name,Last Name,Username,TIN
Ana,Chen,achen,123-45-6789
               ^^^^^^^^^^^ error: this value has the form of a Social Security number, and an EIN is wanted
Ben,Ode,bode,12-3456789
Cy,Rill,crill,912-70-1234
Di,Null,dnull,000-12-3456
",
        );
    }
}
