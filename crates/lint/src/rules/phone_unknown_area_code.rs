//! A phone number with an area code that is not in the list.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("phone_unknown_area_code.md")]
    pub(super) static PHONE_UNKNOWN_AREA_CODE = "phone-unknown-area-code" {
        summary: "the area code of a phone number is not known",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(phone) = cell.nanp()
        && phone.area().is_none()
        // What is wrong with these is said by their own rules.
        && !phone.is_fictional()
        && !phone.is_directory_assistance()
    {
        cx.raise(&PHONE_UNKNOWN_AREA_CODE, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} has an area code that is not known to be in use",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "unknown area code".to_owned())
        .help("ask for the number and type it again; a brand-new area code may be right")
}

#[cfg(test)]
mod tests {
    use super::PHONE_UNKNOWN_AREA_CODE;
    use crate::testing::check_rule;

    #[test]
    fn new_area_codes_are_doubted_and_not_refused() {
        check_rule(
            &PHONE_UNKNOWN_AREA_CODE,
            "
First Name,Last Name,Username,Phone Number
Ana,Chen,achen,200-234-5678
               ^^^^^^^^^^^^ warning: `200-234-5678` has an area code that is not known to be in use
Ben,Ode,bode,801-234-5678
Cy,Rill,crill,200-555-0123
",
        );
    }
}
