//! A username that the target does not take.

use rosterkit_schema::FieldError;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_username.md")]
    pub(super) static INVALID_USERNAME = "invalid-username" {
        summary: "a cell holds no username that the target takes",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::Username(_)) = cell.error() {
        cx.raise(&INVALID_USERNAME, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let help = "choose another: letters and digits only, and no word that the target keeps for itself";
    scene.not_a(diagnostic, "a username that can be used", help)
}

#[cfg(test)]
mod tests {
    use super::INVALID_USERNAME;
    use crate::testing::check_rule;

    #[test]
    fn letters_and_digits_only_and_no_reserved_word() {
        check_rule(
            &INVALID_USERNAME,
            "
First Name,Last Name,Username
Ana,Chen,a.chen
         ^^^^^^ error: `a.chen` is not a username that can be used: it holds `.`, only letters and digits are allowed
Ada,Min,Admin
        ^^^^^ error: `Admin` is not a username that can be used: the word is reserved
",
        );
    }
}
