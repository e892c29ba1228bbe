//! A character inside a value that nobody can see.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invisible_character.md")]
    pub(super) static INVISIBLE_CHARACTER = "invisible-character" {
        summary: "a value holds a character that cannot be seen",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::Invisible) {
        cx.raise(&INVISIBLE_CHARACTER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let (header, place) = (scene.header(at), scene.place_name(at));
    let message = format!(
        "{header} in {place} holds {}, which cannot be seen",
        damage::invisible(&scene.text(at))
    );
    Words::new(message, "an invisible character".to_owned()).help(
        "type the value again instead of pasting it; web pages and PDF files bring such characters along",
    )
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(
        scene,
        diagnostic,
        Damage::Invisible,
        "write it without invisible characters",
    )
}

#[cfg(test)]
mod tests {
    use super::INVISIBLE_CHARACTER;
    use crate::testing::check_rule;

    #[test]
    fn spaces_that_do_not_break_and_characters_without_width_are_told() {
        check_rule(
            &INVISIBLE_CHARACTER,
            "
First Name,Last Name,Username
Ana\u{A0}Maria,Mar\u{AD}tin,achen
^^^^^^^^^ error: First Name in A2 holds U+00A0, which cannot be seen
          ^^^^^^^ error: Last Name in B2 holds U+00AD, which cannot be seen
Ana Maria,Martin,amartin
",
        );
    }
}
