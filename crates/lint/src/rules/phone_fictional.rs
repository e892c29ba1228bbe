//! A phone number that is reserved for fiction.

use rosterkit_schema::Phone;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("phone_fictional.md")]
    pub(super) static PHONE_FICTIONAL = "phone-fictional" {
        summary: "a phone number is one of those reserved for fiction",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.nanp().is_some_and(Phone::is_fictional) {
        cx.raise(&PHONE_FICTIONAL, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} rings nowhere: 555-0100 to 555-0199 are reserved for fiction",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "a placeholder?".to_owned())
        .help("type the number at which the person can be reached")
}

#[cfg(test)]
mod tests {
    use super::PHONE_FICTIONAL;
    use crate::testing::check_rule;

    #[test]
    fn only_the_reserved_hundred_is_fiction() {
        check_rule(
            &PHONE_FICTIONAL,
            "
First Name,Last Name,Username,Phone Number
Ana,Chen,achen,801-555-0123
               ^^^^^^^^^^^^ warning: `801-555-0123` rings nowhere: 555-0100 to 555-0199 are reserved for fiction
Ben,Ode,bode,801-555-0200
",
        );
    }
}
