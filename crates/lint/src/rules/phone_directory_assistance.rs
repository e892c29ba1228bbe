//! A phone number that is that of directory assistance.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("phone_directory_assistance.md")]
    pub(super) static PHONE_DIRECTORY_ASSISTANCE = "phone-directory-assistance" {
        summary: "a phone number is that of directory assistance",
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
        && phone.is_directory_assistance()
    {
        cx.raise(&PHONE_DIRECTORY_ASSISTANCE, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} is directory assistance: 555-1212 in every area",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "a placeholder?".to_owned())
        .help("type the number at which the person can be reached")
}

#[cfg(test)]
mod tests {
    use super::PHONE_DIRECTORY_ASSISTANCE;
    use crate::testing::check_rule;

    #[test]
    fn it_is_the_same_number_in_every_area() {
        check_rule(
            &PHONE_DIRECTORY_ASSISTANCE,
            "
First Name,Last Name,Username,Phone Number
Ana,Chen,achen,801-555-1212
               ^^^^^^^^^^^^ warning: `801-555-1212` is directory assistance: 555-1212 in every area
Ben,Ode,bode,801-555-1213
",
        );
    }
}
