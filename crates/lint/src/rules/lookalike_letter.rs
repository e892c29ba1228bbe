//! A letter of another script that looks like a Latin one.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("lookalike_letter.md")]
    pub(super) static LOOKALIKE_LETTER = "lookalike-letter" {
        summary: "a letter of another script looks like a Latin one",
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
    if cell.damage() == Some(Damage::Lookalike) {
        cx.raise(&LOOKALIKE_LETTER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let letters = if scene.shows(at) {
        format!(": {}", damage::lookalike(&scene.text(at)))
    } else {
        String::new()
    };
    let message = format!("{} holds a letter of another script{letters}", scene.quote(at));
    Words::new(message, "looks the same and is another".to_owned())
        .help("type the whole value again with the keyboard set to English: nobody could ever log in with a name that only looks right")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::Lookalike, "type it in Latin letters")
}

#[cfg(test)]
mod tests {
    use super::LOOKALIKE_LETTER;
    use crate::testing::check_rule;

    #[test]
    fn its_code_point_is_named_and_the_letter_that_it_looks_like() {
        check_rule(
            &LOOKALIKE_LETTER,
            "
First Name,Last Name,Username
Ana,Chen,аchen
         ^^^^^ error: `аchen` holds a letter of another script: U+0430 looks like `a`
Анна,Chen,annachen
",
        );
    }
}
